"""The app's own commands: ``flask demo``, and ``flask sweep …`` for what nobody can bring back any more."""

from __future__ import annotations

from flask import Flask
from flask.cli import AppGroup

from wodsheet.cli import demo, sweep_characters, sweep_portraits

sweep = AppGroup("sweep", help="Remove for good what nobody can bring back any more. For a daily job.")
sweep.add_command(sweep_characters.characters)
sweep.add_command(sweep_portraits.portraits)


def init_app(app: Flask) -> None:
    """Add them to ``flask``."""
    for command in (demo.demo, sweep):
        app.cli.add_command(command)
