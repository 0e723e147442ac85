"""``flask demo``: a player of local mode with the ready characters, to look around with."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

import click
from flask import current_app
from flask.cli import with_appcontext
from psycopg.types.json import Jsonb

from wodsheet.cli.reaching import reach
from wodsheet.pregens import PREGENS
from wodsheet.statements import roster, users

PLAYER = "Demo"


@click.command()
@with_appcontext
def demo() -> None:
    """Make a player "Demo" with the ready characters; run again, it makes only what is missing."""
    settings = current_app.config["SETTINGS"]
    if settings.production:
        raise click.ClickException("This is for local mode: in production nobody signs in by name.")
    with reach() as connection, connection.transaction():
        player = connection.execute(users.SIGN_IN_BY_NAME.encode(), {"desk_name": PLAYER, "name": PLAYER}).fetchone()
        assert player
        for line, ready in PREGENS.items():
            parameters = {
                "user": player.id,
                "hand": "system",
                "line": line,
                "most": 0,
                "quota": 0,
                "form_key": uuid5(NAMESPACE_URL, f"wodsheet/demo/{line}"),
                "character": Jsonb(ready.to_row()),
            }
            connection.execute(roster.CREATE.encode(), parameters)
    names = ", ".join(ready.sheet.name for ready in PREGENS.values())
    click.echo(f"{PLAYER} has {names}. Sign in as {PLAYER} at {settings.public_url}/login.")
