"""A picture file that is damaged on disk, or in a file that comes in: left out and named, and all else is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories import pictures
from tests.markup import names, page
from tests.transfer.conftest import make_zip, read_export
from wodsheet.portraits import file_of, is_whole

HARMS: dict[str, Callable[[Path], Any]] = {
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-100]),
    "empty": lambda file: file.write_bytes(b""),
    "foreign": lambda file: file.write_bytes(b"<html>404</html>"),
    "zeros": lambda file: file.write_bytes(bytes(len(file.read_bytes()))),
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"more"),
    "gone": lambda file: file.unlink(),
}


@pytest.fixture
def harmed(request, player, make_character, make_picture, folder) -> str:
    """Two pictures of Anna, the file of her face harmed; the harm."""
    anna = make_character(player)
    make_picture(anna, "body")
    HARMS[request.param](folder / file_of(make_picture(anna, "face"), "large"))
    return request.param


@pytest.mark.parametrize("harmed", HARMS, indirect=True)
def test_an_export_leaves_it_out_and_names_it_and_can_be_imported(
    harmed, player, stranger, download, upload, signed_in
):
    archive = download(player)
    export = read_export(archive)
    assert export["left_out"] == [{"character": "Anna", "slot": "face"}]
    assert export["characters"][0]["portraits"]["face"]["file"] is None
    assert [name for name in archive.namelist() if name.startswith("portraits/")] == ["portraits/1/body.webp"]
    answer = upload(stranger, archive.fp.getvalue())
    assert answer.status_code == 303
    shown = page(signed_in(stranger).get(answer.headers["Location"])).text()
    assert "1 picture was not in the file" in shown


@pytest.mark.parametrize("harmed", HARMS, indirect=True)
def test_the_sweep_reports_it_with_and_without_dry_run(committed, harmed, app):
    fault = "gone" if harmed == "gone" else "damaged"
    for words in ((), ("--dry-run",)):
        swept = app.test_cli_runner().invoke(args=["sweep", "portraits", *words])
        assert swept.exit_code == 0, swept.output
        assert f"/portraits: the file of face is {fault}." in swept.output
        assert "body" not in swept.output


def test_pictures_that_are_whole_are_reported_by_nobody(player, make_character, make_picture, download):
    make_picture(make_character(player), "face")
    assert read_export(download(player))["left_out"] == []


@pytest.mark.parametrize("harm", ["cut off", "foreign", "not there"])
def test_an_import_takes_what_is_whole_and_names_what_is_not(
    harm, player, stranger, make_character, make_picture, download, upload, signed_in, connection
):
    for slot in ("face", "body"):
        make_picture(make_character(player, texts={"name": slot.title()}), slot)
    archive = download(player)
    files = {name: archive.read(name) for name in archive.namelist() if name.startswith("portraits/")}
    face = next(name for name in files if name.endswith("face.webp"))
    files[face] = {"cut off": files[face][:200], "foreign": b"<svg onload=alert(1)>", "not there": b""}[harm]
    if harm == "not there":
        del files[face]
    answer = upload(stranger, make_zip(read_export(archive), files))
    assert answer.status_code == 303
    shown = page(signed_in(stranger).get(answer.headers["Location"]))
    assert names(shown, ".came a") == ["Face", "Body"]
    assert "Face of Face could not be opened and was left out." in shown.text()
    asked = "SELECT slot FROM portraits p JOIN characters c ON c.id = character_id WHERE owner_id = %s"
    assert connection.execute(asked, [stranger.id]).fetchall() == [("body",)]


def test_whole_is_what_is_as_long_as_it_says():
    picture = pictures.file("WEBP")
    assert is_whole(picture)
    assert not any(map(is_whole, (b"", picture[:-1], picture + b"\0", b"RIFF", pictures.file("PNG"))))
