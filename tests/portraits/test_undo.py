"""Pictures that come back: what was done to a portrait is taken back while its file is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import psycopg
import pytest

from tests.conftest import connected
from tests.factories import pictures
from tests.killed import run_until_killed
from tests.portraits.conftest import DAYS, age, files, files_of, sweep
from wodsheet.cli.sweep_portraits import swept
from wodsheet.portraits.storage import Folder
from wodsheet.statements.portraits import ALL, RECENTLY_REMOVED

# A process that takes back the last revision as the app does, and kills itself at a point of it.
UNDOER = """
import os, signal, sys
from contextlib import contextmanager
from flask import g
from wodsheet import create_app
from wodsheet.blueprints import take_back, undo
from wodsheet.lines import LINES

point, user, session, character = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])

def die(*args, **how):
    os.kill(os.getpid(), signal.SIGKILL)

transaction = take_back.db.transaction

@contextmanager
def dying():
    with transaction() as run:
        def run_and_die(statement, parameters):
            rows = run(statement, parameters)
            if statement is take_back.APPLY:
                die()
            return rows
        yield run_and_die

if point == "decided":
    take_back.patch_of = die
if point == "written":
    take_back.db.transaction = dying
if point == "committed":
    take_back.TakenBack = die

app = create_app()
with app.test_request_context():
    g.user, g.session, g.by_token = user, session, False
    take_back.take_back(LINES["vtm"], character, undo.newest_to_undo, None)
"""


@pytest.fixture
def undo(signed_in, anna):
    """Take back what Anna's player did last; the status."""
    return lambda: signed_in(anna.owner).post(f"{anna.path}/undo", headers={"Accept": "application/json"}).status_code


@pytest.fixture
def remove(signed_in, anna):
    """Remove Anna's face."""
    return lambda: signed_in(anna.owner).post(f"{anna.path}/portraits/face/remove")


def read_rows(app):
    with connected(app) as connection:
        return {row.slot: row for row in connection.execute("SELECT * FROM portraits").fetchall()}


def removed_keys(app):
    with connected(app) as connection:
        return {row.key for row in connection.execute("SELECT key FROM removed_portraits").fetchall()}


def test_a_removed_picture_comes_back(graceful, anna, send, remove, undo, folder):
    send(anna)
    shown, there = read_rows(graceful), files(folder)
    remove()
    assert undo() == 200
    assert (read_rows(graceful), files(folder), removed_keys(graceful)) == (shown, there, set())


def test_a_replaced_picture_comes_back_and_the_new_one_stays_to_be_put_back(graceful, anna, send, undo):
    send(anna)
    first = read_rows(graceful)
    send(anna, content=pictures.file("PNG", pictures.drawing(300, 300)))
    second = read_rows(graceful)
    assert undo() == 200
    assert read_rows(graceful) == first
    assert removed_keys(graceful) == {second["face"].key}


def test_words_and_focus_come_back(graceful, anna, send, signed_in, undo):
    send(anna)
    shown = read_rows(graceful)
    signed_in(anna.owner).post(f"{anna.path}/portraits/face/focus", data={"x": "10", "y": "90"})
    undo()
    assert read_rows(graceful) == shown


def test_a_picture_whose_days_are_over_does_not_come_back(graceful, connection, anna, send, remove, undo):
    send(anna)
    remove()
    connection.execute("UPDATE removed_portraits SET at = now() - %s * interval '1 day'", [DAYS])
    assert undo() == 409
    assert read_rows(graceful) == {}


def test_a_picture_that_came_back_is_not_swept(graceful, anna, send, remove, undo, folder):
    send(anna)
    remove()
    undo()
    age(folder, 24 * 365)
    sweep(graceful)
    assert files(folder) == files_of(read_rows(graceful))


def test_a_picture_for_which_there_is_no_room_any_more_stays_away(
    graceful, monkeypatch, connection, anna, send, remove, signed_in
):
    send(anna)
    remove()
    [removal] = connection.execute("SELECT max(id) AS id FROM revisions").fetchall()
    send(anna, "body")
    full = replace(graceful.config["SETTINGS"], portrait_quota=read_rows(graceful)["body"].bytes)
    monkeypatch.setitem(graceful.config, "SETTINGS", full)
    answer = signed_in(anna.owner).post(
        f"{anna.path}/history/{removal.id}/undo", headers={"Accept": "application/json"}
    )
    assert (answer.status_code, set(read_rows(graceful))) == (409, {"body"})


@pytest.mark.no_cover
@pytest.mark.parametrize("point", ["decided", "written", "committed"])
def test_a_server_killed_while_it_takes_back_a_removal_leaves_row_and_file_agreed(
    graceful, anna, send, remove, folder, point
):
    send(anna, content=pictures.file("PNG", pictures.drawing(400, 500)))
    shown, there = read_rows(graceful), files(folder)
    remove()
    run_until_killed(
        *(graceful, UNDOER, point, anna.owner.id, anna.owner.session, anna.id), PORTRAIT_GRACE_DAYS=str(DAYS)
    )
    after = read_rows(graceful)
    assert after == (shown if point == "committed" else {})
    assert files(folder) == there
    assert removed_keys(graceful) == (set() if after else {shown["face"].key})


@pytest.mark.parametrize("query", [ALL, RECENTLY_REMOVED])
def test_the_sweep_keeps_a_picture_that_comes_back_while_it_reads(graceful, anna, send, remove, undo, folder, query):
    send(anna)
    remove()
    age(folder, 2)
    with connected(graceful) as connection:
        list(
            swept(
                Folder(folder), cast("psycopg.Connection[Any]", Beside(connection, query, undo)), DAYS, even_most=True
            )
        )
    assert files(folder) == files_of(read_rows(graceful))


class Beside:
    """A connection beside which something is done, once, before one query."""

    def __init__(self, connection: Any, query: str, act: Callable[[], Any]) -> None:
        self.connection, self.query, self.acts = connection, query, [act]

    def execute(self, query: str, *parameters: Any) -> Any:
        if query == self.query and self.acts:
            self.acts.pop()()
        return self.connection.execute(query, *parameters)
