"""The app's own commands: ``flask admin …``, ``flask backup``, ``flask restore``, ``flask demo``, ``flask sweep …``."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from wodsheet.cli import admin, backup, demo, sweep_characters, sweep_portraits

sweep = AppGroup("sweep", help="Remove for good what nobody can bring back any more. For a daily job.")
sweep.add_command(sweep_characters.characters)
sweep.add_command(sweep_portraits.portraits)


def is_migrating() -> bool:
    """Whether this process is ``flask db …``, which needs the address of the database and nothing else."""
    # The app is loaded before click has read which command it is.
    return click.get_current_context(silent=True) is not None and sys.argv[1:2] == ["db"]


def init_app(app: Flask) -> None:
    """Add them to ``flask``."""
    for command in (admin.group, backup.backup, backup.restore, demo.demo, sweep):
        app.cli.add_command(command)
