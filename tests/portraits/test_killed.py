"""A server killed while it keeps a picture: row and file agree, and what is too much the sweep takes away."""

from __future__ import annotations

import pytest

from tests.conftest import connected
from tests.factories import pictures
from tests.killed import run_until_killed
from tests.portraits.conftest import age, files, files_of, sweep
from wodsheet.cli import sweep_portraits
from wodsheet.portraits import file_of
from wodsheet.portraits.storage import Folder

NAMELESS = "f" * 32

# A process that keeps a picture as the app does, and kills itself at a point of it.
KEEPER = """
import io, os, signal, sys
from flask import g
from wodsheet import create_app
from wodsheet.portraits import SLOTS, sandbox, service, storage

point, user, session, character, picture = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5]

def die(*args, **how):
    os.kill(os.getpid(), signal.SIGKILL)

name = os.replace

def name_and_die(*paths, of):
    name(*paths)
    if of in str(paths[1]):
        die()

if point == "small written":
    os.replace = die
if point == "small named":
    os.replace = lambda *paths: name_and_die(*paths, of="small")
if point == "large named":
    os.replace = lambda *paths: name_and_die(*paths, of="large")
if point == "committed":
    storage.forget = die

app = create_app()
with app.test_request_context(), open(picture, "rb") as file:
    g.user, g.session, g.by_token = user, session, False
    whose = {"id": character, "line": "vtm", "user": user, "session": session, "hand": "player", "slot": "face"}
    service.put(whose, sandbox.opened(file, SLOTS["face"]))
"""


def read_rows(app):
    with connected(app) as connection:
        return {row.slot: row for row in connection.execute("SELECT * FROM portraits").fetchall()}


@pytest.mark.no_cover
@pytest.mark.parametrize("point", ["small written", "small named", "large named", "committed"])
def test_a_server_killed_while_it_keeps_a_picture_leaves_one_whole(committed, anna, send, folder, tmp_path, point):
    send(anna, content=pictures.file("PNG", pictures.drawing(400, 500)))
    before = read_rows(committed)
    (tmp_path / "next.png").write_bytes(pictures.file("PNG", pictures.drawing(200, 200)))
    run_until_killed(committed, KEEPER, point, anna.owner.id, anna.owner.session, anna.id, tmp_path / "next.png")

    after = read_rows(committed)
    assert (after == before) == (point != "committed")
    assert files_of(after) < files(folder), (
        "every row has its files, and there is one too many to show that it was killed"
    )
    age(folder, 2)
    assert "Removed" in sweep(committed)
    assert files(folder) == files_of(after)


def test_the_sweep_leaves_alone_what_may_still_get_its_row(committed, folder):
    folder.mkdir(exist_ok=True)
    place = Folder(folder)
    place.put(file_of(NAMELESS, "small"), b"a moment ago")
    assert "Removed 0 of 1 files." in sweep(committed)
    age(folder, 1.1)
    assert "Removed 1 of 1 files." in sweep(committed)


def test_the_sweep_touches_nothing_that_is_not_a_picture_of_ours(committed, folder):
    folder.mkdir(exist_ok=True)
    others = {"holiday.webp", "secret-key", f"{NAMELESS}.huge.webp", "pg"}
    for name in others:
        (folder / name).touch()
    age(folder, 1000)
    assert "Removed 0 of 0 files." in sweep(committed)
    assert files(folder) == others


def test_the_sweep_tells_of_a_picture_whose_file_is_gone(committed, anna, send, folder):
    send(anna, "body")
    (folder / file_of(read_rows(committed)["body"].key, "large")).unlink()
    said = sweep(committed)
    assert f"{anna.path}/portraits: the file of body is gone." in said
    assert "Removed 0 of 1 files." in said


def test_the_files_of_a_character_that_is_gone_are_swept(committed, connection, anna, send, folder):
    send(anna)
    connection.execute("DELETE FROM characters")
    age(folder, 2)
    assert "Removed 2 of 2 files." in sweep(committed)


def test_an_empty_database_beside_the_right_folder_costs_no_file(committed, connection, anna, send, folder):
    send(anna)
    connection.execute("DELETE FROM characters")
    age(folder, 2)
    there = files(folder)
    assert sorted(sweep(committed, "--dry-run").splitlines()[:-1]) == sorted(there)
    assert sweep(committed, "--dry-run").splitlines()[-1] == "2 of 2 files would be removed."
    assert (
        "Nothing was removed: 2 of 2 files would go."
        in committed.test_cli_runner().invoke(args=["sweep", "portraits"]).output
    )
    assert files(folder) == there


def test_where_nobody_sent_a_picture_there_is_nothing_to_sweep(committed, tmp_path, monkeypatch):
    monkeypatch.setitem(committed.extensions, "portraits", Folder(tmp_path / "portraits"))
    assert sweep(committed) == "Removed 0 of 0 files.\n"


def test_a_place_that_cannot_be_read_is_said(committed, tmp_path, monkeypatch):
    monkeypatch.setitem(committed.extensions, "portraits", Folder(tmp_path / "volume" / "portraits"))
    done = committed.test_cli_runner().invoke(args=["sweep", "portraits"])
    assert done.exit_code == 1
    assert "cannot be read" in done.output
    assert sweep_portraits.YOUNG == 3600
