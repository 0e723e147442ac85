"""What Flask is extended with: compression of pages, and Flask-Migrate, which is imported when a migration runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask import Flask, Response
from flask_compress import Compress
from werkzeug.local import LocalProxy

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class Pages(Compress):
    """Compresses pages, and leaves a click's answer alone before it has looked at anything else."""

    LEAST = 2500  # bytes; what is smaller costs more to compress than to send

    def after_request(self, response: Response | None) -> Response:
        """The same answer, compressed where that is worth it and the browser can."""
        if response and response.content_length is not None and response.content_length < self.LEAST:
            return response
        return super().after_request(response)


class Migrations(click.Command):
    """``flask db``: Flask-Migrate's group of commands, imported when it is called."""

    def make_context(self, info_name: str | None, args: list[str], *parent: Any, **extra: Any) -> click.Context:
        """What click calls first, and goes on with the command that it finds there."""
        from flask_migrate.cli import db

        return db.make_context(info_name, args, *parent, **extra)


compress = Pages()


def init_app(app: Flask) -> None:
    """Extend the app. SQLAlchemy and Alembic are half of a start, and wait until a migration needs them."""

    def migrate() -> Any:
        from flask_migrate import Migrate

        from wodsheet.models.base import db

        Migrate(app, db, directory=str(MIGRATIONS))  # takes the place of the proxy
        return app.extensions["migrate"]

    compress.init_app(app)
    app.extensions["migrate"] = LocalProxy(migrate)
    app.cli.add_command(Migrations("db", help="Perform database migrations."))
