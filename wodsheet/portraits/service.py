"""Portraits saved, cropped and removed: files, rows and the player's quota in one order.

The files come first, then the row: a row never names a file that is not there. The files of what was replaced or
removed stay for PORTRAIT_GRACE_DAYS, then ``flask sweep portraits`` removes them. ``parameters`` are those of every
statement about a portrait: id, line, user, session, slot.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flask import current_app

from wodsheet import db
from wodsheet.db.connection import Unavailable
from wodsheet.portraits import SIZES, Portrait, Slot, sandbox, storage
from wodsheet.problems import Conflict
from wodsheet.statements import portraits as statements
from wodsheet.templating.i18n import gettext as _
from wodsheet.templating.i18n import number
from wodsheet.web import access
from wodsheet.web.request_body import MEGABYTE

Parameters = Mapping[str, Any]


def put(parameters: Parameters, opened: sandbox.Opened) -> None:
    """Put a picture into a slot, in place of the one that is there.

    Raises 404 (401 when signed out), Conflict (409) when the player's pictures would take too much room, NoPlace (503).
    """
    key = save_files(opened.small, opened.large)
    size = {"width": opened.width, "height": opened.height, "bytes": len(opened.small) + len(opened.large)}
    row = {**parameters, **size, "key": key, "quota": quota()}
    with removed_on_failure(key):
        with db.transaction() as run:
            rows = run(statements.KEEP, row) if run(statements.OPEN_ALBUM, row) else []
        if not rows:
            access.not_found_or_signed_out()
        if not rows[0].saved:
            raise Conflict(full(rows[0].full))
    forget_removed(rows[0].was)


def crop(parameters: Parameters, slot: Slot, portrait: Portrait, x: int, y: int) -> bool:
    """Cut a portrait around another point, in percent; False when its file is gone.

    Raises 404 (401 when signed out), Conflict (409) when another picture is in the slot by now, NoPlace (503).
    """
    large = storage.read(portrait.key, "large")
    if large is None:
        return False
    small = sandbox.cut_again(large, slot, x, y)
    key = save_files(small, large)
    focus = {"was": portrait.key, "key": key, "bytes": len(small) + len(large), "x": x, "y": y}
    with removed_on_failure(key):
        rows = db.run(statements.CUT, {**parameters, **focus}) or access.not_found_or_signed_out()
        if not rows[0].saved:
            raise Conflict(_("This picture was replaced meanwhile. Load the page again to see the one that is there."))
    forget_removed(portrait.key)
    return True


def copy(portraits: Mapping[str, Portrait]) -> list[dict[str, Any]]:
    """Copy the files of portraits, by slot, for another character; their rows as ``roster.CREATE`` takes them.

    A picture whose file is gone is left out. Raises NoPlace (503), with nothing saved.
    """
    rows: list[dict[str, Any]] = []
    at = datetime.now(UTC).isoformat()
    try:
        for slot, portrait in portraits.items():
            small, large = (storage.read(portrait.key, size) for size in SIZES)
            if small and large:
                own = {"slot": slot, "key": save_files(small, large), "bytes": len(small) + len(large), "at": at}
                rows.append(asdict(portrait) | own)
    except storage.NoPlace:
        storage.forget(*(row["key"] for row in rows))
        raise
    return rows


def remove(parameters: Parameters) -> None:
    """Remove a portrait; removing it again changes nothing. Raises 404 (401 when signed out)."""
    rows = db.run(statements.REMOVE, parameters) or access.not_found_or_signed_out()
    forget_removed(rows[0].was)


def forget_removed(key: str | None) -> None:
    """Remove the files of a picture that was replaced or removed, where none are to stay for some days."""
    if key and not current_app.config["SETTINGS"].portrait_grace_days:
        storage.forget(key)


def save_files(small: bytes, large: bytes) -> str:
    """Save both forms of a picture; the new key that names its files. Raises NoPlace (503)."""
    key = secrets.token_hex(16)
    storage.save(key, (small, large))
    return key


@contextmanager
def removed_on_failure(*keys: str) -> Iterator[None]:
    """Remove these files when the body raises, since then no row names them.

    When the database does not answer, nobody knows whether the row is there: then the files stay, for the sweep.
    """
    try:
        yield
    except Unavailable:
        raise
    except Exception:
        storage.forget(*keys)
        raise


def quota() -> int:
    """The bytes that all pictures of one player may have together; 0 for no limit."""
    return current_app.config["SETTINGS"].portrait_quota


def full(bytes: int) -> str:
    """Why the player can have no further picture."""
    would, most = (number(size / MEGABYTE, 1) for size in (bytes, quota()))
    return _(
        "All your pictures together would take %(would)s MB, and %(most)s MB is the most. Remove one first.",
        would=would,
        most=most,
    )
