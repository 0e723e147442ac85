"""Where a bench takes place: a folder of its own, PostgreSQL, the load generator, and sites that come and go."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bench.machine import Load, Site
from wodsheet.db import embedded, readiness


class Postgres(embedded.Server):
    """An embedded PostgreSQL as durable as it comes: fsync, synchronous_commit and full_page_writes are on."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "max_connections=200")

    @property
    def pid(self) -> int:
        """The process below which all of it runs."""
        assert self.supervisor
        return self.supervisor.pid


class Stage:
    """One of each, until the bench is over."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Postgres(folder)
        self.server.start()
        readiness.migrate(self.server.address)
        self.load = Load()

    def address(self, name: str) -> str:
        """The address of one of its databases."""
        return self.server.address.replace("/postgres?", f"/{name}?")

    @contextmanager
    def filled(self, name: str) -> Iterator[psycopg.Connection[Any]]:
        """A connection to fill a new database with; afterwards nothing is left to be tidied up while measuring."""
        with readiness.connect(self.address("template1")) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE postgres".encode())
        with readiness.connect(self.address(name)) as connection:
            with connection.transaction():
                yield connection
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")

    @contextmanager
    def sites(self, **wanted: dict[str, Any]) -> Iterator[dict[str, Site]]:
        """The app, served once for each name; ``database`` and further settings of a Site say how."""
        started: dict[str, Site] = {}
        try:
            for name, settings in wanted.items():
                started[name] = Site(self.folder, self.address(settings.pop("database")), **settings)
            yield {name: site.wait() for name, site in started.items()}
        finally:
            for site in started.values():
                site.stop()

    def strike(self) -> None:
        """End everything, and leave nothing behind."""
        self.load.stop()
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage that is gone afterwards, with all that was on it."""
    on = Stage(Path(tempfile.mkdtemp(prefix="wodsheet-bench-")))
    try:
        yield on
    finally:
        on.strike()
