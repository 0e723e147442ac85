"""Writing a patch to a character: the parameters of its statements, and what a character may not become."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from flask import current_app
from psycopg.types.json import Jsonb

from wodsheet.engine import Line
from wodsheet.problems import Conflict, NoRoom
from wodsheet.rules.inverse import Patch
from wodsheet.statements.rights import OWN
from wodsheet.statements.roster import OUT_OF_PLAY
from wodsheet.templating.dates import today
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access

Run = Callable[[str, Mapping[str, Any]], list[Any]]


def parameters_of(line: Line, id: int, form_key: str | None) -> dict[str, Any]:
    """The parameters of all statements about a patch, but for it itself. A program need not send the key of a form."""
    settings = current_app.config["SETTINGS"]
    return {
        "id": id,
        "line": line.name,
        **access.asker(),
        "form_key": form_key or uuid4(),
        "most": settings.character_limit,
        "days": settings.portrait_grace_days,
        "today": today(),
    }


def refuse_without_room(row: Any, patch: Patch) -> None:
    """Raise where the character may not become so: by the asker's right, the roster, the quota or a file."""
    if patch.states:
        refuse_state(row, patch)
    if patch.portraits:
        refuse_picture(row, patch)


def refuse_state(row: Any, patch: Patch) -> None:
    """Raise where another state of the character needs the owner, or a place on the roster that is not free."""
    if row.granted < OWN:
        raise Conflict(_("Only the owner of a character archives it, lets it die or brings it back."))
    if in_play(row.states | patch.states) and not in_play(row.states) and not row.room:
        raise NoRoom(_("This brings the character back into play, and the roster is full. Put another away first."))


def in_play(states: Mapping[str, Any]) -> bool:
    """Whether a character in these states is in play, and so counts on the roster."""
    return all(states[column] is None for column in OUT_OF_PLAY)


def refuse_picture(row: Any, patch: Patch) -> None:
    """Raise where the file of a picture is gone, or the owner's quota has no room for it."""
    shown = {portrait["slot"]: portrait for portrait in row.portraits}
    back = {slot: one for slot, one in patch.portraits.items() if slot not in shown or shown[slot]["key"] != one["key"]}
    if any(portrait["key"] not in row.recoverable for portrait in back.values()):
        raise Conflict(_("This picture is not stored any more: it was replaced or removed too long ago."))
    more = sum(one["bytes"] - (shown[slot]["bytes"] if slot in shown else 0) for slot, one in back.items())
    quota = current_app.config["SETTINGS"].portrait_quota
    if more > 0 and quota and row.bytes + more > quota:
        raise Conflict(_("There is no room for this picture: your pictures would take more than they may."))


def written(patch: Patch) -> dict[str, Any]:
    """A patch as the parameters of APPLY."""
    return {
        **{name: Jsonb(part) for name, part in asdict(patch).items() if isinstance(part, dict)},
        "entries": Jsonb([*patch.entries.values()]),
        "portraits": Jsonb([*patch.portraits.values()]),
        "follow": patch.follow,
        "removed_entries": patch.removed_entries,
        "removed_portraits": patch.removed_portraits,
        "changes": Jsonb([change._asdict() for change in patch.changes]),
    }
