"""One character taken away from its sheet, and brought in by somebody else."""

from __future__ import annotations

import io
from uuid import uuid4
from zipfile import ZipFile

import pytest

from tests.markup import JSON, names, page
from tests.transfer.conftest import as_shown, read_export


@pytest.fixture
def take(signed_in):
    """Follow the link Export of a character's sheet; the answer."""

    def take(character):
        browser = signed_in(character.owner)
        link = page(browser.get(character.path)).css_first(f".ways a[href='{character.path}/export']")
        assert link.text() == "Export"
        return browser.get(link.attributes["href"], buffered=True)

    return take


def test_it_comes_in_elsewhere_as_it_was_with_pictures_and_ledger(
    take, everybody, player, stranger, upload, download, signed_in
):
    vampire = everybody(player)[0]
    answer = take(vampire)
    archive = ZipFile(io.BytesIO(answer.data))
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == ["portraits/1/face.webp", "portraits/1/own4.webp", "wodsheet.json"]
    whole = next(one for one in read_export(download(player))["characters"] if one["line"] == "vtm")
    (alone,) = read_export(archive)["characters"]
    assert {**alone, "portraits": alone["portraits"].keys()} == {**whole, "portraits": whole["portraits"].keys()}
    assert upload(stranger, answer.data).status_code == 303
    (brought,) = read_export(download(stranger))["characters"]
    # Whoever brings it in has written its ledger.
    ledger = [{**entry, "by": stranger.name} for entry in alone["experience"]]
    assert as_shown(brought) == as_shown({**alone, "experience": ledger})
    roster = page(signed_in(stranger).get("/"))
    assert names(roster, ".cards .card__name") == [whole["texts"]["name"]]


def test_it_says_nothing_of_its_player(take, everybody, player):
    export = read_export(ZipFile(io.BytesIO(take(everybody(player)[0]).data)))
    assert sorted(export) == ["characters", "format", "left_out", "preferences", "taken_at"]
    assert export["preferences"] is None


@pytest.mark.parametrize(
    ("name", "file"),
    [("Anna", "Anna "), ("A/B\\C: D?", "A B C  D "), ("...", "wodsheet "), ("Zoë", "Zo"), ("../../etc", "etc ")],
)
def test_the_file_has_the_name_of_the_character(take, make_character, name, file):
    answer = take(make_character(texts={"name": name}))
    assert f"filename={file}" in answer.headers["Content-Disposition"].replace('"', "").replace("=Zoe", "=Zo")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/zip", "no-store")
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_nobody_elses_is_given_away_and_nothing_is_written(signed_in, make_character, stranger, client, statements):
    anna = make_character()
    assert signed_in(stranger).get(f"{anna.path}/export").status_code == 404
    assert client.get(f"{anna.path}/export").headers["Location"].startswith("/login")
    browser, before = signed_in(anna.owner), len(statements)
    assert browser.get(f"{anna.path}/export", buffered=True).status_code == 200
    (only,) = statements[before:]
    assert "INSERT" not in only


def test_a_picture_that_is_gone_is_named(take, make_character, make_picture, folder):
    anna = make_character()
    key = make_picture(anna, "face")
    (folder / f"{key}.large.webp").unlink()
    export = read_export(ZipFile(io.BytesIO(take(anna).data)))
    assert export["left_out"] == [{"character": "Anna", "slot": "face"}]


def test_the_log_of_rolls_and_named_rolls_come_along(
    take, player, stranger, upload, download, signed_in, make_character
):
    anna = make_character(player, wits=3)
    browser, rolls = signed_in(player), f"{anna.path}/rolls"
    browser.post(rolls, data={"typed": "wits + 1", "test": "Night", "difficulty": "3", "form_key": str(uuid4())})
    fell = {"fell_regular": "2 3 10", "fell_special": "4", "what": "Fate", "form_key": str(uuid4())}
    fallen = browser.post(rolls, data=fell, headers=JSON).json["id"]
    browser.post(f"{rolls}/{fallen}/reroll", data={"dice": "0 1", "form_key": str(uuid4())})
    browser.post(f"{rolls}/{fallen}/difficulty", data={"difficulty": "4", "form_key": str(uuid4())})
    browser.post(f"{rolls}/named", data={"name": "Hide", "typed": "wits + stealth", "form_key": str(uuid4())})
    before = browser.get(rolls, headers=JSON).json["rolls"]
    content = take(anna).data
    (alone,) = read_export(ZipFile(io.BytesIO(content)))["characters"]
    assert upload(stranger, content).status_code == 303
    (brought,) = read_export(download(stranger))["characters"]
    assert brought["rolls"] == [{**roll, "by": stranger.name} for roll in alone["rolls"]]
    assert (brought["named_rolls"], len(alone["named_rolls"])) == (alone["named_rolls"], 1)
    place = page(signed_in(stranger).get("/")).css_first(".cards a").attributes["href"]
    after = signed_in(stranger).get(f"{place}/rolls", headers=JSON).json["rolls"]
    shown = ("at", "what", "traits", "regular", "special", "successes", "difficulty", "outcome", "test", "fell")
    assert [{name: one[name] for name in shown} for one in after] == [
        {name: one[name] for name in shown} for one in before
    ]
    assert after[0]["rerolled"]["regular"] == [2, 3, 10]
    assert {one["hand"] for one in after} == {"import"}
