"""How soon the app ends when it is asked to, and how soon it serves again after a kill of everything, in local mode."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import median

import psutil

from bench.machine import ROOT, free_port

TIMES = 3
KEPT_ALIVE = 50  # connections of browsers that do nothing at the moment
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class App:
    """``python -m wodsheet`` with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder

    def start(self) -> float:
        """Seconds from the command until it says that it is ready."""
        began = time.monotonic()
        usual = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wodsheet"],
            env=usual | {"DATA_DIR": str(self.folder), "PORT": str(self.port)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout
        lines = []
        for line in self.process.stdout:
            if line.startswith("wodsheet is ready"):
                return time.monotonic() - began
            lines.append(line)
        raise RuntimeError("the app did not start:\n" + "".join(lines))

    def end(self) -> float:
        """Seconds from SIGTERM until the process is gone, while browsers keep their connections."""
        with ExitStack() as clients:
            for _ in range(KEPT_ALIVE):
                client = clients.enter_context(socket.create_connection(("127.0.0.1", self.port)))
                client.sendall(REQUEST)
                client.recv(4096)
            began = time.monotonic()
            self.process.terminate()
            self.process.wait(60)
            return time.monotonic() - began

    def kill(self) -> None:
        """Kill its first process, its workers, the database and what looks after it, all at once."""
        first = psutil.Process(self.process.pid)
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait()


def measure() -> dict[str, float]:
    """The median seconds of each."""
    with tempfile.TemporaryDirectory(prefix="wodsheet-bench-") as name:
        app = App(Path(name))
        first = app.start()
        ends, returns = [app.end()], []
        for _ in range(TIMES):
            app.start()
            app.kill()
            returns.append(app.start())
            ends.append(app.end())
    return {"first start": first, "end": median(ends), "start after a kill": median(returns)}


def report(seconds: dict[str, float]) -> str:
    return "\n".join(f"{name}: {each:.2f} s" for name, each in seconds.items())
