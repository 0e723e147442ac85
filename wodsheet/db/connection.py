"""How a statement reaches PostgreSQL: one connection from the pool, one round trip, no transaction around it.

The engine runs in autocommit, so a statement is durable when its answer is here. Every statement of ours can be
sent again without doing more (dots are absolute, new things carry their form's key), so one retry replaces the
ping that would otherwise precede each click.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.rows import namedtuple_row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from wodsheet.extensions import db

Asked = Mapping[str, Any]
Run = Callable[[str, Asked], list[Any]]

# Seconds. Any two of pool, connecting and statement together stay under the five that no request may hang.
WAIT_FOR_CONNECTION = 1
CONNECT_TIMEOUT = 2
STATEMENT_TIMEOUT = 2
LOCK_TIMEOUT = 1
# For the one who takes or brings everything, and knows that it takes a while.
PATIENCE = 30
# How much later than the server we end a statement: on a host that stands still the server ends none.
GRACE = 0.25


class Unavailable(Exception):
    """The database is away, or too busy to answer in time; nothing is known to have changed."""


class Silence(psycopg.OperationalError):
    """The server does not even say that a statement took too long: its host stands still, or is out of reach."""


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

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        """Wait for a statement, or for the next row of a stream; how long is not the caller's to say."""
        try:
            return super().wait(gen, interval, self.patience + GRACE)
        except psycopg.errors._WaitTimeout as error:
            # Closed here already: the end of a transaction would wait as long again for its rollback.
            self.close()
            raise Silence from error


def engine_options(address: str, pool_size: int) -> dict[str, Any]:
    """What SQLAlchemy is told about connections: how many, how patient, and that each statement stands alone."""
    session = f"-c statement_timeout={STATEMENT_TIMEOUT}s -c lock_timeout={LOCK_TIMEOUT}s -c timezone=UTC"
    return {
        "isolation_level": "AUTOCOMMIT",
        "pool_size": pool_size,
        "max_overflow": 0,
        "pool_timeout": WAIT_FOR_CONNECTION,
        "pool_use_lifo": True,
        # Nothing is ever left open in autocommit, so a connection needs no rollback when it comes back.
        "pool_reset_on_return": None,
        # SQLAlchemy asks for connections of psycopg's own class, and has no other word for one of ours.
        "creator": partial(
            Connection.connect,
            address.replace("postgresql+psycopg://", "postgresql://", 1),
            connect_timeout=CONNECT_TIMEOUT,
            # For those with patience: others have met Silence before this, and that is not tried again.
            tcp_user_timeout=2 * STATEMENT_TIMEOUT * 1000,
            keepalives_idle=30,
            application_name="wodsheet",
            options=session,
            # Prepared at the first use: the few statements there are come again and again.
            prepare_threshold=0,
            row_factory=namedtuple_row,
        ),
    }


@contextmanager
def checkout() -> Iterator[Connection]:
    """A connection from the pool, given back afterwards; thrown away with all others when it turned out dead."""
    pooled = db.engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, Connection)
    connection.patience = STATEMENT_TIMEOUT
    try:
        yield connection
    except psycopg.OperationalError:
        if connection.broken or connection.closed:
            pooled.invalidate()
            db.engine.dispose()
        raise
    finally:
        pooled.close()


def run(statement: str, asked: Asked) -> list[Any]:
    """Run one statement and give its rows, as named tuples.

    Raises Unavailable when the database cannot be reached or does not answer in time.
    """
    try:
        try:
            return _once(statement, asked)
        except WAITED:
            raise
        except psycopg.OperationalError:
            return _once(statement, asked)
    except (psycopg.OperationalError, DBAPIError, NoConnectionFree) as error:
        raise Unavailable from error


def _once(statement: str, asked: Asked) -> list[Any]:
    with checkout() as connection:
        cursor = connection.execute(statement.encode(), asked)
        return cursor.fetchall() if cursor.description else []


def _be_patient(connection: Connection) -> None:
    """Let each statement up to the end of the transaction take PATIENCE seconds, by the server and by us."""
    connection.execute(b"SELECT set_config('statement_timeout', %(patience)s, true)", {"patience": f"{PATIENCE}s"})
    connection.patience = PATIENCE


def stream(statement: str, asked: Asked) -> Iterator[Any]:
    """Run one statement that may take up to PATIENCE seconds, and give its rows one by one, never holding them all.

    Raises Unavailable like ``run``, and tries nothing again.
    """
    try:
        with checkout() as connection, connection.transaction():
            _be_patient(connection)
            yield from connection.cursor().stream(statement.encode(), asked)
    except (psycopg.OperationalError, DBAPIError, NoConnectionFree) as error:
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

            def run_within(statement: str, asked: Asked) -> list[Any]:
                cursor = connection.execute(statement.encode(), asked)
                return cursor.fetchall() if cursor.description else []

            yield run_within
    except (psycopg.OperationalError, DBAPIError, NoConnectionFree) as error:
        raise Unavailable from error
