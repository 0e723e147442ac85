"""Bringing an export in: pictures first, each opened as any uploaded one, then all rows in one transaction."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from flask import current_app
from psycopg.types.json import Jsonb

from wodsheet import db
from wodsheet.portraits import SLOTS, sandbox, service, storage
from wodsheet.problems import Conflict, Refused
from wodsheet.sheet.document import CharacterDocument
from wodsheet.statements import transfer as statements
from wodsheet.statements.roster import CREATE, LOCK_ROSTER
from wodsheet.templating.i18n import gettext as _
from wodsheet.templating.i18n import number
from wodsheet.transfer import picture_file
from wodsheet.transfer.archive import MOST_PICTURE, Archive
from wodsheet.transfer.parse import Export, Picture, key_of, keys_of
from wodsheet.web import access
from wodsheet.web.request_body import MEGABYTE

Saved = dict[str, Any]


def brought(form_key: str) -> list[Any]:
    """The characters that the form of this key brought in, if it did; a row each."""
    return db.run(statements.BROUGHT, {**access.asker(), "keys": keys_of(form_key)})


def bring(export: Export, archive: Archive, form_key: str) -> list[Picture]:
    """Create all of its characters for the asker, or none; the pictures that cannot be opened, which are left out.

    Raises Conflict (409) where pictures would take too much room, Busy and NoPlace (503).
    """
    saved: list[Saved] = []
    damaged: list[Picture] = []
    try:
        for picture in export.pictures:
            try:
                saved.append(save(picture, archive, room_beside(saved)))
            except Refused:
                damaged.append(picture)
    except BaseException:
        storage.forget(*keys_of_files(saved))
        raise
    with service.removed_on_failure(*keys_of_files(saved)):
        made = write(export, saved, form_key)
    if not made:
        storage.forget(*keys_of_files(saved))
    return damaged


def save(picture: Picture, archive: Archive, room: float) -> Saved:
    """Save both forms of a picture; its row. Raises Refused when it cannot be opened, and what ``bring`` does."""
    portrait, name = picture.portrait, picture_file(picture.number, picture.slot)
    with tempfile.TemporaryFile() as file:
        file.write(archive.read(name, MOST_PICTURE))
        made = sandbox.opened(file, SLOTS[picture.slot], portrait.x, portrait.y)
    bytes = len(made.small) + len(made.large)
    if bytes > room:
        raise Conflict(too_much())
    key = service.save_files(made.small, made.large)
    size = {"width": made.width, "height": made.height, "bytes": bytes}
    return {**asdict(portrait), **size, "key": key, "slot": picture.slot, "number": picture.number}


def room_beside(saved: Iterable[Saved]) -> float:
    """How many bytes the next picture may have at most: there is no use in opening what cannot be saved."""
    return service.quota() - bytes_of(saved) if service.quota() else float("inf")


def bytes_of(saved: Iterable[Saved]) -> int:
    return sum(picture["bytes"] for picture in saved)


def keys_of_files(saved: Iterable[Saved]) -> list[str]:
    return [picture["key"] for picture in saved]


def write(export: Export, saved: list[Saved], form_key: str) -> bool:
    """Write all rows in one transaction, once nobody else is making anything for this player.

    False when the same form was here before. Raises Conflict (409) where the pictures would take too much room.
    """
    me = access.asker() | {"hand": "import"}
    with db.transaction(patiently=True) as run:
        if not run(LOCK_ROSTER, me):
            access.not_found_or_signed_out()
        before = run(statements.BEFORE, {**me, "keys": keys_of(form_key)})[0]
        if before.known:
            return False
        if service.quota() and saved and before.bytes + bytes_of(saved) > service.quota():
            raise Conflict(too_much(before.bytes + bytes_of(saved)))
        for number, character in enumerate(seated(export.characters, before), start=1):
            run(CREATE, {**me, **row(number, character, saved, form_key)})
        if export.preferences is not None:
            run(statements.CHOOSE, {**me, "preferences": Jsonb(export.preferences)})
        if export.named_rolls:
            run(statements.KEEP_NAMED, {**me, "rolls": Jsonb(export.named_rolls)})
        run(statements.RECORD_IMPORT, {**me, "characters": len(export.characters), "pictures": len(saved)})
    return True


def seated(characters: list[CharacterDocument], before: Any) -> list[CharacterDocument]:
    """The characters in their order, those without room put away: where a line has too little, those changed last stay.

    Those deleted have all their days again.
    """
    now, most = before.now.isoformat(), current_app.config["SETTINGS"].character_limit
    characters = [replace(one, deleted_at=now) if one.deleted_at else one for one in characters]
    if before.unlimited or not most:
        return characters
    taken = Counter(before.in_play)
    seats = set()
    for place, one in sorted(enumerate(characters), key=lambda each: each[1].changed_at or "", reverse=True):
        if one.in_play and taken[one.line.name] < most:
            taken[one.line.name] += 1
            seats.add(place)
    return [
        replace(one, archived_at=now) if one.in_play and place not in seats else one
        for place, one in enumerate(characters)
    ]


def row(number: int, character: CharacterDocument, saved: Iterable[Saved], form_key: str) -> dict[str, Any]:
    """What CREATE takes for a character, with its pictures; all the room there is was looked at before."""
    portraits = [picture for picture in saved if picture["number"] == number]
    return {
        "line": character.line.name,
        "form_key": key_of(form_key, number),
        "character": Jsonb({**character.to_row(), "portraits": portraits}),
        "most": 0,
        "quota": 0,
    }


def too_much(would: int | None = None) -> str:
    """Why the pictures cannot be had."""
    most = number(service.quota() / MEGABYTE, 1)
    if would is None:
        return _(
            "Nothing was brought in: all your pictures together would take more than %(most)s MB,"
            " and %(most)s MB is the most.",
            most=most,
        )
    return _(
        "Nothing was brought in: all your pictures together would take %(would)s MB, and %(most)s MB is the most.",
        would=number(would / MEGABYTE, 1),
        most=most,
    )
