"""What the tests of export and import share: somebody who has everything, and the way out and in again."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import psycopg
import pytest
from flask import Flask
from psycopg.types.json import Jsonb
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.factories import Character, Factory, Player, pictures
from tests.factories.people import ordinary
from wodsheet.lines import LINES
from wodsheet.portraits import storage
from wodsheet.transfer import EVERYTHING

Export = dict[str, Any]
PHOTO = pictures.drawing(300, 200)


@pytest.fixture
def download(signed_in: Callable[..., Any]) -> Callable[[Player], ZipFile]:
    """Take everything of a player away, as the button does."""

    def download(player: Player) -> ZipFile:
        answer = signed_in(player).post("/account/export", buffered=True)
        assert answer.status_code == 200
        return ZipFile(io.BytesIO(answer.data))

    return download


@pytest.fixture
def upload(signed_in: Callable[..., Any]) -> Callable[..., TestResponse]:
    """Bring a file in, as the form does."""

    def upload(player: Player, content: bytes, form_key: str | None = None, **how: Any) -> TestResponse:
        file = FileStorage(io.BytesIO(content), "wodsheet.zip", "file", "application/zip")
        boundary, form = encode_multipart({"form_key": form_key or str(uuid4()), "file": file})
        kind = f"multipart/form-data; boundary={boundary}"
        return signed_in(player).post("/account/import", data=form, content_type=kind, **how)

    return upload


def read_export(archive: ZipFile) -> Export:
    """What an export says in JSON."""
    return json.loads(archive.read(EVERYTHING))


def make_zip(export: Any, more: Mapping[str, bytes] | None = None) -> bytes:
    """A ZIP with this JSON, or these bytes for it, and more files."""
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(EVERYTHING, export if isinstance(export, bytes) else json.dumps(export))
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def make_picture(app: Flask, connection: psycopg.Connection[Any]) -> Callable[..., str]:
    """Put a real picture on a character's plate, with words and a focus of its own; its key."""

    def make(character: Character, slot: str) -> str:
        key = uuid4().hex
        small, large = pictures.file("WEBP", pictures.drawing(320, 400)), pictures.file("WEBP", PHOTO)
        with app.app_context():
            storage.keep(key, (small, large))
        connection.execute(
            "INSERT INTO portraits (character_id, slot, key, alias, alt, x, y, width, height, bytes, at)"
            " VALUES (%s, %s, %s, 'The Heron', 'She looks away', 37, 83, 300, 200, %s, '2026-02-03 04:05:06+00')",
            [character.id, slot, key, len(small) + len(large)],
        )
        return key

    return make


@pytest.fixture
def everybody(factory: Factory, make_picture: Callable[..., str], connection: psycopg.Connection[Any]):
    """Gives a player a character of every line as people play them, and everything else that one can have."""

    def fill_sheet(player: Player) -> list[Character]:
        made = [ordinary(factory, player, line) for line in LINES]
        vampire, _, wolf = made
        for position, (name, shape, dots) in enumerate((("Debts", "Counter", 17), ("Luck", "Boxes", 2))):
            factory.entry(vampire, "own", name, dots, position=position, shape=shape, most="20", note="Of the house")
        ghoul = factory.character(player, texts={"name": "Bela", "kind": "Ghoul", "domitor": "Anna"}, hunger=1)
        discipline = factory.entry(ghoul, "disciplines", "A discipline of one's own", 1)
        factory.entry(
            ghoul, "powers", "A power of one's own", parent=discipline, hint="It hums", level="2", cost="Free"
        )
        for character in made:
            factory.experience(character, "earned", 15, "The first night", day="2026-01-02")
            mistake = factory.experience(character, "spent", 6, "A dot by mistake", day="2026-01-03")
            factory.experience(character, "correction", 6, "A dot by mistake", day="2026-01-04", corrects=mistake)
            factory.experience(character, "spent", 3, "Melee", day="2026-01-03")
        make_picture(vampire, "face")
        make_picture(vampire, "own4")
        make_picture(wolf, "body")
        away = factory.character(player, "htr", texts={"name": "Put away"}, archived=True)
        dead = factory.character(player, "wta", texts={"name": "Dead"}, died=True)
        connection.execute(
            "UPDATE characters SET archived_at = '2026-02-02 01:02:03.456789+00' WHERE archived_at IS NOT NULL"
        )
        connection.execute(
            "UPDATE characters SET died_at = '2026-02-03 01:02:03.4+00', epitaph = E'She kept\\nthe light on'"
            " WHERE died_at IS NOT NULL"
        )
        gone = factory.character(player, "wta", texts={"name": "Deleted"}, deleted=3)
        connection.execute(
            "UPDATE characters SET created_at = '2025-03-04 05:06:07.000008+00',"
            " changed_at = '2026-03-04 05:06:07+00'::timestamptz + id * interval '1 second'"
        )
        connection.execute(
            "INSERT INTO user_preferences (user_id, theme, text_size, density, motion, paper, margin_width, heights)"
            " VALUES (%s, 'dark', 'large', 'close', 'less', 'letter', 41, %s)",
            [player.id, Jsonb({"text-notes": 246})],
        )
        return [*made, ghoul, away, dead, gone]

    return fill_sheet
