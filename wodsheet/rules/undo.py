"""Undo: which revisions of a character can be taken back, and why others cannot.

A revision can be taken back while what it left still stands: until a later revision changes the same thing. What a
revision changes are its *touches*, addresses within the character:

- ``ratings/<trait>``, ``text/<text>``, ``portrait/<slot>``, ``state/<column>``, ``line/<id>`` (of the ledger),
- ``entry/<id>/<field>``; ``entry/<id>/*`` for an entry added or removed; ``entry/<id>/<inner id>`` for one in it.

An undo is a revision as well, so taking back an undo is the redo. Revisions that undo each other are a chain:
its first is the *act* that somebody did, its last, the *tip*, is the one that an undo or redo takes back next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

WHOLE = "*"
# What is not taken back: a creation is deleted instead, and a deletion is restored from the roster.
LASTING_KINDS = frozenset({"creation"})
LASTING_TOUCHES = frozenset({"state/deleted_at"})


@dataclass(frozen=True)
class Revision:
    """A revision as far as undo needs it. ``user`` is null once that account was deleted."""

    id: int
    user: int | None
    kind: str
    undoes: int | None
    touches: frozenset[str]
    # The ids of the entries that it added.
    adds: frozenset[int] = frozenset()

    @cached_property
    def _wholes(self) -> frozenset[str]:
        return frozenset(touch.removesuffix(WHOLE) for touch in self.touches if touch.endswith(f"/{WHOLE}"))

    @cached_property
    def _within(self) -> frozenset[str]:
        return frozenset(touch[: touch.rindex("/") + 1] for touch in self.touches)

    def shares(self, other: Revision) -> bool:
        """Whether both touch the same thing, or one of them the whole of what the other touches."""
        return not (
            self.touches.isdisjoint(other.touches)
            and self._wholes.isdisjoint(other._within)
            and other._wholes.isdisjoint(self._within)
        )

    @property
    def lasts(self) -> bool:
        """Whether it is of a kind that is never taken back."""
        return self.kind in LASTING_KINDS or not self.touches.isdisjoint(LASTING_TOUCHES)


@dataclass(frozen=True)
class Prospect:
    """Whether a revision can be taken back. ``rests_on_it`` is the id of the newest revision in the way, or None.

    ``along`` are the ids of the later revisions that go along with an added entry, the oldest first.
    """

    possible: bool
    rests_on_it: int | None = None
    along: tuple[int, ...] = ()


class Journal:
    """Revisions of one character. Of each that is asked about, all later ones that share something are there."""

    def __init__(self, revisions: Iterable[Revision]) -> None:
        self.revisions = {revision.id: revision for revision in sorted(revisions, key=lambda one: one.id)}
        self.undone_by = {one.undoes: one.id for one in self.revisions.values() if one.undoes is not None}

    def tip(self, id: int) -> int:
        """The last of the chain in which this revision stands."""
        while id in self.undone_by:
            id = self.undone_by[id]
        return id

    def is_active(self, id: int) -> bool:
        """Whether what this revision did holds: it was not taken back, or that was itself taken back."""
        active = True
        while id in self.undone_by:
            id, active = self.undone_by[id], not active
        return active

    def resting_on(self, id: int) -> list[Revision]:
        """What stands in the way of taking back a tip: active later revisions that share something, oldest first.

        A later one that was taken back is no obstacle, and neither is the undo that took it back.
        """
        target = self.revisions[id]
        return [
            later
            for later in self.revisions.values()
            if later.id > id
            and (later.undoes is None or later.undoes <= id)
            and self.is_active(later.id)
            and target.shares(later)
        ]

    def written_into(self, id: int) -> list[Revision] | None:
        """What the same person wrote since into the entries that this tip added; it can be removed along with them.

        None when something else rests on the tip as well, or somebody else wrote into them.
        """
        target = self.revisions[id]
        entries, found, waiting = set(target.adds), {}, [id]
        while waiting:
            for later in self.resting_on(waiting.pop()):
                if later.id in found:
                    continue
                entries |= later.adds
                if target.user is None or later.user != target.user or not _only_within(later, entries):
                    return None
                found[later.id] = later
                waiting.append(later.id)
        return [found[key] for key in sorted(found)]

    def prospect(self, id: int) -> Prospect:
        """Whether this revision can be taken back; what does not hold and what lasts cannot."""
        if self.revisions[id].lasts or not self.is_active(id):
            return Prospect(False)
        tip = self.tip(id)
        resting = self.resting_on(tip)
        within = self.written_into(tip) if resting and tip == id else None
        if within is not None:
            return Prospect(True, along=tuple(later.id for later in within))
        return Prospect(not resting, resting[-1].id if resting else None)

    def first_free(self, ids: Iterable[int]) -> Revision | None:
        """The tip of the first of these revisions that nothing rests on. What touched nothing is passed over."""
        tips = (self.tip(id) for id in ids if id in self.revisions and not self.revisions[id].lasts)
        return next((self.revisions[tip] for tip in tips if not self.resting_on(tip)), None)


def _only_within(revision: Revision, entries: set[int]) -> bool:
    """Whether a revision touches these entries alone, but for the places of others that a move shifts."""
    parents = tuple(f"entry/{entry}/" for entry in entries)
    return all(touch.startswith(parents) or touch.endswith("/position") for touch in revision.touches)
