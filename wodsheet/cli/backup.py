"""``flask backup FILE`` and ``flask restore FILE``: everything that players entered, as one file and back."""

from __future__ import annotations

from pathlib import Path

import click
import psycopg
from flask import current_app
from flask.cli import with_appcontext

from wodsheet.backup import CannotBackUp, CannotRestore, restorer, writer
from wodsheet.cli.reaching import address, reach
from wodsheet.portraits.storage import place


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write everything into FILE while players play: the database as it is at one moment, and the pictures it names."""
    try:
        with reach() as connection:
            pictures, missing = writer.write(file, connection, place())
    except (CannotBackUp, OSError) as error:
        raise click.ClickException(f"No backup was written. {error}") from error
    for name in missing:
        click.echo(f"The picture file {name} is missing; the backup is without it.")
    click.echo(f"Wrote {file}: {file.stat().st_size / 1_000_000:.1f} MB, {pictures} pictures.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def restore(file: Path) -> None:
    """Bring FILE into an empty database and an empty place for pictures. Everybody has to sign in again."""
    try:
        manifest = restorer.restore(file, address(current_app.config["SETTINGS"]), place())
    except (CannotRestore, psycopg.OperationalError, OSError) as error:
        raise click.ClickException(f"Nothing was restored. {error}") from error
    rows = manifest["rows"]
    click.echo(
        f"Restored {rows['users']} players, {rows['characters']} characters and {manifest['pictures']} pictures"
        f" as of {manifest['made_at']}."
    )
