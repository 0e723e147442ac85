"""What axe, which looks for what keeps people out, has against a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# Where only the colours are others than on pages that all rules were asked about.
OF_COLOUR = {"type": "rule", "values": ["color-contrast"]}
STRICTLY = {"type": "rule", "values": ["color-contrast-enhanced"]}  # seven to one
# Strip and contents lie over what scrolls beneath them, and for the rule of target sizes that would make it too small.
# Not so the bar of a phone, which is fixed (static/js/fixed-bar.js).
PINNED = ":root:not([data-bar]) .vitals, .contents, .saved, .guide__bar"
LET_GO = f"""for (const pinned of document.querySelectorAll("{PINNED}"))
  pinned.style.setProperty("position", "static")"""


def complaints_of_axe(page: Page, *paths: str, rules: dict[str, Any] = RULES) -> list[str]:
    """What it has against pages by these rules; of a path that ends in ``#id``, against that part alone.

    A full sheet takes more than a second of CPU, so let it look at what the test is about.
    """
    found = []
    for path in paths:
        page.goto(path)
        _, part, id = path.partition("#")
        found += [f"{path}: {complaint}" for complaint in complaints_as_it_stands(page, rules, part + id or None)]
    return found


def is_excepted(complaint: dict[str, Any]) -> bool:
    """Whether it is only about small boxes of a tracker: WCAG 2.5.8 excepts a target when the buttons beside it, which
    are large enough, do the same.
    """
    boxes = (one["html"].startswith(('<button class="box', "<button class=box")) for one in complaint["nodes"])
    return complaint["id"] == "target-size" and all(boxes)


def complaints_as_it_stands(page: Page, rules: dict[str, Any] = RULES, part: str | None = None) -> list[str]:
    """What it has against the page before the browser, or the part of it that a selector names."""
    page.evaluate(LET_GO)
    # No rule asked for here reads style sheets, which it would fetch once more for each page.
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    found = [one for one in Axe().run(page, part, options).response["violations"] if not is_excepted(one)]
    return [f"{one['id']} at {one['nodes'][0]['html'][:160]}" for one in found]
