"""A host without room for temporary files: 503, with the time to come back, and nothing done or recorded by halves."""

from __future__ import annotations

import http.client
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import psycopg
import pytest

from tests.disks import small_disk
from tests.markup import JSON, page
from tests.serving import serving
from tests.transfer.conftest import make_zip
from tests.transfer.test_hostile_files import export
from tests.waiting import eventually
from wodsheet.problems import NoStorage


@pytest.fixture
def recorded(connection: psycopg.Connection[Any]) -> Callable[[], list[str]]:
    """What the audit trail has."""
    return lambda: [row.what for row in connection.execute("SELECT what FROM audit ORDER BY id").fetchall()]


# Werkzeug leaves its file to the garbage collector, where Python tries once more to write it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_an_import_waits_for_room(player, upload, lose_temporary_files, connection, recorded):
    content = make_zip(export(), {f"portraits/{number}/face.webp": bytes(600_000) for number in (1, 2)})
    lose_temporary_files()
    answer = upload(player, content)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert page(answer).css_first("#problems .problem").text().strip() == NoStorage.description
    assert connection.execute("SELECT FROM characters").fetchall() == []
    assert recorded() == []


def test_an_export_waits_for_room_and_is_recorded_once_it_was_made(
    player, everybody, signed_in, lose_temporary_files, recorded
):
    everybody(player)
    assert signed_in(player).post("/account/export", buffered=True).status_code == 200
    before = recorded()
    assert before[-1] == "exported"
    lose_temporary_files()
    answer = signed_in(player).post("/account/export", headers=JSON)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.json["error"] == NoStorage.description
    assert recorded() == before


def fills(file: Path, size: int) -> bool:
    """Whether a file of so many bytes has room: the server closes its own a moment after it was read."""
    try:
        file.write_bytes(bytes(size))
    except OSError:
        return False
    return True


DISK = 256  # kilobytes; the export is some sixty


def test_no_export_is_cut_off_whatever_room_there_is(committed, player, signed_in, everybody, recorded, tmp_path):
    """By the server as it is deployed: it reads the file by its number, as the tests' own client does not."""
    everybody(player)
    cookie = {"Cookie": f"wodsheet={signed_in(player).get_cookie('wodsheet').value}", **JSON}
    settings = committed.config["SETTINGS"]
    own = {"SECRET_KEY": settings.secret_keys[0], "PORTRAITS": settings.portraits, "WEB_CONCURRENCY": "1"}
    statuses = []
    with (
        small_disk(tmp_path / "disk", DISK) as disk,
        serving(settings.database_direct_url, tmp_path, TMPDIR=str(disk), **own) as address,
    ):
        # From much to none: a disk that is full when it is first looked at is not chosen for temporary files.
        for room in (200, 48, 32, 16, 4, 0):
            eventually(partial(fills, disk / "other", (DISK - room) * 1024))
            before = len(recorded())
            line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
            line.request("POST", "/account/export", headers=cookie)
            answer = line.getresponse()
            content = answer.read()  # raises IncompleteRead for one that is cut off
            line.close()
            statuses.append(answer.status)
            assert len(recorded()) == before + (answer.status == 200)
            if answer.status == 200:
                assert ZipFile(io.BytesIO(content)).testzip() is None
            else:
                assert answer.headers["Retry-After"] == "60"
    assert set(statuses) == {200, 503}
