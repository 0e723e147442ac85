"""How a command reaches the database: on a connection of its own, a desk's embedded PostgreSQL included."""

from __future__ import annotations

from typing import Any

import click
import psycopg
from flask import current_app
from psycopg.rows import namedtuple_row

from wodsheet.db import readiness


def reach() -> psycopg.Connection[Any]:
    """A connection to the app's database, in autocommit, its rows named tuples; a desk's is brought up to date first.

    Raises ClickException, a sentence, when there is none.
    """
    settings = current_app.config["SETTINGS"]
    try:
        address = settings.database_url or own_postgres(settings)
        if not settings.production:
            readiness.migrate(address)
        connection = readiness.connect(address)
    except psycopg.OperationalError as error:
        raise click.ClickException(f"The database cannot be reached: {' '.join(str(error).split())}.") from error
    connection.row_factory = namedtuple_row
    return connection


def own_postgres(settings: Any) -> str:
    """The address of the desk's own PostgreSQL, started for as long as the command runs unless the app has it."""
    from wodsheet.db import embedded  # only a desk has what it needs

    try:
        return embedded.address(settings.data_dir)
    except embedded.NotStarted as refused:
        raise click.ClickException(str(refused)) from refused
