"""Whether the database fits this code: its migrations, and enough connections for every worker's pool."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"
CONNECT_TIMEOUT = 5

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
def script() -> ScriptDirectory:
    """The migrations this code comes with."""
    return ScriptDirectory(str(MIGRATIONS))


@cache
def known() -> frozenset[str]:
    return frozenset(each.revision for each in script().walk_revisions())


def behind(applied: str | None) -> bool:
    """Whether a database with this migration applied last lacks one of ours.

    One that we do not know is from newer code, which migrates so that the code still running goes on.
    """
    return applied != script().get_current_head() and (applied is None or applied in known())


def problems(address: str, connections: int) -> list[str]:
    """One sentence for each reason not to serve from this database, needing this many connections at most."""
    try:
        with connect(address) as connection:
            return [*_migrations(connection), *_room(connection, connections)]
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        return [f"the database cannot be reached: {reason}."]


def migrate(address: str) -> None:
    """Migrate the database of local mode, as ``flask db upgrade`` does in production."""
    with connect(address) as connection:
        if not behind(applied(connection)):
            return
    command.upgrade(alembic(address), "head")


def alembic(address: str) -> Config:
    """What Alembic's commands want to be told to work on this database."""
    config = Config(attributes={"address": address})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def connect(address: str) -> psycopg.Connection[Any]:
    plain = address.replace("postgresql+psycopg://", "postgresql://", 1)
    return psycopg.connect(plain, autocommit=True, connect_timeout=CONNECT_TIMEOUT)


def applied(connection: psycopg.Connection[Any]) -> str | None:
    """The migration applied last; None for a database that has none."""
    try:
        row = connection.execute(APPLIED).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return row[0] if row else None


def _migrations(connection: psycopg.Connection[Any]) -> list[str]:
    there, head = applied(connection), script().get_current_head()
    if not behind(there):
        return []
    return [f"the database is behind the migrations (at {there or 'none'}, not {head}): run flask db upgrade."]


def _room(connection: psycopg.Connection[Any], wanted: int) -> list[str]:
    row = connection.execute(ALLOWED).fetchone()
    assert row
    if wanted <= row[0]:
        return []
    return [
        f"WEB_CONCURRENCY times POOL_SIZE is {wanted} connections, but the database allows {row[0]}: lower one of them."
    ]
