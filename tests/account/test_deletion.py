"""Leaving: an account deleted, with nothing of its player left behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from uuid import uuid4

import pytest
from psycopg import sql

from tests.conftest import connected
from tests.killed import run_until_killed
from tests.markup import HTMX, JSON, names, page
from tests.portraits.conftest import age, files, sweep
from tests.together import together
from tests.waiting import eventually
from wodsheet.portraits import storage
from wodsheet.statements import account_deletion as statements

WHERE = "/account/deletion"

# A process that deletes an account, and is killed before it removes the files.
LEAVER = """
import os, signal, sys
from flask import g
from wodsheet import create_app
from wodsheet.blueprints import account_deletion

with create_app().test_request_context():
    g.user, g.session, g.by_token = int(sys.argv[1]), sys.argv[2], False
    account_deletion.delete_account(sys.argv[3])
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def leave(signed_in):
    """Delete a player's account as they would, in a browser of their own or in this one."""

    def leave(player, typed=None, browser=None):
        return (browser or signed_in(player)).post(WHERE, data={"name": player.name if typed is None else typed})

    return leave


@pytest.fixture
def everything(
    folder, player, signed_in, make_character, make_entry, make_portrait, make_experience, make_token, connection
):
    """A player with something in every table."""
    browser = signed_in(player)
    browser.post("/preferences/theme", data={"theme": "dark"})
    for state in ({}, {"archived": True}, {"died": True}, {"deleted": 3}):
        anna = make_character(owner=player, texts={"name": "Robinette", "notes": "Robin's own words"}, **state)
        make_entry(anna, "touchstones", "Robin's mother", dots=1)
        make_portrait(anna)
        make_experience(anna, "earned", 3)
    living = make_character(owner=player, texts={"name": "Robinette"})
    browser.post(f"{living.path}/ratings/wits", data={"dots": "3"}, headers=HTMX)
    form = {"fell_regular": "2 3", "what": "Robin's luck", "form_key": str(uuid4())}
    roll = browser.post(f"{living.path}/rolls", data=form, headers=JSON).json["id"]
    browser.post(f"{living.path}/rolls/{roll}/reroll", data={"dice": "0", "form_key": str(uuid4())})
    browser.post(f"{living.path}/rolls/{roll}/difficulty", data={"difficulty": "2", "form_key": str(uuid4())})
    for whose in ("character", "player"):
        kept = {"name": "Robin's habit", "typed": "wits", "whose": whose, "form_key": str(uuid4())}
        browser.post(f"{living.path}/rolls/named", data=kept)
    browser.get(living.path)
    make_token(player, "write")
    connection.execute("INSERT INTO audit (user_id, what) VALUES (%s, 'signed_in')", [player.id])
    return living


def told(connection) -> dict[str, str]:
    """All that is said anywhere, as text, by table."""
    asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    tables = [row.tablename for row in connection.execute(asked).fetchall()]
    said = {}
    for table in tables:
        rows = connection.execute(sql.SQL("SELECT t::text AS said FROM {} t").format(sql.Identifier(table))).fetchall()
        said[table] = "\n".join(row.said for row in rows)
    return said


def test_the_page_says_what_goes(signed_in, player, make_character, make_portrait):
    make_portrait(make_character(owner=player))
    make_character(owner=player, deleted=3)
    said = page(signed_in(player).get(WHERE)).css_first("main").text()
    assert "2 characters" in said
    assert "1 picture goes" in said
    assert "token" not in said


def test_whoever_has_something_is_offered_a_copy_before(signed_in, player, make_character):
    offer = "form[action='/account/export'] button"
    assert not page(signed_in(player).get(WHERE)).css(offer)
    make_character(owner=player)
    assert page(signed_in(player).get(WHERE)).css_first(offer).text() == "Export everything"


def test_nothing_is_left_that_names_them(
    leave, everything, player, connection, folder, stranger, make_character, make_portrait, signed_in
):
    browser = signed_in(player)
    browser.get(make_character(owner=stranger, texts={"name": "Kim's own"}).path)
    make_portrait(everything)
    browser.post(f"{everything.path}/portraits/face/remove")
    before = told(connection)
    assert all(before[table] for table in before if table != "alembic_version"), "the fixture lacks something"
    assert sum("Robin" in said for said in before.values()) > 2
    assert len(files(folder)) == 8
    answer = leave(player)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/deleted")
    assert [table for table, said in told(connection).items() if "Robin" in said] == []
    assert files(folder) == set()
    assert connection.execute("SELECT count(*) FROM characters").fetchone().count == 1
    (line,) = connection.execute("SELECT user_id, facts FROM audit WHERE what = 'account_deleted'").fetchall()
    assert (line.user_id, line.facts) == (None, {"characters": 5})


def test_every_session_and_token_ends(leave, player, signed_in, program, make_token, make_character):
    anna = make_character(owner=player)
    here, elsewhere, script = signed_in(player), signed_in(player), program(make_token(player, "write"))
    leave(player, browser=here)
    for path in ("/account", "/tokens", "/preferences", anna.path, f"{anna.path}/experience"):
        for browser in (here, elsewhere):
            assert browser.get(path, headers={"Accept": "application/json"}).status_code == 401, path
    assert script.get(anna.path).status_code == 401
    clicked = elsewhere.post(f"{anna.path}/ratings/wits", data={"dots": "3"}, headers=HTMX)
    assert clicked.status_code == 401
    assert script.post(f"{anna.path}/ratings/wits", data={"dots": "3"}).status_code == 401
    with here.session_transaction() as session:
        assert "user" not in session
    assert "You are gone from here" in here.get("/account/deleted").text


def test_whoever_signs_in_again_begins_anew_and_no_old_session_is_theirs(leave, client, signed_in, connection):
    client.post("/login", data={"name": "Robin"})
    old = connection.execute("SELECT id FROM users").fetchone().id
    with client.session_transaction() as session:
        copied = dict(session)
    client.post(WHERE, data={"name": "Robin"})
    client.post("/login", data={"name": "Robin"})
    assert connection.execute("SELECT id FROM users").fetchone().id > old
    assert names(page(client.get("/account")), ".trail span") == ["Signed in"]
    with client.session_transaction() as session:
        session.clear()
        session.update(copied)
    assert client.get("/account", headers={"Accept": "application/json"}).status_code == 401


@pytest.mark.parametrize("typed", ["", "Kim", "Robin!", "R"])
def test_another_name_deletes_nothing(leave, player, connection, typed):
    answer = leave(player, typed)
    assert answer.status_code == 422
    assert page(answer).css_first("#name").attributes["value"] == typed
    assert page(answer).css_first("#problem-name").text()
    assert connection.execute("SELECT count(*) FROM users").fetchone().count == 1


@pytest.mark.parametrize("typed", ["robin", " Robin ", "\uff32obin"])
def test_how_the_name_is_typed_does_not_matter(leave, player, typed):
    assert leave(player, typed).status_code == 303


def test_others_see_no_name_in_what_they_wrote_together(leave, player, stranger, make_character, connection):
    """A change on somebody else's sheet, as a storyteller may make one, stays and is nobody's."""
    anna = make_character(owner=stranger)
    connection.execute(
        "INSERT INTO changes (character_id, user_id, what, was, now) VALUES (%s, %s, 'ratings', '{}', '{\"wits\": 2}')",
        [anna.id, player.id],
    )
    connection.execute(
        "INSERT INTO experience (character_id, user_id, kind, amount, reason, form_key)"
        " VALUES (%s, %s, 'earned', 3, 'A night', %s)",
        [anna.id, player.id, uuid4()],
    )
    leave(player)
    for table in ("changes", "experience"):
        (row,) = connection.execute(sql.SQL("SELECT user_id FROM {}").format(sql.Identifier(table))).fetchall()
        assert row.user_id is None


def test_a_place_for_pictures_that_is_away_keeps_nobody(leave, everything, player, connection, folder, monkeypatch):
    def away(*args):
        raise OSError("read-only")

    monkeypatch.setattr(storage.Folder, "remove", away)
    assert leave(player).status_code == 303
    assert connection.execute("SELECT count(*) FROM users").fetchone().count == 0
    assert len(files(folder)) == 8


def test_killed_before_the_files_are_removed_the_sweep_removes_them(committed, player, everything, connection, folder):
    run_until_killed(committed, LEAVER, player.id, player.session, player.name)
    assert connection.execute("SELECT count(*) FROM users").fetchone().count == 0
    assert len(files(folder)) == 8
    age(folder, 2)
    assert "Removed 8 of 8 files." in sweep(committed)
    assert files(folder) == set()


def test_it_goes_while_clicks_choices_tokens_and_new_characters_are_under_way(
    committed, signed_in, leave, make_character, make_token, connection
):
    robin = make_character().owner
    anna = make_character(owner=robin)
    for _ in range(12):
        make_token(robin)
    tokens = [row.id for row in connection.execute("SELECT id FROM tokens").fetchall()]

    def doing(turn: int):
        browser, themes = signed_in(robin), cycle(("dark", "light"))
        acts = (
            lambda: browser.post(f"{anna.path}/ratings/wits", data={"dots": str(turn % 5 + 1)}, headers=HTMX),
            lambda: browser.post("/preferences/theme", data={"theme": next(themes)}, headers=HTMX),
            lambda: browser.post("/vtm", data={"name": "Eve", "form_key": str(uuid4())}, headers=HTMX),
            lambda: browser.post(f"{anna.path}/archive", headers=HTMX),
            lambda: browser.post(f"/tokens/{tokens[turn]}/revoke"),
        )
        return lambda: [acts[(turn + number) % 5]().status_code for number in range(8)]

    answers = together([*(doing(turn) for turn in range(12)), lambda: [leave(robin).status_code]])
    assert answers[-1] == [303]
    assert {status for each in answers[:-1] for status in each} <= {200, 204, 303, 401, 409}
    assert connection.execute("SELECT count(*) FROM users WHERE id = %s", [robin.id]).fetchone().count == 0
    assert connection.execute("SELECT count(*) FROM characters").fetchone().count == 0


@pytest.mark.parametrize(
    ("by", "path", "form", "status"),
    [
        ("browser", "/preferences/theme", {"theme": "dark"}, 401),
        ("browser", "/tokens/{token}/revoke", {}, 303),
        ("browser", "/vtm", {"name": "Eve", "form_key": "9b2f6d0c-57cb-4ac5-a9e1-3fd0a7a1d6c4"}, 401),
        ("browser", "/vtm/{id}/ratings/wits", {"dots": "3"}, 401),
        ("browser", "/logout/everywhere", {}, 401),
        ("browser", "/vtm/{id}/clone", {"form_key": "9b2f6d0c-57cb-4ac5-a9e1-3fd0a7a1d6c4"}, 401),
        ("browser", "/vtm/{id}/deletion", {}, 401),
        ("browser", "/vtm/{id}/deletion/undo", {}, 401),
        ("browser", "/vtm/{id}/trackers/health", {"damage": "1/0"}, 401),
        ("browser", "/account/export", {}, 401),
        ("script", "/vtm/{id}/ratings/wits", {"dots": "3"}, 403),
    ],
)
def test_what_comes_while_it_goes_waits_and_then_finds_nobody(
    committed, signed_in, program, make_token, make_character, connection, by, path, form, status
):
    anna = make_character()
    asker = signed_in(anna.owner) if by == "browser" else program(make_token(anna.owner, "read"))
    make_token(anna.owner)
    (*_, token) = connection.execute("UPDATE tokens SET used_at = now() RETURNING id").fetchall()
    address = path.format(id=anna.id, token=token.id)
    waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    me = {"user": anna.owner.id, "session": anna.owner.session}
    with ThreadPoolExecutor(1) as threads:
        with connected(committed) as leaving, leaving.transaction():
            for statement in (statements.OPEN, statements.OPEN_CHARACTERS, statements.LEAVE):
                leaving.execute(statement.encode(), me)
            answer = threads.submit(asker.post, address, data=form, headers={"Accept": "application/json"})
            eventually(lambda: connection.execute(waiting).fetchone() or answer.done())
        assert answer.result().status_code == status
    assert connection.execute("SELECT FROM audit WHERE user_id IS NOT NULL").fetchone() is None
