"""How a statement reaches PostgreSQL: one connection from the pool, one round trip, no transaction around it.

Connections are in autocommit, so a statement is durable when its answer is here. Every statement of ours can be
sent again without doing more (dots are absolute, new things carry their form's key), so one retry replaces the
ping that would otherwise precede each click.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, lru_cache, partial
from typing import Any

import psycopg
from flask import Flask, current_app
from psycopg.abc import RV, PQGen
from psycopg.rows import namedtuple_row

from wodsheet.db.pool import Pool, Unavailable

Parameters = Mapping[str, Any]
Run = Callable[[str, Parameters], list[Any]]

# Seconds. Any two of pool, connecting and statement together stay under the five that no request may hang.
WAIT_FOR_CONNECTION = 1
CONNECT_TIMEOUT = 2
STATEMENT_TIMEOUT = 2
LOCK_TIMEOUT = 1
# For an export or an import, whose player knows that it takes a while.
PATIENCE = 30
# How much later than the server we end a statement: on a host that stands still the server ends none.
GRACE = 0.25

# A statement is always the same bytes object, whose hash psycopg need not count again.
encoded = lru_cache(1024)(str.encode)


class Silence(psycopg.OperationalError):
    """The server does not even say that a statement took too long: its host stands still, or is out of reach."""


# What is said when the database cannot be reached or written: away, too slow, full, or a replica that only reads.
AWAY = (psycopg.OperationalError, psycopg.errors.ReadOnlySqlTransaction)

# After these nothing is tried again: a second wait would take too long. That a connection is dead is known at once.
WAITED = (
    Silence,
    psycopg.errors.ConnectionTimeout,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.QueryCanceled,
)


class Connection(psycopg.Connection[Any]):
    """A connection that waits ``patience`` seconds, as the server does, and GRACE; then it closes with Silence."""

    patience: float = STATEMENT_TIMEOUT

    @cached_property
    def _only_cursor(self) -> psycopg.Cursor[Any]:
        return self.cursor()

    def execute(self, query: Any, params: Any = None, **options: Any) -> psycopg.Cursor[Any]:
        """Run a statement on the connection's only cursor: a new cursor is a quarter of a statement's CPU here.

        Its rows have to be fetched before the next statement runs.
        """
        return self._only_cursor.execute(query, params, **options)

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for a statement, or for the next row of a stream; how long is not the caller's to say."""
        try:
            return super().wait(gen, interval, self.patience + GRACE)
        except psycopg.errors._WaitTimeout as error:
            # Closed here already: the end of a transaction would wait as long again for its rollback.
            self.close()
            raise Silence from error


def init_app(app: Flask) -> None:
    """Give the app its pool. Nothing is connected before the first statement."""
    settings = app.config["SETTINGS"]
    options = connection_options(settings.database_url or "", pooled=settings.database_pooled)
    connect = partial(Connection.connect, **options)
    app.extensions["pool"] = Pool(connect, settings.pool_size, WAIT_FOR_CONNECTION)


def connection_options(address: str, *, pooled: bool) -> dict[str, Any]:
    """What psycopg is told about a connection to this address: how patient it is, and that statements stand alone.

    A ``pooled`` one leaves nothing on the server that outlives a transaction: each may meet another server process.
    Its limits are those of the role, which the start check verifies (docs/decisions/0070-poolers.md).
    """
    limits = f"-c statement_timeout={STATEMENT_TIMEOUT}s -c lock_timeout={LOCK_TIMEOUT}s -c timezone=UTC"
    # Prepared at the first use: the few statements there are come again and again.
    session = {"prepare_threshold": None} if pooled else {"prepare_threshold": 0, "options": limits}
    return {
        "conninfo": address.replace("postgresql+psycopg://", "postgresql://", 1),
        "autocommit": True,
        "connect_timeout": CONNECT_TIMEOUT,
        # For those with patience: others have met Silence before this, and that is not tried again.
        "tcp_user_timeout": 2 * STATEMENT_TIMEOUT * 1000,
        "keepalives_idle": 30,
        "application_name": "wodsheet",
        "row_factory": namedtuple_row,
        **session,
    }


@contextmanager
def checkout() -> Iterator[Connection]:
    """A connection from the app's pool, given back afterwards; one that turned out dead takes all idle ones along.

    Raises Unavailable when the pool has none in time.
    """
    pool: Pool[Connection] = current_app.extensions["pool"]
    connection = pool.take()
    connection.patience = STATEMENT_TIMEOUT
    try:
        yield connection
    except psycopg.OperationalError:
        if connection.closed:
            pool.clear()
        raise
    except psycopg.errors.ReadOnlySqlTransaction:
        # After a failover: a new connection finds the server that can be written by now.
        connection.close()
        pool.clear()
        raise
    finally:
        pool.give(connection)


def run(statement: str, parameters: Parameters) -> list[Any]:
    """Run one statement and give its rows, as named tuples.

    Raises Unavailable when the database cannot be reached or does not answer in time.
    """
    try:
        try:
            return _once(statement, parameters)
        except WAITED:
            raise
        except psycopg.OperationalError:
            return _once(statement, parameters)
    except AWAY as error:
        raise Unavailable from error


def _once(statement: str, parameters: Parameters) -> list[Any]:
    with checkout() as connection:
        cursor = connection.execute(encoded(statement), parameters)
        return cursor.fetchall() if cursor.description else []


def _be_patient(connection: Connection) -> None:
    """Let each statement up to the end of the transaction take PATIENCE seconds, by the server and by us."""
    connection.execute(b"SELECT set_config('statement_timeout', %(patience)s, true)", {"patience": f"{PATIENCE}s"})
    connection.patience = PATIENCE


def stream(statement: str, parameters: Parameters) -> Generator[Any, None, None]:
    """Run one statement that may take up to PATIENCE seconds, and give its rows one by one, never holding them all.

    Whoever does not read to the end closes it. Raises Unavailable like ``run``, and tries nothing again.
    """
    try:
        with checkout() as connection, connection.transaction():
            _be_patient(connection)
            yield from connection.cursor().stream(encoded(statement), parameters)
    except AWAY as error:
        raise Unavailable from error


@contextmanager
def transaction(*, patiently: bool = False) -> Iterator[Run]:
    """Several statements that stand or fall together, for the rare case that one cannot say it.

    Gives the function to run them with; ``patiently`` lets each take up to PATIENCE seconds. Raises Unavailable like
    ``run``, and tries nothing again.
    """
    try:
        with checkout() as connection, connection.transaction():
            if patiently:
                _be_patient(connection)

            def run_within(statement: str, parameters: Parameters) -> list[Any]:
                cursor = connection.execute(encoded(statement), parameters)
                return cursor.fetchall() if cursor.description else []

            yield run_within
    except AWAY as error:
        raise Unavailable from error
