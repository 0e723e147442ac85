"""The PostgreSQL of the tests: one embedded server for a run, migrated once, and a database for whoever asks.

``TEST_DATABASE_URL`` names another server to run them on, and a database there from which others can be made.
``TEST_PGBOUNCER=1`` lets the app reach the embedded server through PgBouncer, in transaction mode with two server
connections for each database; what tests do to a database besides goes to it directly.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests import pgbouncer
from wodsheet.db import readiness
from wodsheet.db.embedded import Server

TEMPLATE = "migrated"
# What a crash of the machine would lose is no loss here. Tests that kill servers start their own.
# The role of PgBouncer's server connections, with the limits that the app cannot ask for through it.
POOLED = "pooled"
ROLE = (
    f"CREATE ROLE {POOLED} SUPERUSER LOGIN",
    f"ALTER ROLE {POOLED} SET statement_timeout = '2s'",
    f"ALTER ROLE {POOLED} SET lock_timeout = '1s'",
)
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")


class Postgres:
    """The server of this run, owned by the process that started it and shared with pytest-xdist's workers."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wodsheet-tests-"))
        self.server = Server(self.folder, *QUICK)
        self.address = normal(os.environ.get("TEST_DATABASE_URL", "")) or self.server.start()
        drop(self.address, TEMPLATE)
        create(self.address, TEMPLATE)
        readiness.migrate(at(self.address, TEMPLATE))
        self.around = ExitStack()
        if os.environ.get("TEST_PGBOUNCER"):
            self._start_pooler()

    def _start_pooler(self) -> None:
        """Start PgBouncer, with its socket beside the server's, where ``environment`` finds it."""
        with readiness.connect(self.address) as connection:
            for statement in ROLE:
                connection.execute(statement.encode())
        self.around.enter_context(pgbouncer.running(self.address, self.server.data, POOLED))

    def stop(self) -> None:
        self.around.close()
        drop(self.address, TEMPLATE)
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def normal(address: str) -> str:
    """The address as the app writes it; empty when there is none."""
    return f"postgresql+psycopg://{address.partition('://')[2]}" if address else ""


def environment(address: str) -> dict[str, str]:
    """The environment of an app on this database: with a pooler before its server, the app goes through that."""
    pooled = pgbouncer.before(address)
    if not pooled:
        return {"DATABASE_URL": address}
    return {"DATABASE_URL": pooled, "DATABASE_POOLED": "1", "DATABASE_DIRECT_URL": address}


def at(address: str, name: str) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(address)
    # Not urlunsplit: it takes the two slashes away where no host stands between them and the path.
    return f"{parts.scheme}://{parts.netloc}/{name}" + (f"?{parts.query}" if parts.query else "")


def create(address: str, name: str, template: str | None = None) -> str:
    """Make a database, empty or a copy of ``template``; its address."""
    asked = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if template:
        asked += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
    with readiness.connect(address) as connection:
        connection.execute(asked)
    return at(address, name)


def drop(address: str, name: str) -> None:
    """Remove a database, whoever is still connected to it."""
    with readiness.connect(address) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


# Rows of the audit trail outlive an account. Each TRUNCATE makes files anew: of all tables it takes ten times as long.
EMPTY = """
DELETE FROM users;
TRUNCATE audit;
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
FROM pg_sequences WHERE schemaname = 'public';
"""


def empty(connection: psycopg.Connection[Any]) -> None:
    """Forget everybody, and count from 1 again; everything else belongs to somebody."""
    with suppress(psycopg.errors.UndefinedTable):
        connection.execute(EMPTY)
