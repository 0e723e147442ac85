"""What a click costs the wire, and what it does when the database does not answer."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import connected
from tests.markup import HTMX
from wodsheet.db import connection as database


@pytest.fixture
def wire(committed: Any, tmp_path: Path) -> Any:
    """Every message sent to the database over the pool's connection while ``listen`` is open."""

    class Wire:
        def __enter__(self) -> Wire:
            self.file = (tmp_path / "wire").open("wb")
            with committed.app_context(), database.checkout() as connection:
                self.libpq = connection.pgconn
                self.libpq.trace(self.file.fileno())
            return self

        def __exit__(self, *error: object) -> None:
            self.libpq.untrace()
            self.file.close()
            lines = (tmp_path / "wire").read_text(errors="replace").splitlines()
            self.sent = [line.split("\t")[3].split(" ")[0] for line in lines if "\tF\t" in line]

    return Wire()


def test_a_click_is_one_statement_in_one_round_trip(committed, signed_in, make_character, wire):
    anna = make_character()
    browser = signed_in(anna.owner)

    def click(dots: int) -> None:
        assert browser.post(f"{anna.path}/ratings/strength", data={"dots": dots}, headers=HTMX).status_code == 200

    click(2)
    with wire:
        click(3)
    assert wire.sent.count("Execute") == 1
    assert wire.sent.count("Sync") == 1
    assert "Query" not in wire.sent


def test_a_click_that_waits_for_somebody_elses_lock_gives_up_within_five_seconds(committed, signed_in, make_character):
    anna = make_character()
    browser = signed_in(anna.owner)
    with connected(committed) as other, other.transaction():
        other.execute("SELECT FROM characters WHERE id = %s FOR UPDATE", [anna.id])
        began = time.monotonic()
        answer = browser.post(f"{anna.path}/ratings/strength", data={"dots": 3}, headers=HTMX)
        took = time.monotonic() - began
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert took < 5


def test_connections_that_died_are_replaced_without_anybody_noticing(committed, signed_in, make_character):
    anna = make_character()
    browser = signed_in(anna.owner)
    assert browser.get(anna.path).status_code == 200
    with connected(committed) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'wodsheet'"
        )
    assert browser.post(f"{anna.path}/ratings/strength", data={"dots": 3}, headers=HTMX).status_code == 200
    assert browser.get(anna.path).status_code == 200


def test_a_query_that_takes_too_long_is_ended(committed):
    began = time.monotonic()
    with committed.app_context(), pytest.raises(database.Unavailable):
        database.run("SELECT pg_sleep(%(seconds)s)", {"seconds": 30})
    assert time.monotonic() - began < 5


def test_more_hands_than_connections_take_turns_or_are_told(committed):
    with committed.app_context():
        with ExitStack() as others:
            for _ in range(committed.extensions["pool"].size):
                others.enter_context(database.checkout())
            began = time.monotonic()
            with pytest.raises(database.Unavailable):
                database.run("SELECT 1", {})
            assert time.monotonic() - began < 5
        assert database.run("SELECT 1 AS one", {})[0].one == 1
