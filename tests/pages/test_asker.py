"""A second player with a right to somebody else's character: what follows the right, and what stays closed."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import uuid4
from zipfile import ZipFile

import pytest
from psycopg.types.json import Jsonb

from tests.conftest import connected
from tests.factories import pictures
from tests.grants import TABLE, with_table
from tests.grants import grant as grant
from tests.markup import HTMX, JSON, page
from tests.pages.conftest import Owner
from tests.waiting import eventually
from wodsheet.engine import Needs
from wodsheet.sheet import hash_text
from wodsheet.statements import account_deletion, ratings
from wodsheet.statements.rights import EDIT, SEE

PAGES = ("", "/play", "/print", "/portraits", "/experience")


@pytest.fixture
def kim(stranger):
    """The second player."""
    return stranger


@pytest.fixture
def reader(signed_in, kim, anna, grant):
    """Kim, who may see Anna."""
    grant(anna, kim, SEE)
    return Owner(signed_in(kim), anna)


@pytest.fixture
def editor(signed_in, kim, anna, grant):
    """Kim, who may edit Anna."""
    grant(anna, kim, EDIT)
    return Owner(signed_in(kim), anna)


@pytest.mark.parametrize("path", [*PAGES, "/lists/touchstones", "/changes", "/portraits/face/small"])
def test_who_may_see_a_character_reads_everything_of_it(reader, anna, make_portrait, path):
    make_portrait(anna)
    assert reader.get(path).status_code == 200


@pytest.mark.parametrize("path", ["", "/portraits", "/experience"])
def test_each_player_sees_the_sheet_with_their_own_preferences(reader, signed_in, anna, path):
    owner = Owner(signed_in(anna.owner), anna)
    chosen = ((owner, "contrast"), (reader, "dark"))
    for one, theme in chosen:
        one.browser.post("/preferences/theme", data={"theme": theme}, headers=HTMX)
    for one, theme in chosen:
        assert page(one.get(path)).css_first("html").attributes["data-theme"] == theme


def test_each_player_prints_on_their_own_paper(reader, signed_in, anna):
    reader.browser.post("/preferences/paper", data={"paper": "letter"}, headers=HTMX)
    owner = Owner(signed_in(anna.owner), anna)
    for one, paper in ((owner, "a4"), (reader, "letter")):
        assert page(one.get("/print")).css_first(f"#paper-{paper}[checked]")


def test_a_click_of_the_second_player_is_theirs_in_the_journal(editor, anna, connection, kim):
    assert editor.post("ratings/strength", dots=4).status_code == 200
    assert editor.post("trackers/health", damage="1/0").status_code == 200
    assert editor.write("concept", "A poet").status_code == 200
    assert editor.add("touchstones", "Her brother").status_code == 200
    rows = connection.execute("SELECT user_id FROM revisions WHERE character_id = %s", [anna.id]).fetchall()
    assert [row.user_id for row in rows] == [kim.id] * 4
    changes = editor.browser.get(f"{anna.path}/changes", headers=JSON).json["changes"]
    assert {change["by"] for change in changes} == {"Kim"}


def test_the_owner_sees_what_the_second_player_changed(editor, signed_in, anna):
    editor.post("ratings/strength", dots=4)
    sheet = Owner(signed_in(anna.owner), anna).sheet()
    assert sheet.css_first("#rating-strength input[checked]").attributes["value"] == "4"


def test_a_click_of_the_second_player_is_one_statement(statements, editor):
    editor.post("ratings/strength", dots=2)
    statements.clear()
    editor.post("ratings/strength", dots=4)
    assert len(statements) == 1


def test_of_two_players_who_write_one_text_the_second_sees_the_words_of_the_first(editor, signed_in, anna):
    assert Owner(signed_in(anna.owner), anna).write("notes", "Written by Robin").status_code == 200
    answer = editor.write("notes", "Written by Kim")
    assert (answer.status_code, "Written by Robin" in answer.text) == (409, True)
    assert editor.sheet().css_first("#text-notes").text() == "Written by Robin"


def test_lists_follow_the_right(editor, anna, make_entry):
    mother, brother = (make_entry(anna, "touchstones", name) for name in ("Mother", "Brother"))
    at = f"lists/touchstones/{mother}"
    assert editor.get("/lists/touchstones/new").status_code == 200
    assert editor.post(f"{at}/texts/name", text="Her mother", seen=hash_text("Mother")).status_code == 200
    assert editor.post(f"{at}/move", place=1).status_code == 200
    assert editor.post(f"{at}/remove").status_code == 200
    assert "Her mother" in page(editor.get(f"/{at}/removed")).text()
    assert editor.post(f"{at}/restore").status_code == 200
    ids = [row["id"] for row in editor.browser.get(anna.path, headers=JSON).json["lists"]["touchstones"]]
    assert sorted(ids) == sorted([mother, brother])


def put_picture(player: Owner):
    """Put a picture into the slot of the face, as htmx does."""
    file = (io.BytesIO(pictures.file()), "face.png")
    return player.browser.post(f"{player.character.path}/portraits/face", data={"picture": file}, headers=HTMX)


def test_portraits_follow_the_right(editor):
    assert put_picture(editor).status_code == 200
    assert editor.get("/portraits/face/small").mimetype == "image/webp"
    assert editor.post("portraits/face/focus", x=20, y=30).status_code == 200
    assert editor.post("portraits/face/texts/alias", text="The Heron", seen=hash_text("")).status_code == 200
    assert "The Heron" in editor.get("/portraits").text
    assert editor.post("portraits/face/remove").status_code == 303
    assert editor.get("/portraits/face/small").status_code == 404


def test_a_picture_takes_room_from_its_owner_and_not_from_the_player_who_sent_it(
    editor, kim, make_character, make_portrait, connection, monkeypatch
):
    make_portrait(make_character(kim))
    connection.execute("UPDATE portraits SET bytes = 1000000")
    monkeypatch.setattr("wodsheet.portraits.service.quota", lambda: 1_000_000)
    assert put_picture(editor).status_code == 200
    make_portrait(make_character(editor.character.owner))
    connection.execute("UPDATE portraits SET bytes = 1000000")
    assert put_picture(editor).status_code == 409


def test_the_ledger_follows_the_right_and_names_who_wrote(editor, anna, connection, kim):
    for kind in ("earned", "spent"):
        form = {"amount": "3", "reason": "A night", "form_key": str(uuid4())}
        assert editor.post(f"experience/{kind}", **form).status_code == 200
    entry = connection.execute("SELECT id FROM experience WHERE kind = 'spent'").fetchone().id
    assert editor.post("experience/corrections", entry=entry).status_code == 200
    rows = connection.execute("SELECT user_id FROM experience WHERE character_id = %s", [anna.id]).fetchall()
    assert [row.user_id for row in rows] == [kim.id] * 3


@pytest.mark.parametrize(
    "path", ["archive", "death", "deletion", "archive/undo", "death/undo", "deletion/undo", "clone"]
)
def test_who_may_edit_neither_archives_nor_buries_nor_deletes_nor_clones(editor, anna, connection, path):
    characters = "SELECT jsonb_agg(c ORDER BY c.id) AS characters FROM characters c"
    before = connection.execute(characters).fetchone()
    form = {"form_key": str(uuid4())} if path == "clone" else {}
    assert editor.browser.post(f"{anna.path}/{path}", data=form).status_code == 404
    assert connection.execute(characters).fetchone() == before


@pytest.mark.parametrize("path", ["/death", "/deletion"])
def test_who_may_edit_does_not_see_the_pages_that_end_a_character(editor, path):
    assert editor.get(path).status_code == 404


def test_a_character_of_somebody_else_is_on_no_roster_but_its_owners(editor, anna):
    assert anna.path not in editor.browser.get("/").text
    assert editor.browser.get("/", headers=JSON).json["characters"] == []


def test_an_export_holds_only_what_the_player_owns(editor):
    editor.post("ratings/strength", dots=4)
    answer = editor.browser.post("/account/export", buffered=True)
    with ZipFile(io.BytesIO(answer.data)) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".json")]
        assert json.loads(archive.read(name))["characters"] == []


def test_a_right_to_one_character_opens_no_other(editor, anna, make_character):
    other = make_character(anna.owner)
    assert editor.browser.get(other.path).status_code == 404
    assert editor.browser.post(f"{other.path}/ratings/strength", data={"dots": "4"}, headers=HTMX).status_code == 404


def test_a_right_that_is_taken_away_is_gone_with_the_next_click(editor, anna, kim, grant):
    assert editor.post("ratings/strength", dots=4).status_code == 200
    grant(anna, kim, SEE)
    assert editor.post("ratings/strength", dots=2).status_code == 404
    grant(anna, kim, None)
    assert editor.get().status_code == 404


def test_a_right_ends_when_the_owner_deletes_the_character(editor, signed_in, anna):
    signed_in(anna.owner).post(f"{anna.path}/deletion")
    assert [editor.get(path).status_code for path in PAGES] == [404] * len(PAGES)
    assert editor.post("ratings/strength", dots=4).status_code == 404


def test_the_session_that_counts_is_the_second_players(editor, anna, connection, kim):
    connection.execute("DELETE FROM sessions WHERE user_id = %s", [anna.owner.id])
    assert editor.post("ratings/strength", dots=4).status_code == 200
    connection.execute("DELETE FROM sessions WHERE user_id = %s", [kim.id])
    assert editor.post("ratings/strength", dots=2).status_code == 401


def test_a_token_follows_its_players_right(editor, anna, kim, make_token, program):
    script = program(make_token(kim, "write"))
    assert script.get(anna.path, headers=JSON).json["name"] == "Anna"
    answer = script.post(f"{anna.path}/ratings/strength", data={"dots": "4"}, headers=JSON)
    assert (answer.status_code, answer.json["ratings"]["strength"]) == (200, 4)
    assert script.post(f"{anna.path}/archive", headers=JSON).status_code == 404


def test_a_second_player_who_leaves_leaves_the_character_as_it_is(editor, anna, kim, connection):
    editor.post("ratings/strength", dots=4)
    assert editor.browser.post("/account/deletion", data={"name": kim.name}).status_code == 303
    row = connection.execute("SELECT owner_id, ratings FROM characters WHERE id = %s", [anna.id]).fetchone()
    assert (row.owner_id, row.ratings["strength"]) == (anna.owner.id, 4)
    assert connection.execute("SELECT user_id FROM revisions").fetchone().user_id is None


def test_a_click_that_meets_the_deletion_of_its_players_account_finds_nobody(committed, connection, make_player, anna):
    kim = make_player()
    asked = {"id": anna.id, "line": anna.line, "user": kim.id, "session": kim.session, "hand": "player"}
    click = asked | {"name": "wits", "start": 1, "now": Jsonb({"wits": 3}), "whole": False}
    with table_of_grants(connection), connected(committed) as leaver, connected(committed) as clicker:
        connection.execute("INSERT INTO grants VALUES (%s, %s, %s)", [anna.id, kim.id, EDIT.value])
        with ThreadPoolExecutor(1) as thread, leaver.transaction():
            for statement in (account_deletion.OPEN, account_deletion.OPEN_CHARACTERS, account_deletion.LEAVE):
                leaver.execute(statement.encode(), asked)
            clicked = thread.submit(
                lambda: clicker.execute(with_table(ratings.RATE[Needs.ROW].encode()), click).rowcount
            )
            eventually(lambda: waits(connection))
        assert clicked.result() == 0


@contextmanager
def table_of_grants(connection):
    """The table of grants in a database that keeps what is committed."""
    connection.execute(TABLE.encode())
    yield
    connection.execute("DROP TABLE grants")


def waits(connection):
    """Whether some statement waits for a lock."""
    return connection.execute(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    ).fetchone()


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("ratings/strength", {"dots": "99"}),
        ("trackers/health", {"damage": "many"}),
        ("texts/concept", {"text": "x" * 9999}),
        ("lists/touchstones", {"name": ""}),
        ("experience/earned", {"amount": "many"}),
        ("portraits/face/texts/alias", {"text": "x" * 9999}),
        ("death", {"epitaph": "x" * 9999}),
    ],
)
@pytest.mark.parametrize("dress", [HTMX, {}])
def test_who_may_only_see_is_not_even_told_what_is_wrong_with_a_form(reader, anna, make_portrait, path, form, dress):
    make_portrait(anna)
    assert reader.browser.post(f"{anna.path}/{path}", data=form, headers=dress).status_code == 404
