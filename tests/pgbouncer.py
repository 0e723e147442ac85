"""A real PgBouncer in transaction mode before the PostgreSQL of the tests, with two server connections a database."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests import debian
from tests.waiting import eventually
from wodsheet.db import supervisor

PORT = 6432  # only names the socket: it listens on no network address
SERVER_CONNECTIONS = 2

SETTINGS = """
[databases]
* = host={host} port={port} {of_database}
[pgbouncer]
listen_addr =
listen_port = {pooler_port}
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
default_pool_size = {size}
max_client_conn = 500
logfile = {folder}/log
{more}
"""


@contextmanager
def running(server: str, folder: Path, user: str, *more: str) -> Iterator[None]:
    """Run one before the server of this address, its socket in ``folder``; all it does there it does as ``user``.

    ``more`` are further lines of its settings. Its clients need no password.
    """
    program = debian.require("pgbouncer")
    supervisor.make_private(folder)
    settings = folder / "pgbouncer.ini"
    settings.write_text(
        SETTINGS.format(
            host=socket_folder(server),
            port=supervisor.PORT,
            of_database=f"user={user}",
            pooler_port=PORT,
            folder=folder,
            size=SERVER_CONNECTIONS,
            more="\n".join(more),
        )
    )
    settings.chmod(0o644)
    # It refuses root, and has to pass the folders that the server passes.
    command = [*supervisor.stepping_down(), program, "-q", str(settings)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        eventually(lambda: _answers(folder / f".s.PGSQL.{PORT}") or process.poll() is not None)
        assert process.poll() is None, (folder / "log").read_text()
        yield
    finally:
        process.terminate()
        process.wait(20)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def socket_folder(address: str) -> Path:
    """Where the socket of the server at this address is; an empty path for one on the network."""
    return Path(parse_qs(urlsplit(address).query).get("host", [""])[0])


def before(address: str) -> str:
    """The address of the same database through the pooler beside its server's socket; empty when there is none."""
    folder = socket_folder(address)
    return through(address, folder) if (folder / f".s.PGSQL.{PORT}").exists() else ""


def through(address: str, folder: Path) -> str:
    """The address of the same database through the pooler in this folder."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}?host={folder}&port={PORT}"
