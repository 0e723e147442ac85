"""A connection pool: at most so many connections of a process, made when they are first needed, last in first out.

Why neither SQLAlchemy's pool nor psycopg's: docs/decisions/0068-the-pool.md.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import BoundedSemaphore
from typing import Any, Generic, TypeVar

import psycopg
from psycopg.pq import TransactionStatus

from wodsheet import metrics

C = TypeVar("C", bound=psycopg.Connection[Any])


class Unavailable(Exception):
    """The database is away, or too busy to answer in time; nothing is known to have changed."""


class Pool(Generic[C]):
    """Connections for the threads of one process; a connection serves one thread at a time."""

    def __init__(self, connect: Callable[[], C], size: int, patience: float) -> None:
        """``patience``: how many seconds a thread waits while all ``size`` connections are in use."""
        self.connect = connect
        self.size = size
        self.patience = patience
        self.turns = BoundedSemaphore(size)
        self.idle: list[C] = []

    @property
    def in_use(self) -> int:
        """How many connections serve a thread right now."""
        return self.size - self.turns._value

    def take(self) -> C:
        """A connection, to be given back. Raises Unavailable when none becomes free, or a new one cannot be made."""
        if not self.turns.acquire(blocking=False):
            metrics.count("pool_waits")
            if not self.turns.acquire(timeout=self.patience):
                metrics.count("pool_unavailable")
                raise Unavailable
        try:
            with suppress(IndexError):
                return self.idle.pop()
            return self.connect()
        except psycopg.OperationalError as error:
            self.turns.release()
            metrics.count("pool_unavailable")
            raise Unavailable from error
        except BaseException:
            self.turns.release()
            raise

    def give(self, connection: C) -> None:
        """Take a connection back. One that is closed, or in the middle of something, is not used again."""
        if connection.pgconn.transaction_status == TransactionStatus.IDLE:
            self.idle.append(connection)
        else:
            connection.close()
        self.turns.release()

    def clear(self) -> None:
        """Close all idle connections: one was found dead, and what ended it has most likely ended the others."""
        with suppress(IndexError):
            while True:
                self.idle.pop().close()
