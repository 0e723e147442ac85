"""``flask admin grant``, ``revoke`` and ``reaches``: who is an admin, and who reached for what is another player's."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup, with_appcontext

from wodsheet.cli.reaching import reach
from wodsheet.statements import reaches as statements
from wodsheet.statements.account import CHANGE_ROLE

group = AppGroup("admin", help="Say who is an admin, and see who reached for what is another player's.")


@group.command("grant")
@click.argument("who")
@with_appcontext
def grant(who: str) -> None:
    """Make WHO an admin: a name of local mode, or a Discord number."""
    click.echo(changed(who, "admin", "role_granted"))


@group.command("revoke")
@click.argument("who")
@with_appcontext
def revoke(who: str) -> None:
    """Make WHO a player again."""
    click.echo(changed(who, "player", "role_revoked"))


@group.command("reaches")
@with_appcontext
def reaches() -> None:
    """List who asked for a character, an entry or a token of another player, in the last 90 days."""
    with reach() as connection:
        rows = connection.execute(statements.ALL.encode()).fetchall()
    for row in rows:
        click.echo(f"{row.at:%Y-%m-%d %H:%M} {row.name} (user {row.id}): {row.kind} {row.target}")


def changed(who: str, role: str, what: str) -> str:
    """Change a role, and say so. Ends the program with a sentence when this means nobody, or two."""
    with reach() as connection:
        meant = connection.execute(CHANGE_ROLE.encode(), {"who": who, "role": role, "what": what}).fetchall()
    if not meant:
        sys.exit(f"Nobody signed in here as {who} yet. Give the name they sign in with, or their Discord number.")
    if len(meant) > 1:
        sys.exit(f"{who} is one person's name and another's Discord number. Nobody's role was changed.")
    one = "an admin" if role == "admin" else "a player"
    return f"{meant[0].name} is {one} now." if meant[0].changed else f"{meant[0].name} was {one} already."
