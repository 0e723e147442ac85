"""The app's own commands: ``flask admin …``, ``flask demo``, and ``flask sweep …`` for what can come back no more."""

from __future__ import annotations

from flask import Flask
from flask.cli import AppGroup

from wodsheet.cli import admin, demo, sweep_characters, sweep_portraits

sweep = AppGroup("sweep", help="Remove for good what nobody can bring back any more. For a daily job.")
sweep.add_command(sweep_characters.characters)
sweep.add_command(sweep_portraits.portraits)


def init_app(app: Flask) -> None:
    """Add them to ``flask``."""
    for command in (admin.group, demo.demo, sweep):
        app.cli.add_command(command)
