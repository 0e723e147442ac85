"""Take the pictures in README from the running app: ``make pictures``.

The app is started in local mode with its own data folder, `flask demo` makes the ready characters, and Chromium takes
the pictures: at 1280 by 800 CSS pixels, and at 375 by 800 beside that where it says so.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from tests import chromium
from tests.serving import serving

HERE = Path(__file__).parent
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 800}
GAP = 16  # between two pictures beside each other, in pixels
LARGEST = 300_000  # bytes


def main() -> None:
    """Write the pictures, each docs/<name>.webp. Raises SystemExit when one is larger than LARGEST."""
    with tempfile.TemporaryDirectory(prefix="wodsheet-") as folder, serving("", Path(folder)) as site:
        demo = [sys.executable, "-m", "flask", "demo"]
        subprocess.run(demo, cwd=HERE.parent, env=os.environ | {"DATA_DIR": folder}, check=True)
        with chromium.launched() as browser:
            pictures = {
                "sheet": sheet(browser, site),
                "play": beside(*play(browser, site)),
                "welcome": beside(*welcome(browser, site)),
            }
    for name, picture in pictures.items():
        write(HERE / f"{name}.webp", picture)


def sheet(browser: Browser, site: str) -> Image.Image:
    """The ready vampire's sheet on a desk."""
    page = open_page(browser, site, DESK)
    page.request.post("/login", form={"name": "Demo"}, max_redirects=0)
    page.goto("/")
    page.locator("a[href^='/vtm/']:not([href$='new'], [href$='ready'], [href$='print'])").first.click()
    return taken(page)


def play(browser: Browser, site: str) -> Iterator[Image.Image]:
    """The ready vampire's play view on a phone: as it opens, and with a pool to roll."""
    page = open_page(browser, site, PHONE)
    page.request.post("/login", form={"name": "Demo"}, max_redirects=0)
    page.goto("/")
    sheet = page.locator("a[href^='/vtm/']:not([href$='new'], [href$='ready'], [href$='print'])").first
    page.goto(f"{sheet.get_attribute('href')}/play")
    yield taken(page)
    for trait in ("dexterity", "stealth"):
        page.locator(f"a[href*='add={trait}']").first.click()
        page.locator(f"#roll [data-keys*='{trait}']").wait_for()
    yield taken(page)


def welcome(browser: Browser, site: str) -> Iterator[Image.Image]:
    """The first page, on a desk and on a phone."""
    for viewport in (DESK, PHONE):
        page = open_page(browser, site, viewport)
        page.goto("/")
        yield taken(page)


def open_page(browser: Browser, site: str, viewport: ViewportSize) -> Page:
    """A page of nobody who is signed in."""
    return browser.new_page(base_url=site, viewport=viewport, device_scale_factor=1, color_scheme="light")


def taken(page: Page) -> Image.Image:
    """What a page shows, with its fonts."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """Two pictures of the same height beside each other."""
    both = Image.new("RGB", (left.width + GAP + right.width, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width + GAP, 0))
    return both


def write(path: Path, picture: Image.Image) -> None:
    """Write a picture as WebP. Raises SystemExit when it is larger than LARGEST."""
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=85, method=6)
    if len(written.getvalue()) > LARGEST:
        sys.exit(f"{path.name} has {len(written.getvalue())} bytes, at most {LARGEST}")
    path.write_bytes(written.getvalue())


if __name__ == "__main__":
    main()
