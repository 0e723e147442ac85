"""Files of pictures that were replaced or removed stay for some days, so that "dump, then copy" is whole."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from tests.conftest import connected
from tests.factories import pictures
from tests.portraits.conftest import DAYS, age, files, files_of, sweep
from wodsheet.db.supervisor import binaries


def change_everything(send, signed_in, anna) -> None:
    """Replace the face, cut it anew, and remove the body."""
    browser = signed_in(anna.owner)
    send(anna, "face", pictures.file("PNG", pictures.drawing(200, 200)))
    assert browser.post(f"{anna.path}/portraits/face/focus", data={"x": "10", "y": "90"}).status_code == 303
    assert browser.post(f"{anna.path}/portraits/body/remove").status_code == 303


def test_dump_then_copy_is_whole_whatever_players_do_between(
    graceful, anna, send, signed_in, folder, new_database, make_app, tmp_path
):
    for slot in ("face", "body"):
        send(anna, slot)
    address = graceful.config["SETTINGS"].database_url.replace("+psycopg", "")
    subprocess.run([binaries() / "pg_dump", "--no-owner", f"--file={tmp_path / 'dump.sql'}", address], check=True)
    change_everything(send, signed_in, anna)
    age(folder, 2)
    sweep(graceful)
    shutil.copytree(folder, tmp_path / "pictures")
    empty = new_database(template=None)
    plain = empty.replace("+psycopg", "")
    subprocess.run(
        [binaries() / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", tmp_path / "dump.sql", plain],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    restored = make_app(empty, PORTRAITS=str(tmp_path / "pictures"))
    with connected(restored) as database:
        rows = {row.slot: row for row in database.execute("SELECT * FROM portraits").fetchall()}
    assert set(rows) == {"face", "body"}
    assert files_of(rows) <= files(Path(tmp_path / "pictures"))
    assert "gone" not in sweep(restored)
    assert "damaged" not in sweep(restored)
    restored.extensions["pool"].clear()


def test_after_the_days_the_sweep_removes_them_and_forgets_them(
    graceful, anna, send, signed_in, folder, rows, connection
):
    for slot in ("face", "body"):
        send(anna, slot)
    change_everything(send, signed_in, anna)
    age(folder, 1000)
    assert "0 of 8 files would be removed." in sweep(graceful, "--dry-run")
    assert "Removed 0 of 8 files." in sweep(graceful)
    connection.execute("UPDATE removed_portraits SET at = at - %s * interval '1 day'", [DAYS])
    assert "Removed 6 of 8 files." in sweep(graceful)
    assert files(folder) == files_of(rows())
    assert connection.execute("SELECT FROM removed_portraits").fetchall() == []


def test_pictures_of_a_character_that_the_sweep_removed_stay_as_long(
    graceful, send, make_character, folder, connection
):
    anna = make_character()
    send(anna)
    connection.execute("UPDATE characters SET deleted_at = now() - interval '31 days'")
    graceful.test_cli_runner().invoke(args=["sweep", "characters", "--even-most"])
    age(folder, 1000)
    assert "Removed 0 of 2 files." in sweep(graceful)
    assert connection.execute("SELECT user_id FROM removed_portraits").fetchall() == [(anna.owner.id,)]


def test_who_leaves_takes_them_along_at_once(graceful, anna, send, signed_in, folder, connection):
    for slot in ("face", "body"):
        send(anna, slot)
    change_everything(send, signed_in, anna)
    signed_in(anna.owner).post("/account/deletion", data={"name": anna.owner.name})
    assert files(folder) == set()
    assert connection.execute("SELECT FROM removed_portraits").fetchall() == []


def test_they_count_for_no_quota(graceful, anna, send, monkeypatch, connection):
    picture = pictures.file("PNG", pictures.drawing(200, 200))
    send(anna, content=picture)
    (one,) = connection.execute("SELECT bytes FROM portraits").fetchone()
    settings = replace(graceful.config["SETTINGS"], portrait_quota=one + 10)
    monkeypatch.setitem(graceful.config, "SETTINGS", settings)
    for _ in range(3):
        assert send(anna, content=picture).status_code == 303
