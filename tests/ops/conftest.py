"""Running the commands of the project as a person does in local mode."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.roles import lesser_role
from wodsheet.assets.vendor import ROOT
from wodsheet.db import readiness, supervisor

# Nothing of the surroundings may decide what these tests see.
SURROUNDINGS = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}


class Running:
    """A started ``python -m wodsheet``: what it said, and what it answers."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.address = f"http://127.0.0.1:{port}"
        self.said: list[str] = []
        self.ready = threading.Event()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        """Read all it says; ready, too, when it can say no more, so that nobody waits in vain."""
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.said.append(line)
                if line.startswith("wodsheet is ready"):
                    self.ready.set()
        self.ready.set()

    def wait_until_ready(self) -> Running:
        assert self.ready.wait(120)
        assert f"wodsheet is ready: {self.address}\n" in self.said, "".join(self.said)
        return self

    def get(self, path: str) -> tuple[int, Any]:
        """The status and the JSON of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def end(self, word: int = signal.SIGTERM) -> int:
        """Ask it to stop and wait until it has; its exit status."""
        self.process.send_signal(word)
        status = self.process.wait(60)
        self.reader.join()
        return status


def start(**environ: str) -> Running:
    """Start ``python -m wodsheet`` with these environment variables, on a free port unless they name one."""
    own = {"PORT": str(a_free_port())} | environ
    process = subprocess.Popen(
        [sys.executable, "-m", "wodsheet"],
        cwd=ROOT,
        env=SURROUNDINGS | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Running(process, int(own["PORT"]))


@contextmanager
def a_data_folder() -> Iterator[Path]:
    """A new one with a short path, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="wodsheet-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def furnished() -> Iterator[Path]:
    """A data folder that has a database as soon as the first app was started on it."""
    with a_data_folder() as folder:
        yield folder


@pytest.fixture
def data_folder(furnished: Path) -> Iterator[Path]:
    """A data folder that may have been used before; a database left running on it is ended."""
    yield furnished
    supervisor.sweep(furnished / "pg")


@pytest.fixture
def new_data_folder() -> Iterator[Path]:
    """A data folder nothing was ever started on; a database left running on it is ended."""
    with a_data_folder() as folder:
        yield folder
        supervisor.sweep(folder / "pg")


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """The port this test's app is served on."""
    return a_free_port()


@pytest.fixture
def start_app(data_folder: Path, new_data_folder: Path, free_port: int) -> Iterator[Callable[..., Running]]:
    """Starts the app in local mode, with further environment variables; what still runs is killed at the end.

    This happens before a new data folder is removed, so no folder is removed beneath a running app.
    """
    started: list[Running] = []

    def start_app(**environ: str) -> Running:
        started.append(start(**{"DATA_DIR": str(data_folder), "PORT": str(free_port)} | environ))
        return started[-1]

    yield start_app
    for running in started:
        running.end(signal.SIGKILL)


# The role that serves.


@pytest.fixture
def owner_url(new_database: Callable[..., str]) -> str:
    """The address of a migrated database for the role that owns it."""
    return new_database()


@pytest.fixture
def served_url(owner_url: str) -> Iterator[str]:
    """The address of the same database for a role that may read and write rows, and has no settings of its own."""
    with lesser_role(owner_url) as address:
        yield address


def run(address: str, statement: str) -> None:
    with readiness.connect(address) as connection:
        connection.execute(statement.encode())


def commands(sentences: list[str]) -> list[str]:
    """The commands that the sentences say to run."""
    return [command for sentence in sentences for command in re.findall(r"run (.*?)[;.](?: |$)", sentence)]


def role_of(address: str) -> str:
    return re.findall("//(.*?)@", address)[0]
