"""A process of the app that kills itself at a point of what it does, as a crash would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from flask import Flask

from tests import postgres
from wodsheet.assets.vendor import ROOT


def run_until_killed(app: Flask, program: str, *arguments: object, **environ: str) -> None:
    """Run a program with the database and the folder of ``app``, and see that SIGKILL ended it."""
    settings = app.config["SETTINGS"]
    database = postgres.environment(settings.database_direct_url)
    own = database | {"DATA_DIR": str(settings.data_dir), "SECRET_KEY": "k" * 32, "PORTRAIT_GRACE_DAYS": "0"}
    asked = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(asked, cwd=ROOT, env=os.environ | own | environ, check=False)
    assert done.returncode == -signal.SIGKILL
