"""Words that are 40 percent longer, on the narrowest phone."""

from __future__ import annotations

import pytest

from tests.browser.selectors import expect_saved
from wodsheet.lines import LINES

NARROWEST = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("line", LINES)
def test_no_page_in_longer_words_is_wider_than_the_narrowest_phone(sign_in, make_character, player, line):
    character = make_character(player, line)
    page = sign_in(character.owner.name, locale="en-XA", **NARROWEST)
    for at in (character.path, f"{character.path}/experience", f"{character.path}/portraits", "/", "/preferences"):
        page.goto(at)
        assert page.evaluate("document.documentElement.lang") == "en-XA"
        assert page.evaluate("document.documentElement.scrollWidth") == 320, at


LONG_NAMES = ("Aleksandra", "Maximiliane", "Aleksandra Wojciechowska", "Maximiliane von Hohenlohe-Schillingsfürst")
LONGEST = "Hrafnkell Whispers-Through-The-Broken-Teeth-Of-The-Mountain Ó Súilleabháin, called the Archivist"
# How many lines each word of the name stands on: the widths of letters are those of a copy of the field.
BROKEN = """field => {
  const copy = document.createElement("div"), style = getComputedStyle(field);
  for (const name of ["font", "letterSpacing", "overflowWrap", "width", "hyphens"]) copy.style[name] = style[name];
  field.after(copy);
  const broken = field.value.split(/[\\s-]/).filter((word) => {
    copy.innerHTML = "<span></span>";
    copy.firstChild.textContent = word;
    return copy.firstChild.getClientRects().length > 1;
  });
  copy.remove();
  return broken;
}"""


@pytest.mark.parametrize("line", LINES)
def test_the_words_of_a_long_name_are_whole_on_the_narrowest_phone(open_sheet, make_character, player, line):
    page = open_sheet(make_character(player, line, texts={"name": LONG_NAMES[0]}), **NARROWEST)
    field = page.get_by_role("textbox", name="Name", exact=True)
    for name in LONG_NAMES:
        field.fill(name)
        expect_saved(page)
        page.reload()
        assert field.evaluate(BROKEN) == [], name
    field.fill(LONGEST)
    expect_saved(page)
    assert field.bounding_box()["height"] < 640 / 3
    field.fill("שלום Anna")
    assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"
