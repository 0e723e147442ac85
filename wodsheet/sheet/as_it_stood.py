"""A sheet as it stood after one of its revisions, and what differs from today."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from wodsheet.engine import Line
from wodsheet.rules.inverse import Change, Object, Patch, State, inverse
from wodsheet.rules.rewind import differences, rewind
from wodsheet.sheet import Sheet
from wodsheet.sheet.entry_row import EntryRow
from wodsheet.sheet.revision_words import entry_name, sentences_of

PORTRAIT = ("key", "alias", "alt", "x", "y", "width", "height")


class Part(NamedTuple):
    """One thing that differs from today, and what was changed from then until today in sentences."""

    changes: list[Change]
    sentences: list[str]


class AsItStood:
    """A character as it stood, of a row of ``statements.history.AS_IT_STOOD``; ``line`` is in the reader's language."""

    def __init__(self, line: Line, id: int, row: Any) -> None:
        self.line = line
        self.now = state_of(row)
        self.then = rewind(self.now, (Change(*change) for change in row.changes))
        trackers = ((each.superficial, each.aggravated) for each in line.trackers.values())
        self.changes = list(differences(self._started(self.then), self._started(self.now), trackers))
        self.sheet = self._sheet(id, row.experience)

    def _started(self, state: State) -> State:
        """The state with every rating that was never set at its start."""
        return State(self.line.start | state.ratings, *list(vars(state).values())[1:])

    def _sheet(self, id: int, experience: list[int]) -> Sheet:
        then = self.then
        columns = {
            "ratings": then.ratings,
            "texts": then.texts,
            "keys": then.keys,
            "entries": [tuple(row[name] for name in EntryRow._fields) for row in in_order(then.entries)],
            "experience": experience,
            "portraits": self._pictures(),
            "archived_at": then.states["archived_at"],
            "died_at": then.states["died_at"],
            "drafted_at": then.states["drafted_at"],
        }
        sheet = Sheet.of(self.line, id, namedtuple("Row", columns)(**columns))
        entries = (change.entry_id for change in self.changes if change.entry_id is not None)
        names = (name for change in self.changes if change.entry_id is None for name in self._parts(change))
        sheet.differing = frozenset((*names, *entries))
        return sheet

    def _pictures(self) -> dict[str, list[Any]]:
        """The portraits of then whose files are those of today: others may be gone."""
        return {
            slot: [row[name] for name in PORTRAIT]
            for slot, row in self.then.portraits.items()
            if self.now.portraits.get(slot, {}).get("key") == row["key"]
        }

    def _parts(self, change: Change) -> list[str]:
        """The names of the parts of the sheet that a change is about."""
        names = list(change.now or ())
        return [self.line.damage[name].name if name in self.line.damage else name for name in names]

    @cached_property
    def parts(self) -> dict[str, Part]:
        """What differs from today and can be restored by itself, by its key: a trait, a text, an entry, a slot.

        An entry has with it what stands in it. States of the whole character are no part of its sheet.
        """
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            if change.what != "state":
                found.setdefault(self._key(change), []).append(change)
        rows = {**self.then.entries, **self.now.entries}
        names = {id: entry_name(self.line, row) for id, row in rows.items()}
        return {key: Part(changes, list(sentences_of(self.line, changes, names))) for key, changes in found.items()}

    def _key(self, change: Change) -> str:
        if change.entry_id is not None:
            row = self.then.entries.get(change.entry_id) or self.now.entries[change.entry_id]
            return f"entry/{row['parent_id'] or change.entry_id}"
        if change.what == "portrait":
            return f"portrait/{(change.now or change.was or {})['slot']}"
        return f"{change.what}/{next(iter(change.now or {}))}"

    def restoring(self, keys: Iterable[str]) -> Patch:
        """The patch by which these parts are again as they stood. Raises NotStanding where one needs another."""
        changes = [with_keys for key in keys for change in self.parts[key].changes for with_keys in self._whole(change)]
        return inverse(changes, self._started(self.now), self.line.followed)

    def _whole(self, change: Change) -> list[Change]:
        """A change with all that the journal has of it: of a text its key too, and whether it followed a choice."""
        if change.what != "texts":
            return [change]
        [name] = change.now or {}
        was, now = ({name: state.texts.get(name, "")} for state in (self.then, self.now))
        changes = [Change("texts", None, was, now)]
        for what, old, new in (
            ("keys", self.then.keys.get(name), self.now.keys.get(name)),
            ("follows", name not in self.then.texts, name not in self.now.texts),
        ):
            if old != new:
                changes.append(Change(what, None, {name: old}, {name: new}))
        return changes


def in_order(entries: dict[int, Object]) -> list[Object]:
    """The rows of entries in their order."""
    return sorted(entries.values(), key=lambda row: (row["position"], row["id"]))


def state_of(row: Any) -> State:
    """The state of a row of a statement, as the rules have it."""
    return State(
        ratings=row.ratings,
        texts=row.texts,
        keys=row.keys,
        states=row.states,
        entries={entry["id"]: entry for entry in row.entries},
        portraits={portrait["slot"]: portrait for portrait in row.portraits},
    )
