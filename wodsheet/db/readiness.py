"""Whether the database fits this code: its migrations, its connections, and enough of them for every worker's pool."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import psycopg

from wodsheet.db import preflight
from wodsheet.db.connection import Connection, connection_options
from wodsheet.extensions import MIGRATIONS

if TYPE_CHECKING:
    from alembic.config import Config

CONNECT_TIMEOUT = 5
NO_DIRECT_ADDRESS = "DATABASE_DIRECT_URL is not set: with DATABASE_POOLED=1 it has to name the database itself."
# Commands take the time they need, whatever the role's limits are.
UNLIMITED = "-c statement_timeout=0 -c lock_timeout=0 -c timezone=UTC"

APPLIED = "SELECT version_num FROM alembic_version"

# The migration applied last, and whether this server can be written: a replica, or a server after a failover, cannot.
STATE = "SELECT version_num, current_setting('transaction_read_only') = 'off' AS writable FROM alembic_version"

# What the server, the database and the role each allow, less what the server keeps back for its administrators.
ALLOWED = """
SELECT least(
    current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0),
    nullif(datconnlimit, -1),
    nullif(rolconnlimit, -1)
)
FROM pg_database, pg_roles
WHERE datname = current_database() AND rolname = current_user
"""


@cache
def known() -> tuple[str, ...]:
    """The migrations that this code comes with, in their order: their files begin with the number.

    Alembic would load each of them, and SQLAlchemy, into every process that serves.
    """
    return tuple(sorted(file.name.partition("_")[0] for file in MIGRATIONS.glob("versions/*.py")))


def behind(applied: str | None) -> bool:
    """Whether a database with this migration applied last lacks one of ours.

    One that we do not know is from newer code, which migrates so that the code still running goes on.
    """
    return applied != known()[-1] and (applied is None or applied in known())


def problems(address: str, connections: int, *, pooled: bool = False) -> list[str]:
    """One sentence for each reason not to serve from this database, needing this many connections at most.

    All of it is tried on connections of the very kind that serves. How many a pooler allows is only its own to know.
    """
    options = connection_options(address, pooled=pooled) | {"connect_timeout": CONNECT_TIMEOUT}
    serving = partial(Connection.connect, **options)
    try:
        if not pooled and (preflight.is_shared(serving) or preflight.forgets(serving)):
            return [preflight.SHARED]
        with serving() as connection:
            if found := preflight.encoding(connection):
                return found
            found = [*preflight.settings(connection), *(preflight.privileges(connection) or _migrations(connection))]
            return found if pooled else [*found, *_room(connection, connections)]
    except psycopg.Error as error:
        return [why_not(address, error)]


def why_not(address: str, error: psycopg.Error) -> str:
    """Why a command on the database at this address failed, as a sentence: nothing is there, or it refuses."""
    reason = " ".join(str(error).split()) or "no answer in time"
    if error.sqlstate:
        return f"the database refuses: {reason}."
    try:
        psycopg.connect(plain(address), connect_timeout=CONNECT_TIMEOUT).close()
    except psycopg.OperationalError:
        return f"the database cannot be reached: {reason}."
    return f"the database refuses the options of our connections ({reason}): behind a pooler {preflight.POOLED}."


def migrate(address: str) -> None:
    """Migrate the database of local mode, as ``flask db upgrade`` does in production."""
    with connect(address) as connection:
        if not behind(applied(connection)):
            return
    upgrade(address)


def upgrade(address: str, revision: str = "head") -> None:
    """Run the migrations that this database lacks, up to ``revision``."""
    from alembic import command

    command.upgrade(alembic(address), revision)


def alembic(address: str) -> Config:
    """What Alembic's commands want to be told to work on this database."""
    from alembic.config import Config

    config = Config(attributes={"address": address})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def connect(address: str) -> psycopg.Connection[Any]:
    """A connection for a command or a migration: to the database itself, in autocommit, without limits of time."""
    return psycopg.connect(plain(address), autocommit=True, connect_timeout=CONNECT_TIMEOUT, options=UNLIMITED)


def plain(address: str) -> str:
    """The address as libpq wants it."""
    return address.replace("postgresql+psycopg://", "postgresql://", 1)


def applied(connection: psycopg.Connection[Any]) -> str | None:
    """The migration applied last; None for a database that has none."""
    try:
        row = connection.execute(APPLIED).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return row[0] if row else None


def _migrations(connection: psycopg.Connection[Any]) -> list[str]:
    if not behind(there := applied(connection)):
        return []
    return [f"the database is behind the migrations (at {there or 'none'}, not {known()[-1]}): run flask db upgrade."]


def _room(connection: psycopg.Connection[Any], wanted: int) -> list[str]:
    row = connection.execute(ALLOWED).fetchone()
    assert row
    if wanted <= row[0]:
        return []
    return [
        f"WEB_CONCURRENCY times POOL_SIZE is {wanted} connections, but the database allows {row[0]}: lower one of them."
    ]
