"""The log by trait, and how the dice fell against the exact odds."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import JSON, names, page


@pytest.fixture
def fallen(as_owner):
    """Write down what real dice showed, against a difficulty, for some traits."""

    def fallen(character, regular, difficulty="", special="", traits=""):
        form = {"fell_regular": regular, "fell_special": special, "difficulty": difficulty, "traits": traits}
        answer = as_owner(character).browser.post(
            f"{character.path}/rolls", data={**form, "form_key": str(uuid4())}, headers=JSON
        )
        assert answer.status_code == 201, answer.text
        return answer.json["id"]

    return fallen


@pytest.fixture
def counts(as_owner):
    """The counts of a character, as a program reads them: count and expected by outcome."""

    def counts(character, **query):
        path = f"{character.path}/rolls/counts"
        found = as_owner(character).browser.get(path, query_string=query, headers=JSON).json
        return found["rolls"], {one["outcome"]: (one["count"], one["expected"]) for one in found["outcomes"]}

    return counts


def test_outcomes_are_counted_beside_what_the_odds_expect(anna, fallen, counts):
    for face in (7, 3, 8):
        fallen(anna, face, "1")
    fallen(anna, 6)
    assert counts(anna) == (3, {"success": (2, 1.5), "total_failure": (1, 1.5)})


def test_what_was_learned_later_counts_and_an_extended_test_does_not(anna, fallen, counts, as_owner):
    owner = as_owner(anna)
    roll = fallen(anna, 7)
    owner.post(f"rolls/{roll}/difficulty", difficulty="1", form_key=str(uuid4()))
    owner.post("rolls", fell_regular="7", difficulty="1", test="The lock", form_key=str(uuid4()))
    assert counts(anna)[0] == 1


def test_dice_count_as_they_fell_before_some_were_thrown_again(anna, fallen, counts, as_owner):
    roll = fallen(anna, 3, "1")
    as_owner(anna).post(f"rolls/{roll}/reroll", dice="0", form_key=str(uuid4()))
    assert counts(anna)[1]["total_failure"][0] == 1


def test_log_and_counts_are_filtered_by_trait(anna, fallen, counts, as_owner):
    fallen(anna, 7, "1", traits="strength brawl")
    fallen(anna, 3, "1", traits="wits")
    assert counts(anna, trait="brawl")[1]["success"][0] == 1
    log = as_owner(anna).browser.get(f"{anna.path}/rolls?trait=wits", headers=JSON).json["rolls"]
    assert [one["traits"] for one in log] == [["wits"]]
    read = page(as_owner(anna).get("/rolls", trait="wits"))
    assert len(read.css(".rolls > li")) == 1
    assert names(read, "#filter-trait option[selected]") == ["Wits"]


def test_the_page_draws_what_came_and_what_was_expected(make_character, fallen, as_owner):
    ben = make_character(line="wta")
    for special in ("1 2", "7 8"):
        fallen(ben, "7", "2", special)
    read = page(as_owner(ben).get("/rolls/counts"))
    rows = {row.css_first("th").text(): [cell.text() for cell in row.css("td")][:2] for row in read.css("tbody tr")}
    assert rows["Brutal outcome"] == ["1", "0.1"]
    assert [float(bar.attributes["width"] or 0) for bar in read.css("tbody tr:first-child rect")] == [50, 1]
    assert "2 rolls" in read.css_first("main").text()


def test_without_a_roll_it_says_so(anna, as_owner, counts):
    assert counts(anna) == (0, {})
    assert "No roll with a Difficulty is here yet." in page(as_owner(anna).get("/rolls/counts")).text()
