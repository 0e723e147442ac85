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
    found = address(settings)
    try:
        if not settings.production:
            readiness.migrate(found)
        connection = readiness.connect(found)
    except psycopg.OperationalError as error:
        sentence = readiness.why_not(found, error)
        raise click.ClickException(sentence[0].upper() + sentence[1:]) from error
    connection.row_factory = namedtuple_row
    return connection


def address(settings: Any) -> str:
    """The address of the app's database itself, not of a pooler; in local mode that of the embedded one.

    That is started for as long as the command runs, unless the app has it. Raises ClickException when it cannot be,
    or when only a pooler is known.
    """
    if settings.database_direct_url:
        return settings.database_direct_url
    if settings.database_pooled:
        raise click.ClickException(readiness.NO_DIRECT_ADDRESS)
    from wodsheet.db import embedded  # only local mode has what it needs

    try:
        return embedded.address(settings.data_dir)
    except embedded.NotStarted as refused:
        raise click.ClickException(str(refused)) from refused
