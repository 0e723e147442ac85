"""Backup and restore of everything: the rows of one moment, and the pictures that they name, in one ZIP file.

``backup.json`` says which format and migration the file has, when it was made, and how many rows each table has;
``tables/<name>.copy`` is what PostgreSQL's COPY writes; ``portraits/`` holds the picture files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, LiteralString

from psycopg import sql

if TYPE_CHECKING:
    from sqlalchemy import Table

FORMAT = "wodsheet-backup/1"
MANIFEST = "backup.json"
FOLDER = "portraits/"


class CannotBackUp(Exception):
    """The database or the place of the file does not allow a backup. Its text is a sentence for the host."""


class CannotRestore(Exception):
    """The file or the place it should go to does not allow a restore. Its text is a sentence for the host."""


def tables() -> list[Table]:
    """Every table of the app, each after those that its rows refer to."""
    from wodsheet.models import Character  # with SQLAlchemy, which only commands need

    return Character.metadata.sorted_tables


def columns(table: Table) -> list[str]:
    """The columns of a table that are written, not computed."""
    return [column.name for column in table.columns if column.computed is None]


def file_of_table(table: Table) -> str:
    """The place of a table's rows in the file."""
    return f"tables/{table.name}.copy"


def copy_statement(table: Table, direction: LiteralString) -> sql.Composed:
    """``COPY table (columns) TO STDOUT`` or ``… FROM STDIN``."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns(table)))
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table.name), names, sql.SQL(direction))
