"""Starting and stopping the app in local mode, with and without a chance to clean up."""

from __future__ import annotations

import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psutil
import pytest

from tests.ops.conftest import SURROUNDINGS, Running, a_data_folder, a_free_port, start
from tests.waiting import eventually
from wodsheet.assets.vendor import ROOT
from wodsheet.db import readiness, supervisor
from wodsheet.db.embedded import Server

# Seconds. About one on an idle machine; the suite keeps two cores busy beside it.
SLOWEST_START = 15
SLOWEST_STOP = 8


def players(data_folder: Path) -> list[str]:
    with readiness.connect(Server(data_folder).address) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM users")]


def add_player(data_folder: Path) -> str:
    """Somebody whom nobody there knows yet; their name."""
    name = uuid4().hex
    with readiness.connect(Server(data_folder).address) as connection:
        connection.execute("INSERT INTO users (desk_name, name) VALUES (%s, %s)", [name, name])
    return name


def living(process: psutil.Process) -> bool:
    """Whether it still does anything; what is dead may wait long for a slow init to count it so."""
    with suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def connect():
    """Opens a connection to a running app; all are closed at the end."""
    with ExitStack() as lines:

        def connect(app: Running) -> socket.socket:
            parts = urlsplit(app.address)
            return lines.enter_context(socket.create_connection((parts.hostname, parts.port), timeout=10))

        yield connect


def answers(line: socket.socket, count: int) -> None:
    """Wait for so many answers on a connection that stays open."""
    received = b""
    while received.count(b'{"status":"ok"}') < count:
        received += line.recv(4096)
    assert received.count(b"HTTP/1.1 200") == count


@contextmanager
def serving_alone(**environ: str) -> Iterator[Running]:
    """An app of one worker on a data folder of its own, until the end."""
    with a_data_folder() as folder:
        app = start(DATA_DIR=str(folder), WEB_CONCURRENCY="1", **environ)
        try:
            yield app.wait_until_ready()
        finally:
            app.end()
            supervisor.sweep(folder / "pg")


@pytest.fixture(scope="module")
def one_worker() -> Iterator[Running]:
    """An app of one worker, started where a process may have 256 files open unless it says more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    with serving_alone() as app:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4000), hard))
        yield app
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(scope="module")
def four_threads() -> Iterator[Running]:
    with serving_alone(WEB_THREADS="4") as app:
        yield app


def test_a_new_data_folder_gets_a_database_and_the_app_is_ready(start_app, new_data_folder):
    app = start_app(DATA_DIR=str(new_data_folder)).wait_until_ready()
    assert app.get("/healthz") == (200, {"status": "ok"})
    parts = ("database", "migrations", "writable", "front_end_files", "pictures", "temporary_files")
    everything = {"status": "ok"} | dict.fromkeys(parts, True)
    assert app.get("/readyz") == (200, everything)


def test_it_stops_cleanly_and_a_second_start_takes_seconds_and_finds_everybody(start_app, data_folder, connect):
    app = start_app().wait_until_ready()
    robin = add_player(data_folder)
    assert supervisor.residents((data_folder / "pg").resolve())
    for line in [connect(app) for _ in range(50)]:  # browsers keep their connections
        line.sendall(GET)
        answers(line, 1)
    began = time.monotonic()
    assert app.end(signal.SIGTERM) == 0
    assert time.monotonic() - began < SLOWEST_STOP
    assert supervisor.residents((data_folder / "pg").resolve()) == []
    began = time.monotonic()
    again = start_app().wait_until_ready()
    assert time.monotonic() - began < SLOWEST_START
    assert robin in players(data_folder)
    assert again.end(signal.SIGINT) == 0
    assert "Traceback" not in "".join(app.said + again.said)


@pytest.mark.parametrize("whom", ["the app", "the database", "everything"])
def test_whatever_was_killed_the_next_start_brings_it_back(start_app, data_folder, whom):
    app = start_app().wait_until_ready()
    robin = add_player(data_folder)
    family = [psutil.Process(app.process.pid), *psutil.Process(app.process.pid).children(recursive=True)]
    database = supervisor.residents((data_folder / "pg").resolve())
    assert len(database) > 3
    for victim in {"the app": family[:1], "the database": database, "everything": family}[whom]:
        with suppress(psutil.NoSuchProcess):  # one may fall with another
            victim.kill()
    if whom == "the database":
        app.end()
    else:
        app.process.wait()
    if sys.platform == "linux":  # elsewhere they notice a second or two later
        eventually(lambda: not any(map(living, family)))
    began = time.monotonic()
    start_app().wait_until_ready()
    assert time.monotonic() - began < SLOWEST_START
    assert robin in players(data_folder)


def test_a_killed_database_is_answered_with_503_until_it_is_back(start_app, data_folder):
    app = start_app().wait_until_ready()
    psutil.Process(int((data_folder / "pg" / "postmaster.pid").read_text().split()[0])).kill()
    eventually(lambda: app.get("/readyz")[0] == 200)
    assert app.get("/healthz")[0] == 200


def test_a_client_that_does_not_hang_up_stalls_nobody(one_worker):
    host, port = urlsplit(one_worker.address).hostname, urlsplit(one_worker.address).port
    with ExitStack() as lines:
        for _ in range(5):
            line = lines.enter_context(socket.create_connection((host, port)))
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert line.recv(4096).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        assert one_worker.get("/healthz")[0] == 200
        assert time.monotonic() - began < 1.5  # each would have taken two seconds


def test_a_connection_is_answered_at_once_and_after_a_pause_and_when_requests_come_together(one_worker, connect):
    line = connect(one_worker)
    for pause in (0, 0, 0.5, 0):  # seconds; a thread stays with its connection for 0.2
        time.sleep(pause)
        line.sendall(GET)
        answers(line, 1)
    line.sendall(GET * 3)
    answers(line, 3)


def test_few_threads_serve_many_who_ask_without_a_pause(four_threads, connect):
    lines = [connect(four_threads) for _ in range(12)]
    began = time.monotonic()
    for _ in range(20):
        for line in lines:
            line.sendall(GET)
        for line in lines:
            answers(line, 1)
    assert time.monotonic() - began < 10  # a thread that stayed while others wait would take 20 x 0.2 s and more


def test_a_newcomer_does_not_wait_for_those_who_have_just_asked(four_threads, connect):
    lines = [connect(four_threads) for _ in range(4)]
    waits = []
    for _ in range(10):
        for line in lines:
            line.sendall(GET)
            answers(line, 1)
        newcomer = connect(four_threads)
        began = time.monotonic()
        newcomer.sendall(GET)
        answers(newcomer, 1)
        waits.append(time.monotonic() - began)
    assert min(waits) < 0.1
    assert sorted(waits)[5] < 0.1


def test_a_thousand_idle_connections_keep_nobody_out_however_few_files_are_usual(one_worker, connect):
    for _ in range(1100):  # gunicorn's own limit is a thousand connections
        line = connect(one_worker)
        line.sendall(GET)
        answers(line, 1)
    assert one_worker.get("/healthz")[0] == 200


def test_a_taken_port_and_a_second_app_on_the_same_data_are_refused(start_app, new_data_folder):
    first = start_app().wait_until_ready()
    same_port = start_app(DATA_DIR=str(new_data_folder))
    same_data = start_app(PORT=str(a_free_port()))
    for second, sentence in ((same_port, "cannot be used"), (same_data, "another wodsheet is running")):
        assert second.process.wait(60) == 3
        second.reader.join()
        assert sentence in "".join(second.said)
    assert first.get("/readyz")[0] == 200


def test_more_connections_than_the_database_allows_are_refused(start_app, data_folder):
    app = start_app(WEB_CONCURRENCY="10", POOL_SIZE="10")
    assert app.process.wait(60) == 3
    app.reader.join()
    assert "is 100 connections, but the database allows 97" in "".join(app.said)
    assert supervisor.residents((data_folder / "pg").resolve()) == []


def test_migrations_may_be_run_by_hand_before_and_beside_the_app(start_app, new_data_folder):
    def flask_db_upgrade() -> int:
        command = [sys.executable, "-m", "flask", "db", "upgrade"]
        return subprocess.run(
            command, cwd=ROOT, env=SURROUNDINGS | {"DATA_DIR": str(new_data_folder)}, check=False
        ).returncode

    assert flask_db_upgrade() == 0
    assert supervisor.residents((new_data_folder / "pg").resolve()) == []
    app = start_app(DATA_DIR=str(new_data_folder)).wait_until_ready()
    assert flask_db_upgrade() == 0
    assert app.get("/readyz")[0] == 200
