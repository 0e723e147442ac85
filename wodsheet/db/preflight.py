"""Preflight checks of the connections that will serve: limits, encoding, rights, and whose server process they meet.

Each is given connections made as those that serve (``connection.connection_options``), because a pooler or a role may
change what another kind of connection would show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg

from wodsheet.db.connection import LOCK_TIMEOUT, STATEMENT_TIMEOUT

Connect = Callable[[], psycopg.Connection[Any]]

POOLED = "set DATABASE_POOLED=1, and DATABASE_DIRECT_URL to the database's own address"
SHARED = f"DATABASE_URL leads through a pooler in transaction mode: {POOLED}."

# Seconds that each may be at most. 0 would be no limit.
LIMITS = {"statement_timeout": STATEMENT_TIMEOUT, "lock_timeout": LOCK_TIMEOUT}
# What must be so for our statements to mean what they say; the first word is the one to set.
SETTINGS = {
    "TimeZone": ("UTC", "Etc/UTC", "GMT"),
    "client_encoding": ("UTF8",),
    "default_transaction_isolation": ("read committed",),
}

PROCESS = b"SELECT pg_backend_pid() AS number"
# Others who use a pooler of two server processes hide it in every other round: 20 leave one chance in a million.
ROUNDS = 20

STATE = b"""
SELECT quote_ident(current_user) AS role, quote_ident(current_database()) AS database,
       (SELECT jsonb_object_agg(name, setting) FROM pg_settings) AS settings
"""

# Those of wodsheet.models, which would bring SQLAlchemy into every process that serves.
TABLES = (
    *("alembic_version", "audit", "changes", "characters", "entries", "experience", "named_rolls"),
    *(
        "portraits",
        "reaches",
        "removed_portraits",
        "rerolls",
        "revisions",
        "roll_difficulties",
        "rolls",
        "sessions",
        "tokens",
        "user_preferences",
        "users",
    ),
    "visits",
)
# Tables that are not there are the migrations' concern. Some statements take the number of a row before they write it:
# of an entry in which others stand, and of a revision.
NUMBERED = ("entries", "experience", "revisions")
LACKING = b"""
SELECT quote_ident(current_user) AS role, quote_ident(current_schema()) AS schema,
       string_agg(lacking.name, ', ' ORDER BY lacking.name) AS tables
FROM (
  SELECT wanted.name
  FROM unnest(%(tables)s::text[]) AS wanted (name), unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS privilege
  WHERE NOT has_table_privilege(to_regclass(quote_ident(wanted.name)), privilege)
    AND (privilege = 'SELECT' OR wanted.name <> 'alembic_version')
  UNION
  SELECT numbered.name FROM unnest(%(numbered)s::text[]) AS numbered (name)
  WHERE CASE WHEN to_regclass(quote_ident(numbered.name)) IS NOT NULL
    THEN NOT has_sequence_privilege(pg_get_serial_sequence(quote_ident(numbered.name), 'id'), 'USAGE') END
) lacking
HAVING count(*) > 0
"""


def is_shared(connect: Connect) -> bool:
    """Whether a connection meets another server process from one transaction to the next, as behind a pooler.

    A second connection takes up server processes in between, from none to two before each round, so that neither a
    pooler that gives the last one first nor one that gives them in turn can hide it.
    """
    with connect() as one, connect() as other:
        process = _process(one)
        for number in range(ROUNDS):
            for _ in range(number % 3):
                _process(other)
            with other.transaction():
                if _process(other) == process or _process(one) != process:
                    return True
    return False


def forgets(connect: Connect) -> bool:
    """Whether a statement that was prepared is unknown in the next transaction, or is somebody else's."""
    with connect() as connection:
        try:
            return len({_process(connection, prepare=True) for _ in range(2)}) > 1
        except (psycopg.errors.InvalidSqlStatementName, psycopg.errors.DuplicatePreparedStatement):
            return True


def encoding(connection: psycopg.Connection[Any]) -> list[str]:
    """A sentence when the database cannot store every letter."""
    found = connection.info.parameter_status("server_encoding")
    return [] if found == "UTF8" else [f"the database is in {found}: make one with ENCODING 'UTF8' TEMPLATE template0."]


def settings(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """A sentence for each setting of the session that is not as our promises need it. The database is in UTF8."""
    # In a transaction, which a pooler in statement mode refuses.
    with connection.transaction():
        row = connection.execute(STATE).fetchone()
    assert row
    wrong = [(name, f"{seconds}s") for name, seconds in LIMITS.items() if not _in_force(row.settings[name], seconds)]
    wrong += [(name, words[0]) for name, words in SETTINGS.items() if row.settings[name] not in words]
    for name, wanted in wrong:
        change = f"ALTER ROLE {row.role} IN DATABASE {row.database} SET {name} = '{wanted}'"
        yield f"{name} is {row.settings[name]} on a new connection: run {change}; and let a pooler connect anew."
    if row.settings["transaction_read_only"] != "off":
        yield "the database can only be read: give the primary's address, or set default_transaction_read_only to off."


def privileges(connection: psycopg.Connection[Any]) -> list[str]:
    """A sentence when the role may not do with our tables what the app does."""
    wanted = {"tables": list(TABLES), "numbered": list(NUMBERED)}
    row = connection.execute(LACKING, wanted).fetchone()
    if not row:
        return []
    grants = (
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {row.schema} TO {row.role};"
        f" GRANT USAGE ON ALL SEQUENCES IN SCHEMA {row.schema} TO {row.role}"
    )
    return [f"the role {row.role} may not read and write {row.tables}: run {grants}."]


def _process(connection: psycopg.Connection[Any], *, prepare: bool = False) -> int:
    """The number of the server process that this statement met; prepared only where that harms nobody."""
    row = connection.execute(PROCESS, prepare=prepare).fetchone()
    assert row
    return row[0]


def _in_force(setting: str, seconds: int) -> bool:
    """Whether a limit, in milliseconds as PostgreSQL writes it, is there and is not longer than so many seconds."""
    return 0 < int(setting) <= seconds * 1000
