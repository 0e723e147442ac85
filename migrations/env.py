"""How ``flask db`` runs migrations: one deploy at a time, each migration in a transaction, never waiting for long.

Two deploys at once take turns at an advisory lock; the second then finds nothing left to do. A migration that
cannot get a table within seconds gives up, so that it never stands in the way of every click behind it.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from alembic import context
from alembic.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from wodsheet import models
from wodsheet.db import preflight, readiness

# The same number in every version of the app, or two of them would not wait for each other.
TURN = 0x776F6473686565
# Seconds that a deploy waits for another, and between two looks.
PATIENCE = 300
PAUSE = 0.2
HASTE = "-c lock_timeout=5s -c statement_timeout=60s"


def address() -> str:
    """The database that was asked for, or that of the settings; in local mode without one the embedded PostgreSQL.

    Never a pooler: behind one, a lock of the session would be held by anybody's connection.
    """
    if asked := context.config.attributes.get("address"):
        return asked
    settings = current_app.config["SETTINGS"]
    if settings.database_direct_url:
        return settings.database_direct_url
    if settings.database_pooled:
        sys.exit(readiness.NO_DIRECT_ADDRESS)
    from wodsheet.db import embedded  # only installed for local mode

    return embedded.address(settings.data_dir)


def engine(address: str, options: str) -> Engine:
    """Connections of our own: the app's are made for single quick statements."""
    return create_engine(address, poolclass=NullPool, connect_args={"connect_timeout": 5, "options": options})


@contextmanager
def turn(address: str) -> Iterator[None]:
    """Wait until no other deploy migrates this database, and keep them waiting meanwhile.

    Looks again and again: where the other deploy makes an index without locking writers out, it would wait in turn for
    a statement that waits for the lock. Ends the program where the lock would not hold, or the database could not store
    every letter.
    """
    if preflight.is_shared(partial(readiness.connect, address)):
        sys.exit("Migrations cannot lock through a pooler in transaction mode: set DATABASE_DIRECT_URL.")
    with readiness.connect(address) as connection:
        for problem in preflight.encoding(connection):
            sys.exit(f"Nothing was migrated: {problem}")
    with engine(address, "").connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        deadline = time.monotonic() + PATIENCE
        while not connection.scalar(text("SELECT pg_try_advisory_lock(:turn)"), {"turn": TURN}):
            if time.monotonic() > deadline:
                sys.exit("Another deploy has been migrating this database for five minutes. Nothing was done.")
            time.sleep(PAUSE)
        yield


def tell(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
    """One line for each migration, as it is done."""
    print(f"{'applied' if step.is_upgrade else 'taken back'}: {step.up_revision_id} {step.up_revision.doc}", flush=True)


def is_newer(connection: Connection) -> bool:
    """Whether newer code has migrated this database already; a migration always leaves room for the code before it."""
    applied = MigrationContext.configure(connection).get_current_heads()
    return any(revision not in readiness.known() for revision in applied)


def migrate(address: str) -> None:
    with turn(address), engine(address, HASTE).connect() as connection:
        if is_newer(connection):
            print("Newer code has migrated this database; this version serves from it as it is.", flush=True)
            return
        connection.rollback()
        context.configure(
            connection=connection,
            target_metadata=models.Character.metadata,
            transaction_per_migration=True,
            compare_server_default=True,
            on_version_apply=tell,
        )
        with context.begin_transaction():
            context.run_migrations()


def write_down() -> None:
    """``flask db upgrade --sql``: the statements to read, run by nobody."""
    context.configure(dialect_name="postgresql", literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    write_down()
else:
    database = address()
    try:
        migrate(database)
    except (OperationalError, psycopg.OperationalError) as error:
        cause = error.orig if isinstance(error, OperationalError) else error
        assert isinstance(cause, psycopg.Error)
        sentence = readiness.why_not(database, cause)
        sys.exit(sentence[0].upper() + sentence[1:])
