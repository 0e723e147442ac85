"""Writing everything of one player into a ZIP: line by line, picture by picture, never holding all of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from wodsheet.lines import LINES
from wodsheet.portraits import is_whole, storage
from wodsheet.sheet.document import CharacterDocument, LedgerDocument, PortraitDocument
from wodsheet.sheet.entry_row import EntryRow, nested
from wodsheet.sheet.roll_document import NamedRollDocument, RollDocument
from wodsheet.transfer import EVERYTHING, FORMAT, PARTS, picture_file

Json = dict[str, Any]
dumps = partial(json.dumps, ensure_ascii=False)


def write(rows: Iterable[Any], file: IO[bytes]) -> bool:
    """Write the rows of ``statements.transfer.TAKE`` as a ZIP; whether there were any.

    A picture whose file is gone or damaged is left out: its ``file`` is null, and ``left_out`` names it. Raises NoPlace
    (503) when none can be read at all.
    """
    player: Json = {}
    characters: list[Json] = []
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part, part_rows in groupby(rows, lambda row: row.part):
            if part == "player":
                player = json.loads(next(part_rows).json)
            elif part == "character":
                characters = [json.loads(row.json) for row in part_rows]
            else:
                write_lines(archive, PARTS[part], (row.json for row in part_rows))
        write_account(archive, player, characters)
    return bool(player)


def write_character(character: str, file: IO[bytes]) -> None:
    """Write one character, the JSON of ``statements.transfer.TAKE_CHARACTER``, as such a ZIP.

    Of its player and its journal it has nothing: the file may be for somebody else. Raises as ``write``.
    """
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        write_account(archive, {"preferences": None}, [json.loads(character)])


def write_account(archive: ZipFile, player: Json, characters: list[Json]) -> None:
    """Put the pictures of characters into the archive, and the JSON of all."""
    for number, character in enumerate(characters, start=1):
        character["portraits"] = dict(pictures(archive, number, character))
    began = {"format": FORMAT, "taken_at": datetime.now(UTC).isoformat(), "left_out": list(left_out(characters))}
    archive.writestr(EVERYTHING, account_json(began | player, characters).encode())


def account_json(player: Json, characters: Iterable[Json]) -> str:
    """The JSON of an export, with a line for each character.

    Without indentation, which Python writes much slower, and one by one, so that clicks go on in between.
    """
    lines = ",\n".join(dumps(document(character).to_json()) for character in characters)
    return f'{dumps(player)[:-1]}, "characters": [\n{lines}\n]}}\n'


def write_lines(archive: ZipFile, name: str, lines: Iterable[str]) -> None:
    """One thing that happened a line."""
    with archive.open(name, "w") as part:
        for line in lines:
            part.write(f"{line}\n".encode())


def pictures(archive: ZipFile, number: int, character: Json) -> Iterator[tuple[str, Json]]:
    """Put each picture of a character into the archive, in its large form, and tell of it by its slot."""
    for slot, key in character.pop("files").items():
        content, name = storage.read(key, "large"), picture_file(number, slot)
        if content is None or not is_whole(content):
            name = None
        else:
            archive.writestr(name, content, ZIP_STORED)
        yield slot, {"file": name} | character["portraits"][slot]


def left_out(characters: Iterable[Json]) -> Iterator[Json]:
    """The pictures that are not in the archive, each with its character's name and its slot."""
    for character in characters:
        for slot, portrait in character["portraits"].items():
            if portrait["file"] is None:
                yield {"character": character["texts"]["name"], "slot": slot}


def document(character: Json) -> CharacterDocument:
    """The document of a character that ``statements.transfer.TAKE`` read."""
    entries = nested(map(EntryRow._make, character.pop("entries")))
    ledger = tuple(LedgerDocument(**entry) for entry in numbered(character.pop("experience")))
    rolls = tuple(RollDocument(**roll) for roll in character.pop("rolls"))
    named = tuple(NamedRollDocument(**roll) for roll in character.pop("named_rolls"))
    portraits = {slot: PortraitDocument(**portrait) for slot, portrait in character.pop("portraits").items()}
    line = LINES[character.pop("line")]
    parts = {"entries": entries, "experience": ledger, "rolls": rolls, "named_rolls": named, "portraits": portraits}
    return CharacterDocument(line, **parts, **character)


def numbered(ledger: list[Json]) -> list[Json]:
    """A ledger without ids: an entry that takes another back says which one it is, from 1."""
    numbers = {entry.pop("id"): number for number, entry in enumerate(ledger, start=1)}
    return [entry | {"corrects": numbers.get(entry["corrects"])} for entry in ledger]
