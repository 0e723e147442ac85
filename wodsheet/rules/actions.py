"""Carrying out an action: from a character and what was answered to what it is afterwards, and what fell.

Pure but for the dice, which come from outside. The steps are data of the lines, with the sources of their rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from wodsheet.engine import Line, Message, Tracker
from wodsheet.engine.action import (
    Action,
    Assign,
    Begin,
    CarryOver,
    Change,
    Check,
    Damage,
    Draw,
    End,
    Heal,
    PoolTest,
    Propose,
    Row,
    Say,
    Step,
    Write,
)
from wodsheet.engine.amount import count
from wodsheet.rules import dice, trackers
from wodsheet.rules.trackers import Track

# A single die passes from here on (vtm core, Rouse checks; wta core, Rage checks).
PASSES = 6


class InEffect(NamedTuple):
    """Something that is in effect: the id of its entry, its key, and until when."""

    id: int
    key: str
    until: str


@dataclass(frozen=True)
class Thrown:
    """Dice that a step threw. ``passed``: how many checks passed, or successes; ``outcome`` of a pool or a table."""

    label: Message
    faces: tuple[int, ...]
    passed: int | None = None
    difficulty: int | None = None
    outcome: Message = ""


class TooFewDice(Exception):
    """An action needs more dice than fell."""


@dataclass
class Play:
    """A character in the middle of an action: an ``amount.Situation``, and what the steps did so far.

    ``ratings`` has every rating of the line and is changed in place; ``levels`` and ``entry_levels`` as in Entries;
    ``listed``: how many entries each outer listing has.
    ``lacks`` are the names of what its kind has not. ``faces`` gives what the next dice show.
    """

    line: Line
    ratings: dict[str, int]
    levels: Mapping[str, int]
    entry_levels: Mapping[str, int]
    listed: Mapping[str, int]
    lacks: frozenset[str]
    in_effect: list[InEffect]
    answers: Mapping[str, int]
    faces: Iterator[int]
    counts: dict[str, int] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    begun: list[Begin] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    thrown: list[Thrown] = field(default_factory=list)
    sentences: list[tuple[Message, int]] = field(default_factory=list)
    proposals: list[Propose] = field(default_factory=list)

    def begun_again(self, faces: Iterator[int]) -> Play:
        """The same character with the same answers, before anything was done."""
        known = (self.levels, self.entry_levels, self.listed, self.lacks, [*self.in_effect], self.answers, faces)
        return Play(self.line, dict(self.ratings), *known)

    def free(self, tracker: str) -> int:
        """How many boxes of a tracker are empty."""
        return self.track(self.line.trackers[tracker]).free

    def track(self, tracker: Tracker) -> Track:
        """A tracker as it is now."""
        length = trackers.length(tracker, self.ratings, self.entry_levels)
        return Track.placed(length, (self.ratings[tracker.superficial], self.ratings[tracker.aggravated]))

    def throw(self, many: int = 1) -> tuple[int, ...]:
        """What so many dice show. Raises TooFewDice."""
        found = tuple(islice(self.faces, many))
        if len(found) < many:
            raise TooFewDice
        return found


def answers_of(action: Action, given: Mapping[str, int | str]) -> dict[str, int]:
    """Answers as amounts read them. ``given``: by the name of each Ask a number, or the name of an option."""
    answers = dict(action.known)
    for ask in action.asks:
        found = given.get(ask.name)
        if isinstance(found, int):
            answers[ask.name] = found
        for place, option in enumerate(ask.options):
            if option.name == found:
                answers |= {ask.name: place, f"{ask.name}={option.name}": 1}
                answers |= {f"{ask.name}.{name}": number for name, number in option.numbers.items()}
    return answers


def barred(action: Action, play: Play) -> Message:
    """Why an action cannot be done now; "" when it can."""
    return next((bar.reason for bar in action.bars if bar.when.read(play)), "")


def carry_out(steps: Iterable[Step], play: Play) -> None:
    """Do the steps, one after the other, each from where the one before left the character. Raises TooFewDice."""
    for step in steps:
        if step.when is None or step.when.read(play):
            _carry_out(step, play)


def _carry_out(step: Step, play: Play) -> None:
    match step:
        case Change():
            _change(step, play)
        case Assign():
            _assign(step, play)
        case Damage():
            _damage(step, play)
        case Heal():
            _heal(step, play)
        case CarryOver():
            _carry_over(step, play)
        case Check():
            _check(step, play)
        case PoolTest():
            _test(step, play)
        case Draw():
            _draw(step, play)
        case Write():
            play.written[step.text] = step.key
        case Begin():
            _begin(step, play)
        case End():
            _end(step, play)
        case Say():
            play.sentences.append((step.sentence, count(step.amount, play)))
        case Propose():
            _propose(step, play)


def _propose(step: Propose, play: Play) -> None:
    """The same proposal is made once, however many checks led to it."""
    if step not in play.proposals:
        play.proposals.append(step)


def _change(step: Change, play: Play) -> None:
    if step.trait in play.lacks:
        return
    trait, by = play.line.traits[step.trait], count(step.by, play)
    wanted = play.ratings[trait.name] + by
    play.ratings[trait.name] = max(trait.low, min(trait.high, wanted))
    for _ in range(abs(wanted - play.ratings[trait.name])):
        carry_out(step.beyond, play)


def _assign(step: Assign, play: Play) -> None:
    if step.trait not in play.lacks:
        trait = play.line.traits[step.trait]
        play.ratings[trait.name] = max(trait.low, min(trait.high, count(step.to, play)))


def _damage(step: Damage, play: Play) -> None:
    tracker = play.line.trackers[step.tracker]
    for many, taken in (
        (count(step.superficial, play), "superficial_taken"),
        (count(step.aggravated, play), "aggravated_taken"),
    ):
        for _ in range(many):
            damage = getattr(play.track(tracker), taken)
            if damage is None:
                break
            play.ratings[tracker.superficial], play.ratings[tracker.aggravated] = damage


def _heal(step: Heal, play: Play) -> None:
    tracker, ratings = play.line.trackers[step.tracker], play.ratings
    eased = min(ratings[tracker.aggravated], count(step.eased, play))
    aggravated = min(ratings[tracker.aggravated] - eased, count(step.aggravated, play))
    superficial = min(ratings[tracker.superficial] + eased, max(0, count(step.superficial, play)))
    ratings[tracker.aggravated] -= eased + aggravated
    ratings[tracker.superficial] += eased - superficial


def _carry_over(step: CarryOver, play: Play) -> None:
    tracker = play.line.trackers[step.tracker]
    if damage := play.track(tracker).carried_over:
        play.ratings[tracker.superficial], play.ratings[tracker.aggravated] = damage


def _check(step: Check, play: Play) -> None:
    faces: list[int] = []
    failures = 0
    for _ in range(count(step.dice, play)):
        shown = [*play.throw(max(1, count(step.best_of, play)))]
        if max(shown) < PASSES and count(step.again, play):
            shown += play.throw()
        faces += shown
        if max(shown) < PASSES:
            failures += 1
            carry_out(step.failed, play)
        for face in shown:
            if face in step.marks:
                carry_out(step.marked, play)
    play.counts["failed"] = failures
    play.thrown.append(Thrown(step.label, tuple(faces), passed=count(step.dice, play) - failures))


def _test(step: PoolTest, play: Play) -> None:
    faces = play.throw(max(1, count(step.pool, play)))
    difficulty = count(step.difficulty, play)
    tally = dice.tally(play.line.dice.special, dice.Fall(faces, ()))
    wins = tally.successes >= max(1, difficulty)
    play.counts |= {"margin": tally.successes - difficulty, "successes": tally.successes}
    play.thrown.append(Thrown(step.label, faces, passed=tally.successes, difficulty=difficulty))
    critical = wins and tally.tens > 1 and step.critical
    carry_out(step.critical if critical else step.success if wins else step.failure, play)


def _draw(step: Draw, play: Play) -> None:
    number = count(step.row, play)
    if number:
        row, faces = step.rows[number - 1], ()
    else:
        faces = play.throw()
        row = _row_of(step.rows, faces[0] + count(step.plus, play))
    play.thrown.append(Thrown(step.label, faces, outcome=row.label))
    carry_out(row.steps, play)


def _row_of(rows: Iterable[Row], number: int) -> Row:
    return next(row for row in rows if row.low <= number <= row.high)


def _begin(step: Begin, play: Play) -> None:
    """The same thing is in effect once: it begins anew."""
    _end(End(keys=(step.key,)), play)
    play.begun = [one for one in play.begun if one.key != step.key]
    play.begun.append(step)


def _end(step: End, play: Play) -> None:
    ends = [one for one in play.in_effect if one.until in step.until or one.key in step.keys]
    play.ended += [one.id for one in ends]
    play.in_effect = [one for one in play.in_effect if one not in ends]
