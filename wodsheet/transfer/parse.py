"""Reading an export: whether each of its characters can be one here, and what there is to make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from marshmallow import ValidationError

from wodsheet.engine import Line
from wodsheet.lines import LINES
from wodsheet.problems import Detail, Refused
from wodsheet.schemas.fields import UNWRITABLE
from wodsheet.schemas.form import DETAILS_SHOWN, Form
from wodsheet.schemas.transfer import character_shape, export_shape
from wodsheet.transfer import EVERYTHING, FORMAT, MOST_CHARACTERS, picture_file
from wodsheet.transfer.archive import FIELD, refuse

Told = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """A picture in the file: its name there, and whose it is in which slot, with its words and focus."""

    file: str
    number: int
    slot: str
    told: Mapping[str, Any]


@dataclass(frozen=True)
class Export:
    """What there is to bring in. Each character is a row for ``statements.transfer.BRING``, without its pictures."""

    characters: list[Told]
    preferences: Told | None
    pictures: list[Picture]
    missing: int


def read(told: Told) -> Export:
    """An export, all of it looked at. Raises Refused (422) with a sentence for each thing that cannot stand."""
    if told.get("format") != FORMAT:
        refuse(f"{EVERYTHING} in it is of another format than {FORMAT}, which is read here.")
    whole = loaded(export_shape, told, EVERYTHING)
    if len(whole["characters"]) > MOST_CHARACTERS:
        refuse(f"It has {len(whole['characters']):,} characters; {MOST_CHARACTERS} are the most.")
    characters, details = [], []
    for number, character in enumerate(whole["characters"], start=1):
        whose = called(character, number)
        try:
            characters.append(loaded(shape_of(character, whose), character, whose))
        except Refused as refused:
            details += refused.details
    if details:
        raise Refused(details=details[:DETAILS_SHOWN])
    pictures = [picture for n, character in enumerate(characters, start=1) for picture in pictures_of(n, character)]
    there = [picture for picture in pictures if picture.told["file"] is not None]
    rows = [row(number, character) for number, character in enumerate(characters, start=1)]
    return Export(rows, whole["preferences"], there, len(pictures) - len(there))


def called(character: Any, number: int) -> str:
    """What a character is called in a refusal, however little of it can be read."""
    texts = character.get("texts") if isinstance(character, dict) else None
    name = texts.get("name") if isinstance(texts, dict) else None
    return name[:100] if isinstance(name, str) and name.strip() and writable(name) else f"Character {number}"


def writable(words: str) -> bool:
    """Whether a page can hold these words."""
    return not UNWRITABLE.search(words)


def shape_of(character: Any, whose: str) -> Form:
    """The shape of a character's line. Raises Refused for a line there is not."""
    name = character.get("line") if isinstance(character, dict) else None
    if not isinstance(name, str) or name not in LINES:
        refuse(f"{whose}, line: choose one of {', '.join(LINES)}.")
    return character_shape(LINES[name])


def loaded(shape: Form, told: Any, whose: str) -> Told:
    """What a shape makes of it. Raises Refused, each detail with whose it is and where."""
    try:
        read: Any = shape.load(told)
    except ValidationError as error:
        raise Refused(details=list(sentences(error.normalized_messages(), whose))) from None
    return read


def sentences(messages: Any, whose: str, *path: str) -> Iterator[Detail]:
    """A sentence for each message, however deep it lies: "Anna, ratings.hunger: 9 is not …"."""
    if isinstance(messages, dict):
        for key, said in messages.items():
            yield from sentences(said, whose, *path, *([] if key == "_schema" else [str(key)]))
        return
    where = ".".join(part[:60] if writable(part) else "?" for part in path)
    yield {"field": FIELD, "message": f"{whose}{', ' if where else ''}{where}: {messages[0]}"}


def pictures_of(number: int, character: Told) -> Iterator[Picture]:
    """A character's pictures. Raises Refused for one that is said to be anywhere but in its place."""
    for slot, told in character["portraits"].items():
        place = picture_file(number, slot)
        if told["file"] not in (None, place):
            refuse(f"{character['texts']['name']}: the picture is not where it belongs, at {place}.")
        yield Picture(place, number, slot, told)


def row(number: int, character: Told) -> Told:
    """A character as BRING takes it: entries and ledger as numbered rows, which refer to each other by number."""
    line, numbers = LINES[character["line"]], count(1)
    lists = character["entries"].items()
    entries = [entry for kind, listed in lists for entry in entry_rows(line, kind, listed, None, numbers)]
    ledger = [entry | {"n": n} for n, entry in enumerate(character["experience"], start=1)]
    return character | {"n": number, "entries": entries, "experience": ledger, "portraits": []}


def entry_rows(line: Line, kind: str, listed: list[Told], outer: int | None, numbers: Iterator[int]) -> Iterator[Told]:
    """The entries of one list as rows, each before those that stand in it."""
    inside = line.listings[kind].inside
    for position, entry in enumerate(listed):
        number, inner = next(numbers), entry.pop("inside", [])
        yield entry | {"n": number, "kind": kind, "parent": outer, "position": position}
        if inside:
            yield from entry_rows(line, inside.name, inner, number, numbers)


def key_of(form_key: str, number: int) -> str:
    """The form key of a character that an import makes: the same form sent again makes no second one."""
    return str(uuid5(UUID(form_key), str(number)))


def keys_of(form_key: str) -> list[str]:
    """The form keys of all characters that an import may make."""
    return [key_of(form_key, number) for number in range(1, MOST_CHARACTERS + 1)]
