"""Once built, the app runs from a file system that cannot be written, as a user without any rights.

The file system is real: each program runs in a mount namespace of its own, where everything but one folder, which
stands for the host's volume, and /dev is read-only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import requests
from psycopg.rows import namedtuple_row

from tests.debian import leave_out
from tests.factories import Factory, pictures
from tests.ops.conftest import SURROUNDINGS, a_free_port
from tests.roles import lesser_role
from wodsheet import create_app
from wodsheet.assets import vendor
from wodsheet.assets.vendor import ROOT
from wodsheet.db import readiness
from wodsheet.settings import Settings

# $1 the volume, $2 the project; the rest is the program. 99: something can still be written.
FREEZE = r"""
mount --bind "$1" "$1"
cut -d" " -f2 /proc/self/mounts | grep -vE "^(/proc|/sys|/dev)(/|$)" | grep -vxF "$1" | while read -r place; do
    mount -o remount,bind,ro "$place" 2>/dev/null
done
touch "$2/written" "$1/../written" 2>/dev/null && exit 99
shift 2
exec "$@"
"""
USER = 41_000  # nobody's number
NAMESPACE = ("unshare", "--mount", "--propagation", "private")


@cache
def namespace() -> tuple[str, ...]:
    """How to get a namespace: as root, else as root of a user namespace. Left out where neither is allowed."""
    for ways in (NAMESPACE, ("unshare", "--map-root-user", *NAMESPACE[1:])):
        if shutil.which("unshare") and subprocess.run([*ways, "true"], stderr=subprocess.DEVNULL).returncode == 0:
            return ways
    return leave_out("a read-only file system takes unshare (of util-linux) and the right to use it")


def as_nobody() -> list[str]:
    """The words before a program that take every right away; it may still pass folders that only root may enter."""
    if os.geteuid() != 0:
        return []
    plain = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--securebits=+no_setuid_fixup"]
    reading = ("--bounding-set=-all,+dac_read_search", "--inh-caps=-all,+dac_read_search")
    return [*plain, *reading, "--ambient-caps=-all,+dac_read_search"]


@pytest.fixture
def volume() -> Iterator[Path]:
    """The one folder that the app may write."""
    folder = Path(tempfile.mkdtemp(prefix="wodsheet-"))
    (folder / "tmp").mkdir()
    if os.geteuid() == 0:
        for each in (folder, folder / "tmp"):
            os.chown(each, USER, USER)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, with the front-end files of others and without what is built of them."""
    assert vendor.fetch() is None
    for name in ("wodsheet", "migrations", "templates", "partials", "translations", "static"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "built"))
    for name in ("wsgi.py", *vendor.ORDER):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def build(project: Path) -> None:
    """Build the front-end files, then copy everything as an image's layers are copied: with other times of change."""
    subprocess.run([sys.executable, "-m", "wodsheet.assets"], cwd=project, check=True)
    for path in project.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))


@pytest.fixture
def environ(volume: Path) -> dict[str, str]:
    """A host's settings, but for the database. There is no home, and no file of compiled code is to be written."""
    port = str(a_free_port())
    return {
        "PATH": SURROUNDINGS["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/nonexistent",
        "WODSHEET_ENV": "production",
        "PORT": port,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "k" * 40,
        "DISCORD_CLIENT_ID": "nobody",
        "DISCORD_CLIENT_SECRET": "nothing",
        "PORTRAITS": str(volume / "portraits"),
        "TMPDIR": str(volume / "tmp"),
        "METRICS_TOKEN": "0123456789-abcdef",
    }


@pytest.fixture
def frozen(volume: Path, project: Path, environ: dict[str, str]) -> Callable[..., Any]:
    """Starts a module of Python where only the volume can be written; gives the process."""

    def start(database_url: str, *words: str) -> subprocess.Popen[str]:
        freeze = [*namespace(), "sh", "-c", FREEZE, "sh", str(volume), str(project)]
        return subprocess.Popen(
            [*freeze, *as_nobody(), sys.executable, "-m", *words],
            cwd=project,
            env=environ | {"DATABASE_URL": database_url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


def run(process: subprocess.Popen[str]) -> str:
    """What a command said that ended well."""
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


def visitor(environ: dict[str, str], database_url: str) -> tuple[requests.Session, str]:
    """A browser in which somebody is signed in, and the path of a character of theirs."""
    app = create_app(Settings.read(environ | {"DATABASE_URL": database_url}))
    with readiness.connect(database_url) as connection:
        connection.row_factory = namedtuple_row
        anna = Factory(connection).character()
    client = app.test_client()
    with client.session_transaction(base_url="https://localhost") as session:
        session["user"], session["session"] = anna.owner.id, anna.owner.session
    browser = requests.Session()
    ((name, cookie),) = [(each.key, each.value) for each in client._cookies.values()]
    own = {"Cookie": f"{name}={cookie}", "Sec-Fetch-Site": "same-origin", "X-Forwarded-Proto": "https"}
    browser.headers.update(own)
    return browser, anna.path


def test_a_host_migrates_serves_sweeps_and_backs_up_from_a_file_system_that_cannot_be_written(
    new_database, environ, frozen, volume, project
):
    owner = new_database(None)
    build(project)
    run(frozen(owner, "flask", "db", "upgrade"))
    with lesser_role(owner) as served:
        browser, anna = visitor(environ, owner)
        app = frozen(served, "gunicorn", "-c", "python:wodsheet.gunicorn_conf", "wsgi:app")
        site = f"http://127.0.0.1:{environ['PORT']}"
        try:
            assert app.stdout
            said = [app.stdout.readline()]
            while not said[-1].startswith("wodsheet is ready"):
                said.append(app.stdout.readline())
                assert said[-1], said
            assert browser.get(f"{site}/readyz").json()["status"] == "ok"
            clicked = browser.post(f"{site}{anna}/ratings/strength", {"dots": "4"}, headers={"HX-Request": "true"})
            assert clicked.status_code == 200
            picture = {"picture": ("face.png", pictures.file(), "image/png")}
            sent = browser.post(f"{site}{anna}/portraits/face", files=picture, headers={"HX-Request": "true"})
            assert sent.status_code == 200
            assert browser.post(f"{site}/account/export").status_code == 200
            counted = browser.get(f"{site}/metrics", headers={"Authorization": f"Bearer {environ['METRICS_TOKEN']}"})
            assert 'wodsheet_decode_seconds_count{outcome="opened"} 1.0' in counted.text
            assert len(list((volume / "portraits").iterdir())) == 2
        finally:
            app.terminate()
            rest, _ = app.communicate(timeout=30)
        assert (app.returncode, rest) == (0, "")
        run(frozen(served, "flask", "sweep", "portraits", "--dry-run"))
        run(frozen(owner, "flask", "backup", str(volume / "backup.zip")))
    assert (volume / "backup.zip").stat().st_size > 1000
    assert list((volume / "tmp").glob("wodsheet-metrics*")) == []


def test_without_the_build_the_start_is_refused_with_a_sentence(new_database, frozen):
    app = frozen(new_database(), "gunicorn", "-c", "python:wodsheet.gunicorn_conf", "wsgi:app")
    said, _ = app.communicate(timeout=60)
    assert app.returncode == 3
    assert "run python -m wodsheet.assets at the build." in said
    assert "Traceback" not in said
