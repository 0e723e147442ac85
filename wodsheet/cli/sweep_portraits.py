"""``flask sweep portraits``: remove the files of pictures that no row names, and tell of rows whose files are gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click
import psycopg
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from psycopg.rows import namedtuple_row

from wodsheet import readiness
from wodsheet.portraits import FILE, SIZES, file_of, key_of
from wodsheet.portraits.keeping import Place, place
from wodsheet.statements.portraits import ALL

# Seconds. A file is written a moment before its row; what is younger may still get one.
YOUNG = 3600


def init_app(app: Flask) -> None:
    """Add the command to ``flask sweep``."""
    sweep = app.cli.commands.get("sweep")
    if not isinstance(sweep, AppGroup):
        sweep = AppGroup("sweep", help="Remove what nothing refers to any more.")
        app.cli.add_command(sweep)
    sweep.add_command(portraits)


@click.command("portraits")
@with_appcontext
def portraits() -> None:
    """Remove files of pictures that nobody's sheet shows, an hour after they were written."""
    try:
        for said in swept(place(), address()):
            click.echo(said)
    except OSError as error:
        sys.exit(f"The place for pictures cannot be read or written: {error.strerror or error.__cause__}.")


def address() -> str:
    """The app's database; on a desk without one the embedded PostgreSQL."""
    settings = current_app.config["SETTINGS"]
    if settings.database_url:
        return settings.database_url
    from wodsheet import embedded  # only a desk has what it needs

    return embedded.address(settings.data_dir)


def swept(place: Place, address: str) -> Iterator[str]:
    """Sweep, and say a line for each row without its file and one for all files removed."""
    # The files first: a row that comes after them would else look as if it lacked its own.
    files = {file: age for file, age in place.there() if FILE.fullmatch(file)}
    with readiness.connect(address) as connection:
        rows = read_rows(connection)
    named = {row.key for row in rows}
    for row in rows:
        if any(not is_there(place, file) for size in SIZES if (file := file_of(row.key, size)) not in files):
            yield f"/{row.line}/{row.id}/portraits: the file of {row.slot} is gone."
    unnamed = [file for file, age in files.items() if key_of(file) not in named and age > YOUNG]
    place.remove(unnamed)
    yield f"Removed {len(unnamed)} of {len(files)} files."


def read_rows(connection: psycopg.Connection[Any]) -> list[Any]:
    return connection.cursor(row_factory=namedtuple_row).execute(ALL).fetchall()


def is_there(place: Place, file: str) -> bool:
    try:
        place.get(file)
    except FileNotFoundError:
        return False
    return True
