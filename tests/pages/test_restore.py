"""A character, or parts of it, restored as it stood at an earlier moment."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import page
from tests.pages.conftest import JSON
from tests.pages.test_undo import add, rating, write


@pytest.fixture
def evening(do, revisions, sheet):
    """Anna was changed, then changed again; the revision after which she stood so, and what a program read then."""
    do("ratings/strength", dots=3)
    add(do, "advantages", "Iron Will")
    add(do, "disciplines", "Presence")
    outer = sheet()["lists"]["disciplines"][0]["id"]
    do("lists/powers", status=201, name="Awe", under=outer, form_key=str(uuid4()))
    write(do, "clan", "Toreador")
    write(do, "notes", "She has a daughter.")
    moment, then = revisions()[-1].id, sheet()
    do("ratings/strength", dots=5)
    do("trackers/health", damage="2/1")
    do(f"lists/advantages/{then['lists']['advantages'][0]['id']}/remove")
    do(f"lists/disciplines/{outer}/remove")
    add(do, "advantages", "Haven")
    write(do, "ambition", "To leave")
    write(do, "bane", "My own", then["texts"]["bane"])
    return moment, then


def without_time(record):
    return {name: part for name, part in record.items() if name != "changed_at"}


def test_all_of_it_is_restored_as_one_revision(do, sheet, revisions, evening):
    moment, then = evening
    before = len(revisions())
    do(f"history/{moment}/restore", all="yes")
    assert without_time(sheet()) == without_time(then)
    assert [row.kind for row in revisions()[before:]] == ["restore"]


def test_a_restored_text_follows_its_clan_again(do, sheet, evening):
    do(f"history/{evening[0]}/restore", all="yes")
    write(do, "clan", "Brujah", "Toreador")
    assert sheet()["texts"]["bane"] not in ("My own", evening[1]["texts"]["bane"])


def test_a_restoration_is_taken_back(do, sheet, evening):
    now = sheet()
    do(f"history/{evening[0]}/restore", all="yes")
    do("undo")
    assert without_time(sheet()) == without_time(now)


def test_single_parts_are_restored(do, sheet, evening):
    moment, then = evening
    iron_will = then["lists"]["advantages"][0]["id"]
    do(f"history/{moment}/restore", part=["ratings/strength", f"entry/{iron_will}"])
    assert rating(sheet, "strength") == 3
    assert [entry["name"] for entry in sheet()["lists"]["advantages"]] == ["Iron Will", "Haven"]
    assert sheet()["texts"]["ambition"] == "To leave"


def test_the_same_form_twice_restores_once(do, revisions, evening):
    key = str(uuid4())
    for _ in range(2):
        do(f"history/{evening[0]}/restore", all="yes", form_key=key)
    assert [row.kind for row in revisions()].count("restore") == 1


def test_what_stands_so_today_needs_no_revision(do, revisions, evening):
    for _ in range(2):
        do(f"history/{evening[0]}/restore", all="yes")
    assert [row.kind for row in revisions()].count("restore") == 1


def test_nothing_ticked_is_said(do, evening):
    assert do(f"history/{evening[0]}/restore", status=422)["details"][0]["field"] == "part"


def test_a_part_that_does_not_differ_is_said(do, sheet, evening):
    answer = do(f"history/{evening[0]}/restore", status=422, part="ratings/wits")
    assert "Load the page again" in answer["details"][0]["message"]


def test_the_page_offers_each_part_and_all(signed_in, evening, anna):
    stood = page(signed_in(anna.owner).get(f"{anna.path}/history/{evening[0]}"))
    parts = [box.attributes["value"] for box in stood.css("input[name=part]")]
    assert {"ratings/strength", "texts/ambition", "texts/bane"} <= set(parts)
    assert [button.text() for button in stood.css(".stood button")] == ["Restore what is ticked", "Restore all"]


def test_the_history_says_that_something_was_restored(do, signed_in, evening, anna):
    do(f"history/{evening[0]}/restore", part="ratings/strength")
    history = signed_in(anna.owner).get(f"{anna.path}/history", headers=JSON).json
    assert history["revisions"][0]["words"] == "Restored: Strength 5 → 3"


def test_another_players_character_is_not_restored(signed_in, stranger, evening, anna):
    answer = signed_in(stranger).post(f"{anna.path}/history/{evening[0]}/restore", data={"all": "yes"})
    assert answer.status_code == 404
