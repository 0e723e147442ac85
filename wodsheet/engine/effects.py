"""What follows from a change: what its answer has to read, and which parts of the sheet it draws again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from wodsheet.engine.parts import Listing, Text, Total, Tracker, Trait

if TYPE_CHECKING:
    from wodsheet.engine.line import Line


class Needs(Enum):
    """What a statement has to read for the answer to a change.

    ROW: nothing beside the character's own row. ENTRIES: the entries of a few listings, too. ALL: all ratings, texts
    and entries.
    """

    ROW = "row"
    ENTRIES = "entries"
    ALL = "all"


@dataclass(frozen=True)
class Effects:
    """What follows from a change of one trait, tracker, text or listing.

    ``needs`` says what is read; ``listings`` are those whose entries are read, by name, where it is ENTRIES;
    ``ratings`` is true where other ratings than the changed one are drawn or counted.

    Drawn again are the lengths of the ``trackers``, the ``totals``, the read-outs of the ``read_outs`` traits, the
    offers of the ``texts``, the conditions at the parts with the names in ``conditions``, and the warnings of every
    entry that requires one of the ``keys``.
    """

    needs: Needs = Needs.ROW
    listings: tuple[str, ...] = ()
    ratings: bool = False
    trackers: tuple[Tracker, ...] = ()
    totals: tuple[Total, ...] = ()
    read_outs: tuple[Trait, ...] = ()
    texts: tuple[Text, ...] = ()
    conditions: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()

    @property
    def elsewhere(self) -> bool:
        """Whether anything changes beside the part itself and its trackers: for most traits nothing does."""
        return bool(self.totals or self.read_outs or self.conditions or self.keys)


def effects_of(line: Line) -> Mapping[str, Effects]:
    """The effects of every trait, tracker, text and listing of a line, by its name."""
    required = {
        key for listing in line.listings.values() for choice in listing.choices for key in listing.requirements(choice)
    }
    return {
        **{name: _of_trait(line, trait, required) for name, trait in line.traits.items()},
        **{name: _of_tracker(line, tracker) for name, tracker in line.trackers.items()},
        **{name: _of_text(line, text, required) for name, text in line.texts.items()},
        **{name: _of_listing(line, listing) for name, listing in line.listings.items()},
    }


def _of_trait(line: Line, trait: Trait, required: Collection[str]) -> Effects:
    """A trait may lengthen trackers, count in totals, decide read-outs and conditions, and be required by entries."""
    trackers = tuple(tracker for tracker in line.trackers.values() if trait.name in tracker.follows)
    totals = tuple(total for total in line.totals.values() if trait.name in total.sum)
    read_outs = tuple(other for other in line.traits.values() if any(out.by == trait.name for out in other.read_outs))
    conditions = dict.fromkeys(one.part for one in line.conditions if trait.name in one.traits)
    keys = frozenset({trait.name, *(total.name for total in totals)}.intersection(required))
    listings = _counted_by(line, trackers)
    return Effects(
        needs=Needs.ALL if keys or trait.span else Needs.ENTRIES if listings else Needs.ROW,
        listings=listings,
        ratings=bool(
            trait.span
            or trackers
            or totals
            or read_outs
            or conditions
            or keys
            or any(out.by for out in trait.read_outs)
        ),
        trackers=trackers,
        totals=totals,
        read_outs=read_outs,
        conditions=tuple(conditions),
        keys=keys,
    )


def _of_tracker(line: Line, tracker: Tracker) -> Effects:
    """Damage changes the tracker alone; its length may count what is owned."""
    listings = _counted_by(line, (tracker,))
    return Effects(needs=Needs.ENTRIES if listings else Needs.ROW, listings=listings, ratings=True)


def _of_text(line: Line, text: Text, required: Collection[str]) -> Effects:
    """A text may decide what other texts offer and what a rating says, and its choices may be required by entries."""
    keys = frozenset({choice.key for choice in text.choices}.intersection(required))
    read_outs = tuple(trait for trait in line.traits.values() if trait.span and trait.span.by == text.name)
    return Effects(
        needs=Needs.ALL if keys or read_outs else Needs.ROW,
        ratings=bool(keys or read_outs),
        read_outs=read_outs,
        texts=tuple(other for other in line.texts.values() if text.name in other.by),
        keys=keys,
    )


def _of_listing(line: Line, listing: Listing) -> Effects:
    """The length of a tracker may count what is owned in a listing."""
    keys = {choice.key for choice in listing.choices}
    trackers = tuple(tracker for tracker in line.trackers.values() if keys & tracker.owned_keys)
    return Effects(needs=Needs.ALL, ratings=True, trackers=trackers)


def _counted_by(line: Line, trackers: Collection[Tracker]) -> tuple[str, ...]:
    """The listings whose entries the lengths of these trackers count, and those in which such entries stand."""
    keys = {key for tracker in trackers for key in tracker.owned_keys}
    counted = {
        listing.name for listing in line.listings.values() if any(choice.key in keys for choice in listing.choices)
    }
    return tuple(sorted(counted | {line.outer[name].name for name in counted if name in line.outer}))
