"""The app as it is deployed, served by gunicorn for a browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres
from tests.waiting import eventually
from wodsheet.assets.vendor import ROOT


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(database_url: str, folder: Path, **environ: str) -> Iterator[str]:
    """Serve the app in local mode with this data folder; its address. "" for the embedded PostgreSQL."""
    port = str(a_free_port())
    database = postgres.environment(database_url)
    settings = database | {"DATA_DIR": str(folder), "PORT": port, "WODSHEET_ENV": ""}
    output = folder / "output"
    with output.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "wodsheet"], cwd=ROOT, env=os.environ | settings | environ, stdout=log, stderr=log
        )
    try:
        eventually(lambda: "wodsheet is ready" in output.read_text() or process.poll() is not None, within=60)
        assert process.poll() is None, output.read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
