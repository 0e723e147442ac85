"""The drill: back up while players play, lose everything, restore, and look at what is there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask

from tests.conftest import connected
from tests.factories import Character
from wodsheet.portraits.storage import Folder

# Sessions and tokens end with a restore.
ENDED = ("sessions", "tokens")


def run(app: Flask, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=words)


@pytest.fixture
def elsewhere(new_database: Callable[..., str], make_app: Callable[..., Flask], tmp_path: Path) -> Any:
    """Makes an app on a new empty database, without tables unless it is said, and an empty place for pictures."""
    made: list[Flask] = []

    def make(template: str | None = None) -> Flask:
        place = tmp_path / f"pictures{len(made)}"
        made.append(make_app(new_database(template=template), PORTRAITS=str(place)))
        return made[-1]

    yield make
    for app in made:
        app.extensions["pool"].clear()


@pytest.fixture
def backed_up(folder: Path, make_character: Any, make_entry: Any, make_experience: Any, make_portrait: Any) -> Any:
    """A character with something of everything."""
    anna = make_character(strength=3)
    make_entry(anna, "touchstones", "Her brother")
    make_experience(anna, "earned", 5)
    make_portrait(anna)
    return anna


def rows_of(app: Flask) -> dict[str, list[Any]]:
    """Every row of every table, but for what a restore changes on purpose."""
    shown = {}
    with connected(app) as connection:
        for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"):
            found = connection.execute(f'SELECT to_jsonb(t) AS row FROM "{table}" t'.encode())
            shown[table] = [] if table in ENDED else sorted(str(one.row) for one in found)
    return shown


def test_what_is_restored_is_what_was_backed_up(committed, backed_up, elsewhere, tmp_path):
    written = run(committed, "backup", str(tmp_path / "all.zip"))
    assert written.exit_code == 0, written.output
    before, restored = rows_of(committed), elsewhere()
    done = run(restored, "restore", str(tmp_path / "all.zip"))
    assert done.exit_code == 0, done.output
    assert "1 players, 1 characters and 1 pictures" in done.output
    assert rows_of(restored) == before
    there = {path.name: path.read_bytes() for path in Path(restored.config["SETTINGS"].portraits).iterdir()}
    assert there == {path.name: path.read_bytes() for path in Path(committed.config["SETTINGS"].portraits).iterdir()}


def test_no_old_cookie_opens_anything_after_a_restore(committed, backed_up, elsewhere, tmp_path, signed_in):
    name = committed.session_interface.name
    cookie = signed_in(backed_up.owner).get_cookie(name)
    run(committed, "backup", str(tmp_path / "all.zip"))
    restored = elsewhere()
    run(restored, "restore", str(tmp_path / "all.zip"))
    browser = restored.test_client()
    browser.set_cookie(name, cookie.value)
    assert browser.get(backed_up.path).status_code == 303


def test_what_is_new_after_a_restore_takes_no_id_that_was_given_before(committed, backed_up, elsewhere, tmp_path):
    run(committed, "backup", str(tmp_path / "all.zip"))
    restored = elsewhere()
    run(restored, "restore", str(tmp_path / "all.zip"))
    with connected(restored) as connection:
        (new,) = connection.execute("INSERT INTO users (desk_name, name) VALUES ('New', 'New') RETURNING id").fetchall()
    assert new.id > backed_up.owner.id + 900_000


def test_every_click_acknowledged_before_a_backup_began_is_in_it(
    committed, signed_in, make_character, elsewhere, tmp_path
):
    players = [make_character() for _ in range(3)]
    acknowledged, stop = dict.fromkeys((one.id for one in players), 0), threading.Event()

    def play(character: Character) -> None:
        browser, dots = signed_in(character.owner), 0
        while not stop.is_set():
            dots = dots % 5 + 1
            if browser.post(f"{character.path}/ratings/strength", data={"dots": dots}).status_code == 303:
                acknowledged[character.id] += 1

    hands = [threading.Thread(target=play, args=[one]) for one in players]
    for hand in hands:
        hand.start()
    while min(acknowledged.values()) < 5:
        pass
    before = dict(acknowledged)
    written = run(committed, "backup", str(tmp_path / "all.zip"))
    stop.set()
    for hand in hands:
        hand.join()
    assert written.exit_code == 0, written.output
    restored = elsewhere()
    assert run(restored, "restore", str(tmp_path / "all.zip")).exit_code == 0
    with connected(restored) as connection:
        counted = connection.execute("SELECT character_id, count(*) AS clicks FROM changes GROUP BY 1").fetchall()
        journal = connection.execute(
            "SELECT c.id, c.ratings ->> 'strength' AS stands,"
            " (SELECT now ->> 'strength' FROM changes WHERE character_id = c.id ORDER BY id DESC LIMIT 1) AS last"
            " FROM characters c"
        ).fetchall()
    assert all(row.clicks >= before[row.character_id] for row in counted)
    assert all(row.stands == row.last for row in journal)


def test_a_picture_file_that_is_lost_is_named_and_the_rest_is_backed_up(
    committed, backed_up, elsewhere, tmp_path, folder
):
    lost = next(path for path in folder.iterdir() if ".small." in path.name)
    lost.unlink()
    written = run(committed, "backup", str(tmp_path / "all.zip"))
    assert (written.exit_code, lost.name in written.output) == (0, True)
    assert run(elsewhere(), "restore", str(tmp_path / "all.zip")).exit_code == 0


def test_a_restore_goes_into_an_empty_place_only(committed, backed_up, elsewhere, tmp_path):
    run(committed, "backup", str(tmp_path / "all.zip"))
    before = rows_of(committed)
    used = run(committed, "restore", str(tmp_path / "all.zip"))
    assert (used.exit_code, "is not empty" in used.output) == (1, True)
    assert rows_of(committed) == before


def test_a_migrated_database_without_rows_is_empty_too(committed, backed_up, elsewhere, tmp_path):
    run(committed, "backup", str(tmp_path / "all.zip"))
    restored = elsewhere("migrated")
    assert run(restored, "restore", str(tmp_path / "all.zip")).exit_code == 0
    assert rows_of(restored) == rows_of(committed)


@pytest.mark.parametrize("harm", ["cut", "foreign", "other json", "flipped", "newer"])
def test_a_file_that_is_no_whole_backup_is_refused_and_changes_nothing(committed, backed_up, elsewhere, tmp_path, harm):
    path, restored = tmp_path / "all.zip", elsewhere()
    run(committed, "backup", str(path))
    whole = path.read_bytes()
    if harm == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif harm == "flipped":
        at = whole.index(b"tables/users.copy") + 60
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
    else:
        with ZipFile(path, "w") as archive:
            if harm == "other json":
                archive.writestr("backup.json", "[]")
            if harm == "newer":
                archive.writestr("backup.json", '{"format": "wodsheet-backup/1", "revision": "9999"}')
    refused = run(restored, "restore", str(path))
    assert refused.exit_code == 1, refused.output
    assert refused.output.startswith("Error: Nothing was restored. ")
    assert list(Folder(Path(restored.config["SETTINGS"].portraits)).there()) == []


def test_a_backup_that_breaks_off_leaves_no_file_that_looks_whole(committed, backed_up, tmp_path, monkeypatch):
    def full(*_: Any) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Folder, "get", full)
    broken = run(committed, "backup", str(tmp_path / "all.zip"))
    assert (broken.exit_code, "No space left" in broken.output) == (1, True)
    assert list(tmp_path.iterdir()) == []
