"""Behind a real pooler in transaction mode, with two server connections: refused until declared, then all is whole.

The harm that stands behind this: statements prepared by name met another player's on a shared server connection, and
a player who only read put away and deleted characters.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests import pgbouncer
from tests.markup import HTMX
from tests.ops.conftest import SURROUNDINGS, commands, role_of, run
from tests.together import together
from wodsheet.assets.vendor import ROOT
from wodsheet.db import connection as database
from wodsheet.db import preflight, readiness

SILENT = "ignore_startup_parameters = options"
IN_TURN = "server_round_robin = 1"
TOLD = "set DATABASE_POOLED=1, and DATABASE_DIRECT_URL to the database's own address"


@contextmanager
def pooler(address: str, *settings: str) -> Iterator[str]:
    """Run PgBouncer before the database at this address, as its role; the address through it."""
    folder = Path(tempfile.mkdtemp(prefix="wodsheet-"))
    try:
        with pgbouncer.running(address, folder, role_of(address), *settings):
            yield pgbouncer.through(address, folder)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def limited(owner_url: str, served_url: str) -> str:
    """The address for a role with the limits that the app needs."""
    for limit in ("statement_timeout = '2s'", "lock_timeout = '1s'"):
        run(owner_url, f"ALTER ROLE {role_of(served_url)} SET {limit}")
    return served_url


# What cannot work is refused.


def test_a_pooler_that_refuses_our_options_is_a_sentence_with_the_setting(served_url):
    with pooler(served_url) as address:
        (sentence,) = readiness.problems(address, connections=1)
    assert "unsupported startup parameter: options" in sentence
    assert TOLD in sentence


@pytest.mark.parametrize("settings", [(SILENT,), (SILENT, IN_TURN), (SILENT, "default_pool_size = 1")])
def test_a_pooler_that_drops_our_options_in_silence_is_found(limited, settings):
    with pooler(limited, *settings) as address:
        (sentence,) = readiness.problems(address, connections=1)
    assert sentence.startswith("DATABASE_URL leads through a pooler in transaction mode")
    assert TOLD in sentence


def test_a_pooler_is_found_while_others_use_it_too(limited):
    with pooler(limited, SILENT) as address, ThreadPoolExecutor(4) as others:
        busy = [others.submit(read_for_a_while, address) for _ in range(4)]
        found = [readiness.problems(address, connections=1) for _ in range(10)]
        assert not any(one.exception() for one in busy)
    assert {sentence for sentences in found for sentence in sentences or [""]} == {preflight.SHARED}


def read_for_a_while(address: str) -> None:
    with psycopg.connect(readiness.plain(address), autocommit=True, prepare_threshold=None) as connection:
        for _ in range(500):
            connection.execute("SELECT 1")


@pytest.mark.parametrize("pooled", [True, False])
def test_a_pooler_in_statement_mode_does_not_serve(limited, pooled):
    with pooler(limited, SILENT, "pool_mode = statement") as address:
        (sentence,) = readiness.problems(address, connections=1, pooled=pooled)
    assert "transaction blocks not allowed" in sentence


def test_a_pooler_in_session_mode_needs_no_setting(limited):
    with pooler(limited, SILENT, "pool_mode = session") as address:
        assert readiness.problems(address, connections=1) == []


def test_a_declared_pooler_serves_when_the_role_has_the_limits(owner_url, served_url):
    with pooler(served_url) as address:
        sentences = readiness.problems(address, connections=1, pooled=True)
    assert [sentence.split(" on ")[0] for sentence in sentences] == ["statement_timeout is 0", "lock_timeout is 0"]
    for command in commands(sentences):
        run(owner_url, command)
    with pooler(served_url) as address:
        assert readiness.problems(address, connections=1, pooled=True) == []


def test_the_app_does_not_start_behind_a_pooler_it_was_not_told_of(limited, start_app):
    with pooler(limited, SILENT) as address:
        app = start_app(DATABASE_URL=address, DATABASE_DIRECT_URL=limited)
        assert app.process.wait(60) == 3
    app.reader.join()
    assert TOLD in "".join(app.said)


def test_the_app_starts_behind_a_pooler_it_was_told_of(owner_url, limited, start_app):
    with pooler(limited) as address:
        app = start_app(DATABASE_URL=address, DATABASE_POOLED="1", DATABASE_DIRECT_URL=owner_url).wait_until_ready()
        assert app.get("/readyz")[0] == 200


# Migrations and commands.


def flask(*words: str, **environ: str) -> tuple[int, str]:
    """The exit status and the output of ``flask`` with these words."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", *words],
        cwd=ROOT,
        env=SURROUNDINGS | {"SECRET_KEY": "k" * 32} | environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_migrations_go_to_the_database_itself(new_database):
    empty = new_database(template=None)
    with pooler(empty) as address:
        declared = {"DATABASE_URL": address, "DATABASE_POOLED": "1"}
        status, output = flask("db", "upgrade", **declared)
        assert (status, output.strip()) == (1, readiness.NO_DIRECT_ADDRESS)
        status, output = flask("db", "upgrade", **declared, DATABASE_DIRECT_URL=empty)
        assert status == 0, output
        assert "applied: 0001" in output


@pytest.mark.parametrize(
    ("settings", "sentence"), [((), TOLD), ((SILENT,), "Migrations cannot lock through a pooler in transaction mode")]
)
def test_migrations_are_not_tried_through_a_pooler(new_database, settings, sentence):
    empty = new_database(template=None)
    with pooler(empty, *settings) as address:
        status, output = flask("db", "upgrade", DATABASE_URL=address)
    assert status == 1
    assert sentence in output
    assert "Traceback" not in output
    with readiness.connect(empty) as connection:
        assert readiness.applied(connection) is None


def test_commands_go_to_the_database_itself(limited, tmp_path):
    declared = {"DATABASE_POOLED": "1", "DATA_DIR": str(tmp_path)}
    with pooler(limited) as address:
        status, output = flask("backup", str(tmp_path / "all.zip"), DATABASE_URL=address, **declared)
        assert status == 1
        assert readiness.NO_DIRECT_ADDRESS in output
        direct = {"DATABASE_URL": address, "DATABASE_DIRECT_URL": limited} | declared
        status, output = flask("backup", str(tmp_path / "all.zip"), **direct)
    assert status == 0, output


# Several players at once on two server connections.


@pytest.fixture
def committed_app(owner_url: str, limited: str, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """The app goes through the pooler, and the tests go to the database itself."""
    with pooler(limited) as address:
        app = make_app(address, DATABASE_URL=address, DATABASE_POOLED="1", DATABASE_DIRECT_URL=owner_url)
        yield app
        app.extensions["pool"].clear()


def test_a_player_who_only_reads_never_writes(committed, connection, signed_in, make_player, make_character):
    """Four read, three click, two put away and bring back, two delete, all at once: each does that and nothing else."""
    people = [make_player() for _ in range(11)]
    characters = [make_character(owner=one, strength=1) for one in people]
    readers, clickers, sleepers, leavers = characters[:4], characters[4:7], characters[7:9], characters[9:]

    def reading(character: Any) -> Callable[[], list[int]]:
        browser = signed_in(character.owner)
        return lambda: [browser.get(page).status_code for page in ("/", character.path, "/account") * 8]

    def posting(character: Any, *forms: tuple[str, dict[str, int]]) -> Callable[[], list[int]]:
        browser = signed_in(character.owner)
        return lambda: [
            browser.post(f"{character.path}/{way}", data=form, headers=HTMX).status_code for way, form in forms
        ]

    clicks = [("ratings/strength", {"dots": dots}) for dots in (2, 3, 4, 5) * 6]
    naps: list[Any] = [("archive", {}), ("archive/undo", {})] * 12
    ends: list[Any] = [("archive", {}), ("archive/undo", {}), ("deletion", {})]
    answers = together(
        [reading(one) for one in readers]
        + [posting(one, *clicks) for one in clickers]
        + [posting(one, *naps) for one in sleepers]
        + [posting(one, *ends) for one in leavers]
    )
    assert {status for statuses in answers for status in statuses} == {200, 303}
    rows = connection.execute(
        "SELECT c.ratings ->> 'strength' AS strength, c.archived_at IS NOT NULL AS archived, c.deleted_at IS NOT NULL"
        " AS deleted, (SELECT count(*) FROM changes WHERE character_id = c.id) AS changes FROM characters c ORDER BY id"
    ).fetchall()
    untouched, clicked = ("1", False, False, 0), ("5", False, False, len(clicks))
    rested, gone = ("1", False, False, len(naps)), ("1", False, True, len(ends))
    assert rows == [untouched] * 4 + [clicked] * 3 + [rested] * 2 + [gone] * 2


@pytest.fixture
def passed(committed: Flask) -> Callable[[], tuple[int, int]]:
    """How many transactions and statements PgBouncer has passed on for the app's database."""
    settings = committed.config["SETTINGS"]
    address = readiness.plain(settings.database_url)
    name = conninfo_to_dict(address)["dbname"]
    console = make_conninfo(address, dbname="pgbouncer")

    def passed() -> tuple[int, int]:
        with psycopg.connect(console, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
            cursor = connection.execute("SHOW STATS_TOTALS")
            columns = [column.name for column in cursor.description or ()]
            rows = [dict(zip(columns, row, strict=True)) for row in cursor]
        (row,) = [row for row in rows if row["database"] == name]
        return int(row["xact_count"]), int(row["query_count"])

    return passed


def test_a_click_is_one_transaction_of_one_statement(passed, click, make_character):
    anna = make_character()
    assert click(anna, "strength", 2).status_code == 200
    transactions, statements = passed()
    assert click(anna, "strength", 3).status_code == 200
    assert passed() == (transactions + 1, statements + 1)


def test_nothing_outlives_a_transaction(committed):
    """More patience for an export is not left to whoever comes next on the server connection."""
    with committed.app_context():
        with database.transaction(patiently=True) as run:
            assert run("SHOW statement_timeout", {})[0].statement_timeout == "30s"
        rows = database.stream("SELECT current_setting('statement_timeout') AS limit", {})
        assert [row.limit for row in rows] == ["30s"]
        state = "SELECT current_setting('statement_timeout'), (SELECT count(*) FROM pg_prepared_statements)"
        for _ in range(4):
            with database.checkout(), database.checkout():  # so that it is not always the same of the two
                assert database.run(state, {}) == [("2s", 0)]


def test_limits_hold_behind_the_pooler(committed, connection, click, make_character):
    anna = make_character()
    with connection.transaction():
        connection.execute("SELECT FROM characters WHERE id = %s FOR UPDATE", [anna.id])
        answer = click(anna, "strength", 3)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert click(anna, "strength", 3).status_code == 200
    with committed.app_context(), pytest.raises(database.Unavailable) as refused:
        database.run("SELECT pg_sleep(%(seconds)s)", {"seconds": 30})
    assert isinstance(refused.value.__cause__, psycopg.errors.QueryCanceled)
