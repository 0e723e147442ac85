"""Statements are short enough to be read once: psycopg reads a longer one anew each time that it is sent."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from wodsheet import statements

# psycopg/_queries.py, MAX_CACHED_STATEMENT_LENGTH
MOST = 4096
# Sent seldom: by an import, an export, for a new character.
SELDOM = {"transfer", "roster"}


def sent() -> Iterator[tuple[str, str]]:
    """Every statement with its name."""
    for module in pkgutil.iter_modules(statements.__path__):
        found = vars(importlib.import_module(f"wodsheet.statements.{module.name}"))
        for name, one in found.items():
            if name.isupper() and not name.startswith("_") and module.name not in SELDOM:
                several = one if isinstance(one, dict) else {"": one}
                yield from ((f"{module.name}.{name} {key}", sql) for key, sql in several.items())


def test_no_statement_is_longer_than_what_is_read_once():
    long = {name: len(sql.encode()) for name, sql in sent() if isinstance(sql, str) and len(sql.encode()) > MOST}
    assert long == {}
