"""Answers as markup, read with CSS selectors, and the headers of those who ask."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode
from werkzeug.test import TestResponse

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
JSON = {"Accept": "application/json"}


def page(answer: TestResponse) -> LexborHTMLParser:
    """The markup of an answer, to ask with selectors."""
    return LexborHTMLParser(answer.text)


def names(markup: LexborHTMLParser | LexborNode | None, selector: str) -> list[str]:
    """The texts of all that a selector finds in markup that has to be there."""
    assert markup
    return [node.text().strip() for node in markup.css(selector)]


def values(markup: LexborHTMLParser, selector: str) -> Iterator[str | None]:
    """The values of all controls a selector finds."""
    return (node.attributes.get("value") for node in markup.css(selector))
