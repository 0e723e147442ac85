"""The history of a character as people read it: by day, by sitting and person, with quick runs of one trait folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from wodsheet.engine import Line, Text
from wodsheet.rules import undo
from wodsheet.rules.undo import Journal
from wodsheet.sheet.revision import Act, ChangeRow, Revision
from wodsheet.sheet.revision_words import Names, entry_name, sentence_of, sentence_of_revision
from wodsheet.sheet.word_difference import Piece, difference
from wodsheet.templating.dates import day_of
from wodsheet.templating.i18n import gettext as _

# A pause that long parts two sittings, as in statements/revisions.py. Clicks on one trait are one run where no pause
# between them is longer than this.
SITTING = timedelta(hours=3)
QUICK = timedelta(minutes=1)

# The fields of an Act in a row of the statement.
ACT = ("id", "hand", "kind", "action", "undoes", "changes", "ledger")

# Parts of an entry that are no text.
NO_TEXT = frozenset({"name", "key", "dots", "position"})


@dataclass(frozen=True)
class Run:
    """Revisions that are read as one line, the newest first: nearly always one, or quick clicks on one trait."""

    revisions: Sequence[Revision]
    words: str

    @property
    def newest(self) -> Revision:
        """The last of them."""
        return self.revisions[0]


@dataclass(frozen=True)
class Sitting:
    """What one person did by one hand without a long pause, the newest first. ``by`` is None once they left."""

    by: str | None
    hand: str
    runs: Sequence[Run]

    @property
    def began(self) -> datetime:
        """When the first of it was done."""
        return min(revision.at for run in self.runs for revision in run.revisions)

    @property
    def ended(self) -> datetime:
        """When the last of it was done."""
        return max(revision.at for run in self.runs for revision in run.revisions)


@dataclass(frozen=True)
class Day:
    """A day and the sittings that began on it, the newest first."""

    day: date
    sittings: Sequence[Sitting]


class History:
    """A page of the history, of a row of ``statements.history``. ``page``: how many revisions a page has.

    ``before`` is the id before which the next page begins, None at the end.
    """

    def __init__(self, line: Line, row: Any, page: int, *, may_undo: bool) -> None:
        self.line = line
        self.may_undo = may_undo
        self.names: Names = names_of(line, row.names)
        origins = {each["id"]: Act.from_json(each) for each in row.origins}
        self.journal = Journal(
            undo.Revision(id, user, kind, undoes, frozenset(touches), frozenset(adds))
            for id, user, kind, undoes, touches, adds in row.journal
        )
        self.people: Mapping[str, str] = row.people
        self.revisions = [self._revision(each, origins) for each in row.revisions[:page]]
        # The newest revision on this page that the reader had seen before, where something newer stands above it.
        self.seen_before = next((one.id for one in self.revisions[1:] if one.id <= (row.seen_before or 0)), None)
        if self.revisions and self.revisions[0].id <= (row.seen_before or 0):
            self.seen_before = None
        self.before = self.revisions[-1].id if len(row.revisions) > page else None

    def _revision(self, row: Mapping[str, Any], origins: Mapping[int, Act]) -> Revision:
        act = Act.from_json({name: row[name] for name in ACT})
        words = sentence_of_revision(self.line, act, origins, self.names)
        return Revision(
            **vars(act),
            at=datetime.fromisoformat(row["at"]),
            by=row["by"],
            undone_by=row["undone_by"],
            words=words,
            holds=self.journal.is_active(act.id),
            prospect=self.journal.prospect(act.id),
        )

    @property
    def unseen(self) -> int:
        """How many revisions on this page are newer than what the reader had seen before."""
        return [one.id for one in self.revisions].index(self.seen_before) if self.seen_before else 0

    @cached_property
    def days(self) -> list[Day]:
        """The page by day."""
        found: dict[date, list[Sitting]] = {}
        for revisions in sittings(self.revisions):
            newest = revisions[0]
            sitting = Sitting(newest.by, newest.hand, [self._run(run) for run in runs(revisions, self.seen_before)])
            found.setdefault(day_of(sitting.began), []).append(sitting)
        return [Day(day, sittings) for day, sittings in found.items()]

    def _run(self, revisions: Sequence[Revision]) -> Run:
        if len(revisions) == 1:
            return Run(revisions, revisions[0].words)
        was, now = revisions[-1].changes[0].was, revisions[0].changes[0].now
        return Run(revisions, sentence_of(self.line, [ChangeRow("ratings", None, was, now)]))

    def about(self, revision: Revision) -> dict[str, str | int]:
        """The filter for the history of what it changed: of one trait, text or entry; else of its kind."""
        for change in revision.changes:
            if change.what == "ratings":
                name = next(iter(change.now or {}))
                tracker = self.line.damage.get(name)
                return {"trait": tracker.name if tracker else name}
            if change.what == "texts":
                return {"text": next(iter(change.now or {}))}
            if change.entry_id is not None:
                return {"entry": change.entry_id}
        return {"kind": revision.kind}

    def is_here(self, id: int) -> bool:
        """Whether a revision is on this page."""
        return id in self._by_id

    def words(self, id: int) -> str:
        """The sentence of a revision on this page."""
        return self._by_id[id].words

    def who(self, id: int) -> str:
        """Who did the revision that is in the way of another one; "" once that person left."""
        return (self._by_id[id].by or "") if self.is_here(id) else self.people.get(str(id), "")

    @cached_property
    def _by_id(self) -> dict[int, Revision]:
        return {revision.id: revision for revision in self.revisions}

    def labels(self, filters: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What the filters that stand in no field of their own are called, by name: one trait, text, entry, person."""
        parts = {**self.line.traits, **self.line.trackers}
        labels = {
            "trait": lambda name: parts[name].label,
            "text": lambda name: self.line.texts[name].label,
            "entry": lambda id: self.names.get(id) or self._name_in_changes(id),
            "by": str,
        }
        return [(name, labels[name](chosen)) for name, chosen in filters.items() if name in labels]

    def _name_in_changes(self, entry: int) -> str:
        rows = (change for revision in self.revisions for change in revision.changes if change.entry_id == entry)
        named = (row for change in rows for row in (change.now, change.was) if row and "name" in row)
        return next((entry_name(self.line, row) for row in named), _("An entry"))

    def differences(self, revision: Revision) -> list[list[Piece]]:
        """Of each text that a revision changed what differs. Of a first choice the sentence says it all."""
        return [pieces for was, now in self._rewritten(revision.changes) if (pieces := difference(was, now))]

    def _rewritten(self, changes: Iterable[ChangeRow]) -> Iterator[tuple[str, str]]:
        for change in changes:
            if change.was is None or change.now is None:
                continue
            texts = self._texts_of(change)
            for name, text in texts.items():
                was, now = change.was.get(name) or "", change.now[name] or ""
                if was or not (text and text.choices):
                    yield was, now

    def _texts_of(self, change: ChangeRow) -> Mapping[str, Text | None]:
        """The texts among the keys of a change by name; None for one that the line does not describe."""
        keys = change.now or {}
        if change.what == "texts":
            return {name: self.line.texts.get(name) for name in keys}
        if change.what == "entry":
            return {name: self.line.texts_of_entries.get(name) for name in keys if name not in NO_TEXT}
        if change.what == "state":
            return {name: None for name in keys if name == "epitaph"}
        return {name: None for name in keys if name in {"alias", "alt"} and "key" not in keys}


def names_of(line: Line, rows: Mapping[str, Mapping[str, Any] | None]) -> dict[int, str]:
    """The names of entries by id, as the reader is shown them. A row has an entry's kind, name and key."""
    return {int(id): entry_name(line, row) for id, row in rows.items() if row}


def sittings(revisions: Iterable[Revision]) -> list[list[Revision]]:
    """Revisions, the newest first, parted by long pauses and where another person or hand goes on."""
    return parted(
        revisions, lambda one, next: (one.by, one.hand) == (next.by, next.hand) and pause(one, next) < SITTING
    )


def runs(revisions: Iterable[Revision], seen_before: int | None = None) -> list[list[Revision]]:
    """The revisions of a sitting, parted but for quick clicks on one trait; parted before ``seen_before`` too."""

    def together(one: Revision, next: Revision) -> bool:
        return rated(one) == rated(next) != [] and pause(one, next) < QUICK and next.id != seen_before

    return parted(revisions, together)


def parted(revisions: Iterable[Revision], together: Callable[[Revision, Revision], bool]) -> list[list[Revision]]:
    """Lists of revisions that follow each other, parted where two neighbours are not together."""
    found: list[list[Revision]] = []
    for revision in revisions:
        if found and together(found[-1][-1], revision):
            found[-1].append(revision)
        else:
            found.append([revision])
    return found


def pause(one: Revision, other: Revision) -> timedelta:
    """The time between two revisions. A text that is written for long has the time of its last words."""
    return abs(one.at - other.at)


def rated(revision: Revision) -> list[str]:
    """The ratings that a revision changed, if it holds and changed nothing else; else none."""
    if revision.kind != "ratings" or not revision.holds or len(revision.changes) != 1:
        return []
    return sorted(revision.changes[0].now or ())
