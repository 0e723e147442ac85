"""States that change play are words in sight, on the sheet and on the card, and in JSON."""

from __future__ import annotations

import pytest

from tests.markup import JSON, names, page


def said(owner):
    """The words on the sheet, in the order of what stands at hand, and those on the card."""
    sheet = names(owner.sheet(), ".vitals .condition")
    card = names(page(owner.browser.get("/")), ".card__conditions .condition")
    record = owner.browser.get(owner.character.path, headers=JSON).get_json()["conditions"]
    assert sheet == card
    assert len(record) == len(sheet)
    return sheet


@pytest.mark.parametrize(
    ("line", "kind", "ratings", "words"),
    [
        ("vtm", "", {}, []),
        ("vtm", "", {"health_superficial": 4}, ["Impaired"]),
        ("vtm", "", {"health_superficial": 1, "health_aggravated": 3}, ["Impaired"]),
        ("vtm", "", {"health_aggravated": 4}, ["Torpor"]),
        ("vtm", "Thin-blood", {"health_aggravated": 4}, ["Torpor"]),
        ("vtm", "Mortal", {"health_aggravated": 4}, ["Dead or dying"]),
        ("vtm", "Ghoul", {"health_aggravated": 4}, ["Dead or dying"]),
        ("vtm", "", {"willpower_superficial": 1, "willpower_aggravated": 1}, ["Impaired"]),
        ("vtm", "", {"willpower_aggravated": 2}, ["Breaks down"]),
        ("vtm", "", {"humanity": 7, "stains": 3}, []),
        ("vtm", "", {"humanity": 7, "stains": 4}, ["Degeneration"]),
        ("vtm", "Mortal", {"humanity": 7, "stains": 4}, ["Degeneration"]),
        ("vtm", "", {"humanity": 0}, ["Lost to the Beast"]),
        ("vtm", "Mortal", {"humanity": 0}, []),
        ("vtm", "", {"frenzy": 1}, ["In frenzy"]),
        ("vtm", "Mortal", {"frenzy": 1}, []),
        ("htr", "", {"despair": 1, "health_aggravated": 4}, ["Dead or dying", "In despair"]),
        ("wta", "", {"rage": 0, "frenzy": 1}, ["The wolf is lost", "In frenzy"]),
        ("wta", "", {"harano": 5, "hauglosk": 5}, ["Lost to Harano", "Lost to Hauglosk"]),
        ("wta", "", {"form": 2, "health_aggravated": 4}, []),
    ],
)
def test_a_state_is_a_word_on_sheet_and_card(as_owner, make_character, line, kind, ratings, words):
    texts = {"kind": kind} if kind else {}
    assert said(as_owner(make_character(line=line, texts=texts, **ratings))) == words


@pytest.mark.parametrize(
    ("line", "trait", "dots", "part", "words"),
    [
        ("vtm", "stains", 4, "humanity", ["Degeneration"]),
        ("vtm", "humanity", 0, "humanity", ["Lost to the Beast"]),
        ("vtm", "frenzy", 1, "hunger", ["In frenzy"]),
        ("htr", "despair", 1, "desperation", ["In despair"]),
        ("wta", "rage", 0, "rage", ["The wolf is lost"]),
        ("wta", "hauglosk", 5, "harano", ["Lost to Hauglosk"]),
    ],
)
def test_the_click_that_brings_a_state_says_it_and_the_next_takes_it_back(
    click, make_character, statements, line, trait, dots, part, words
):
    character = make_character(line=line)
    place = f"hx-partial[hx-target='#conditions-{part}']"
    before = len(statements)
    assert names(page(click(character, trait, dots)), f"{place} .condition") == words
    assert len(statements) == before + 1
    back = page(click(character, trait, 1 if dots == 0 else 0))
    assert back.css_first(place)
    assert not back.css(f"{place} .condition")


def test_a_mortal_at_no_humanity_is_told_nothing_of_the_beast(click, make_character):
    answer = page(click(make_character(texts={"kind": "Mortal"}), "humanity", 0))
    assert not answer.css(".condition")


def test_a_full_track_says_what_it_means_and_is_read_out(as_owner, anna):
    answer = page(as_owner(anna).post("trackers/health", damage="0/4"))
    assert names(answer, ".condition") == ["Torpor"]
    assert names(answer, "[hx-target='#said']") == ["Health: 4 boxes, 0 superficial, 4 aggravated. Torpor"]
    impaired = page(as_owner(anna).post("trackers/health", damage="2/2"))
    assert names(impaired, ".condition__effect") == ["−2 dice on Physical rolls"]


def test_a_step_that_cannot_be_taken_says_why(as_owner, anna):
    empty = as_owner(anna).sheet().css("#tracker-health button[disabled]")
    assert [button.text() for button in empty] == [
        "Heal superficial, no superficial damage",
        "Heal aggravated, no aggravated damage",
    ]
    full = page(as_owner(anna).post("trackers/health", damage="0/4")).css("button[disabled]")
    assert [button.attributes["title"] for button in full] == [
        "no superficial damage",
        "every box is aggravated",
        "every box is aggravated",
    ]
