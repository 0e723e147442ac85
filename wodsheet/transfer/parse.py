"""Reading an export: whether each of its characters can be one here, and what there is to make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from marshmallow import ValidationError

from wodsheet.lines import LINES
from wodsheet.problems import Detail, Refused
from wodsheet.schemas.fields import UNWRITABLE
from wodsheet.schemas.form import DETAILS_SHOWN, Form
from wodsheet.schemas.transfer import character_shape, export_shape
from wodsheet.sheet.document import CharacterDocument, PortraitDocument
from wodsheet.templating.i18n import gettext as _
from wodsheet.templating.i18n import number as number_of
from wodsheet.transfer import EVERYTHING, FORMAT, MOST_CHARACTERS, picture_file
from wodsheet.transfer.archive import FIELD, refuse
from wodsheet.unicode import is_seen

Json = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """A picture in the file: the number of its character, its slot, and its words and focus."""

    number: int
    slot: str
    portrait: PortraitDocument


@dataclass(frozen=True)
class Export:
    """What there is to bring in. ``missing`` is how many pictures were gone when the file was made."""

    characters: list[CharacterDocument]
    preferences: Json | None
    named_rolls: list[Json]
    pictures: list[Picture]
    missing: int


def read(sent: Json) -> Export:
    """An export, all of it looked at. Raises Refused (422) with a sentence for each thing that cannot stand."""
    if sent.get("format") != FORMAT:
        facts = {"file": EVERYTHING, "format": FORMAT}
        refuse(_("%(file)s in it is of another format than %(format)s, which is read here.", **facts))
    whole = loaded(export_shape, sent, EVERYTHING)
    if len(whole["characters"]) > MOST_CHARACTERS:
        many = number_of(len(whole["characters"]))
        refuse(_("It has %(many)s characters; %(most)s are the most.", many=many, most=MOST_CHARACTERS))
    characters, details = [], []
    for number, character in enumerate(whole["characters"], start=1):
        whose = called(character, number)
        try:
            sent = loaded(shape_of(character, whose), character, whose)
            characters.append(CharacterDocument.from_json(LINES[sent["line"]], sent))
        except Refused as refused:
            details += refused.details
    if details:
        raise Refused(details=details[:DETAILS_SHOWN])
    pictures = [picture for n, character in enumerate(characters, start=1) for picture in pictures_of(n, character)]
    there = [picture for picture in pictures if picture.portrait.file is not None]
    return Export(characters, whole["preferences"], whole["named_rolls"], there, len(pictures) - len(there))


def called(character: Any, number: int) -> str:
    """What a character is called in a refusal, however little of it can be read."""
    texts = character.get("texts") if isinstance(character, dict) else None
    name = texts.get("name") if isinstance(texts, dict) else None
    return (
        name[:100]
        if isinstance(name, str) and is_seen(name) and writable(name)
        else _("Character %(number)s", number=number)
    )


def writable(words: str) -> bool:
    """Whether a page can hold these words."""
    return not UNWRITABLE.search(words)


def shape_of(character: Any, whose: str) -> Form:
    """The shape of a character's line. Raises Refused for a line there is not."""
    name = character.get("line") if isinstance(character, dict) else None
    if not isinstance(name, str) or name not in LINES:
        refuse(_("%(whose)s, line: choose one of %(lines)s.", whose=whose, lines=", ".join(LINES)))
    return character_shape(LINES[name])


def loaded(shape: Form, sent: Any, whose: str) -> Json:
    """What a shape makes of it. Raises Refused, each detail with whose it is and where."""
    try:
        read: Any = shape.load(sent)
    except ValidationError as error:
        raise Refused(details=list(sentences(error.normalized_messages(), whose))) from None
    return read


def sentences(messages: Any, whose: str, *path: str) -> Iterator[Detail]:
    """A sentence for each message, however deep it lies: "Anna, ratings.hunger: 9 is not …"."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from sentences(inner, whose, *path, *([] if key == "_schema" else [str(key)]))
        return
    where = ".".join(part[:60] if writable(part) else "?" for part in path)
    facts = {"whose": whose, "where": where, "why": _(messages[0])}
    message = _("%(whose)s, %(where)s: %(why)s", **facts) if where else _("%(whose)s: %(why)s", **facts)
    yield {"field": FIELD, "message": message}


def pictures_of(number: int, character: CharacterDocument) -> Iterator[Picture]:
    """A character's pictures. Raises Refused for one that is said to be anywhere but in its place."""
    for slot, portrait in character.portraits.items():
        place = picture_file(number, slot)
        if portrait.file not in (None, place):
            name = character.name
            refuse(_("%(name)s: the picture is not where it belongs, at %(place)s.", name=name, place=place))
        yield Picture(number, slot, portrait)


def key_of(form_key: str, number: int) -> str:
    """The form key of a character that an import makes: the same form sent again makes no second one."""
    return str(uuid5(UUID(form_key), str(number)))


def keys_of(form_key: str) -> list[str]:
    """The form keys of all characters that an import may make."""
    return [key_of(form_key, number) for number in range(1, MOST_CHARACTERS + 1)]
