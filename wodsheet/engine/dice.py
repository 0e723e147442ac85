"""The dice of a game line: which of them are special, and how a roll can turn out."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.engine.action import Propose
from wodsheet.engine.messages import Message


@dataclass(frozen=True)
class RatingBar:
    """What keeps something out of a roll: the ``trait`` has one of the ratings ``at``; ``words`` say so."""

    trait: str
    at: tuple[int, ...]
    words: Message


@dataclass(frozen=True)
class SpecialDice:
    """Dice that a trait brings into a pool, told apart from the regular ones.

    ``trait`` is the name of the trait whose rating is how many. They take the place of regular dice, or with ``adds``
    are thrown besides, when the player wants them. ``marked`` are the faces that outcomes go by; what shows one of the
    ``locked`` faces is never re-rolled. Pools of nothing but the keys ``without`` are rolled without
    them; so does everybody whom one of the ``bars`` keeps from them.
    """

    trait: str
    label: Message
    one: Message
    marked: tuple[int, ...]
    locked: tuple[int, ...]
    adds: bool = False
    hint: Message = ""
    without: tuple[str, ...] = ()
    bars: tuple[RatingBar, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One of several ways to take an outcome: with ``adds`` more successes, or as one that ``fails``.

    ``proposals`` are the actions that may follow.
    """

    name: str
    label: Message
    sentence: Message
    adds: int = 0
    fails: bool = False
    proposals: tuple[Propose, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a roll can turn out: a word for it, and a sentence.

    It needs a win, no win (``wins`` False), or neither (None), and at least so many ``successes``, ``tens`` of any
    dice, ``special_tens``, and ``marks``: special dice on a marked face. With ``readings`` the player chooses one;
    ``proposals`` are the actions that may follow. A ``dire`` one is drawn as something to fear.
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
    proposals: tuple[Propose, ...] = ()


@dataclass(frozen=True)
class PoolModifier:
    """Dice that come to some pools of a character or go from them, and the reason.

    ``dice`` is how many, below 0 where they go: one number, or with a ``trait`` one for each of its ratings from the
    lowest. 0 is nothing, unless ``words`` say what holds instead ("fails").

    It goes by pools with one of the keys ``among``, with one of the ``also`` beside it, and with none of ``without``;
    without keys by every pool. The character has all of the ``needs`` (keys as in ``rules.totals.known_levels``) and
    one of the ``conditions``, not the condition ``unless``; each trait of ``at`` has one of its ratings.

    Of one ``group`` a roll has one. It is ticked at first where it is ``likely`` and nothing of the group ``beside`` is
    ticked. Where it counts ``once`` it is for one roll, and not for extended tests. ``cost`` is what is paid for it,
    ``hint`` when it applies, ``doubt`` what is not certain about it. While what has the key ``effect`` is in effect, it
    holds whatever it ``needs``, is ticked at first, and nothing bars it or is paid for it.
    """

    name: str
    label: Message
    dice: tuple[int, ...]
    trait: str = ""
    among: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    unless: str = ""
    at: tuple[tuple[str, tuple[int, ...]], ...] = ()
    bars: tuple[RatingBar, ...] = ()
    group: str = ""
    beside: str = ""
    effect: str = ""
    likely: bool = True
    once: bool = False
    words: Message = ""
    cost: Message = ""
    hint: Message = ""
    doubt: Message = ""


@dataclass(frozen=True)
class Dice:
    """The special dice of a line, and its outcomes, of which a roll has the first that fits; the last fits always.

    To throw some again costs a superficial point of the tracker ``reroll_costs``. The ``modifiers`` come to some pools.
    """

    special: SpecialDice
    outcomes: tuple[Outcome, ...]
    reroll_costs: str = ""
    modifiers: tuple[PoolModifier, ...] = ()
