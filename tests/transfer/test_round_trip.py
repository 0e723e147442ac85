"""Taken away and brought in again: nothing is lost, and nothing is another thing afterwards."""

from __future__ import annotations

import io
import re
from typing import Any
from zipfile import ZipFile

import pytest

from tests.factories import Player
from tests.factories.pictures import seen
from tests.markup import names, page
from tests.transfer.conftest import as_shown, make_zip, read_export

PAGES = ("", "/print", "/experience", "/portraits")
# What is the copy's own: addresses, ids, keys, and marks made of any of them.
OWN = [
    # Before the ids: it may begin like one.
    (re.compile(r"[0-9a-f]{16}(?=\\)"), "ETAG"),
    (re.compile(r"/(vtm|htr|wta)/\d+"), r"/\1/ID"),
    (re.compile(r"roll=\d+-"), "roll=N-"),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "FORM-KEY"),
    (re.compile(r"key=[0-9a-f]{32}"), "key=KEY"),
    (re.compile(r"(/lists/[a-z]+/|(?:edit|under)=)\d+"), r"\1N"),
    (re.compile(r"((?:about|against|back|drawn|entry|how|level|naming|own|steps|tools)-)\d+"), r"\1N"),
    (re.compile(r"((?:add|adding|entries)-[a-z]+-)\d+"), r"\1N"),
    (re.compile(r"(?<=[-#\"])e\d+"), "eN"),
    (re.compile(r'(name="(?:entry|under)"\s+value=")\d+'), r"\1N"),
]


def plain(text: str, whose: Player) -> str:
    """A page without what is the copy's own, and without the name of whoever wrote in its ledger."""
    for pattern, instead in OWN:
        text = pattern.sub(instead, text)
    return text.replace(f">{whose.name}<", ">PLAYER<")


@pytest.fixture
def moved(player, stranger, everybody, download, upload, connection) -> tuple[list[Any], list[Any], ZipFile]:
    """The characters of somebody who has everything, those that another made of them, and the file."""
    mine = everybody(player)
    archive = download(player)
    archive.fp.seek(0)
    answer = upload(stranger, archive.fp.read())
    assert answer.status_code == 303, answer.text
    theirs = connection.execute("SELECT id, line FROM characters WHERE owner_id = %s ORDER BY id", [stranger.id])
    return mine, theirs.fetchall(), archive


@pytest.mark.no_cover
def test_every_page_of_every_character_is_the_same(moved, player, stranger, signed_in):
    mine, theirs, _ = moved
    here, there = signed_in(player), signed_in(stranger)
    assert len(mine) == len(theirs)
    for old, new in zip(mine, theirs, strict=True):
        for path in PAGES:
            before, after = here.get(old.path + path), there.get(f"/{new.line}/{new.id}{path}")
            assert before.status_code == after.status_code
            assert plain(before.text, player) == plain(after.text, stranger), old.path + path


def test_what_is_taken_from_there_is_what_was_brought(moved, stranger, download):
    _, _, first = moved
    second = download(stranger)
    before, after = read_export(first), read_export(second)
    for gone in (before, after):
        for told_once in ("taken_at", "player", "tokens"):
            del gone[told_once]
        for character in gone["characters"]:
            character["deleted_at"] = character["deleted_at"] and "some time"
            for entry in character["experience"]:
                del entry["by"]
        gone["characters"] = [as_shown(character) for character in gone["characters"]]
    assert before == after
    for name in (name for name in first.namelist() if name.endswith(".webp")):
        assert seen(first.read(name)).size == seen(second.read(name)).size == (300, 200)


def test_the_roster_shows_them_as_they_were(moved, player, stranger, signed_in):
    rosters = [page(signed_in(one).get("/")) for one in (player, stranger)]
    for marks in (".card h3", ".card", "main h2"):
        before, after = (names(roster, marks) for roster in rosters)
        assert before == after
    assert names(rosters[0], "main h2")


def test_what_did_not_come_with_it_is_neither_history_nor_tokens(moved, stranger, connection):
    asked = (
        "SELECT (SELECT count(*) FROM tokens WHERE user_id = %(user)s) + (SELECT count(*) FROM changes c JOIN"
        " characters ON characters.id = c.character_id WHERE owner_id = %(user)s) AS many"
    )
    assert connection.execute(asked, {"user": stranger.id}).fetchone().many == 0


def test_a_file_brought_in_beside_preferences_leaves_them(player, stranger, everybody, download, upload, connection):
    everybody(player)
    connection.execute("INSERT INTO user_preferences (user_id, theme) VALUES (%s, 'light')", [stranger.id])
    export = read_export(download(player)) | {"characters": []}
    assert upload(stranger, make_zip(export)).status_code == 303
    row = connection.execute("SELECT theme, paper FROM user_preferences WHERE user_id = %s", [stranger.id]).fetchone()
    assert (row.theme, row.paper) == ("light", "a4")


def test_heights_of_entries_stay_behind_and_those_of_the_sheet_come(player, stranger, download, upload, connection):
    connection.execute(
        "INSERT INTO user_preferences (user_id, heights) VALUES (%s, %s)",
        [player.id, '{"text-e12-note": 99, "text-notes": 246}'],
    )
    archive = download(player)
    upload(stranger, make_zip(read_export(archive)))
    row = connection.execute("SELECT heights FROM user_preferences WHERE user_id = %s", [stranger.id]).fetchone()
    assert row.heights == {"text-notes": 246}


def test_whoever_is_deleted_can_still_be_brought_back(moved, connection, stranger):
    asked = "SELECT deleted_at = now() AS anew FROM characters WHERE owner_id = %s AND deleted_at IS NOT NULL"
    assert [row.anew for row in connection.execute(asked, [stranger.id])] == [True]


def test_the_file_is_called_by_its_day_and_kept_by_nobody(signed_in, player):
    answer = signed_in(player).post("/account/export", buffered=True)
    assert re.fullmatch(r"attachment; filename=wodsheet-\d{4}-\d\d-\d\d\.zip", answer.headers["Content-Disposition"])
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/zip", "no-store")
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert ZipFile(io.BytesIO(answer.data)).testzip() is None
