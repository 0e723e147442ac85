"""A stranger's file: whatever is wrong with it is said in a sentence, and nothing comes of it."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from copy import deepcopy
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from tests.factories import pictures
from tests.markup import names, page
from tests.transfer.conftest import EVERYTHING, make_zip
from wodsheet.portraits import SLOTS
from wodsheet.pregens import PREGENS
from wodsheet.transfer import FORMAT, MOST_CHARACTERS, archive

SINCE = "2026-01-02T03:04:05.000006+00:00"
FACE = {"alias": "", "alt": "", "x": 50, "y": 50, "width": 9, "height": 6, "at": SINCE}
ROLL = {"at": SINCE, "regular": [10, 3], "special": [1]}
ANNA = {
    "line": "vtm",
    "ratings": {"strength": 3},
    "texts": {"name": "Anna"},
    "entries": {"disciplines": [{"name": "Auspex", "dots": 2, "texts": {}, "inside": [{"name": "Premonition"}]}]},
    "experience": [
        {"kind": "earned", "amount": 9, "reason": "A night", "day": "2026-01-02", "at": SINCE, "corrects": None},
        {"kind": "correction", "amount": -9, "reason": "A night", "day": "2026-01-02", "at": SINCE, "corrects": 1},
    ],
    "portraits": {},
    "epitaph": "",
    "created_at": SINCE,
    "changed_at": SINCE,
    "archived_at": None,
    "died_at": None,
    "deleted_at": None,
}


def export(*characters: Any, **more: Any) -> dict[str, Any]:
    return {"format": FORMAT, "characters": list(characters or [ANNA]), "preferences": None} | more


def anna(*path: str | int, now: Any) -> bytes:
    """A file with Anna, of whom something is otherwise."""
    character = deepcopy(ANNA)
    place: Any = character
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = now
    return make_zip(export(character))


@pytest.fixture
def refused(upload, player, connection) -> Callable[..., str]:
    """Bring a file in that is refused; what is said. Nothing is there afterwards."""

    def refused(content: bytes, status: int = 422) -> str:
        answer = upload(player, content)
        assert answer.status_code == status, answer.text
        asked = "SELECT (SELECT count(*) FROM characters) + (SELECT count(*) FROM user_preferences) AS many"
        assert connection.execute(asked).fetchone().many == 0
        said = names(page(answer), "#problems .problem")
        assert said
        return " ".join(said)

    return refused


def test_a_plain_file_comes_in(upload, player, signed_in):
    answer = upload(player, make_zip(export()))
    assert answer.status_code == 303
    shown = page(signed_in(player).get(answer.headers["Location"]))
    assert names(shown, "[role=status] li a") == ["Anna"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-01-02T00:00:00+23:59", "2026-01-01T00:01:00+00:00"),
        ("2026-01-01T00:00:00-23:59", "2026-01-01T23:59:00+00:00"),
        ("2026-01-02T04:04:05.000006+01:00:00.5", "2026-01-02T03:04:04.500006+00:00"),
    ],
)
def test_a_character_was_made_at_the_same_moment_however_far_away_the_clock_stood(
    upload, player, connection, written, meant
):
    assert upload(player, anna("created_at", now=written)).status_code == 303
    row = connection.execute("SELECT created_at = %s::timestamptz AS same FROM characters", [meant]).fetchone()
    assert row.same


# --- What is no ZIP of ours -----------------------------------------------------------------------------------------


def zipped(*members: tuple[str | ZipInfo, bytes], how: int = ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", how) as archive:
        archive.comment = comment
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def with_bit(content: bytes, bit: int) -> bytes:
    """The same ZIP, its first member flagged in both places where that is said."""
    flagged = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.index(mark) + at] |= bit
    return bytes(flagged)


JSON = (EVERYTHING, json.dumps(export()).encode())


def many(count: int) -> bytes:
    """A ZIP whose directory has so many members, which are all the same."""
    local = zipped(JSON)
    entry = local[local.index(b"PK\x01\x02") : local.index(b"PK\x05\x06")]
    start = local.index(b"PK\x01\x02")
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(entry) * count, start, 0)
    return local[:start] + entry * count + end


def many_by_long_numbers(count: int) -> bytes:
    """The same with the record that large ZIPs have, so that the usual one may say that there is nothing."""
    plain = many(count)
    start, end = plain.index(b"PK\x01\x02"), len(plain) - 22
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, end - start, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return plain[:end] + record + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"PK",
        make_zip(export())[:-30],
        make_zip(export())[40:],
        make_zip(export()) + b"more",
        zipped(JSON, comment=b"mine")[:-1],
        zipped(JSON, comment=b"mine") + b"!",
        zipped(JSON, ("inner/wodsheet.json", JSON[1])),
        zipped(JSON, ("portraits/", b"not a folder")),
        zipped(JSON, ("other/", b"")),
        zipped((f"a/{EVERYTHING}", JSON[1]), (f"b/{EVERYTHING}", JSON[1])),
        zipped((f"a/{EVERYTHING}", JSON[1]), ("portraits/1/nose.webp", b"")),
        zipped(("other.json", b"{}")),
        zipped(JSON, ("../../etc/passwd", b"root")),
        zipped(JSON, ("/etc/passwd", b"root")),
        zipped(JSON, ("portraits/1/../2/face.webp", b"root")),
        zipped(JSON, ("portraits\\1\\face.webp", b"root")),
        zipped(JSON, ("portraits/1/face.webp/", b"")),
        zipped(JSON, ("portraits/0/face.webp", b"")),
        zipped(JSON, ("portraits/1/nose.webp", b"")),
        zipped(JSON, (f"portraits/{MOST_CHARACTERS + 1}/face.webp", b"")),
        zipped(JSON, ("inner.zip", zipped(JSON))),
        zipped(JSON, how=ZIP_LZMA),
        with_bit(zipped(JSON), 0x1),
        with_bit(zipped(JSON), 0x20),
        many(2),
        many(1_000_000),
        many_by_long_numbers(1_000_000),
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_what_is_no_export_is_refused(refused, content):
    assert "This is" in refused(content) or "This file is" in refused(content)


def with_comment(content: bytes, comment: bytes) -> bytes:
    """The same ZIP with a comment behind it."""
    return content[:-2] + struct.pack("<H", len(comment)) + comment


@pytest.mark.no_cover
@pytest.mark.parametrize("lying", [many, many_by_long_numbers])
@pytest.mark.parametrize("comment", [b"", b"mine", b"x" * 0xFFFF])
def test_a_directory_of_a_million_is_refused_before_it_is_read(monkeypatch, refused, lying, comment):
    monkeypatch.setattr(archive, "ZipFile", lambda *_: pytest.fail("the directory was read"))
    refused(with_comment(lying(1_000_000), comment))


def test_a_record_within_a_comment_does_not_hide_the_true_one(monkeypatch, refused):
    monkeypatch.setattr(archive, "ZipFile", lambda *_: pytest.fail("the directory was read"))
    harmless = zipped(JSON)[-22:]
    refused(with_comment(many(1_000_000), harmless[:-2] + b"\x01\x00"))


AROUND = "wodsheet 2026/"


@pytest.mark.parametrize(
    "content",
    [
        zipped(JSON, comment=b"mine"),
        zipped(JSON, comment=b"x" * 0xFFFF),
        zipped(JSON, comment=b"ends with nothing\0\0"),
        zipped(("portraits/", b""), ("portraits/1/", b""), JSON),
        zipped(
            (AROUND, b""), (AROUND + EVERYTHING, JSON[1]), (f"{AROUND}portraits/", b""), (f"{AROUND}audit.jsonl", b"")
        ),
        zipped((f"a/b/{EVERYTHING}", JSON[1]), ("a/", b""), ("a/b/", b"")),
        zipped(
            (AROUND + EVERYTHING, JSON[1]),
            (f"{AROUND}.DS_Store", b"\0"),
            (f"__MACOSX/{AROUND}._{EVERYTHING}", b"\0"),
            ("__MACOSX/", b""),
            (f"{AROUND}portraits/Thumbs.db", b"\0"),
        ),
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_an_export_that_was_packed_again_comes_in(upload, player, connection, content):
    assert upload(player, content).status_code == 303
    assert connection.execute("SELECT name FROM characters").fetchone().name == "Anna"


def test_pictures_come_in_from_a_folder_too(upload, player, connection):
    portraits = {"face": FACE | {"file": "portraits/1/face.webp"}}
    whole = json.dumps(export(ANNA | {"portraits": portraits})).encode()
    content = zipped((AROUND + EVERYTHING, whole), (f"{AROUND}portraits/1/face.webp", pictures.file("WEBP")))
    assert upload(player, content).headers["Location"].endswith("&missing=0")
    assert connection.execute("SELECT count(*) AS many FROM portraits").fetchone().many == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b'{"name": "Anna", "type": "vampire", "system": {}, "_stats": {"systemId": "vtm5e"}}', "character of Foundry"),
        (b'{"name": "Anna"}', "JSON file of another program"),
        (JSON[1], "wodsheet.json alone"),
        (pictures.file("PNG"), "This is a picture"),
        (b"%PDF-1.7", "This is a PDF"),
        (zipped(("word/document.xml", b"")), "word processor"),
        (zipped(("manifest.json", b""), ("tables/users.copy", b"")), "backup of a whole server"),
        (zipped(JSON, ("notes.txt", b"")), "notes.txt in it is something else"),
    ],
)
def test_what_is_something_else_is_called_by_its_name(refused, content, said):
    assert said in refused(content)


def test_long_numbers_are_read_where_they_stand():
    with ZipFile(io.BytesIO(many_by_long_numbers(1000))) as archive:
        assert len(archive.infolist()) == 1000


def test_a_form_without_a_file_is_refused(player, signed_in):
    answer = signed_in(player).post("/account/import", data={"form_key": "0" * 8 + "-0000-0000-0000-" + "0" * 12})
    assert (answer.status_code, names(page(answer), "#problems .problem")) == (422, ["Choose one file."])


def test_what_unpacks_to_gigabytes_is_refused_by_what_it_says(refused):
    zeros = bytes(101_000_000)
    bomb = zipped(JSON, *((f"portraits/{n}/face.webp", zeros) for n in (1, 2, 3)))
    assert len(bomb) < 1_000_000
    assert "300 megabytes" in refused(bomb)


def test_a_member_that_lies_about_its_size_is_read_no_further(refused):
    small, large = len(JSON[1]), zipped((EVERYTHING, JSON[1] + b" " * 10_000_000))
    lying = large.replace(struct.pack("<L", small + 10_000_000), struct.pack("<L", small))
    assert lying != large
    assert "damaged" in refused(lying)


def test_json_larger_than_its_room_is_refused(refused):
    assert "16 megabytes" in refused(zipped((EVERYTHING, JSON[1] + b" " * 16_000_000)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"format": "wodsheet/1", "characters": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b"[" + b"{}," * 400_000 + b"{}]",
        b'{"format": NaN}',
        b'{"format": "\xff"}',
        b'{"format": "wodsheet/1", "format": "wodsheet/1"}',
        b'{"format": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda content: content[:24].decode(errors="replace"),
)
def test_json_that_cannot_be_an_export_is_refused(refused, content):
    assert EVERYTHING in refused(make_zip(content))


def test_json_of_too_many_parts_is_refused_before_it_is_taken_apart(refused):
    assert "too many parts" in refused(make_zip(b'{"characters": [' + b"{}," * 400_000 + b"{}]}"))


@pytest.mark.parametrize("format", ["wodsheet/2", "", None, 1, ["wodsheet/1"]])
def test_another_format_is_refused_by_its_name(refused, format):
    assert "another format" in refused(make_zip(export(format=format)))


def test_more_characters_than_there_can_be_are_refused(refused):
    assert "201" in refused(make_zip(export(*[ANNA] * (MOST_CHARACTERS + 1))))


def test_a_program_is_told_in_json(upload, player):
    content = anna("ratings", "strength", now=9)
    answer = upload(player, content, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    message = "Anna, ratings.strength: 9 is not a whole number from 1 to 5."
    assert answer.json["details"] == [{"field": "file", "message": message}]


# --- What no character can have -------------------------------------------------------------------------------------

LEDGER, DISCIPLINE = ("experience", 0), ("entries", "disciplines", 0)


@pytest.mark.parametrize(
    ("path", "now", "said"),
    [
        (("line",), "mta", "Anna, line"),
        (("line",), ["vtm"], "Anna, line"),
        (("ratings",), [], "ratings"),
        (("ratings", "strength"), 6, "6 is not a whole number from"),
        (("ratings", "strength"), -1, "ratings.strength"),
        (("ratings", "strength"), 3.0, "ratings.strength"),
        (("ratings", "strength"), True, "ratings.strength"),
        (("ratings", "strength"), "3", "ratings.strength"),
        (("ratings", "strength"), None, "ratings.strength"),
        (("ratings", "strength"), 10**400, "ratings.strength"),
        (("ratings", "strength"), "\ud800", "ratings.strength"),
        (("ratings", "magic"), 1, "ratings.magic"),
        (("ratings", "\ud800"), 1, "ratings.?"),
        (("ratings", "whose"), 1, "ratings.whose"),
        (("ratings",), {"health_superficial": 15, "health_aggravated": 15}, "boxes"),
        (("texts",), {}, "Character 1"),
        (("texts", "name"), " ", "texts.name"),
        (("texts", "name"), "A" * 101, "101 letters"),
        (("texts", "name"), "\x00\u200b\ud800", "texts.name"),
        (("texts", "name"), "A\nB", "one line"),
        (("texts", "notes"), "A" * 20_001, "20,001 letters"),
        (("texts", "kind"), "Dragon", "choose one"),
        (("texts", "true_name"), "A", "texts.true_name"),
        (("epitaph",), "A" * 501, "epitaph"),
        (("entries", "spells"), [], "entries.spells"),
        (("entries", "powers"), [{"name": "Premonition"}], "entries.powers"),
        (("entries", "disciplines"), [{"name": "Auspex"}] * 101, "100 at most"),
        ((*DISCIPLINE, "name"), "", "entries.disciplines.0.name"),
        ((*DISCIPLINE, "dots"), 6, "entries.disciplines.0.dots"),
        ((*DISCIPLINE, "parent"), 1, "entries.disciplines.0.parent"),
        ((*DISCIPLINE, "texts"), {"note": "A" * 9}, "entries.disciplines.0.texts.note"),
        ((*DISCIPLINE, "inside", 0, "dots"), 1, "inside.0.dots"),
        ((*DISCIPLINE, "inside", 0, "inside"), [{"name": "Premonition"}], "inside.0.inside"),
        (("entries", "specialties"), [{"name": "Knots", "texts": {}}], "skill"),
        ((*LEDGER, "amount"), -9, "above 0"),
        ((*LEDGER, "amount"), 0, "amount"),
        ((*LEDGER, "amount"), 10_000, "amount"),
        ((*LEDGER, "kind"), "stolen", "kind"),
        ((*LEDGER, "kind"), "spent", "take an earlier entry back"),
        ((*LEDGER, "kind"), ["spent"], "kind"),
        ((*LEDGER, "day"), "2026-02-30", "day"),
        ((*LEDGER, "day"), "", "day"),
        ((*LEDGER, "corrects"), 1, "corrects"),
        (("experience", 1, "corrects"), 2, "take an earlier entry back"),
        (("experience", 1, "amount"), -8, "take an earlier entry back"),
        (("experience",), [{**ANNA["experience"][0], "kind": "spent"}], "More is spent"),
        (("created_at",), "yesterday", "created_at"),
        (("created_at",), "2026-01-02T03:04:05", "created_at"),
        (("created_at",), None, "created_at"),
        (("created_at",), "0001-01-01T00:00:00+23:59", "created_at"),
        (("created_at",), "9999-12-31T23:59:59-23:59", "created_at"),
        (("deleted_at",), 5, "deleted_at"),
        (("portraits",), {"nose": FACE}, "portraits.nose"),
        (("portraits",), {"face": FACE | {"file": "../../face.webp"}}, "portraits/1/face.webp"),
        (("portraits",), {"face": FACE | {"file": None, "x": 101}}, "portraits.face.x"),
        (("portraits",), {"face": FACE | {"file": None, "alt": "A" * 501}}, "portraits.face.alt"),
        (("rolls",), [{**ROLL, "regular": [], "special": []}], "no dice that fell together"),
        (("rolls",), [{**ROLL, "regular": [11]}], "rolls.0.regular"),
        (("rolls",), [{**ROLL, "regular": [True]}], "rolls.0.regular"),
        (("rolls",), [{**ROLL, "special": [1] * 11}], "rolls.0.special"),
        (("rolls",), [{**ROLL, "places": [3], "thrown": [1]}], "no dice that fell together"),
        (("rolls",), [{**ROLL, "places": [0], "thrown": [1, 2]}], "no dice that fell together"),
        (("rolls",), [{**ROLL, "at": "yesterday"}], "rolls.0.at"),
        (("rolls",), [{**ROLL, "modifier": 21}], "rolls.0.modifier"),
        (("rolls",), [{**ROLL, "traits": ["a b"]}], "rolls.0.traits"),
        (("rolls",), [{**ROLL, "fell": "yes"}], "rolls.0.fell"),
        (("rolls",), [{**ROLL, "hand": "player"}], "rolls.0.hand"),
        (("named_rolls",), [{"name": ""}], "named_rolls.0.name"),
        (("named_rolls",), [{"name": "Hide", "difficulty": 100}], "named_rolls.0.difficulty"),
        (("owner_id",), 1, "owner_id"),
        (("form_key",), "A", "form_key"),
    ],
)
def test_what_no_form_would_take_is_refused_with_where_it_stands(refused, path, now, said):
    assert said in refused(anna(*path, now=now))


@pytest.mark.parametrize("character", [None, 1, "Anna", [], {}])
def test_what_is_no_character_is_refused_by_its_number(refused, character):
    assert "Character 2" in refused(make_zip(export(ANNA, character)))


@pytest.mark.parametrize(
    "preferences", [[], {}, {"theme": "pink"}, {"heights": {"text-notes": 1}}, {"heights": {"body": 100}}]
)
def test_preferences_that_cannot_be_chosen_are_refused(refused, preferences):
    whole = {"theme": "dark", "text_size": "large", "density": "close", "motion": "less", "paper": "a4"}
    whole |= {"margin_width": None, "heights": {}}
    assert "preferences" in refused(make_zip(export(preferences=preferences and whole | preferences)))


def test_one_bad_character_keeps_all_others_out(refused):
    fine = [ANNA | {"line": line, "entries": {}, "ratings": {}} for line in PREGENS]
    refused(make_zip(export(*fine, ANNA | {"ratings": {"strength": 99}})))


def test_a_file_that_is_no_picture_is_left_out_and_never_kept(upload, player, app):
    folder = app.extensions["portraits"].path
    before = set(folder.glob("*"))
    portraits = {slot: FACE | {"file": f"portraits/1/{slot}.webp"} for slot in list(SLOTS)[:2]}
    files = {"portraits/1/face.webp": pictures.file("WEBP"), "portraits/1/body.webp": b"<svg onload=alert(1)>"}
    answer = upload(player, make_zip(export(ANNA | {"portraits": portraits}), files))
    assert answer.headers["Location"].endswith("&missing=0&damaged=1.body")
    written = [file.read_bytes() for file in set(folder.glob("*")) - before]
    assert len(written) == 2
    assert not any(b"svg" in content for content in written)
