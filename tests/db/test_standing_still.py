"""A database that stands still, as on a host that stalls: no timeout of its own runs any more, so ours has to."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from flask import Flask

from tests import postgres
from tests.waiting import eventually
from wodsheet.db import connection as database
from wodsheet.db import readiness, supervisor
from wodsheet.db.embedded import Server


@pytest.fixture(scope="module")
def host() -> Iterator[Server]:
    """A PostgreSQL of these tests' own, to be frozen."""
    server = Server(Path(tempfile.mkdtemp(prefix="wodsheet-")), *postgres.QUICK)
    server.start()
    readiness.migrate(server.address)
    yield server
    server.stop()
    shutil.rmtree(server.data.parent)


@pytest.fixture(scope="module")
def committed_app(host: Server, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    app = make_app(host.address)
    yield app
    app.extensions["pool"].clear()


@pytest.fixture
def while_frozen(host: Server) -> Callable[..., Any]:
    """Do these at the same moment while the whole server stands still; what each gives, all within five seconds."""

    def while_frozen(*acts: Callable[[], Any]) -> list[Any]:
        # The threads end after the thaw, or one that hangs would hold up the test for ever.
        with ThreadPoolExecutor(len(acts)) as threads, frozen(host):
            return list(threads.map(lambda act: act(), acts, timeout=5))

    return while_frozen


@contextmanager
def frozen(host: Server) -> Iterator[None]:
    processes = supervisor.residents(host.data)
    try:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.suspend()
        yield
    finally:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.resume()


@pytest.fixture
def click_again(committed: Flask, click: Callable[..., Any], make_character: Callable[..., Any]) -> Callable[[], Any]:
    """Click a dot of a character that was clicked before, so that there is a connection and it was alive."""
    anna = make_character()
    assert click(anna, "strength", 2).status_code == 200
    return lambda: click(anna, "strength", 3)


def test_a_database_that_stands_still_is_an_answer_to_a_click_within_five_seconds(click_again, while_frozen):
    (answer,) = while_frozen(click_again)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    eventually(lambda: click_again().status_code == 200)


def test_a_database_that_stands_still_keeps_no_crowd_longer(click_again, while_frozen):
    answers = while_frozen(*[click_again] * 20)
    assert {answer.status_code for answer in answers} == {503}
    eventually(lambda: click_again().status_code == 200)


def test_a_database_that_stands_still_holds_up_nobody_who_does_not_need_it(click_again, client, while_frozen):
    def alive() -> float:
        began = time.monotonic()
        assert client.get("/healthz").status_code == 200
        return time.monotonic() - began

    *clicks, took = while_frozen(*[click_again] * 20, alive)
    assert {click.status_code for click in clicks} == {503}
    assert took < database.STATEMENT_TIMEOUT  # it was answered while the clicks waited
    eventually(lambda: click_again().status_code == 200)


def test_a_database_that_stands_still_is_not_ready_within_five_seconds(click_again, client, while_frozen):
    (answer,) = while_frozen(lambda: client.get("/readyz"))
    assert answer.status_code == 503
    assert answer.json["database"] is False
    eventually(lambda: client.get("/readyz").status_code == 200)


@pytest.mark.parametrize("connected", [True, False])
def test_nobody_asks_a_database_that_stands_still_twice(committed, click_again, while_frozen, connected):
    if not connected:
        committed.extensions["pool"].clear()
    began = time.monotonic()
    (answer,) = while_frozen(click_again)
    assert answer.status_code == 503
    assert time.monotonic() - began < 2 * database.CONNECT_TIMEOUT


def test_only_those_with_patience_wait_longer(committed, monkeypatch):
    monkeypatch.setattr(database, "STATEMENT_TIMEOUT", database.GRACE)
    slow = "SELECT 1 AS one FROM pg_sleep(%(seconds)s)", {"seconds": 3 * database.GRACE}
    with committed.app_context():
        assert [row.one for row in database.stream(*slow)] == [1]
        with database.transaction(patiently=True) as run:
            assert run(*slow)[0].one == 1
        with pytest.raises(database.Unavailable):
            database.run(*slow)
        with pytest.raises(database.Unavailable), database.transaction() as run:
            run(*slow)
