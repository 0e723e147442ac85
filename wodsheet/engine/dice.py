"""The dice of a game line: which of them are special, and how a roll can turn out."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.engine.messages import Message


@dataclass(frozen=True)
class SpecialDice:
    """Dice that a trait brings into a pool, told apart from the regular ones.

    ``trait`` is the name of the trait whose rating is how many. They take the place of regular dice, or with ``adds``
    are thrown besides, when the player wants them. ``marked`` are the faces that outcomes go by; what shows one of the
    ``locked`` faces is never re-rolled.
    """

    trait: str
    label: Message
    one: Message
    marked: tuple[int, ...]
    locked: tuple[int, ...]
    adds: bool = False
    hint: Message = ""


@dataclass(frozen=True)
class Reading:
    """One of several ways to take an outcome: with ``adds`` more successes, or as one that ``fails``."""

    name: str
    label: Message
    sentence: Message
    adds: int = 0
    fails: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a roll can turn out: a word for it, and a sentence.

    It needs a win, no win (``wins`` False), or neither (None), and at least so many ``successes``, ``tens`` of any
    dice, ``special_tens``, and ``marks``: special dice on a marked face. With ``readings`` the player chooses one. A
    ``dire`` one is drawn as something to fear.
    """

    name: str
    label: Message
    sentence: Message
    wins: bool | None = None
    successes: int = 0
    tens: int = 0
    special_tens: int = 0
    marks: int = 0
    readings: tuple[Reading, ...] = ()
    dire: bool = False


@dataclass(frozen=True)
class PoolBonus:
    """Dice that a trait adds to pools with something of a listing in them, by its rating from the lowest."""

    label: Message
    trait: str
    listing: str
    dice: tuple[int, ...]


@dataclass(frozen=True)
class Dice:
    """The special dice of a line, and its outcomes, of which a roll has the first that fits; the last fits always.

    To throw some again costs a superficial point of the tracker ``reroll_costs``. ``bonuses`` come to some pools.
    """

    special: SpecialDice
    outcomes: tuple[Outcome, ...]
    reroll_costs: str = ""
    bonuses: tuple[PoolBonus, ...] = ()
