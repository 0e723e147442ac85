"""``flask sweep characters``: what was deleted too long ago to be brought back."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from wodsheet.cli.caution import cautious, stop_at_most
from wodsheet.cli.reaching import reach
from wodsheet.statements.lifecycle import DUE, SWEEP
from wodsheet.statements.roster import DAYS_KEPT


@click.command()
@cautious
@with_appcontext
def characters(dry_run: bool, even_most: bool) -> None:
    """Remove the characters that were deleted more than 30 days ago, with all that belongs to them."""
    with reach() as connection:
        rows = connection.execute(DUE.encode()).fetchall()
        if rows and not (dry_run or even_most):
            stop_at_most(len(rows), rows[0].all, "characters")
        swept = [] if dry_run else connection.execute(SWEEP.encode()).fetchall()
    if dry_run:
        for row in rows:
            click.echo(f"/{row.line}/{row.id}: deleted on {row.deleted_at:%Y-%m-%d}")
        click.echo(f"{len(rows)} would be removed.")
    else:
        click.echo(f"Removed {len(swept)} deleted over {DAYS_KEPT} days ago.")
