"""Bringing a file in: all or nothing, once, and within the limits everybody has."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest

from tests.conftest import connected
from tests.factories import pictures
from tests.markup import names, page
from tests.portraits.conftest import age, files, sweep
from tests.together import together
from tests.transfer.conftest import make_zip, read_export
from tests.transfer.test_hostile_files import ANNA, FACE, export
from wodsheet import db
from wodsheet.db.connection import Unavailable
from wodsheet.portraits import file_of, service, storage
from wodsheet.statements.roster import CREATE
from wodsheet.web.request_body import MEGABYTE

SHOWN = ANNA | {"portraits": {"face": FACE | {"file": "portraits/1/face.webp", "alias": "The Heron", "x": 20}}}
FILES = {"portraits/1/face.webp": pictures.file("WEBP")}


@pytest.fixture
def folder(app) -> Path:
    """Where the app's pictures lie; empty at first."""
    folder = Path(app.config["SETTINGS"].portraits)
    for file in folder.glob("*"):
        file.unlink()
    return folder


@pytest.fixture
def count(connection) -> Callable[[str], int]:
    return lambda table: connection.execute(f"SELECT count(*) AS many FROM {table}".encode()).fetchone().many


def person(name: str, **more: Any) -> dict[str, Any]:
    return ANNA | {"texts": {"name": name}} | more


def came_in(browser: Any, answer: Any) -> list[str]:
    """What the page after an import says of each character."""
    assert answer.status_code == 303, answer.text
    return [" ".join(one.split()) for one in names(page(browser.get(answer.headers["Location"])), "[role=status] li")]


def test_a_form_sent_twice_brings_in_once_and_answers_the_same(upload, player, count, folder):
    key = str(uuid4())
    first, second = (upload(player, make_zip(export(SHOWN), FILES), key) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert [count(table) for table in ("characters", "entries", "experience", "portraits")] == [1, 2, 2, 1]
    assert len(files(folder)) == 2


def test_the_same_file_in_another_form_brings_in_others(upload, player, count):
    for _ in range(2):
        upload(player, make_zip(export()))
    assert count("characters") == 2


def test_a_form_sent_twice_at_once_brings_in_once(committed, upload, player, count, folder):
    key = str(uuid4())
    answers = together([lambda: upload(player, make_zip(export(SHOWN, ANNA), FILES), key)] * 4)
    assert {answer.status_code for answer in answers} == {303}
    assert [count(table) for table in ("characters", "entries", "portraits")] == [2, 4, 1]
    assert len(files(folder)) == 2


def test_the_limit_holds_however_many_come_in_at_once(committed, upload, player, connection):
    together([lambda: upload(player, make_zip(export(*[ANNA] * 2)))] * 4)
    asked = "SELECT count(*) AS all, count(*) FILTER (WHERE archived_at IS NULL) AS open FROM characters"
    assert tuple(connection.execute(asked).fetchone()) == (8, committed.config["SETTINGS"].character_limit)


def test_whoever_has_no_room_comes_in_put_away_and_is_named(upload, player, make_character, signed_in):
    make_character(player, texts={"name": "Here before"})
    late = "2026-10-02T03:04:05+00:00"
    people = [person("Long ago"), person("Of late", changed_at=late), person("Just now", changed_at=late)]
    others = [person("A hunter", line="htr", entries={}), person("Asleep", archived_at="2026-01-02T03:04:05+00:00")]
    answer = upload(player, make_zip(export(*people, *others)))
    assert came_in(signed_in(player), answer) == [
        "Long ago vampire, put away: there was no room",
        "Of late vampire",
        "Just now vampire",
        "A hunter hunter",
        "Asleep vampire, put away",
    ]


def test_no_limit_holds_for_an_admin(upload, player, connection, signed_in):
    connection.execute("UPDATE users SET role = 'admin'")
    assert came_in(signed_in(player), upload(player, make_zip(export(*[ANNA] * 5)))) == ["Anna vampire"] * 5


def test_the_dead_and_the_deleted_take_no_room(upload, player, signed_in):
    since = "2026-01-02T03:04:05+00:00"
    people = [person("Dead", died_at=since), person("Deleted", deleted_at=since), *[ANNA] * 3]
    assert came_in(signed_in(player), upload(player, make_zip(export(*people)))) == [
        "Dead vampire, dead",
        "Deleted deleted, and can be brought back for thirty days",
        *["Anna vampire"] * 3,
    ]


def test_entries_stand_at_the_places_they_had_in_their_lists(upload, player, connection):
    listed = [{"name": name} for name in ("Third", "First", "Second")]
    upload(player, make_zip(export(ANNA | {"entries": {"tenets": listed}})))
    rows = connection.execute("SELECT name, position FROM entries ORDER BY position").fetchall()
    assert [tuple(row) for row in rows] == [("Third", 0), ("First", 1), ("Second", 2)]


def keys_of(connection) -> tuple[dict[str, str], list[str | None]]:
    """The keys of the one character there is, and of its entries."""
    entries = connection.execute("SELECT key FROM entries ORDER BY id").fetchall()
    return connection.execute("SELECT keys FROM characters").fetchone().keys, [row.key for row in entries]


def test_a_file_without_keys_is_given_them(upload, player, connection):
    lists = {"disciplines": [{"name": "auspex", "inside": [{"name": "Premonition"}, {"name": "A power of my own"}]}]}
    texts = {"name": "Anna", "clan": "Tremere", "sire": "Brujah"}
    assert upload(player, make_zip(export(person("Anna", texts=texts, entries=lists)))).status_code == 303
    assert keys_of(connection) == ({"clan": "tremere"}, ["auspex", "premonition", None])


def test_a_files_keys_hold_for_words_that_no_book_has_any_longer(upload, player, connection):
    lists = {"advantages": [{"name": "Old friends", "key": "allies"}, {"name": "Van", "key": "no_such_key"}]}
    texts = {"name": "Anna", "clan": "The Rabble"}
    upload(player, make_zip(export(person("Anna", texts=texts, keys={"clan": "brujah"}, entries=lists))))
    assert keys_of(connection) == ({"clan": "brujah"}, ["allies", None])


def test_a_files_keys_never_contradict_its_words(upload, player, connection):
    lists = {"advantages": [{"name": "Haven", "key": "allies"}]}
    texts = {"name": "Anna", "clan": "Tremere", "predator_type": ""}
    keys = {"clan": "brujah", "predator_type": "alleycat"}
    upload(player, make_zip(export(person("Anna", texts=texts, keys=keys, entries=lists))))
    assert keys_of(connection) == ({"clan": "tremere"}, ["haven"])


def test_pictures_without_room_keep_all_of_it_out(upload, player, count, folder, monkeypatch):
    monkeypatch.setattr(service, "quota", lambda: 100)
    answer = upload(player, make_zip(export(SHOWN), FILES))
    assert (answer.status_code, count("characters"), files(folder)) == (409, 0, set())
    assert "Nothing was brought in" in answer.text


def test_pictures_are_counted_with_those_that_are_there(upload, player, count, folder, make_character, factory, app):
    factory.portrait(make_character(player), "face", "a" * 32, app.config["SETTINGS"].portrait_quota // 2)
    answer = upload(player, make_zip(export(SHOWN), FILES))
    assert (answer.status_code, count("characters"), files(folder)) == (409, 1, set())
    assert upload(player, make_zip(export())).status_code == 303


def test_a_picture_is_opened_and_kept_as_any_other(upload, player, connection, folder):
    camera = {"portraits/1/face.webp": pictures.taken_by_a_camera(size=(400, 300))}
    upload(player, make_zip(export(SHOWN), camera))
    row = connection.execute("SELECT * FROM portraits").fetchone()
    assert (row.alias, row.x, row.y, row.width, row.height) == ("The Heron", 20, 50, 400, 300)
    saved = [(folder / file_of(row.key, size)).read_bytes() for size in ("small", "large")]
    assert sum(map(len, saved)) == row.bytes
    assert not any(b"Secret" in form for form in saved)
    # Cut around its own focus, the red corner is wider than the cut at the middle would have it.
    assert pictures.is_red(pictures.seen(saved[0]), 0.4, 0.1)


def test_a_picture_that_was_gone_is_said_to_be(
    player, stranger, download, upload, make_character, make_picture, signed_in
):
    anna = make_character(player)
    key = make_picture(anna, "face")
    path = Path(signed_in(player).application.config["SETTINGS"].portraits)
    (path / file_of(key, "large")).unlink()
    archive = download(player)
    assert read_export(archive)["characters"][0]["portraits"]["face"]["file"] is None
    answer = upload(stranger, make_zip(read_export(archive)))
    said = page(signed_in(stranger).get(answer.headers["Location"])).text()
    assert "1 picture was not in the file" in said


def test_with_the_place_of_pictures_away_nothing_is_handed_over_half(
    signed_in, player, make_character, make_picture, monkeypatch, connection
):
    make_picture(make_character(player), "face")

    def away(*_: Any) -> bytes:
        raise PermissionError

    monkeypatch.setattr(storage.Folder, "get", away)
    assert signed_in(player).post("/account/export").status_code == 503
    assert connection.execute("SELECT FROM audit").fetchall() == []


def test_with_the_place_of_pictures_away_nothing_comes_in(upload, player, count, monkeypatch):
    def away(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr(storage.Folder, "put", away)
    answer = upload(player, make_zip(export(SHOWN), FILES))
    assert (answer.status_code, answer.headers["Retry-After"], count("characters")) == (503, "60", 0)


@pytest.mark.parametrize("failure", [RuntimeError, SystemExit])
def test_files_go_when_opening_the_next_picture_breaks(upload, player, count, folder, monkeypatch, failure):
    two = ANNA | {"portraits": {slot: FACE | {"file": f"portraits/1/{slot}.webp"} for slot in ("body", "face")}}
    content = make_zip(export(two), {f"portraits/1/{slot}.webp": pictures.file("WEBP") for slot in ("body", "face")})
    keep = storage.save

    def break_then(*args: Any) -> None:
        if files(folder):
            raise failure
        keep(*args)

    monkeypatch.setattr(storage, "save", break_then)
    if failure is SystemExit:
        with pytest.raises(SystemExit):
            upload(player, content)
    else:
        assert upload(player, content).status_code == 500
    assert (count("characters"), files(folder)) == (0, set())


def test_files_go_when_the_session_ended_while_pictures_were_opened(
    upload, player, count, folder, monkeypatch, connection
):
    keep = storage.save

    def keep_and_end(*args: Any) -> None:
        keep(*args)
        connection.execute("DELETE FROM sessions")

    monkeypatch.setattr(storage, "save", keep_and_end)
    answer = upload(player, make_zip(export(SHOWN), FILES))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=/")
    assert (count("characters"), files(folder)) == (0, set())


def test_when_the_database_does_not_say_the_files_wait_for_the_sweep(
    committed, upload, player, count, folder, monkeypatch
):
    transaction = db.transaction

    def lost(**how: Any) -> Any:
        raise Unavailable

    monkeypatch.setattr(db, "transaction", lost)
    assert upload(player, make_zip(export(SHOWN), FILES)).status_code == 503
    monkeypatch.setattr(db, "transaction", transaction)
    assert (count("characters"), len(files(folder))) == (0, 2)
    age(folder, 2)
    assert "Removed 2 of 2 files." in sweep(committed)
    assert files(folder) == set()


def test_an_import_is_one_statement_for_each_character_and_as_many_others_however_much_it_brings(
    upload, player, statements
):
    others = []
    for people in (1, 30):
        statements.clear()
        assert upload(player, make_zip(export(*[ANNA] * people))).status_code == 303
        assert statements.count(CREATE) == people
        others.append(len(statements) - people)
    assert others[0] == others[1]


def test_an_export_is_one_reading_however_much_there_is(download, player, make_character, everybody, statements):
    counted = []
    for fill_sheet in (lambda: make_character(player), lambda: everybody(player)):
        fill_sheet()
        statements.clear()
        download(player)
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_both_are_told_to_whom_they_concern(upload, download, player, connection):
    download(player)
    upload(player, make_zip(export(SHOWN, ANNA), FILES))
    rows = connection.execute("SELECT what, facts FROM audit WHERE user_id = %s ORDER BY id", [player.id]).fetchall()
    assert [tuple(row) for row in rows] == [("exported", {}), ("imported", {"characters": 2, "pictures": 1})]


def test_a_file_larger_than_there_is_room_for_is_refused_unread(signed_in, player):
    announced = {"CONTENT_LENGTH": str(102 * MEGABYTE), "CONTENT_TYPE": "multipart/form-data; boundary=a"}
    answer = signed_in(player).post("/account/import", environ_overrides=announced)
    assert answer.status_code == 413
    assert names(page(answer), "#problems .problem") == ["A file may have 100 megabytes."]


def test_the_page_shows_nothing_of_anybody_elses_import(upload, player, stranger, signed_in):
    came = upload(player, make_zip(export())).headers["Location"]
    assert "Anna" not in signed_in(stranger).get(came).text


def test_the_account_page_leads_to_both(signed_in, player):
    shown = page(signed_in(player).get("/account"))
    assert names(shown, "form[action='/account/export'] button") == ["Export everything"]
    assert names(shown, "a[href='/account/import']") == ["Import"]


def test_an_export_is_one_moment_while_somebody_writes(committed, player, make_character, signed_in, download):
    anna = make_character(player)

    def click() -> None:
        browser = signed_in(player)
        for dots in (1, 2, 3, 4, 5) * 6:
            browser.post(f"{anna.path}/ratings/wits", data={"dots": dots}, headers={"HX-Request": "true"})

    archives: list[ZipFile] = [one for one in together([click, *[lambda: download(player)] * 3]) if one]
    for archive in archives:
        lines = archive.read("changes.jsonl").splitlines() if "changes.jsonl" in archive.namelist() else []
        ratings = read_export(archive)["characters"][0]["ratings"]
        assert ratings.get("wits") == (json.loads(lines[-1])["now"]["wits"] if lines else None)
    with connected(committed) as connection:
        assert connection.execute("SELECT FROM audit WHERE what = 'exported'").rowcount == 3
