"""The role that a careful host serves with: it may read and write rows, and do nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql

from wodsheet.db import readiness

GRANTS = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
    "REVOKE CREATE ON SCHEMA public FROM public",
)


@contextmanager
def lesser_role(owner: str) -> Iterator[str]:
    """The address of a migrated database for a role that owns nothing there; the role goes afterwards."""
    role = f"lesser_{secrets.token_hex(4)}"
    with readiness.connect(owner) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        for grant in GRANTS:
            connection.execute(sql.SQL(grant).format(sql.Identifier(role)))
    yield owner.replace("postgres@", f"{role}@", 1)
    with readiness.connect(owner) as connection:
        connection.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
