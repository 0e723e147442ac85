"""Words that are 40 percent longer, on the narrowest phone."""

from __future__ import annotations

import pytest

from wodsheet.lines import LINES

NARROWEST = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("line", LINES)
def test_no_page_in_longer_words_is_wider_than_the_narrowest_phone(open_sheet, make_character, player, line):
    character = make_character(player, line)
    page = open_sheet(character, locale="en-XA", **NARROWEST)
    for at in (character.path, f"{character.path}/experience", f"{character.path}/portraits", "/", "/preferences"):
        page.goto(at)
        assert page.evaluate("document.documentElement.lang") == "en-XA"
        assert page.evaluate("document.documentElement.scrollWidth") == 320, at
