"""Taking a revision back: one transaction that locks, reads the journal and the state, and writes the inverse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, NamedTuple
from uuid import uuid4

from flask import current_app
from psycopg.types.json import Jsonb

from wodsheet import db
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.problems import Blocked, Conflict, NoRoom
from wodsheet.rules.inverse import Change, NotStanding, Patch, State, inverse
from wodsheet.rules.undo import Journal, Revision
from wodsheet.sheet.as_it_stood import state_of
from wodsheet.sheet.revision_words import entry_name
from wodsheet.statements import undo as statements
from wodsheet.statements.portraits import OPEN_ALBUM
from wodsheet.statements.rights import OWN
from wodsheet.templating.dates import today
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access

Run = Callable[[str, Mapping[str, Any]], list[Any]]


class TakenBack(NamedTuple):
    """What was taken back: the changes and lines of the ledger that a revision had made, and its depth in its chain."""

    changes: list[Change]
    lines: list[list[Any]]
    # 0: an act; 1: the undo of one; 2: its redo.
    depth: int
    # The names of the entries before, by id.
    names: dict[int, str]
    # The names of others who did something since, which stays.
    others: list[str]


class Reading:
    """The journal of a locked character, read piece by piece in one transaction."""

    def __init__(self, run: Run, parameters: Mapping[str, Any]) -> None:
        self.run, self.parameters = run, parameters

    def journal(self, revisions: list[int]) -> Journal:
        """These revisions, and all later ones that share something with them."""
        rows = self.run(statements.SHARING, {**self.parameters, "revisions": revisions})
        return Journal(
            Revision(row.id, row.user_id, row.kind, row.undoes, frozenset(row.touches), frozenset(row.adds))
            for row in rows
        )

    def first_free(self, statement: str) -> Revision | None:
        """The tip of the newest revision that ``statement`` finds (ACTS or UNDOS) and nothing rests on."""
        before = None
        while ids := [row.id for row in self.run(statement, {**self.parameters, "before": before})]:
            if (tip := self.journal(ids).first_free(ids)) is not None:
                return tip
            before = ids[-1]
        return None


def take_back(
    line: Line, id: int, choose: Callable[[Reading], Revision | None], form_key: str | None
) -> TakenBack | None:
    """Take back the tip that ``choose`` gives, as a revision of its own. None where that was done before.

    ``choose`` gives None where nothing is to be done. Raises 404 (401 when signed out), Conflict and NoRoom (409), and
    what ``choose`` raises.
    """
    parameters = parameters_of(line, id, form_key)
    with db.transaction() as run:
        if not run(OPEN_ALBUM, parameters):
            access.not_found_or_signed_out()
        reading = Reading(run, parameters)
        tip = None if run(statements.KNOWN, parameters) else chosen_by(choose, reading)
        if tip is None:
            return None
        parameters["revision"] = tip.id
        [row] = run(statements.STATE, parameters)
        changes = [Change(*change) for change in row.changes]
        patch = patch_of(line, changes, state_of(row))
        refuse_without_room(row, patch)
        if row.left < row.points:
            raise Blocked(spender(row, reading))
        run(statements.APPLY, parameters | written(patch) | {"kind": "undo", "undoes": tip.id})
    spoken = localized(line.name)
    names = {entry["id"]: entry_name(spoken, entry) for entry in row.entries}
    return TakenBack(changes, row.lines, row.depth, names, row.others)


def chosen_by(choose: Callable[[Reading], Revision | None], reading: Reading) -> Revision | None:
    """What ``choose`` gives. A refusal because of a text that was changed since gets the words of both sides."""
    try:
        return choose(reading)
    except Blocked as blocked:
        if blocked.revision is not None:
            [row] = reading.run(statements.STATE, {**reading.parameters, "revision": blocked.revision})
            texts = [change for change in map(Change._make, row.changes) if change.what == "texts"]
            for name, words in (texts[0].was or {}).items() if texts else ():
                blocked.saved, blocked.sent = row.texts.get(name, ""), words
        raise


def parameters_of(line: Line, id: int, form_key: str | None) -> dict[str, Any]:
    """The parameters of all statements of an undo, but for the patch. A program need not send the key of a form."""
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


def patch_of(line: Line, changes: list[Change], state: State) -> Patch:
    """The patch that takes these changes back; Conflict where the character is not as they left it."""
    try:
        return inverse(changes, state, line.followed)
    except NotStanding:
        raise Conflict(_("This cannot be taken back: what it changed is not there any more as it was left.")) from None


def refuse_without_room(row: Any, patch: Patch) -> None:
    """Raise where the character may not become so: by the asker's right, the roster, the quota or a file."""
    if patch.states:
        refuse_state(row, patch)
    if patch.portraits:
        refuse_picture(row, patch)


def spender(row: Any, reading: Reading) -> int:
    """The newest revision that holds and spent experience which would be taken back."""
    journal = reading.journal(row.spenders)
    return max(id for id in row.spenders if journal.is_active(id))


def refuse_state(row: Any, patch: Patch) -> None:
    """Raise where another state of the character needs the owner, or a place on the roster that is not free."""
    if row.granted < OWN:
        raise Conflict(_("Only the owner of a character archives it, lets it die or brings it back."))
    if in_play(row.states | patch.states) and not in_play(row.states) and not row.room:
        raise NoRoom(_("This brings the character back into play, and the roster is full. Put another away first."))


def in_play(states: Mapping[str, Any]) -> bool:
    """Whether a character in these states is in play, and so counts on the roster."""
    return all(states[column] is None for column in ("archived_at", "died_at", "deleted_at"))


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
