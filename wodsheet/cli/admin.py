"""``flask admin grant`` and ``flask admin revoke``: who runs the place."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup, with_appcontext

from wodsheet.cli.reaching import reach
from wodsheet.statements.account import CHANGE_ROLE

group = AppGroup("admin", help="Say who is an admin.")


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
