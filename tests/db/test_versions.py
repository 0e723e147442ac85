"""The app runs on the PostgreSQL a host brings: 14 to 18. Tried on each that this machine has besides the embedded.

Those that lie elsewhere are named by POSTGRES_BINS, folders of programs with colons between.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from tests.db.test_migrations import populate, shape
from wodsheet import models
from wodsheet.db import readiness, supervisor

# The wheel that carries the embedded one carries 16 too; Debian's and Homebrew's places are looked at.
FOUND = [
    supervisor.binaries().parent.parent / "pginstall" / "bin",
    *sorted(Path("/usr/lib/postgresql").glob("*/bin")),
    *sorted(Path("/opt/homebrew/opt").glob("postgresql@*/bin")),
    *(Path(folder) for folder in os.environ.get("POSTGRES_BINS", "").split(":") if folder),
]


@pytest.fixture(params=FOUND, ids=lambda folder: "-".join(folder.parts[-3:-1]))
def older(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a new server of another version."""
    folder = Path(tempfile.mkdtemp(prefix="wodsheet-"))
    data = folder / "pg"
    monkeypatch.setattr(supervisor, "binaries", lambda: request.param)
    supervisor.make_private(data)
    initdb = [*supervisor.stepping_down(), str(request.param / "initdb"), "--username=postgres", "--auth=trust"]
    subprocess.run([*initdb, "--encoding=UTF8", "--locale=C", str(data)], check=True, capture_output=True)
    server = supervisor.start(data, ["fsync=off"])
    yield f"postgresql+psycopg://postgres@/postgres?host={data}"
    supervisor.stop(server)
    shutil.rmtree(folder)


def test_migrations_run_there_both_ways_and_make_what_the_models_say(older):
    empty = shape(older)
    models.Character.metadata.create_all(engine := sa.create_engine(older, poolclass=sa.NullPool))
    wanted = shape(older)
    models.Character.metadata.drop_all(engine)
    readiness.migrate(older)
    assert shape(older) == wanted
    with readiness.connect(older) as connection:
        populate(connection)
    assert readiness.problems(older, 16) == []
    command.downgrade(readiness.alembic(older), "base")
    assert shape(older) == empty
