"""Damage."""

from __future__ import annotations

import pytest

from tests.markup import names, page
from wodsheet.lines import LINES

TRACKERS = [(line.name, name) for line in LINES.values() for name in line.trackers]


def tap(owner, tracker: str, words: str):
    """Tap a button of a tracker as it stands on the sheet."""
    form = owner.sheet().css_first(f"#tracker-{tracker}")
    button = next(one for one in form.css("button.step") if one.text().strip() == words)
    assert "disabled" not in button.attributes, f"{words} is not to be had"
    return owner.post(f"trackers/{tracker}", damage=button.attributes["value"])


def count(answer) -> str:
    return page(answer).css_first(".tracker__count").text()


def test_superficial_damage_is_taken_box_by_box(as_owner, make_character):
    anna = as_owner(make_character(stamina=3))
    assert count(tap(anna, "health", "Take superficial")) == "6 boxes, 1 superficial, 0 aggravated"
    assert count(tap(anna, "health", "Take superficial")) == "6 boxes, 2 superficial, 0 aggravated"


def test_aggravated_damage_leaves_superficial_alone_while_there_is_room(as_owner, make_character):
    anna = as_owner(make_character(stamina=3, health_superficial=2))
    assert count(tap(anna, "health", "Take aggravated")) == "6 boxes, 2 superficial, 1 aggravated"
    assert count(tap(anna, "health", "Heal superficial")) == "6 boxes, 1 superficial, 1 aggravated"
    assert count(tap(anna, "health", "Heal aggravated")) == "6 boxes, 1 superficial, 0 aggravated"


@pytest.mark.parametrize("words", ["Take superficial", "Take aggravated"])
def test_in_a_full_track_more_of_either_turns_superficial_to_aggravated(as_owner, make_character, words):
    anna = as_owner(make_character(stamina=2, health_superficial=5))
    assert (
        count(tap(anna, "health", words)) == "5 boxes, 4 superficial, 1 aggravated. Impaired −2 dice on Physical rolls"
    )


def test_a_track_full_of_aggravated_takes_no_more(as_owner, make_character):
    sheet = as_owner(make_character(stamina=1, health_aggravated=4)).sheet()
    taking = [one for one in sheet.css("#tracker-health button.step") if one.text().startswith("Take")]
    assert all("disabled" in button.attributes for button in taking)


def test_clicking_damage_never_changes_how_many_boxes_there_are(as_owner, make_character):
    anna = as_owner(make_character(stamina=1))
    for _ in range(8):
        answer = tap(anna, "health", "Take superficial")
        assert count(answer).startswith("4 boxes")


def test_damage_over_a_shrunken_track_is_kept_and_comes_back_with_the_boxes(as_owner, click, make_character):
    anna = make_character(stamina=3, health_superficial=3, health_aggravated=3)
    assert "4 boxes, 1 superficial, 3 aggravated" in click(anna, "stamina", 1).text
    assert "6 boxes, 3 superficial, 3 aggravated" in click(anna, "stamina", 3).text


def press(owner, tracker: str, number: int):
    """Press a box on the sheet, counted from 1."""
    box = owner.sheet().css_first(f"#tracker-{tracker} .box[aria-label='Box {number}']")
    return owner.post(f"trackers/{tracker}", damage=box.attributes["value"])


def test_a_box_is_pressed_itself(as_owner, make_character):
    anna = as_owner(make_character(stamina=3))
    for number, then in (
        (3, "6 boxes, 3 superficial, 0 aggravated"),
        (3, "6 boxes, 2 superficial, 1 aggravated"),
        (6, "6 boxes, 5 superficial, 1 aggravated. Impaired −2 dice on Physical rolls"),
        (2, "6 boxes, 4 superficial, 2 aggravated. Impaired −2 dice on Physical rolls"),
        (1, "6 boxes, 4 superficial, 1 aggravated"),
    ):
        assert count(press(anna, "health", number)) == then


def test_boxes_are_marked_aggravated_first(as_owner, make_character):
    sheet = as_owner(make_character(composure=3, resolve=2, willpower_superficial=1, willpower_aggravated=2)).sheet()
    marks = [box.attributes["class"] for box in sheet.css("#tracker-willpower .box")]
    assert marks == ["box aggravated", "box aggravated", "box superficial", "box", "box"]


def test_health_and_willpower_start_from_the_starting_attributes(as_owner, anna):
    counts = names(as_owner(anna).sheet(), ".tracker__count")
    assert counts == ["4 boxes, 0 superficial, 0 aggravated", "2 boxes, 0 superficial, 0 aggravated"]


@pytest.mark.parametrize("damage", ["", "1", "1/", "/1", "-1/0", "21/0", "1/1/1", " 1/0", "10/11", "٣/0", "1/0 "])
def test_damage_that_is_none_is_refused_at_the_track(as_owner, anna, saved, damage):
    answer = as_owner(anna).post("trackers/health", damage=damage)
    assert answer.status_code == 422
    assert page(answer).css_first(".problem")
    assert saved(anna).ratings == {}


def test_damage_is_one_statement_and_one_line_in_the_journal(as_owner, anna, statements, journal):
    owner = as_owner(anna)
    statements.clear()
    owner.post("trackers/willpower", damage="1/0")
    assert len(statements) == 1
    change = journal(anna)[0]
    assert change.was == {"willpower_superficial": 0, "willpower_aggravated": 0}
    assert change.now == {"willpower_superficial": 1, "willpower_aggravated": 0}


def test_without_scripts_damage_goes_back_to_the_track(as_owner, anna):
    answer = as_owner(anna).post_plainly("trackers/health", damage="1/0")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}#tracker-health")


@pytest.mark.parametrize(("line", "tracker"), TRACKERS)
def test_a_tracker_can_have_boxes_more_than_the_book_counts(as_owner, make_character, line, tracker):
    there = as_owner(make_character(line=line))
    counted = len(there.sheet().css(f"#tracker-{tracker} .box"))
    answer = page(there.post(f"ratings/{tracker}_more", dots=2))
    assert len(answer.css(f"hx-partial[hx-target='#tracker-{tracker}'] .box")) == counted + 2
    assert answer.css_first("[selected]").text() == "2 boxes"
    sheet = there.sheet()
    assert len(sheet.css(f"#tracker-{tracker} .box")) == counted + 2
    assert names(sheet, f"#{tracker}_more [selected]") == ["2 boxes"]
    assert page(there.get("/print")).css_first(f".play [aria-label^='{counted + 2} boxes']")
    assert f"{counted + 2} of {counted + 2}" in names(page(there.browser.get("/")), ".glance summary span")


@pytest.mark.parametrize(("line", "tracker"), TRACKERS)
def test_a_tracker_can_have_boxes_fewer_than_the_book_counts(as_owner, make_character, line, tracker):
    there = as_owner(make_character(line=line, stamina=2, composure=2, resolve=2))
    counted = len(there.sheet().css(f"#tracker-{tracker} .box"))
    answer = page(there.post(f"ratings/{tracker}_fewer", dots=3))
    assert len(answer.css(f"hx-partial[hx-target='#tracker-{tracker}'] .box")) == counted - 3
    assert page(there.get("/print")).css_first(f".play [aria-label^='{counted - 3} box']")
    assert f"{counted - 3} of {counted - 3}" in names(page(there.browser.get("/")), ".glance summary span")


def test_the_last_box_cannot_be_taken(as_owner, make_character):
    anna = as_owner(make_character(stamina=1, health_fewer=5))
    assert len(anna.sheet().css("#tracker-health .box")) == 1


def test_boxes_more_go_on_where_the_trait_goes(as_owner, click, make_character):
    anna = make_character(stamina=2, health_more=3)
    assert "9 boxes" in click(anna, "stamina", 3).text
    assert "6 boxes" in as_owner(anna).post("ratings/health_more", dots=0).text


def test_boxes_more_are_one_statement_and_one_line_in_the_journal(as_owner, anna, statements, journal):
    owner = as_owner(anna)
    statements.clear()
    owner.post("ratings/willpower_more", dots=1)
    assert len(statements) == 1
    assert [(row.was, row.now) for row in journal(anna)] == [({"willpower_more": 0}, {"willpower_more": 1})]


def test_damage_leaves_the_boxes_more_as_they_are(as_owner, make_character, saved):
    anna = make_character(stamina=1, health_more=1)
    for _ in range(7):
        assert count(tap(as_owner(anna), "health", "Take superficial")).startswith("5 boxes")
    assert saved(anna).ratings["health_more"] == 1


def test_damage_in_boxes_that_are_taken_back_is_kept(as_owner, make_character):
    anna = as_owner(make_character(stamina=1, health_more=2, health_aggravated=6))
    answer = page(anna.post("ratings/health_more", dots=0))
    assert answer.css_first(".tracker__count").text() == "4 boxes, 0 superficial, 4 aggravated. Torpor"
    assert answer.css_first(".tracker__beyond").text().startswith("2 more than it holds")


def test_a_tracker_says_what_its_boxes_are_made_of(as_owner, make_character, make_entry, click):
    anna = make_character(health_fewer=1)
    fortitude = make_entry(anna, "disciplines", "Fortitude", 2)
    make_entry(anna, "powers", "Resilience", parent=fortitude)
    made_of = page(click(anna, "stamina", 3)).css_first("[hx-target='#tracker-health'] .formula").text()
    assert made_of == "Stamina 3 + 3 + Resilience 2 − Fewer Health 1"
    sheet = as_owner(anna).sheet()
    assert len(sheet.css("#tracker-health .box")) == 7
    assert sheet.css_first("#tracker-willpower .formula").text() == "Composure 1 + Resolve 1"
