"""Exact odds, as a program reads them and as a page shows them."""

from __future__ import annotations

import pytest

from tests.markup import names, page

JSON = {"Accept": "application/json"}


@pytest.fixture
def browser(signed_in, player):
    return signed_in(player)


def counts(browser, address):
    answer = browser.get(address, headers=JSON)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_odds_are_whole_numbers_of_all_falls_in_words(browser):
    found = counts(browser, "/odds/vtm?regular=5&special=2&difficulty=3")
    assert (found["line"], found["regular"], found["special"], found["difficulty"]) == ("vtm", 5, 2, 3)
    assert found["rolls"] == str(10**7)
    assert sum(map(int, found["outcomes"].values())) == sum(map(int, found["successes"])) == 10**7
    assert int(found["win"]) == sum(int(found["outcomes"][name]) for name in ("messy_critical", "critical", "success"))


@pytest.mark.parametrize(
    ("line", "outcomes"),
    [
        ("vtm", {"messy_critical", "critical", "success", "bestial_failure", "failure", "total_failure"}),
        ("htr", {"choice_critical", "choice", "critical", "success", "despair", "failure", "total_failure"}),
        ("wta", {"brutal", "critical", "success", "failure", "total_failure"}),
    ],
)
def test_each_line_has_its_outcomes(browser, line, outcomes):
    found = counts(browser, f"/odds/{line}?regular=3&special=2&difficulty=2")
    assert set(found["outcomes"]) == outcomes
    assert sum(map(int, found["outcomes"].values())) == 10**5


def test_without_a_difficulty_there_are_successes_alone(browser):
    found = counts(browser, "/odds/vtm?regular=1")
    assert found["successes"] == ["5", "5"]
    assert found["difficulty"] is None
    assert not {"win", "outcomes"} & found.keys()


def test_difficulty_nought_is_not_none(browser):
    assert counts(browser, "/odds/vtm?regular=1&difficulty=0")["win"] == "5"


def test_the_largest_pool_is_exact(browser):
    found = counts(browser, "/odds/vtm?regular=30&special=10&difficulty=9")
    assert found["rolls"] == str(10**40)
    assert sum(map(int, found["outcomes"].values())) == 10**40


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "regular"),
        ("regular=0&special=0", "regular"),
        ("regular=31", "regular"),
        ("regular=3&special=11", "special"),
        ("regular=three", "regular"),
        ("regular=3&difficulty=-1", "difficulty"),
        ("regular=3&dice=2", "dice"),
    ],
)
def test_what_cannot_be_counted_is_refused_at_its_field(browser, query, field):
    answer = browser.get(f"/odds/vtm?{query}", headers=JSON)
    assert (answer.status_code, [detail["field"] for detail in answer.json["details"]]) == (422, [field])


def test_a_person_reads_the_share_of_wins_and_of_every_outcome(browser):
    read = page(browser.get("/odds/wta?regular=2&special=0&difficulty=1"))
    assert names(read, ".dice-word") == ["A win: 75.0%"]
    assert "Brutal outcome" in names(read, ".shares th")
    assert read.css_first("#odds-regular").attributes["value"] == "2"


def test_the_page_without_dice_is_a_form_and_says_what_is_wrong_with_it(browser):
    assert not page(browser.get("/odds/vtm")).css(".shares")
    refused = browser.get("/odds/vtm?regular=99&special=&difficulty=")
    assert refused.status_code == 422
    assert names(page(refused), ".problem") == ["99 is not a whole number from 0 to 30."]


def test_odds_are_for_people_who_are_signed_in(client):
    assert client.get("/odds/vtm?regular=3", headers=JSON).status_code == 401


def test_a_token_that_may_read_reads_odds(player, make_token, program):
    assert program(make_token(player, scope="read")).get("/odds/htr?regular=4&special=1").json["rolls"] == "100000"
