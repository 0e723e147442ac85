"""What buttons are called, and what the book says before it is opened."""

from __future__ import annotations

import re

import pytest

from tests.factories.people import ordinary
from tests.markup import names, page
from wodsheet.lines import LINES


@pytest.mark.parametrize("line", LINES)
def test_the_tools_of_a_list_have_words_that_their_names_begin_with(as_owner, factory, player, line):
    sheet = as_owner(ordinary(factory, player, line)).sheet()
    tools = sheet.css(".tool")
    assert {tool.css_first("i").text() for tool in tools} == {"Rename", "Up", "Down", "Remove"}
    for tool in tools:
        assert tool.css_first("i").text().lower() in (tool.attributes["aria-label"] or "").lower().split()
    assert set(names(sheet, ".arrange > span > [aria-hidden]")) == {"Edit list", "Done"}


def test_no_old_word_is_left_on_a_sheet_or_the_roster(as_owner, signed_in, factory, player):
    character = ordinary(factory, player, "vtm")
    for markup in (as_owner(character).sheet(), page(signed_in(player).get("/"))):
        labels = (node.attributes["aria-label"] or "" for node in markup.css("[aria-label]"))
        words = " ".join([markup.root.text(), *labels])
        assert not re.search(r"\b(Clone|Arrange|In the book)\b", words)


def test_a_clan_shows_the_first_thing_the_book_says_of_it_and_opens_to_the_rest(as_owner, anna):
    chosen = page(as_owner(anna).write("clan", "Toreador"))
    assert names(chosen, ".book summary")[0] == "Disciplines: Auspex, Celerity, Presence"
    assert "Disciplines" not in names(chosen, ".book dt")
    assert names(chosen, ".book dt")


def test_a_choice_of_which_only_the_page_is_known_says_the_page_and_does_not_open(as_owner, anna, make_entry):
    bond = make_entry(anna, "advantages", "Enduring Bond", 1)
    assert names(as_owner(anna).sheet(), f"#entry-{bond} p.book") == ["Gehenna War, page 44"]
