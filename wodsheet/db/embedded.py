"""The embedded PostgreSQL, for local mode without a DATABASE_URL: who owns it, and its address.

It runs below ``DATA_DIR/pg``, kept by a small process of its own (``supervisor.py``) that ends with its owner. Nobody
reaches it but by a socket in a folder that only its own user and root may enter; it listens on no network address.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from wodsheet.db import supervisor
from wodsheet.db.supervisor import NotStarted

__all__ = ["NotStarted", "Server", "address"]


class Server:
    """One embedded PostgreSQL, owned by this process from ``start`` until ``stop``."""

    def __init__(self, data_dir: Path, *options: str) -> None:
        """``options`` are settings of PostgreSQL such as ``fsync=off``."""
        self.data = data_dir.resolve() / "pg"
        self.options = options
        self.supervisor: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where SQLAlchemy finds it."""
        return (
            f"postgresql+psycopg://postgres@/postgres?host={quote(str(supervisor.socket_folder(self.data)), safe='')}"
        )

    def start(self) -> str:
        """Start it, waiting some seconds for an owner before us to be gone; give its address. Raises NotStarted."""
        self.supervisor = subprocess.Popen(
            # By its path and apart from the terminal: the app is not imported there, and Ctrl-C is ours to pass on.
            [sys.executable, "-P", supervisor.__file__, str(self.data), *self.options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.supervisor.stdout
        with self.supervisor.stdout as output:
            answer = output.readline()
            reason = "" if answer == "ready\n" else answer + output.read()
        if answer != "ready\n":
            self.stop()
            raise NotStarted(reason.strip() or "PostgreSQL's supervisor ended without a message.")
        return self.address

    def running(self) -> bool:
        """Whether another process owns it; then waits until it answers. Raises NotStarted when it never does."""
        deadline = time.monotonic() + supervisor.READY
        while True:
            try:
                with supervisor.lock(self.data):
                    return False
            except NotStarted:
                if supervisor.answers(self.data):
                    return True
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.05)

    def leave(self) -> None:
        """Give it up in a process that was forked from its owner, so that it ends with the owner alone."""
        if self.supervisor and self.supervisor.stdin:
            self.supervisor.stdin.close()
        self.supervisor = None

    def stop(self) -> None:
        """Stop it and wait until none of its processes is left."""
        if not self.supervisor:
            return
        process = self.supervisor
        self.leave()
        process.wait()
        # Only for a supervisor that was killed itself; a process that owns the folder by now is left alone.
        with suppress(NotStarted), supervisor.lock(self.data):
            supervisor.sweep(self.data)


def address(data_dir: Path) -> str:
    """Where the embedded PostgreSQL of this folder is: another process's when it runs, else ours until we end.

    Raises NotStarted.
    """
    server = Server(data_dir)
    if server.running():
        return server.address
    atexit.register(server.stop)
    return server.start()
