"""Taking a revision back: one transaction that locks, reads the journal and the state, and writes the inverse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from wodsheet import db
from wodsheet.blueprints.patches import Run, parameters_of, refuse_without_room, written
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.problems import Blocked, Conflict
from wodsheet.rules.inverse import Change, NotStanding, Patch, State, inverse
from wodsheet.rules.undo import Journal, Revision
from wodsheet.sheet.as_it_stood import state_of
from wodsheet.sheet.revision_words import entry_name
from wodsheet.statements import undo as statements
from wodsheet.statements.patches import APPLY
from wodsheet.statements.portraits import OPEN_ALBUM
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access


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
        run(APPLY, parameters | written(patch) | {"kind": "undo", "undoes": tip.id, "action": None})
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


def patch_of(line: Line, changes: list[Change], state: State) -> Patch:
    """The patch that takes these changes back; Conflict where the character is not as they left it."""
    try:
        return inverse(changes, state, line.followed)
    except NotStanding:
        raise Conflict(_("This cannot be taken back: what it changed is not there any more as it was left.")) from None


def spender(row: Any, reading: Reading) -> int:
    """The newest revision that holds and spent experience which would be taken back."""
    journal = reading.journal(row.spenders)
    return max(id for id in row.spenders if journal.is_active(id))
