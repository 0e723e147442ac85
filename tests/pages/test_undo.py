"""Undo and redo: what somebody did is taken back, by a revision of its own."""

from __future__ import annotations

from uuid import uuid4

from tests.grants import grant as grant
from tests.markup import HTMX, page
from tests.pages.conftest import JSON
from wodsheet.sheet import hash_text
from wodsheet.statements.rights import EDIT


def write(do, name, words, seen=""):
    return do(f"texts/{name}", text=words, seen=hash_text(seen))


def add(do, kind, name, **texts):
    return do(f"lists/{kind}", status=201, name=name, form_key=str(uuid4()), **texts)


def rating(sheet, name):
    return sheet()["ratings"][name]


def test_undo_takes_back_the_newest_click(do, sheet):
    do("ratings/strength", dots=3)
    do("ratings/strength", dots=4)
    do("undo")
    assert rating(sheet, "strength") == 3
    do("undo")
    assert rating(sheet, "strength") == 1


def test_redo_does_it_again_in_order(do, sheet):
    for dots in (2, 3, 4):
        do("ratings/strength", dots=dots)
    do("undo")
    do("undo")
    do("redo")
    assert rating(sheet, "strength") == 3
    do("redo")
    assert rating(sheet, "strength") == 4
    do("redo", status=409)


def test_nothing_to_take_back_is_said(do):
    assert do("undo", status=409)["error"] == "There is nothing of yours to take back."


def test_something_new_ends_the_redo(do):
    do("ratings/strength", dots=2)
    do("undo")
    do("ratings/brawl", dots=1)
    do("redo", status=409)


def test_an_undo_is_a_revision_that_names_what_it_took_back(do, revisions, anna):
    do("ratings/strength", dots=2)
    do("undo")
    click, undo = revisions()
    assert (undo.kind, undo.undoes, undo.user_id) == ("undo", click.id, anna.owner.id)


def test_the_same_form_twice_is_one_undo(do, sheet):
    do("ratings/strength", dots=2)
    do("ratings/strength", dots=3)
    key = str(uuid4())
    do("undo", form_key=key)
    do("undo", form_key=key)
    assert rating(sheet, "strength") == 2


def test_two_tabs_that_take_back_the_same_revision_take_it_back_once(do, sheet, revisions):
    do("ratings/strength", dots=3)
    [click] = revisions()
    do(f"history/{click.id}/undo", form_key=str(uuid4()))
    do(f"history/{click.id}/undo", form_key=str(uuid4()))
    assert rating(sheet, "strength") == 1
    assert len(revisions()) == 2


def test_an_older_revision_is_taken_back_while_what_it_left_stands(do, sheet, revisions):
    do("ratings/strength", dots=3)
    do("ratings/brawl", dots=2)
    do(f"history/{revisions()[0].id}/undo")
    assert (rating(sheet, "strength"), rating(sheet, "brawl")) == (1, 2)


def test_a_revision_that_another_rests_on_names_it(do, sheet, revisions):
    do("ratings/strength", dots=3)
    do("ratings/strength", dots=4)
    first, second = revisions()
    assert do(f"history/{first.id}/undo", status=409)["rests_on_it"] == second.id
    assert rating(sheet, "strength") == 4
    do(f"history/{second.id}/undo")
    do(f"history/{first.id}/undo")
    assert rating(sheet, "strength") == 1


def test_an_undo_of_an_undo_is_the_redo(do, sheet, revisions):
    do("ratings/strength", dots=3)
    do("undo")
    do(f"history/{revisions()[-1].id}/undo")
    assert rating(sheet, "strength") == 3
    do(f"history/{revisions()[0].id}/undo")
    assert rating(sheet, "strength") == 1


def test_damage_is_put_back_and_not_counted_down(do, sheet):
    do("trackers/health", damage="2/0")
    do("trackers/health", damage="1/1")
    do("undo")
    health = sheet()["trackers"]["health"]
    assert (health["superficial"], health["aggravated"]) == (2, 0)


def test_words_come_back(do, sheet):
    write(do, "ambition", "To leave")
    do("undo")
    assert sheet()["texts"]["ambition"] == ""
    do("redo")
    assert sheet()["texts"]["ambition"] == "To leave"


def test_a_text_that_followed_its_clan_follows_it_again(do, sheet):
    write(do, "clan", "Brujah")
    followed = sheet()["texts"]["bane"]
    write(do, "bane", "My own", followed)
    do("undo")
    write(do, "clan", "Toreador", "Brujah")
    assert sheet()["texts"]["bane"] not in ("", followed, "My own")


def test_a_removed_entry_comes_back_in_its_place_with_what_stood_in_it(do, sheet):
    for name in ("Iron Will", "Haven", "Looks"):
        add(do, "advantages", name)
    before = sheet()["lists"]["advantages"]
    do(f"lists/advantages/{before[1]['id']}/remove")
    do("undo")
    assert sheet()["lists"]["advantages"] == before


def test_a_discipline_comes_back_with_its_powers(do, sheet):
    add(do, "disciplines", "Presence")
    outer = sheet()["lists"]["disciplines"][0]["id"]
    do("lists/powers", status=201, name="Awe", under=outer, form_key=str(uuid4()))
    before = sheet()["lists"]
    do(f"lists/disciplines/{outer}/remove")
    do("undo")
    assert sheet()["lists"] == before


def test_an_entry_that_was_added_goes_and_comes_back(do, sheet):
    add(do, "advantages", "Iron Will")
    before = sheet()["lists"]["advantages"]
    do("undo")
    assert sheet()["lists"]["advantages"] == []
    do("redo")
    assert sheet()["lists"]["advantages"] == before


def test_a_move_is_taken_back_with_all_that_it_shifted(do, sheet):
    for name in ("Iron Will", "Haven", "Looks"):
        add(do, "advantages", name)
    before = sheet()["lists"]["advantages"]
    do(f"lists/advantages/{before[2]['id']}/move", place=0)
    do("undo")
    assert sheet()["lists"]["advantages"] == before


def test_what_was_written_into_an_entry_goes_with_it_once_it_was_named(do, sheet, revisions):
    add(do, "advantages", "Iron Will")
    entry = sheet()["lists"]["advantages"][0]["id"]
    do(f"lists/advantages/{entry}/rating", dots=2)
    added, rated = revisions()
    assert do(f"history/{added.id}/undo", status=409)["rests_on_it"] == rated.id
    do(f"history/{added.id}/undo", through=rated.id)
    assert sheet()["lists"]["advantages"] == []
    do("redo")
    assert sheet()["lists"]["advantages"][0]["dots"] == 2


def test_spent_experience_is_taken_back_by_a_counter_entry(do, signed_in, anna):
    def ledger():
        return tuple(signed_in(anna.owner).get(f"{anna.path}/experience", headers=JSON).json["totals"].values())

    for kind, amount in (("earned", 10), ("spent", 4)):
        do(f"experience/{kind}", status=201, amount=amount, reason="Occult", form_key=str(uuid4()))
    do("undo")
    assert ledger() == (10, 0, 10)
    do("redo")
    assert ledger() == (10, 4, 6)


def test_experience_that_is_spent_is_not_taken_back(do, revisions):
    for kind, amount in (("earned", 10), ("spent", 4)):
        do(f"experience/{kind}", status=201, amount=amount, reason="Occult", form_key=str(uuid4()))
    earned, spent = revisions()
    assert do(f"history/{earned.id}/undo", status=409)["rests_on_it"] == spent.id


def test_an_archived_character_comes_back_into_play(do, connection, anna, revisions):
    do("archive")
    do(f"history/{revisions()[0].id}/undo")
    row = connection.execute("SELECT archived_at FROM characters WHERE id = %s", [anna.id]).fetchone()
    assert row.archived_at is None


def test_a_creation_is_not_taken_back(do, connection, anna):
    [made] = connection.execute("SELECT id FROM revisions WHERE character_id = %s", [anna.id]).fetchall() or [None]
    if made:
        do(f"history/{made.id}/undo", status=409)


def test_another_players_revisions_are_not_there(signed_in, stranger, do, revisions, anna):
    do("ratings/strength", dots=3)
    for path in ("undo", "redo", f"history/{revisions()[0].id}/undo"):
        assert signed_in(stranger).post(f"{anna.path}/{path}").status_code == 404


def test_without_scripts_the_sheet_has_the_buttons(signed_in, do, anna):
    do("ratings/strength", dots=3)
    client = signed_in(anna.owner)
    forms = page(client.get(anna.path)).css("#undo form")
    assert [form.text(strip=True) for form in forms] == ["Undo", "Redo"]
    answer = client.post(f"{anna.path}/undo", data={"form_key": forms[0].css_first("input").attributes["value"]})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}#undo")


def test_a_click_says_what_it_changed_beside_undo(click, anna):
    answer = page(click(anna, "strength", 3))
    assert answer.css_first("hx-partial[hx-target='#said']").text() == "Strength 1 → 3"


def test_an_undo_asks_the_page_to_draw_itself_again(signed_in, do, anna):
    do("ratings/strength", dots=3)
    answer = signed_in(anna.owner).post(f"{anna.path}/undo", headers=HTMX)
    assert answer.headers["HX-Trigger"] == "redraw"


def test_an_undo_says_what_it_took_back(signed_in, do, anna):
    do("ratings/strength", dots=3)
    client = signed_in(anna.owner)
    answers = [client.post(f"{anna.path}/{path}", headers=HTMX).text for path in ("undo", "redo", "undo")]
    said = ["Took back: Strength 1 → 3", "Put back: Strength 1 → 3", "Took back: Strength 1 → 3"]
    assert [answer.split("<hx-partial")[0].strip() for answer in answers] == said


def test_a_refusal_says_what_rests_on_it(signed_in, do, revisions, anna):
    do("ratings/strength", dots=3)
    do("ratings/strength", dots=4)
    first, second = revisions()
    answer = page(signed_in(anna.owner).post(f"{anna.path}/history/{first.id}/undo", headers=HTMX))
    assert "Strength 3 → 4" in answer.css_first(".problem").text()
    assert answer.css_first("a").attributes["href"] == f"{anna.path}/history#revision-{second.id}"


def test_a_whole_evening_is_taken_back_one_by_one(do, sheet):
    for click in range(60):
        do("ratings/wits", dots=1 + (click + 1) % 5)
    for _ in range(60):
        do("undo")
    assert rating(sheet, "wits") == 1
    do("undo", status=409)


def test_an_undo_says_whose_changes_stay(signed_in, make_player, grant, do, anna):
    friend = make_player()
    grant(anna, friend, EDIT)
    do("ratings/strength", dots=3)
    signed_in(friend).post(f"{anna.path}/ratings/wits", data={"dots": 4})
    answer = signed_in(anna.owner).post(f"{anna.path}/undo", headers=HTMX)
    assert f"What {friend.name} changed since stays." in answer.text


def test_a_text_that_was_changed_since_shows_both_sides(signed_in, do, revisions, connection, anna):
    write(do, "ambition", "To leave")
    [first] = revisions()
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute("UPDATE revisions SET at = at - interval '4 hours'")
    connection.execute("SET LOCAL session_replication_role = origin")
    write(do, "ambition", "To stay", "To leave")
    refusal = do(f"history/{first.id}/undo", status=409)
    assert (refusal["kept"], refusal["put_back"]) == ("To stay", "")
    answer = page(signed_in(anna.owner).post(f"{anna.path}/history/{first.id}/undo"))
    assert [side.text() for side in answer.css("blockquote")] == ["To stay", ""]
