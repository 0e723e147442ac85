"""Paper: a page as the browser prints it, and what can be read on each sheet."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Page
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

MILLIMETRES = {"a4": (210, 297), "letter": (215.9, 279.4)}
POINT = 25.4 / 72


@dataclass(frozen=True)
class Leaf:
    """One sheet of paper: its width and height in millimetres, the words on it, and how many pictures."""

    size: tuple[float, float]
    words: str
    pictures: int

    @classmethod
    def read(cls, page: PdfPage) -> Leaf:
        width, height = page.get_size()
        words = page.get_textpage().get_text_bounded()
        return cls((width * POINT, height * POINT), words, len(list(page.get_objects([FPDF_PAGEOBJ_IMAGE]))))


def printed(page: Page) -> list[Leaf]:
    """The page before the browser, on paper of the size that was chosen there."""
    page.evaluate("document.fonts.ready")
    with PdfDocument(page.pdf(prefer_css_page_size=True)) as pdf:
        return [Leaf.read(sheet) for sheet in pdf]


def rendered(page: Page, *, backgrounds: bool) -> list[Image.Image]:
    """Each sheet of paper as a picture, printed with or without the browser's background graphics."""
    page.evaluate("document.fonts.ready")
    with PdfDocument(page.pdf(print_background=backgrounds)) as pdf:
        return [sheet.render(scale=1, grayscale=True).to_pil() for sheet in pdf]
