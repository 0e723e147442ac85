"""``flask admin grant`` and ``flask admin revoke``: who runs the place."""

from __future__ import annotations

import sys
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from psycopg.rows import namedtuple_row

from wodsheet import readiness
from wodsheet.cli.sweep_portraits import address
from wodsheet.statements.account import CHANGE_ROLE

group = AppGroup("admin", help="Say who is an admin.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(group)


@group.command("grant")
@click.argument("who")
@with_appcontext
def grant(who: str) -> None:
    """Make WHO an admin: a name at the desk, or a Discord number."""
    click.echo(changed(who, "admin", "role_granted"))


@group.command("revoke")
@click.argument("who")
@with_appcontext
def revoke(who: str) -> None:
    """Make WHO a player again."""
    click.echo(changed(who, "player", "role_revoked"))


def changed(who: str, role: str, what: str) -> str:
    """Change a role, and say so. Ends the program with a sentence when this means nobody, or two."""
    with readiness.connect(address()) as connection:
        asked = {"who": who, "role": role, "what": what}
        meant: list[Any] = connection.cursor(row_factory=namedtuple_row).execute(CHANGE_ROLE.encode(), asked).fetchall()
    if not meant:
        sys.exit(f"Nobody signed in here as {who} yet. Name them as at the desk, or by their Discord number.")
    if len(meant) > 1:
        sys.exit(f"{who} is one person's name and another's Discord number. Nobody's role was changed.")
    one = "an admin" if role == "admin" else "a player"
    return f"{meant[0].name} is {one} now." if meant[0].changed else f"{meant[0].name} was {one} already."
