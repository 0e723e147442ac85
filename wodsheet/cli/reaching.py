"""How a command reaches the database: on its own connection, to the embedded PostgreSQL as well."""

from __future__ import annotations

from typing import Any

import click
import psycopg
from flask import current_app
from psycopg.rows import namedtuple_row

from wodsheet.db import readiness


def reach() -> psycopg.Connection[Any]:
    """A connection to the app's database, in autocommit, its rows named tuples; the embedded one is migrated first.

    Raises ClickException, a sentence, when there is none.
    """
    settings = current_app.config["SETTINGS"]
    try:
        found = address(settings)
        if not settings.production:
            readiness.migrate(found)
        connection = readiness.connect(found)
    except psycopg.OperationalError as error:
        raise click.ClickException(f"The database cannot be reached: {' '.join(str(error).split())}.") from error
    connection.row_factory = namedtuple_row
    return connection


def address(settings: Any) -> str:
    """The address of the app's database; in local mode that of the embedded one.

    That is started for as long as the command runs, unless the app has it. Raises ClickException when it cannot be.
    """
    if settings.database_url:
        return settings.database_url
    from wodsheet.db import embedded  # only local mode has what it needs

    try:
        return embedded.address(settings.data_dir)
    except embedded.NotStarted as refused:
        raise click.ClickException(str(refused)) from refused
