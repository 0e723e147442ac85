"""What went wrong on the sheets players come from, one by one, shown absent.

Others are shown absent where they belong: Blood Potency's table in ``tests/lines/test_vampire_line.py``; other people's
characters, cross-site writes, secure cookies and limits in ``tests/web``; values out of range and Humanity 0 in
``test_ratings.py``; dots that return to none in ``test_lists.py``; damage that shortened the track in
``test_trackers.py``, where a hunter's can also be made longer; pictures that cannot be opened in ``tests/portraits``;
names for the ear and pages without scripts in ``test_sheet.py`` and ``tests/browser``.
"""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest

from tests.markup import names, page
from wodsheet.assets.vendor import ROOT
from wodsheet.lines import LINES
from wodsheet.preferences import PREFERENCES

CHOSEN = {each.name: list(each.choices)[-1] if each.choices else "30" for each in PREFERENCES.values()}


@pytest.mark.parametrize("name", CHOSEN)
def test_a_preference_is_kept_though_no_other_was_ever_touched(signed_in, player, connection, name):
    answer = signed_in(player).post(f"/preferences/{name}", data={name: CHOSEN[name]})
    assert answer.status_code == 303
    saved = connection.execute(f"SELECT {name} AS chosen FROM user_preferences".encode()).fetchone()
    assert str(saved.chosen) == CHOSEN[name]


def test_one_save_rewrites_nothing_but_what_it_is_about(as_owner, anna, make_entry, connection):
    ids = [make_entry(anna, "touchstones", name, position=at) for at, name in enumerate(("Milly", "Jonah"))]
    before = connection.execute("SELECT * FROM entries ORDER BY id").fetchall()
    as_owner(anna).post("ratings/strength", dots=3)
    as_owner(anna).write("notes", "Something new")
    as_owner(anna).post(f"lists/touchstones/{ids[1]}/texts/description", text="Her brother")
    after = connection.execute("SELECT * FROM entries ORDER BY id").fetchall()
    assert after[0] == before[0]
    assert after[1]._replace(texts={}) == before[1]._replace(texts={})


def test_a_new_sheet_keeps_its_first_edits_and_stays_one(signed_in, player, connection):
    browser = signed_in(player)
    sheet = browser.post("/vtm", data={"name": "Anna", "form_key": str(uuid4())}).location
    for discipline in ("Auspex", "Presence"):
        browser.post(f"{sheet}/lists/disciplines", data={"name": discipline, "form_key": str(uuid4())})
    browser.post(f"{sheet}/ratings/wits", data={"dots": "3"})
    assert connection.execute("SELECT count(*) FROM characters").fetchone().count == 1
    assert names(page(browser.get(sheet)), "#list-disciplines legend") == ["Auspex", "Presence"]


def test_a_hunter_can_begin_with_an_edge(signed_in, player):
    browser = signed_in(player)
    sheet = browser.post("/htr", data={"name": "Ada", "form_key": str(uuid4())}).location
    assert browser.post(f"{sheet}/lists/edges", data={"name": "Arsenal", "form_key": str(uuid4())}).status_code == 303
    assert names(page(browser.get(sheet)), "#list-edges .entry__name") == ["Arsenal"]


def test_what_has_no_name_yet_keeps_its_description(as_owner, anna):
    refused = as_owner(anna).add("touchstones", "", description="A long story", conviction="Never again")
    assert refused.status_code == 422
    assert names(page(refused), "form.adding textarea") == ["A long story", "Never again"]


@pytest.mark.parametrize("path", ["texts/portrait", "texts/face", "texts/image_url"])
def test_no_address_of_a_picture_can_be_written(as_owner, anna, saved, path):
    assert as_owner(anna).post(path, text="https://example.org/x.png").status_code == 404
    assert saved(anna).texts == {"name": "Anna"}


@pytest.mark.parametrize("name", ["Knives, long", "skill:knives", "a|b;c", "brawl:Grappling,firearms:Pistols"])
def test_a_specialty_is_one_whatever_stands_in_it(as_owner, anna, name):
    as_owner(anna).add("specialties", name, skill="melee")
    sheet = as_owner(anna).sheet()
    assert names(sheet, "#under-melee .under__one") == [name]
    assert len(sheet.css("#list-specialties .entry")) == 1
    assert names(page(as_owner(anna).get("/print")), ".trait__note") == [name]


def test_a_program_and_a_person_are_told_the_same_and_no_field_is_called_undefined(signed_in, anna):
    asked = {"data": {"dots": "9"}, "headers": {"Accept": "application/json"}}
    told = signed_in(anna.owner).post(f"{anna.path}/ratings/strength", **asked)
    assert json.loads(told.text)["details"] == [{"field": "dots", "message": "9 dots: choose 1 to 5."}]
    shown = signed_in(anna.owner).post(
        f"{anna.path}/ratings/strength", data={"dots": "9"}, headers={"HX-Request": "true"}
    )
    assert "9 dots: choose 1 to 5." in shown.text
    assert "undefined" not in told.text + shown.text


@pytest.mark.parametrize("script", sorted((ROOT / "static" / "js").glob("*.js")), ids=lambda path: path.name)
def test_nothing_is_asked_or_told_in_a_box_of_the_browsers_own(script):
    assert re.findall(r"\b(?:alert|confirm|prompt)\(", script.read_text(encoding="utf-8")) == []


def test_starting_boxes_follow_from_starting_attributes(as_owner, make_character):
    for line in LINES:
        sheet = as_owner(make_character(line=line)).sheet()
        boxes = [re.match(r"\d+", said)[0] for said in names(sheet, ".tracker__count")]
        assert boxes == ["4", "2"], line
