"""The embedded PostgreSQL: it starts again by itself, whatever is killed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.waiting import eventually
from wodsheet.db import readiness, supervisor
from wodsheet.db.embedded import NotStarted, Server, address

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A new data folder with a short path; what is left running on it afterwards is ended."""
    path = Path(tempfile.mkdtemp(prefix="wodsheet-"))
    yield path
    supervisor.sweep(path / "pg")
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database on which no server was started yet; making one takes a second."""
    data = tmp_path_factory.mktemp("pristine") / "pg"
    supervisor.make(data)
    return data


@pytest.fixture
def furnished(folder: Path, pristine: Path) -> Path:
    """A new data folder that has its database already."""
    subprocess.run(["cp", "-a", str(pristine), str(folder)], check=True)
    return folder


@pytest.fixture
def server(furnished: Path) -> Iterator[Server]:
    server = Server(furnished)
    server.start()
    yield server
    server.stop()


def write(server: Server, words: str) -> None:
    with readiness.connect(server.address) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS notes (words text)")
        connection.execute("INSERT INTO notes VALUES (%s)", [words])


def read(server: Server) -> list[str]:
    with readiness.connect(server.address) as connection:
        return [words for (words,) in connection.execute("SELECT words FROM notes ORDER BY words")]


def number(server: Server) -> int:
    """The number of the server's first process, as it writes it down."""
    return int((server.data / "postmaster.pid").read_text().split()[0])


def postmaster(server: Server) -> psutil.Process:
    return psutil.Process(number(server))


def running(server: Server) -> list[psutil.Process]:
    return supervisor.residents(server.data)


def kill(process: psutil.Process) -> None:
    process.kill()
    eventually(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE)


def test_it_starts_stops_and_keeps_what_was_written(folder):
    server = Server(folder)
    server.start()
    write(server, "kept")
    server.stop()
    assert running(server) == []
    server.start()
    assert read(server) == ["kept"]
    server.stop()
    assert running(server) == []


def test_it_listens_on_no_network_address_and_only_its_owner_may_enter(server):
    assert [each for each in postmaster(server).net_connections("inet") if each.status == psutil.CONN_LISTEN] == []
    assert (server.data.stat().st_mode & 0o777) == 0o700
    assert list(server.data.glob(".s.PGSQL.*"))


def test_a_killed_postgres_comes_back_by_itself(server):
    write(server, "kept")
    first = postmaster(server)
    kill(first)
    eventually(lambda: supervisor.answers(server.data) and number(server) != first.pid)
    assert read(server) == ["kept"]


def test_it_ends_with_its_owner_however_that_dies(furnished):
    owner = subprocess.Popen(
        [sys.executable, "-c", "import sys, time, pathlib\nfrom wodsheet.db.embedded import Server\n"
         "Server(pathlib.Path(sys.argv[1])).start()\nprint('up', flush=True)\ntime.sleep(600)", str(furnished)],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    with owner:
        assert owner.stdout
        assert owner.stdout.readline() == b"up\n"
        assert running(Server(furnished))
        owner.kill()
    eventually(lambda: not running(Server(furnished)))


def test_after_everything_was_killed_it_is_up_again_at_once(furnished):
    server = Server(furnished)
    server.start()
    write(server, "kept")
    assert server.supervisor
    victims = [psutil.Process(server.supervisor.pid), *running(server)]
    for victim in victims:
        with suppress(psutil.NoSuchProcess):  # one may fall with another
            victim.kill()
    server.stop()
    began = time.monotonic()
    again = Server(furnished)
    again.start()
    assert time.monotonic() - began < 15
    assert read(again) == ["kept"]
    again.stop()


def test_a_server_without_a_keeper_is_ended_before_a_new_one_starts(furnished):
    server = Server(furnished)
    server.start()
    write(server, "kept")
    assert server.supervisor
    kill(psutil.Process(server.supervisor.pid))
    left_over = postmaster(server)
    again = Server(furnished)
    again.start()
    assert not left_over.is_running() or left_over.status() == psutil.STATUS_ZOMBIE
    assert read(again) == ["kept"]
    again.stop()
    server.stop()


def test_stopping_ends_the_server_even_when_its_keeper_was_killed(furnished):
    server = Server(furnished)
    server.start()
    assert server.supervisor
    kill(psutil.Process(server.supervisor.pid))
    assert running(server)
    server.stop()
    assert running(server) == []


@pytest.mark.parametrize("pid", ["our own, alive", "a zombie's"])
def test_marks_of_a_dead_server_that_look_alive_are_cleared(furnished, pid):
    server = Server(furnished)
    server.start()
    write(server, "kept")
    marks = {name: (server.data / name).read_bytes() for name in ("postmaster.pid", ".s.PGSQL.5432.lock")}
    server.stop()
    zombie = subprocess.Popen(["true"])
    eventually(lambda: psutil.Process(zombie.pid).status() == psutil.STATUS_ZOMBIE)
    alive = str(os.getpid() if pid == "our own, alive" else zombie.pid).encode()
    for name, mark in marks.items():
        (server.data / name).write_bytes(alive + mark[mark.index(b"\n") :])
    server.start()
    assert read(server) == ["kept"]
    server.stop()
    zombie.wait()


def test_a_first_start_that_was_cut_short_leaves_nothing_to_mend(folder):
    (folder / "pg.new").mkdir()
    (folder / "pg.new" / "PG_VERSION").write_text("18\n")
    server = Server(folder)
    server.start()
    write(server, "kept")
    assert not (folder / "pg.new").exists()
    server.stop()


def test_a_second_owner_is_told_so(server, folder):
    with pytest.raises(NotStarted, match="another wodsheet is running"):
        Server(folder).start()
    assert running(server)


def test_a_command_beside_it_uses_the_server_that_runs(server, folder):
    assert address(folder) == server.address
    assert postmaster(server).is_running()


def test_a_path_too_long_for_a_socket_gets_a_private_folder_for_it(folder):
    server = Server(folder / ("deep" * 30))
    server.start()
    sockets = supervisor.socket_folder(server.data)
    assert sockets != server.data
    assert (sockets.stat().st_mode & 0o777) == 0o700
    write(server, "kept")
    assert read(server) == ["kept"]
    server.stop()
    assert not sockets.exists()


def test_a_socket_folder_that_somebody_else_made_is_refused(folder):
    server = Server(folder / ("deep" * 30))
    sockets = supervisor.socket_folder(server.data)
    sockets.mkdir(mode=0o777)
    sockets.chmod(0o777)
    with pytest.raises(NotStarted, match="not private"):
        server.start()
    sockets.rmdir()


def test_the_folder_may_be_moved_while_nothing_runs(folder):
    server = Server(folder / "here")
    server.start()
    write(server, "kept")
    server.stop()
    (folder / "here").rename(folder / "there")
    moved = Server(folder / "there")
    moved.start()
    assert read(moved) == ["kept"]
    moved.stop()


@as_root
def test_as_root_it_runs_as_nobody_and_opens_no_folder(folder):
    locked = folder / "locked"
    locked.mkdir(mode=0o700)
    before = [each.stat().st_mode for each in (locked, *locked.parents)]
    server = Server(locked)
    server.start()
    assert postmaster(server).username() == "nobody"
    write(server, "kept")
    assert read(server) == ["kept"]
    server.stop()
    assert [each.stat().st_mode for each in (locked, *locked.parents)] == before


@as_root
def test_as_root_its_programs_may_lie_where_only_root_may_enter(folder):
    program = folder / "program"
    program.write_text('#!/bin/sh\ntest -x "$0" && id -u\n')
    program.chmod(0o755)
    folder.chmod(0o700)
    stepped_down = subprocess.run(
        [*supervisor.stepping_down(), str(program)], capture_output=True, text=True, check=True
    )
    assert int(stepped_down.stdout) == pwd.getpwnam("nobody").pw_uid


@as_root
def test_an_ordinary_user_may_run_it_too(folder):
    somebody = pwd.getpwnam("daemon")
    os.chown(folder, somebody.pw_uid, somebody.pw_gid)
    app = subprocess.Popen(
        # Root's own folders stay open to it here, as its interpreter may lie in one of them.
        ["setpriv", f"--reuid={somebody.pw_uid}", f"--regid={somebody.pw_gid}", "--clear-groups",
         "--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
         sys.executable, "-P", supervisor.__file__, str(folder / "pg")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    with app:
        assert app.stdout
        assert app.stdout.readline() == "ready\n"
        assert postmaster(Server(folder)).username() == "daemon"
        write(Server(folder), "kept")
        app.send_signal(signal.SIGTERM)
        assert app.wait(10) == 0
    assert running(Server(folder)) == []
