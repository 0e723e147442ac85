"""The roster, and making characters."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.pages.conftest import names, page
from wodsheet.lines import LINES


def begin(browser, line: str = "vtm", name: str = "Anna", key: str | None = None):
    return browser.post(f"/{line}", data={"name": name, "form_key": key or str(uuid4())})


def test_signed_out_the_first_page_leads_to_the_door(client):
    welcome = page(client.get("/"))
    assert welcome.css("a[href='/login']")


@pytest.mark.parametrize("line", LINES)
def test_the_roster_leads_to_a_form_whose_name_is_enough(signed_in, player, line):
    browser = signed_in(player)
    way = page(browser.get("/")).css_first(f"a[href='/{line}/new']")
    assert way.text() == f"New {LINES[line].one}"
    form = page(browser.get(f"/{line}/new")).css_first("main form")
    key = form.css_first("[name=form_key]").attributes["value"]
    made = begin(browser, line, "Mara", key)
    assert made.status_code == 303
    assert page(browser.get(made.headers["Location"])).css_first("#heading").text() == "Mara"
    assert "Mara" in names(page(browser.get("/")), ".card__name")


def test_an_impatient_double_click_makes_one_character(signed_in, player):
    browser, key = signed_in(player), str(uuid4())
    first, second = begin(browser, key=key), begin(browser, key=key)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(page(browser.get("/")).css(".card")) == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "two\nlines"])
def test_a_name_that_is_none_is_refused_with_what_was_typed(signed_in, player, name):
    answer = begin(signed_in(player), name=name)
    field = page(answer).css_first("#name")
    assert answer.status_code == 422
    assert field.attributes["aria-invalid"] == "true"
    assert page(answer).css_first(".problem")
    if "\n" not in name:
        assert (field.attributes["value"] or "") == name


def test_a_full_roster_says_so_and_another_line_has_room(signed_in, player):
    browser = signed_in(player)
    for _ in range(3):
        assert begin(browser).status_code == 303
    answer = begin(browser)
    assert answer.status_code == 409
    assert "3 vampires" in answer.text
    assert begin(browser, "htr").status_code == 303


def test_a_character_put_away_is_not_counted_and_comes_back_when_there_is_room(signed_in, player):
    browser = signed_in(player)
    paths = [begin(browser).headers["Location"] for _ in range(3)]
    assert browser.post(f"{paths[0]}/archive").status_code == 303
    assert begin(browser).status_code == 303
    full = browser.post(f"{paths[0]}/bring-back")
    assert full.status_code == 409
    browser.post(f"{paths[1]}/archive")
    assert browser.post(f"{paths[0]}/bring-back").status_code == 303
    assert len(page(browser.get("/")).css(".card")) == 3


def test_a_roster_of_many_is_one_statement(signed_in, make_character, make_entry, player, statements):
    browser = signed_in(player)
    for number in range(20):
        anna = make_character(player, texts={"name": f"Anna {number}"})
        make_entry(anna, "disciplines", "Fortitude", 3)
    statements.clear()
    assert len(page(browser.get("/")).css(".card")) == 20
    assert len(statements) == 1


def test_a_strangers_characters_are_on_nobody_elses_roster(signed_in, anna, stranger):
    assert not page(signed_in(stranger).get("/")).css(".card")


@pytest.mark.parametrize("path", ["", "/print", "/lists/touchstones", "/lists/touchstones/new"])
def test_a_strangers_character_and_a_missing_one_look_alike(signed_in, anna, stranger, path):
    browser = signed_in(stranger)
    foreign, missing = browser.get(f"{anna.path}{path}"), browser.get(f"/vtm/{anna.id + 10**9}{path}")
    assert foreign.status_code == missing.status_code == 404
    assert names(page(foreign), "main h1, main p")[:2] == names(page(missing), "main h1, main p")[:2]


def test_no_id_is_too_large_to_be_looked_for(signed_in, player):
    assert signed_in(player).get("/vtm/999999999999999999").status_code == 404
    assert signed_in(player).get("/vtm/9999999999999999999").status_code == 404
