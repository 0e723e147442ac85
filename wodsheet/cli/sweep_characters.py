"""``flask sweep characters``: what was deleted too long ago to be brought back."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from wodsheet.cli.reaching import reach
from wodsheet.statements.lifecycle import SWEEP
from wodsheet.statements.roster import DAYS_KEPT


@click.command()
@with_appcontext
def characters() -> None:
    """Remove the characters that were deleted more than 30 days ago, with all that belongs to them."""
    with reach() as connection:
        swept = connection.execute(SWEEP.encode()).fetchall()
    click.echo(f"Removed {len(swept)} deleted over {DAYS_KEPT} days ago.")
