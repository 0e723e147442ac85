"""A page that comes into sight again asks whether it shows all there is, by its link #redraw."""

from __future__ import annotations

import json

import pytest

from tests.markup import HTMX, page

PAGES = [
    "{sheet}",
    "{sheet}/experience",
    "{sheet}/portraits",
    "{sheet}/play",
    "/",
    "/preferences",
    "/tokens",
    "/account",
    "/?find=a",
]


def look_again(browser, answer):
    """The answer to the link of a page, sent as htmx sends it."""
    link = page(answer).css_first("#redraw").attributes
    headers = json.loads(link["hx-headers"] or "")
    return browser.get(link["hx-get"], headers=HTMX | headers)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_shows_all_there_is_costs_an_empty_answer(as_owner, anna, address):
    browser = as_owner(anna).browser
    answer = look_again(browser, browser.get(address.format(sheet=anna.path)))
    assert (answer.status_code, answer.data) == (304, b"")


# The sheet goes by the time of the last change, which is the same within a test's transaction (tests/browser has it).
@pytest.mark.parametrize("address", PAGES[1:3])
def test_a_page_of_a_character_that_changed_is_sent_whole(as_owner, anna, address):
    owner = as_owner(anna)
    before = owner.browser.get(address.format(sheet=anna.path))
    owner.write("name", "Annabel", seen="Anna")
    answer = look_again(owner.browser, before)
    assert answer.status_code == 200
    assert "Annabel" in page(answer).css_first("#main").text()


def test_a_page_that_is_asked_for_by_a_person_is_always_sent(as_owner, anna):
    assert "ETag" not in as_owner(anna).browser.get(anna.path).headers


def test_a_page_that_shows_a_refusal_or_a_new_token_does_not_look_again(signed_in, player):
    for name, status in (("", 422), ("My script", 201)):
        form = {"name": name, "scope": "read", "form_key": "6dbd3a0f-8a76-4ed0-a6a5-8b53dd26c4e4"}
        answer = signed_in(player).post("/tokens", data=form)
        assert answer.status_code == status
        assert "hx-headers" not in page(answer).css_first("#redraw").attributes
