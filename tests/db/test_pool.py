"""The pool: what it gives, what it takes back, and how many there are at most."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
import pytest

from wodsheet.db import Unavailable
from wodsheet.db import connection as database
from wodsheet.db.pool import Pool


@pytest.fixture
def make_pool(server: str):
    """Makes a pool of real connections; all are closed at the end."""
    made: list[psycopg.Connection[Any]] = []

    def connect() -> psycopg.Connection[Any]:
        made.append(psycopg.connect(server.replace("+psycopg", ""), autocommit=True))
        return made[-1]

    yield lambda size, patience=0.1: Pool(connect, size, patience)
    for connection in made:
        connection.close()


def test_the_connection_given_back_last_is_taken_first(make_pool: Callable[..., Pool[Any]]):
    pool = make_pool(2)
    first, second = pool.take(), pool.take()
    pool.give(second)
    pool.give(first)
    assert pool.take() is first
    assert pool.take() is second


def test_there_are_never_more_connections_than_its_size(make_pool: Callable[..., Pool[Any]]):
    pool = make_pool(3, patience=10)
    taken: set[int] = set()

    def work() -> None:
        for _ in range(50):
            connection = pool.take()
            taken.add(id(connection))
            connection.execute("SELECT 1")
            pool.give(connection)

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(taken) <= 3
    assert len(pool.idle) == len(taken)


def test_no_free_connection_in_time_is_unavailable_and_one_given_back_is_taken(make_pool: Callable[..., Pool[Any]]):
    pool = make_pool(1)
    connection = pool.take()
    with pytest.raises(Unavailable):
        pool.take()
    pool.give(connection)
    assert pool.take() is connection


def test_a_server_that_cannot_be_reached_uses_up_no_place():
    def nobody_answers() -> Any:
        raise psycopg.OperationalError

    pool = Pool[Any](nobody_answers, 1, 0.1)
    for _ in range(3):
        with pytest.raises(Unavailable) as raised:
            pool.take()
        assert isinstance(raised.value.__cause__, psycopg.OperationalError)


@pytest.mark.parametrize("statement", ["BEGIN", "SELECT broken"])
def test_a_connection_in_the_middle_of_something_is_not_used_again(make_pool: Callable[..., Pool[Any]], statement):
    pool = make_pool(1)
    connection = pool.take()
    connection.execute("BEGIN")
    with suppress(psycopg.errors.UndefinedColumn):
        connection.execute(statement)
    pool.give(connection)
    assert connection.closed
    assert not pool.take().closed


def test_statements_outside_a_transaction_are_committed_at_once(committed, connection):
    """With connections that are not in autocommit, the first click would hold its row for ever."""
    with committed.app_context():
        database.run("INSERT INTO users (desk_name, name) VALUES (%(name)s, %(name)s)", {"name": "Robin"})
    assert connection.execute("SELECT count(*) FROM users WHERE name = 'Robin'").fetchone() == (1,)


def test_a_stream_that_nobody_reads_to_its_end_leaves_a_connection_fit_for_use(committed):
    with committed.app_context():
        rows: Any = database.stream("SELECT n FROM generate_series(1, 100000) n", {})
        assert next(rows).n == 1
        rows.close()
        assert database.run("SELECT 1 AS one", {})[0].one == 1
