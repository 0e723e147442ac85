"""What a choice gives: writing it on a character, and taking back exactly what another choice gave before.

Pure, like ``rules.inverse``: from a State to another. What the player edited or bought on top stays. That a granted
dot adds to what is there, up to its most, is memory; a predator type's Discipline does so by two sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from wodsheet.engine import Given, Grant, Line, Listing, Pick, Text
from wodsheet.rules.inverse import Change, Object, Patch, State
from wodsheet.rules.rewind import differences

# What a pick gives, for each way to pick.
Ways = tuple[tuple[Given, ...], ...]


def ways(pick: Pick) -> Ways:
    """Every way to pick: one of the options, or its dots shared out among them."""
    if not pick.dots:
        return tuple((option,) for option in pick.options)
    return tuple(
        tuple(replace(option, dots=dots) for option, dots in zip(pick.options, shares, strict=True) if dots)
        for shares in _shares(pick.dots, len(pick.options))
    )


def _shares(dots: int, among: int) -> Iterator[tuple[int, ...]]:
    """So many dots among so many, all on the first at first."""
    if among == 1:
        yield (dots,)
        return
    for first in range(dots, -1, -1):
        yield from ((first, *rest) for rest in _shares(dots - first, among - 1))


@dataclass
class Granting:
    """A character on whom a choice is written: the state ``now``, and the ids of entries that stay because of edits.

    New entries have ids below 0 until the database gives them theirs.
    """

    line: Line
    now: State
    kept: list[int] = field(default_factory=list)

    @classmethod
    def on(cls, line: Line, state: State) -> Granting:
        """A copy of a character, to be written on."""
        return cls(line, deepcopy(state))

    def take_back(self, changes: Iterable[Change]) -> None:
        """Take back what these changes gave, as far as it is there; what was edited or raised since stays."""
        for change in changes:
            if change.what == "ratings" and change.was and change.now:
                for name, given in change.now.items():
                    self._shift(name, change.was[name] - given)
            elif change.what == "entry" and change.now and change.entry_id in self.now.entries:
                self._take_back_entry(self.now.entries[change.entry_id], change.was, change.now)

    def _take_back_entry(self, row: Object, was: Object | None, now: Object) -> None:
        given = now.get("dots", 0) - (was or {}).get("dots", 0)
        if was is None and self._is_untouched(row, now):
            del self.now.entries[row["id"]]
            return
        row["dots"] = max(0, row["dots"] - given)
        if was is None:
            self.kept.append(row["id"])

    def _is_untouched(self, row: Object, now: Object) -> bool:
        """Whether an entry is as it was given, with nothing in it."""
        inside = any(other["parent_id"] == row["id"] for other in self.now.entries.values())
        return not inside and all(row[name] == now[name] for name in ("name", "dots", "texts"))

    def give(self, grant: Grant, picked: Iterable[Given]) -> None:
        """Give what a choice gives, with what was picked in it."""
        for name, by in grant.ratings:
            self._shift(name, by)
        for given in (*grant.given, *picked):
            self._give(given)

    def write(self, text: Text, key: str) -> None:
        """Write the choice itself."""
        choice = text.choice("", key)
        assert choice
        self.now.texts[text.name] = choice.stored
        self.now.keys[text.name] = key

    def _shift(self, name: str, by: int) -> None:
        trait = self.line.traits[name]
        rating = self.now.ratings.get(name, trait.start) + by
        self.now.ratings[name] = max(trait.low, min(trait.high, rating))

    def _give(self, given: Given) -> None:
        listing = self.line.listings[given.part]
        row = next((row for row in self.now.entries.values() if _is_it(row, listing, given)), None)
        if row is None:
            self._add(listing, given)
        elif not given.under:
            choice = listing.choice("", key=given.key)
            row["dots"] = min(row["dots"] + given.dots, listing.most_of(choice))

    def _add(self, listing: Listing, given: Given) -> None:
        choice = listing.choice("", key=given.key)
        texts = {"note": given.note} if given.note and "note" in listing.fields else {}
        texts |= {listing.under: _skill(listing, given.under)} if given.under else {}
        beside = [row for row in self.now.entries.values() if row["kind"] == listing.name and row["parent_id"] is None]
        id = min((0, *self.now.entries)) - 1
        self.now.entries[id] = {
            "id": id,
            "kind": listing.name,
            "parent_id": None,
            "position": max((row["position"] for row in beside), default=-1) + 1,
            "name": choice.stored if choice else given.name,
            "key": choice.key if choice else None,
            "dots": given.dots,
            "texts": texts,
            "form_key": str(uuid4()),
        }


def _skill(listing: Listing, key: str) -> str:
    """The words that are stored for the trait a specialty stands under."""
    choice = listing.fields[listing.under].choice("", key)
    return choice.stored if choice else key


def _is_it(row: Object, listing: Listing, given: Given) -> bool:
    """Whether an entry is what is given: the same choice, or the same specialty of the same skill."""
    if row["kind"] != listing.name or row["parent_id"] is not None:
        return False
    if not given.under:
        choice = listing.choice(row["name"], key=row["key"])
        return bool(choice and choice.key == given.key)
    skill = listing.fields[listing.under].key(row["texts"].get(listing.under, ""))
    return skill == given.under and row["name"] == given.name


def patch(before: State, after: State, ids: Iterable[int]) -> Patch:
    """What to write so that a character is ``after``. ``ids``: those that new entries get.

    A text that followed a choice is written; what follows it goes on following.
    """
    numbers: dict[Any, int] = dict(zip((id for id in after.entries if id < 0), ids, strict=False))
    entries = {numbers.get(id, id): row | {"id": numbers.get(id, id)} for id, row in after.entries.items()}
    made = Patch()
    for change in differences(before, replace(after, entries=entries)):
        made.changes.append(_whole(change, before))
        if change.what == "ratings":
            made.ratings |= change.now or {}
        elif change.what == "texts":
            made.texts |= change.now or {}
        elif change.what == "entry" and change.now is None:
            made.removed_entries.append(change.entry_id or 0)
        elif change.what == "entry":
            made.entries[change.entry_id or 0] = entries[change.entry_id or 0]
    keys = {name: after.keys.get(name) for name in made.texts}
    if keys:
        made.keys = keys
        made.changes.append(Change("keys", None, {name: before.keys.get(name) for name in keys}, keys))
    return made


def _whole(change: Change, before: State) -> Change:
    """A removal as the journal has it: with what stood in the entry."""
    if change.what == "texts":
        return change._replace(was={name: words or "" for name, words in (change.was or {}).items()})
    if change.what != "entry" or change.now is not None:
        return change
    inside = [row for row in before.entries.values() if row["parent_id"] == change.entry_id]
    return change._replace(was=(change.was or {}) | {"inside": inside})


def new_ids(state: State) -> int:
    """How many entries of a state are new."""
    return sum(id < 0 for id in state.entries)
