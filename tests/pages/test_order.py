"""The order of a sheet: what is played, what is listed, what is told; and the mark in the plate."""

from __future__ import annotations

import pytest

from tests.markup import names, page
from wodsheet.lines import LINES


def marks(answer) -> list[str]:
    """The names of the marks that are drawn in a plate, the sheet's or that of a card."""
    return [drawn.attributes["data-mark"] for drawn in answer.css(".portrait__mark .mark")]


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_played_listed_and_told_each_have_their_place(as_owner, make_character, line):
    sheet = as_owner(make_character(line=line.name)).sheet()
    places = [
        names(sheet, f"{place} h2") for place in (".sheet__main", ".sheet__lists", ".sheet__margin", ".sheet__foot")
    ]
    played, listed, margin, told = places
    assert {"Attributes", "Skills"} <= set(played)
    assert {"Specialties", "Touchstones", "Advantages", "Flaws", "Equipment", "Of your own"} <= set(listed)
    assert "Identity" in margin
    assert {"Looks", "Notes"} <= set(told)


def test_a_list_that_holds_nothing_has_its_heading_and_the_way_to_add_and_no_more(as_owner, anna):
    rituals = as_owner(anna).sheet().css_first("section#rituals")
    assert rituals.css_first("h2").text() == "Rituals"
    assert rituals.css_first(".add").text() == "Add ritual"
    assert rituals.css_first(".add b").text() == "ritual"
    assert not rituals.css(".entry, form")


def test_the_first_entry_of_a_list_is_one_item_of_the_answer(as_owner, anna):
    answer = page(as_owner(anna).add("rituals", "Ward Against Ghouls"))
    assert len(answer.css("hx-partial[hx-target='#entries-rituals'] > li")) == 1
    assert not answer.css("section")


def test_the_mark_in_the_plate_follows_the_clan_and_is_on_the_card(as_owner, anna):
    owner = as_owner(anna)
    assert marks(owner.sheet()) == ["none"]
    answer = page(owner.write("clan", "Brujah"))
    assert answer.css_first("hx-partial[hx-target='#mark'] .mark").attributes["data-mark"] == "clan-brujah"
    assert marks(owner.sheet()) == ["clan-brujah"]
    assert marks(page(owner.browser.get("/"))) == ["clan-brujah"]


def test_other_texts_leave_the_mark_alone(as_owner, anna):
    assert not page(as_owner(anna).write("sire", "Brujah")).css("[hx-target='#mark']")
