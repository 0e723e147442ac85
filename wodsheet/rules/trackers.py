"""Trackers: how many boxes one has, how damage fills them, and where each change of it leads.

Sources: Health is Stamina + 3 and Willpower is Composure + Resolve (Vampire core and Hunter core, character creation);
superficial damage beyond a full track turns to aggravated, and a full track means impaired (Vampire core, Health and
damage).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from wodsheet.engine import Modifier, Tracker

# Superficial and aggravated damage.
Damage = tuple[int, int]


def length(tracker: Tracker, ratings: Mapping[str, int], owned_levels: Mapping[str, int]) -> int:
    """How many boxes a tracker has, from 1 to its ``high``.

    ``ratings`` has every rating of the line; ``owned_levels`` maps the key of each owned thing to its dots.
    """
    boxes = sum(boxes for _, boxes in terms(tracker, ratings, owned_levels))
    return max(1, min(tracker.high, boxes))


def terms(tracker: Tracker, ratings: Mapping[str, int], owned_levels: Mapping[str, int]) -> list[tuple[str, int]]:
    """What a tracker's length is the sum of: each key of a trait or owned thing, "" for a plain number, with its boxes.

    What adds nothing now is left out, but for the traits of the tracker's ``sum``. The sum may be beyond its range.
    """
    more = [(tracker.more.name, ratings[tracker.more.name])] if tracker.more else []
    fewer = [(tracker.fewer.name, -ratings[tracker.fewer.name])] if tracker.fewer else []
    named = [(one.owned or one.trait, added(one, ratings, owned_levels)) for one in tracker.modifiers]
    return [
        *((name, ratings[name]) for name in tracker.sum),
        *((key, boxes) for key, boxes in [("", tracker.plus), *named, *more, *fewer] if boxes),
    ]


def added(modifier: Modifier, ratings: Mapping[str, int], owned_levels: Mapping[str, int]) -> int:
    """How many boxes a modifier adds; 0 while one of its conditions is not met. May be below 0."""
    if modifier.owned and modifier.owned not in owned_levels:
        return 0
    if modifier.trait and ratings[modifier.trait] not in modifier.at:
        return 0
    return modifier.add if isinstance(modifier.add, int) else owned_levels.get(modifier.add, 0)


@dataclass(frozen=True)
class Track:
    """A row of boxes with its damage.

    ``superficial`` and ``aggravated`` are the marked boxes, together never more than ``length``. ``beyond`` is damage
    of either kind that was taken while the track was longer and has no box now; it is not lost.
    """

    length: int
    superficial: int
    aggravated: int
    beyond: Damage = (0, 0)

    @classmethod
    def placed(cls, length: int, damage: Damage) -> Self:
        """Damage in a track of ``length`` boxes: aggravated has its boxes first, and what finds none is beyond."""
        aggravated = min(length, damage[1])
        superficial = min(length - aggravated, damage[0])
        return cls(length, superficial, aggravated, (damage[0] - superficial, damage[1] - aggravated))

    @property
    def marks(self) -> list[str]:
        """What each box holds, aggravated first, as players mark them; "" for an empty one."""
        return ["aggravated"] * self.aggravated + ["superficial"] * self.superficial + [""] * self.free

    @property
    def free(self) -> int:
        """How many boxes are empty."""
        return self.length - self.superficial - self.aggravated

    @property
    def full(self) -> bool:
        """Whether every box is marked: the character is impaired."""
        return not self.free

    @property
    def damage(self) -> Damage:
        """All damage there is, with or without a box."""
        return self.superficial + self.beyond[0], self.aggravated + self.beyond[1]

    @property
    def superficial_taken(self) -> Damage | None:
        """The damage after one more superficial point; None when there is no box left that it could change."""
        superficial, aggravated = self.damage
        return self._turned if self.full else (superficial + 1, aggravated)

    @property
    def aggravated_taken(self) -> Damage | None:
        """The damage after one more aggravated point; None when there is no box left that it could change."""
        superficial, aggravated = self.damage
        return self._turned if self.full else (superficial, aggravated + 1)

    @property
    def superficial_healed(self) -> Damage | None:
        """The damage with one superficial point less; None when there is none."""
        superficial, aggravated = self.damage
        return (superficial - 1, aggravated) if superficial else None

    @property
    def aggravated_healed(self) -> Damage | None:
        """The damage with one aggravated point less; None when there is none."""
        superficial, aggravated = self.damage
        return (superficial, aggravated - 1) if aggravated else None

    def pressed(self, number: int) -> Damage:
        """The damage after a press on a box, counted from 1.

        An empty one is marked superficial, together with the empty ones before it; a superficial one turns to
        aggravated; an aggravated one is emptied.
        """
        superficial, aggravated = self.damage
        match self.marks[number - 1]:
            case "aggravated":
                return superficial, aggravated - 1
            case "superficial":
                return superficial - 1, aggravated + 1
            case _:
                return number - aggravated, aggravated

    @property
    def carried_over(self) -> Damage | None:
        """The damage once each superficial point beyond has turned one in the boxes; None when none is beyond."""
        if not any(self.beyond):
            return None
        turned = min(self.beyond[0], self.superficial)
        return self.superficial - turned, self.aggravated + turned

    @property
    def _turned(self) -> Damage | None:
        """In a full track, one more point turns a superficial mark to aggravated."""
        superficial, aggravated = self.damage
        return (superficial - 1, aggravated + 1) if self.superficial else None
