"""Actions: what a character does or suffers in a night of play, in steps that ``rules.actions`` carries out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wodsheet.engine.amount import Amount, Number
from wodsheet.engine.choices import Source
from wodsheet.engine.messages import Message


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of an action, which is left out where ``when`` is 0."""

    when: Amount | None = None


@dataclass(frozen=True)
class Change(Step):
    """A trait rises or, below 0, falls ``by`` so much, as far as its range goes.

    For each point that finds no room the steps ``beyond`` are carried out.
    """

    trait: str
    by: Number
    beyond: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Assign(Step):
    """A trait is ``to`` so much from now on, within its range."""

    trait: str
    to: Number


@dataclass(frozen=True)
class Damage(Step):
    """A tracker takes damage, point by point, as far as its boxes go."""

    tracker: str
    superficial: Number = 0
    aggravated: Number = 0


@dataclass(frozen=True)
class Heal(Step):
    """Marks of a tracker go, as many as there are; so many aggravated ones are ``eased`` to superficial first."""

    tracker: str
    superficial: Number = 0
    aggravated: Number = 0
    eased: Number = 0


@dataclass(frozen=True)
class CarryOver(Step):
    """Damage that a tracker has no boxes for, since it grew shorter, turns marks of its boxes to aggravated."""

    tracker: str


@dataclass(frozen=True)
class Check(Step):
    """Single dice, one for each time; each passes at 6 or more.

    A failed one is thrown once more while ``again`` is not 0. Of ``best_of`` dice a check takes the best. For each that
    fails the steps ``failed`` are carried out, and ``marked`` for each die on one of the ``marks``. Counts "failed".
    """

    label: Message
    failed: tuple[Step, ...]
    dice: Number = 1
    again: Number = 0
    best_of: Number = 1
    marks: tuple[int, ...] = ()
    marked: tuple[Step, ...] = ()


@dataclass(frozen=True)
class PoolTest(Step):
    """A roll of regular dice, at least one, against a difficulty; what follows by how it turns out.

    Counts "margin" (below 0 for a failure) and "successes".
    """

    label: Message
    pool: Number
    difficulty: Number = 1
    critical: tuple[Step, ...] = ()
    success: tuple[Step, ...] = ()
    failure: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of a table: for what a die shows from ``low`` to ``high``."""

    low: int
    high: int
    label: Message
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Draw(Step):
    """A die, and ``plus``, find a row of a table, whose steps are carried out; or ``row`` says which, from 1 on."""

    label: Message
    rows: tuple[Row, ...]
    row: Number = 0
    plus: Number = 0


@dataclass(frozen=True)
class Write(Step):
    """A text names another choice: that with this ``key``; with an empty one the text is cleared."""

    text: str
    key: str


@dataclass(frozen=True)
class Begin(Step):
    """Something is in effect from now on: an entry of the listing ``in_effect``.

    It is called like the choice of this ``key`` there, or ``words`` of a player's; ``until``: the key of one of
    ``core.UNTIL``.
    """

    key: str
    until: str
    words: str = ""


@dataclass(frozen=True)
class End(Step):
    """What is in effect ends: what lasts ``until`` one of these, and what has one of these ``keys``."""

    until: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Say(Step):
    """Something that the sheet cannot hold: a lost turn, a wound. ``amount`` is its %(amount)s."""

    sentence: Message
    amount: Number = 0


@dataclass(frozen=True)
class Propose(Step):
    """Another action that may follow, with what is answered there.

    After a roll the Ask ``marks`` is answered by how many special dice show a marked face.
    """

    action: str
    answers: Mapping[str, Any] = field(default_factory=dict, hash=False)
    marks: str = ""


@dataclass(frozen=True)
class Option:
    """One answer of several. ``numbers`` are what it stands for, by name. ``when`` 0: not open to this character."""

    name: str
    label: Message
    numbers: Mapping[str, int] = field(default_factory=dict, hash=False)
    when: Amount | None = None
    hint: Message = ""


@dataclass(frozen=True)
class Ask:
    """What the player says when something is done: one of the ``options``, else a number from ``low`` to ``high``.

    ``start`` is answered at first: a number; of options the first one that is open. ``when`` 0: it is not asked.
    """

    name: str
    label: Message
    options: tuple[Option, ...] = ()
    low: int = 0
    high: int = 1
    start: Number = 0
    when: Amount | None = None
    hint: Message = ""


@dataclass(frozen=True)
class Bar:
    """Why something cannot be done, where ``when`` is not 0."""

    when: Amount
    reason: Message


@dataclass(frozen=True)
class Action:
    """Something that a character does or suffers: what is asked, and the steps.

    ``bars``: why it cannot be done now, the first that holds. ``doubt`` says what the sources do not agree on.
    ``group`` is its heading. What is ``grave`` is seldom done and changes much: its form is opened before it is done.
    ``known`` are answers that nobody is asked for. A kind of character lacks it, or has its
    own, by its ``name``.
    """

    name: str
    label: Message
    group: Message
    steps: tuple[Step, ...]
    hint: Message = ""
    asks: tuple[Ask, ...] = ()
    bars: tuple[Bar, ...] = ()
    doubt: Message = ""
    sources: tuple[Source, ...] = ()
    known: Mapping[str, int] = field(default_factory=dict, hash=False)
    grave: bool = False
