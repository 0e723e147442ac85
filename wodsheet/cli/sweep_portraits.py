"""``flask sweep portraits``: remove the files of pictures that no row names; report files that are gone or damaged."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click
import psycopg
from flask import current_app
from flask.cli import with_appcontext

from wodsheet.cli.caution import cautious, stop_at_most
from wodsheet.cli.reaching import reach
from wodsheet.portraits import FILE, SIZES, file_of, is_whole, key_of
from wodsheet.portraits.storage import Place, place
from wodsheet.statements.portraits import ALL, FORGET_REMOVED, RECENTLY_REMOVED

# Seconds. A file is written a moment before its row; what is younger may still get one.
YOUNG = 3600


@click.command("portraits")
@cautious
@with_appcontext
def portraits(dry_run: bool, even_most: bool) -> None:
    """Remove files of pictures that no sheet shows: PORTRAIT_GRACE_DAYS after a player replaced or removed them."""
    try:
        with reach() as connection:
            days = current_app.config["SETTINGS"].portrait_grace_days
            for line in swept(place(), connection, days, dry_run, even_most):
                click.echo(line)
    except OSError as error:
        sys.exit(f"The place for pictures cannot be read or written: {error.strerror or error.__cause__}.")


def swept(
    place: Place, connection: psycopg.Connection[Any], days: int, dry_run: bool = False, even_most: bool = False
) -> Iterator[str]:
    """Sweep; a line for each picture with a file gone or damaged and one for all files removed.

    Every file that a row names is read. Files of what was replaced or removed stay for ``days``. Ends the program
    before most go.
    """
    # The files first: a row that comes after them would else look as if it lacked its own.
    files = {file: age for file, age in place.there() if FILE.fullmatch(file)}
    # Before and after the rows: a picture may be removed, or come back, in between.
    recent = connection.execute(RECENTLY_REMOVED, {"days": days}).fetchall()
    rows = connection.execute(ALL).fetchall()
    recent += connection.execute(RECENTLY_REMOVED, {"days": days}).fetchall()
    named = {row.key for row in (*rows, *recent)}
    for row in rows:
        faults = filter(None, (fault_of(place, file_of(row.key, size)) for size in SIZES))
        if (fault := next(faults, None)) is not None:
            yield f"/{row.line}/{row.id}/portraits: the file of {row.slot} is {fault}."
    unnamed = [file for file, age in files.items() if key_of(file) not in named and age > YOUNG]
    if dry_run:
        yield from unnamed
        yield f"{len(unnamed)} of {len(files)} files would be removed."
        return
    if not even_most:
        stop_at_most(len(unnamed), len(files), "files")
    place.remove(unnamed)
    connection.execute(FORGET_REMOVED, {"days": days})
    yield f"Removed {len(unnamed)} of {len(files)} files."


def fault_of(place: Place, file: str) -> str | None:
    """What is wrong with a file, if anything."""
    try:
        return None if is_whole(place.get(file)) else "damaged"
    except FileNotFoundError:
        return "gone"
