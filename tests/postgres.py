"""The PostgreSQL of the tests: one embedded server for a run, migrated once, and a database for whoever asks."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from wodsheet import readiness
from wodsheet.embedded import Server

TEMPLATE = "migrated"
# What a crash of the machine would lose is no loss here. Tests that kill servers start their own.
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")


class Postgres:
    """The server of this run, owned by the process that started it and shared with pytest-xdist's workers."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wodsheet-tests-"))
        self.server = Server(self.folder, *QUICK)
        self.address = self.server.start()
        create(self.address, TEMPLATE)
        readiness.migrate(at(self.address, TEMPLATE))

    def stop(self) -> None:
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def at(address: str, name: str) -> str:
    """The address of another database of the same server."""
    return address.replace("/postgres?", f"/{name}?")


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


def empty(connection: psycopg.Connection[Any]) -> None:
    """Forget everybody; everything else belongs to somebody."""
    with suppress(psycopg.errors.UndefinedTable):
        connection.execute("TRUNCATE users RESTART IDENTITY CASCADE")
