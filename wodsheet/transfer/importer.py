"""Bringing an export in: pictures first, each opened as any stranger's is, then all rows in one act."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterable
from typing import Any

from flask import current_app, g
from psycopg.types.json import Jsonb

from wodsheet import db
from wodsheet.db.connection import Unavailable
from wodsheet.portraits import SLOTS, sandbox, storage
from wodsheet.problems import Conflict, Refused
from wodsheet.statements import transfer as statements
from wodsheet.statements.roster import OPEN_ROSTER
from wodsheet.transfer.archive import FIELD, MOST_PICTURE, Archive
from wodsheet.transfer.parse import Export, Picture, key_of, keys_of
from wodsheet.web import access
from wodsheet.web.request_body import MEGABYTE

Kept = dict[str, Any]


def brought(form_key: str) -> list[Any]:
    """The characters that the form of this key brought in, if it did; a row each."""
    return db.run(statements.BROUGHT, {"user": g.user, "epoch": g.epoch, "keys": keys_of(form_key)})


def bring(export: Export, archive: Archive, form_key: str) -> None:
    """Make all of it the asker's own, or nothing.

    Raises Refused (422) for a picture that cannot be opened, Conflict (409) where pictures would take too much room,
    Busy and NoPlace (503).
    """
    kept: list[Kept] = []
    try:
        for picture in export.pictures:
            kept.append(keep(picture, archive, room_beside(kept)))
    except BaseException:
        forget(kept)
        raise
    try:
        row = write(export, kept, form_key)
    except Unavailable:
        raise  # and nobody knows whether the rows are there: the files stay, for the sweep
    except Exception:
        forget(kept)
        raise
    if not row.made:
        forget(kept)
        if not row.known:
            raise Conflict(too_much(row.full))


def keep(picture: Picture, archive: Archive, room: float) -> Kept:
    """Keep both forms of a picture; its row. Raises what ``bring`` does."""
    with tempfile.TemporaryFile() as file:
        file.write(archive.read(picture.file, MOST_PICTURE))
        try:
            made = sandbox.opened(file, SLOTS[picture.slot], picture.told["x"], picture.told["y"])
        except Refused as refused:
            message = f"{picture.file}: {refused.details[0]['message']}"
            raise Refused(details=[{"field": FIELD, "message": message}]) from None
    bytes = len(made.small) + len(made.large)
    if bytes > room:
        raise Conflict(too_much())
    key = secrets.token_hex(16)
    storage.keep(key, (made.small, made.large))
    size = {"width": made.width, "height": made.height, "bytes": bytes}
    return {**picture.told, **size, "key": key, "slot": picture.slot, "number": picture.number}


def room_beside(kept: Iterable[Kept]) -> float:
    """How many bytes the next picture may have at most: there is no use in opening what cannot be kept."""
    return quota() - sum(picture["bytes"] for picture in kept) if quota() else float("inf")


def forget(kept: Iterable[Kept]) -> None:
    storage.forget(*(picture["key"] for picture in kept))


def write(export: Export, kept: list[Kept], form_key: str) -> Any:
    """All rows in one transaction, once nobody else is making anything for this player."""
    for picture in kept:
        export.characters[picture["number"] - 1]["portraits"].append(picture)
    characters = [each | {"form_key": key_of(form_key, each["n"])} for each in export.characters]
    preferences = export.preferences
    asked = {
        "user": g.user,
        "epoch": g.epoch,
        "keys": keys_of(form_key),
        "characters": Jsonb(characters),
        "preferences": None if preferences is None else Jsonb(preferences),
        "bytes": sum(picture["bytes"] for picture in kept),
        "quota": quota(),
        "most": current_app.config["SETTINGS"].character_limit,
    }
    with db.transaction(patiently=True) as run:
        rows = run(statements.BRING, asked) if run(OPEN_ROSTER, asked) else access.not_found_or_signed_out()
    return rows[0]


def quota() -> int:
    return current_app.config["SETTINGS"].portrait_quota


def too_much(would: int | None = None) -> str:
    """Why the pictures cannot be had."""
    most = f"{quota() / MEGABYTE:,.1f} MB"
    said = f"{would / MEGABYTE:,.1f} MB" if would else f"more than {most}"
    return f"Nothing was brought in: all your pictures together would take {said}, and {most} is the most."
