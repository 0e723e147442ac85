"""A sheet as it stood after one of its revisions, and what differs from today."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from wodsheet.engine import Line
from wodsheet.rules.inverse import Change, Object, State
from wodsheet.rules.rewind import differences, rewind
from wodsheet.sheet import Sheet
from wodsheet.sheet.entry_row import EntryRow
from wodsheet.sheet.revision_words import entry_name, sentences_of

PORTRAIT = ("key", "alias", "alt", "x", "y", "width", "height")


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
        }
        sheet = Sheet.of(self.line, id, namedtuple("Row", columns)(**columns))
        sheet.differing = frozenset(name for change in self.changes for name in self._parts(change))
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

    @property
    def sentences(self) -> list[str]:
        """What was changed from then until today, a sentence for each thing."""
        rows = {**self.then.entries, **self.now.entries}
        names = {id: entry_name(self.line, row) for id, row in rows.items()}
        return list(sentences_of(self.line, self.changes, names))


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
