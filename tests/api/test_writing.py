"""Writes by a program: the same addresses and forms as the pages', answered with the record as it is then."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import JSON
from wodsheet.sheet import hash_text


def test_a_dot_answers_the_sheet_with_what_follows_from_it(script, anna):
    answer = script.post(f"{anna.path}/ratings/stamina", data={"dots": "4"})
    assert answer.status_code == 200
    assert (answer.json["ratings"]["stamina"], answer.json["trackers"]["health"]["length"]) == (4, 7)


def test_every_kind_of_write_answers_what_is_kept(script, anna):
    at = anna.path
    assert script.post(f"{at}/trackers/health", data={"damage": "1/1"}).json["trackers"]["health"]["aggravated"] == 1
    written = script.post(f"{at}/texts/concept", data={"text": "Poet", "seen": hash_text("")})
    assert written.json["texts"]["concept"] == "Poet"
    added = script.post(f"{at}/lists/advantages", data={"name": "Allies", "form_key": str(uuid4())})
    assert (added.status_code, added.headers["Location"]) == (201, f"{at}#list-advantages")
    entry = f"{at}/lists/advantages/{added.json['added']}"
    assert script.post(f"{entry}/rating", data={"dots": "3"}).json["lists"]["advantages"][0]["dots"] == 3
    named = script.post(f"{entry}/texts/name", data={"text": "Contacts", "seen": hash_text("Allies")})
    assert named.json["lists"]["advantages"][0]["name"] == "Contacts"
    assert script.post(f"{entry}/move", data={"place": "0"}).status_code == 200
    assert script.post(f"{entry}/remove").json["lists"]["advantages"] == []
    assert len(script.post(f"{entry}/restore").json["lists"]["advantages"]) == 1
    earned = {"amount": "4", "reason": "A night", "form_key": str(uuid4())}
    assert script.post(f"{at}/experience/earned", data=earned).json["totals"]["left"] == 4
    assert script.post(f"{at}/archive").json["characters"][0]["state"] == "archive"
    assert script.post(f"{at}/archive/undo").json["characters"][0]["state"] == ""


def test_a_program_finishes_a_draft_and_gets_the_roster(script, anna, make_character):
    draft = make_character(anna.owner, draft=True)
    roster = script.get("/").json["characters"]
    assert {one["at"]: one["state"] for one in roster} == {anna.path: "", draft.path: "draft"}
    finished = script.post(f"{draft.path}/draft/undo").json["characters"]
    assert {one["state"] for one in finished} == {""}


def test_making_a_character_answers_its_sheet_and_where_it_is(script):
    form = {"name": "Mara", "form_key": str(uuid4())}
    made = script.post("/vtm", data=form)
    assert (made.status_code, made.headers["Location"], made.json["name"]) == (201, f"/vtm/{made.json['id']}", "Mara")
    assert script.post("/vtm", data=form).json["id"] == made.json["id"]


def test_a_write_by_token_leaves_what_a_write_by_page_leaves(script, signed_in, make_character, player, connection):
    def left_by(browser, headers):
        anna = make_character(player)
        browser.post(f"{anna.path}/ratings/strength", data={"dots": "4"}, headers=headers)
        return connection.execute(
            "SELECT c.ratings, ch.user_id, ch.what, ch.was, ch.now FROM characters c"
            " JOIN changes ch ON ch.character_id = c.id WHERE c.id = %s",
            [anna.id],
        ).fetchall()

    assert left_by(script, {}) == left_by(signed_in(player), {"HX-Request": "true"})


def test_a_program_in_a_browser_is_answered_likewise(signed_in, anna):
    answer = signed_in(anna.owner).post(f"{anna.path}/ratings/strength", data={"dots": "3"}, headers=JSON)
    assert (answer.status_code, answer.json["ratings"]["strength"]) == (200, 3)


@pytest.mark.parametrize(("place", "form"), [("ratings/strength", {"dots": "9"}), ("texts/name", {"text": ""})])
def test_a_program_is_refused_in_the_words_of_the_page(script, signed_in, anna, place, form):
    refused = script.post(f"{anna.path}/{place}", data=form)
    assert (refused.status_code, refused.json["status_code"]) == (422, 422)
    page = signed_in(anna.owner).post(f"{anna.path}/{place}", data=form)
    assert page.status_code == 422
    assert refused.json["details"][0]["message"].rstrip(".") in page.text


def test_words_somebody_else_wrote_meanwhile_are_not_overwritten(script, anna):
    script.post(f"{anna.path}/texts/concept", data={"text": "Poet", "seen": hash_text("")})
    answer = script.post(f"{anna.path}/texts/concept", data={"text": "Nurse", "seen": hash_text("")})
    assert (answer.status_code, answer.json["kept"]) == (409, "Poet")
    assert script.get(anna.path).json["texts"]["concept"] == "Poet"


def test_a_click_is_still_one_statement(click, anna, statements):
    click(anna, "strength", 4)
    assert len(statements) == 1


def test_a_write_by_token_is_the_click_and_the_sheet(script, anna, statements):
    script.get(anna.path)
    statements.clear()
    script.post(f"{anna.path}/ratings/strength", data={"dots": "4"})
    assert len(statements) == 3
