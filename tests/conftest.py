"""What tests stand on: a real PostgreSQL, the app, people signed in to it, and a count of statements.

An ordinary test runs inside one transaction that is taken back, each statement of the app in a savepoint of its
own, so that what it commits is seen by the next and by nobody else. A test with threads or a browser asks for
``committed``: the same app on a database of its own, with the real pool, emptied afterwards.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from flask import Flask
from psycopg.rows import namedtuple_row
from werkzeug.serving import make_server

from tests import postgres
from tests.disks import DISKS
from wodsheet import create_app
from wodsheet.db import connection as database
from wodsheet.db import readiness
from wodsheet.settings import Settings
from wodsheet.templating.i18n import ENGLISH, set_language

pytest_plugins = ["tests.factories.fixtures"]

ADDRESS = pytest.StashKey[str]()

# An example may take as long as a busy machine needs; the same examples each time, so that a run says the same twice.
hypothesis.settings.register_profile("tests", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.load_profile("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest test, so that nobody waits for it alone at the end."""
    items.sort(key=lambda item: "test_hosting" not in item.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last lines say which tests were left out, and why: nothing is skipped in silence."""
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.getreports("skipped"))
    for reason, tests in reasons.items():
        terminalreporter.write_line(f"Left out: {tests} tests, because {reason}.", yellow=True)


# One server a run: the process that shares out the tests owns it, alone or with workers.


def start(config: pytest.Config) -> str:
    """The server's address; it starts when first asked for."""
    if ADDRESS not in config.stash:
        server = postgres.Postgres()
        config.add_cleanup(server.stop)
        config.stash[ADDRESS] = server.address
    return config.stash[ADDRESS]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Three for two processors: half of its time a worker waits, for its browser, its servers, or a limit to pass."""
    return max(2, 3 * (os.cpu_count() or 1) // 2)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["address"] = start(node.config)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> str:
    """The address of the run's PostgreSQL."""
    shared = getattr(request.config, "workerinput", {})
    return shared.get("address") or start(request.config)


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """A name no other process of this run has."""
    return getattr(request.config, "workerinput", {}).get("workerid", "alone")


@pytest.fixture(scope="session")
def new_database(server: str, worker: str) -> Iterator[Callable[..., str]]:
    """Makes a migrated database, or an empty one, that is dropped at the end; gives its address."""
    made: list[str] = []

    def make(template: str | None = postgres.TEMPLATE) -> str:
        made.append(f"{worker}_{len(made)}")
        postgres.drop(server, made[-1])
        return postgres.create(server, made[-1], template)

    yield make
    for name in made:
        postgres.drop(server, name)


# The app, twice: on a connection whose work is taken back, and on a real pool.


@pytest.fixture(scope="session")
def make_app(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Flask]:
    """Makes an app for a database; further words are environment variables."""

    def make(address: str, **environ: str) -> Flask:
        folder: Path = tmp_path_factory.mktemp("instance")
        key = "the tests' own key, long enough for any use"
        return create_app(
            Settings.read(
                postgres.environment(address)
                | {"DATA_DIR": str(folder), "SECRET_KEY": key, "PORTRAIT_GRACE_DAYS": "0"}
                | environ
            )
        )

    return make


@pytest.fixture(scope="session")
def rolled_back_app(new_database: Callable[..., str], make_app: Callable[..., Flask]) -> Flask:
    return make_app(new_database())


@pytest.fixture(scope="session")
def committed_app(new_database: Callable[..., str], make_app: Callable[..., Flask]) -> Iterator[Flask]:
    app = make_app(new_database())
    yield app
    app.extensions["pool"].clear()


@pytest.fixture
def committed(committed_app: Flask) -> Iterator[Flask]:
    """The app on a real pool: what it commits stays until the test is over."""
    yield committed_app
    with connected(committed_app) as connection:
        postgres.empty(connection)


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Flask:
    """The app of this test: the committed one when the test, or something it stands on, asks for that."""
    return request.getfixturevalue("committed" if _commits(request) else "rolled_back_app")


@pytest.fixture
def connection(request: pytest.FixtureRequest, app: Flask) -> Iterator[psycopg.Connection[Any]]:
    """The test's own connection to the app's database; autocommit when the test commits."""
    if _commits(request):
        with connected(app) as connection:
            yield connection
    else:
        with connected(app, as_the_app=True) as connection, connection.transaction(force_rollback=True):
            yield connection


@pytest.fixture(autouse=True)
def checkout(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app work on the test's connection, unless the test commits or never touches the app."""
    if _commits(request) or not {"app", "connection"} & set(request.fixturenames):
        return
    connection = request.getfixturevalue("connection")

    @contextmanager
    def on_our_connection() -> Iterator[psycopg.Connection[Any]]:
        with connection.transaction():
            yield connection

    monkeypatch.setattr(database, "checkout", on_our_connection)


def _commits(request: pytest.FixtureRequest) -> bool:
    return "committed" in request.fixturenames


@contextmanager
def connected(app: Flask, *, as_the_app: bool = False) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the app's database itself, or the way the app goes, which may lead through a pooler."""
    settings = app.config["SETTINGS"]
    address = readiness.plain(settings.database_url if as_the_app else settings.database_direct_url)
    with psycopg.connect(address, autocommit=True, row_factory=namedtuple_row, prepare_threshold=None) as connection:
        yield connection


class Counting(psycopg.Cursor[Any]):
    """A cursor that writes down what it is asked to run."""

    asked: list[str] | None = None

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        if Counting.asked is not None:
            Counting.asked.append(query.decode() if isinstance(query, bytes) else str(query))
        return super().execute(query, *args, **kwargs)

    def stream(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        if Counting.asked is not None:
            Counting.asked.append(query.decode() if isinstance(query, bytes) else str(query))
        return super().stream(query, *args, **kwargs)


@pytest.fixture
def statements(connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement run from here on, by the app or the test; clear it before what is counted."""
    monkeypatch.setattr(connection, "cursor_factory", Counting)
    monkeypatch.setattr(Counting, "asked", [])
    assert Counting.asked is not None
    return Counting.asked


@pytest.fixture(autouse=True)
def english() -> None:
    """Each test begins in English, whatever the request before it was answered in."""
    set_language(ENGLISH)


@pytest.fixture
def folder(app: Flask) -> Path:
    """Where the app's pictures lie; empty at first."""
    folder: Path = app.extensions["portraits"].path
    for file in folder.glob("*"):
        file.unlink()
    return folder


@pytest.fixture(params=DISKS)
def lose_temporary_files(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """From the call on, the disk for temporary files is full, read-only or gone."""
    with ExitStack() as stack:

        def lose() -> None:
            disk = stack.enter_context(DISKS[request.param](tmp_path / "temporary"))
            monkeypatch.setattr(tempfile, "tempdir", str(disk))

        yield lose
        monkeypatch.undo()


@pytest.fixture
def site(committed: Flask) -> Iterator[str]:
    """The address of the committed app, served on loopback for a browser or another program."""
    server = make_server("127.0.0.1", 0, committed, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
