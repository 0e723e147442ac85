"""A copy of a character brings its pictures along, as files of its own."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.factories import Character
from tests.markup import JSON, page
from tests.portraits.conftest import files
from wodsheet.portraits import storage


@pytest.fixture
def clone(signed_in, connection):
    """Copy a character; the answer and the copy."""

    def clone(anna, key: str | None = None, **how):
        answer = signed_in(anna.owner).post(f"{anna.path}/clone", data={"form_key": key or str(uuid4())}, **how)
        (newest,) = connection.execute("SELECT max(id) FROM characters").fetchone()
        return answer, Character(newest, anna.line, anna.owner)

    return clone


def pictures(connection, character):
    return connection.execute(
        "SELECT * FROM portraits WHERE character_id = %s ORDER BY slot", [character.id]
    ).fetchall()


def test_a_copy_has_the_same_pictures_in_files_of_its_own(signed_in, anna, send, clone, connection, folder):
    send(anna, "face")
    send(anna, "own2")
    browser = signed_in(anna.owner)
    browser.post(f"{anna.path}/portraits/face/focus", data={"x": 20, "y": 70})
    browser.post(f"{anna.path}/portraits/face/texts/alt", data={"text": "She looks away"})
    answer, copy = clone(anna)
    assert answer.headers["Location"] == copy.path
    old, new = pictures(connection, anna), pictures(connection, copy)
    assert [(p.slot, p.alt, p.x, p.y, p.bytes, p.width) for p in new] == [
        (p.slot, p.alt, p.x, p.y, p.bytes, p.width) for p in old
    ]
    assert {p.key for p in old}.isdisjoint(p.key for p in new)
    assert len(files(folder)) == 8
    for size in "small", "large":
        here, there = (browser.get(f"{one.path}/portraits/face/{size}") for one in (anna, copy))
        assert here.data == there.data
    # What happens to one does not happen to the other.
    browser.post(f"{anna.path}/portraits/face/remove")
    assert browser.get(f"{copy.path}/portraits/face/large").status_code == 200


def test_a_copy_sent_twice_is_one_with_its_pictures_once(anna, send, clone, connection, folder):
    send(anna)
    key = str(uuid4())
    first, copy = clone(anna, key)
    again, same = clone(anna, key)
    assert first.headers["Location"] == again.headers["Location"] == copy.path
    assert same.id == copy.id
    assert len(files(folder)) == 4


def test_where_there_is_no_room_a_copy_comes_without_and_says_so(
    signed_in, anna, send, clone, rows, connection, folder, monkeypatch
):
    send(anna)
    used = rows()["face"].bytes
    monkeypatch.setattr("wodsheet.portraits.service.quota", lambda: 2 * used - 1)
    answer, copy = clone(anna)
    assert answer.headers["Location"].startswith(f"{copy.path}/portraits")
    album = signed_in(anna.owner).get(answer.headers["Location"])
    assert "did not come along" in page(album).css_first("[role=alert]").text()
    assert pictures(connection, copy) == []
    assert len(files(folder)) == 2
    for_a_program, _ = clone(anna, headers=JSON)
    assert (for_a_program.status_code, "portraits" in for_a_program.headers["Location"]) == (201, False)
    signed_in(anna.owner).post(f"{copy.path}/archive")
    monkeypatch.setattr("wodsheet.portraits.service.quota", lambda: 2 * used)
    _, copy = clone(anna)
    assert len(pictures(connection, copy)) == 1


def test_a_full_roster_leaves_no_file_behind(anna, send, clone, make_character, folder):
    send(anna)
    for _ in range(2):
        make_character(anna.owner)
    answer, _ = clone(anna)
    assert answer.status_code == 409
    assert len(files(folder)) == 2


def test_a_picture_whose_file_is_gone_is_left_out(anna, send, clone, connection, folder, rows):
    send(anna, "face")
    send(anna, "body")
    (folder / f"{rows()['face'].key}.large.webp").unlink()
    answer, copy = clone(anna)
    assert answer.status_code == 303
    assert [picture.slot for picture in pictures(connection, copy)] == ["body"]


def test_where_pictures_cannot_be_saved_nothing_is_copied(anna, send, clone, connection, folder, monkeypatch):
    send(anna, "face")
    send(anna, "body")
    put, many = storage.Folder.put, []

    def full(place, file, content):
        many.append(file)
        if len(many) == 3:
            raise OSError(28, "No space left on device")
        put(place, file, content)

    monkeypatch.setattr(storage.Folder, "put", full)
    answer, copy = clone(anna)
    assert answer.status_code == 503
    assert copy.id == anna.id
    assert len(files(folder)) == 4
