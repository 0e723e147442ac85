"""Where pictures lie: a folder and a bucket do the same, and when they cannot, that is said and nothing lost."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from PIL import Image

from tests.disks import full_disk, little_room, read_only_disk
from tests.factories import pictures
from tests.markup import JSON, page
from tests.portraits.conftest import files, files_of
from wodsheet.portraits import storage
from wodsheet.portraits.storage import Bucket, Folder, Place, place_of
from wodsheet.problems import NoStorage
from wodsheet.settings import Settings

KEY = "0123456789abcdef0123456789abcdef"
SMALL, LARGE = f"{KEY}.small.webp", f"{KEY}.large.webp"


@pytest.fixture(scope="session")
def s3() -> Iterator[tuple[ThreadedMotoServer, str]]:
    """Something that speaks S3 on this computer, with a bucket "pictures"; and its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    with urllib.request.urlopen(urllib.request.Request(f"{address}/pictures", method="PUT")):
        pass
    yield server, address
    server.stop()


@pytest.fixture
def bucket(s3: tuple[ThreadedMotoServer, str], monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A bucket as an operator names it."""
    told = {"AWS_ENDPOINT_URL": s3[1], "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    for name, words in told.items():
        monkeypatch.setenv(name, words)
    place = place_of("s3://pictures/of/players")
    assert isinstance(place, Bucket)
    place.remove([file for file, _ in place.there()])
    return place


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each kind of place, empty."""
    if request.param == "bucket":
        return request.getfixturevalue("bucket")
    (tmp_path / "pictures").mkdir()
    return place_of(str(tmp_path / "pictures"))


def test_what_is_put_there_is_there_until_it_is_removed(place):
    place.put(SMALL, b"small")
    place.put(LARGE, b"large" * 50_000)
    assert place.get(SMALL) == b"small"
    there = dict(place.there())
    assert set(there) == {SMALL, LARGE}
    assert all(-5 < age < 60 for age in there.values())
    place.remove([SMALL, LARGE])
    place.remove([SMALL])
    assert list(place.there()) == []
    with pytest.raises(FileNotFoundError):
        place.get(SMALL)


def test_a_player_sees_pictures_wherever_they_lie(app, place, signed_in, anna, send, monkeypatch):
    monkeypatch.setitem(app.extensions, "portraits", place)
    assert send(anna).status_code == 303
    browser = signed_in(anna.owner)
    assert pictures.seen(browser.get(f"{anna.path}/portraits/face/large").data).size == (90, 60)
    browser.post(f"{anna.path}/portraits/face/focus", data={"x": "0", "y": "0"})
    assert browser.get(f"{anna.path}/portraits/face/small").status_code == 200
    assert len(list(place.there())) == 2
    browser.post(f"{anna.path}/portraits/face/remove")
    assert list(place.there()) == []


# Places that cannot.


def a_file(tmp_path: Path) -> Folder:
    (tmp_path / "file").touch()
    return Folder(tmp_path / "file")


BROKEN: dict[str, Callable[[Path], Place]] = {
    "a volume that is missing": lambda tmp_path: Folder(tmp_path / "volume" / "portraits"),
    "a volume that takes no files": lambda tmp_path: Folder(Path("/proc/portraits")),
    "a file where the folder should be": a_file,
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_place_that_cannot_keep_is_said_and_nothing_is_lost(app, anna, send, rows, tmp_path, monkeypatch, broken):
    send(anna)
    before = rows()
    monkeypatch.setitem(app.extensions, "portraits", BROKEN[broken](tmp_path))
    answer = send(anna, htmx=True)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert page(answer).css_first("#problem-face").text() == storage.NoPlace.description
    assert rows() == before


@pytest.mark.parametrize("broken", BROKEN)
def test_the_sheet_goes_on_without_its_pictures(app, signed_in, anna, send, tmp_path, monkeypatch, click, broken):
    send(anna)
    monkeypatch.setitem(app.extensions, "portraits", BROKEN[broken](tmp_path))
    browser = signed_in(anna.owner)
    for path in ("/", anna.path, f"{anna.path}/portraits"):
        assert browser.get(path).status_code == 200
    assert click(anna, "strength", 3).status_code == 200
    assert browser.get(f"{anna.path}/portraits/face/small").status_code in (404, 503)
    assert browser.post(f"{anna.path}/portraits/face/remove").status_code == 303


def test_a_full_disk_keeps_nothing_by_halves(anna, send, rows, folder):
    tile = Image.effect_noise((16, 16), 120)
    pattern = Image.new("RGB", (640, 800))
    for number in range(2000):
        pattern.paste(tile, (number % 40 * 16, number // 40 * 16))
    content = pictures.file("PNG", pattern)
    assert send(anna, content=content).status_code == 303
    before, most = rows(), len(content) + 1000
    assert most < max(path.stat().st_size for path in folder.glob("*.small.webp"))
    with little_room(most):
        answer = send(anna, content=content, htmx=True)
    assert answer.status_code == 503
    assert rows() == before
    assert files(folder) == files_of(before)


@pytest.mark.parametrize("disk", [full_disk, read_only_disk])
def test_a_disk_of_pictures_that_takes_none_is_said_and_nothing_is_lost(
    app, anna, send, rows, signed_in, tmp_path, monkeypatch, disk
):
    with disk(tmp_path / "disk") as folder:
        monkeypatch.setitem(app.extensions, "portraits", Folder(folder))
        answer = send(anna, content=pictures.file("PNG", Image.effect_noise((200, 200), 120)), htmx=True)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
        assert page(answer).css_first("#problem-face").text() == storage.NoPlace.description
        assert rows() == {}
        assert files(folder) <= {"other"}


# Werkzeug holds half a megabyte of a form in memory. It leaves its file to the garbage collector, where Python tries to
# write it once more.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("padding", [0, 600_000])
def test_a_picture_waits_for_temporary_room(anna, send, rows, lose_temporary_files, padding):
    lose_temporary_files()
    answer = send(anna, content=pictures.file("GIF") + bytes(padding), htmx=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert page(answer).css_first("#problem-face").text() == NoStorage.description
    assert rows() == {}


def test_another_focus_waits_for_temporary_room(anna, send, rows, signed_in, lose_temporary_files):
    send(anna, content=pictures.file("PNG", Image.effect_noise((200, 200), 120)))
    before = rows()
    lose_temporary_files()
    answer = signed_in(anna.owner).post(f"{anna.path}/portraits/face/focus", data={"x": "0", "y": "0"}, headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (503, NoStorage.description)
    assert rows() == before


def test_a_bucket_that_is_away_is_said_soon(app, anna, send, rows, bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setitem(app.extensions, "portraits", place_of("s3://pictures"))
    assert send(anna).status_code == 503
    assert rows() == {}


def test_a_bucket_that_is_not_there_is_said(app, anna, send, bucket, monkeypatch):
    monkeypatch.setitem(app.extensions, "portraits", place_of("s3://no-such-bucket"))
    assert send(anna).status_code == 503


def test_old_files_that_cannot_be_removed_hinder_nobody(anna, send, rows, folder, monkeypatch):
    send(anna)

    def fail(self, files):
        raise OSError

    monkeypatch.setattr(Folder, "remove", fail)
    assert send(anna).status_code == 303
    assert files_of(rows()) < files(folder)


def test_what_fails_is_logged_without_paths(app, anna, send, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(app.extensions, "portraits", BROKEN["a volume that is missing"](tmp_path))
    send(anna)
    said = capsys.readouterr().err
    assert "pictures not kept" in said
    assert str(tmp_path) not in said


# What an operator may say.


def test_pictures_lie_below_the_data_folder_unless_said_otherwise(tmp_path):
    own = {"DATA_DIR": str(tmp_path), "SECRET_KEY": "x" * 32}
    assert Settings.read(own).portraits == str(tmp_path / "portraits")
    assert Settings.read(own | {"PORTRAITS": "/volume/faces"}).portraits == "/volume/faces"
    assert Settings.read(own | {"PORTRAITS": "s3://bucket/faces"}).portraits == "s3://bucket/faces"


@pytest.mark.parametrize(
    ("name", "words"),
    [("PORTRAITS", "https://example.org/faces"), ("PORTRAITS", "ftp://x"), ("PORTRAIT_QUOTA", "50MB")],
)
def test_a_wrong_place_is_refused(capsys, tmp_path, name, words):
    with pytest.raises(SystemExit):
        Settings.read({"DATA_DIR": str(tmp_path), name: words})
    assert f"- {name} is " in capsys.readouterr().err
