"""Dice: what a fall of them counts, how it turns out, and which may be re-rolled.

Sources: 6 and more is a success and two tens count four (Vampire core, Hunter core, Werewolf core 119); the dice and
outcomes of each line stand in ``lines/dice.py``. No difficulty is not a difficulty of 0, which any success beats.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wodsheet.engine import Dice, Outcome, Reading, SpecialDice

SIDES, SUCCESS, TEN = 10, 6, 10
# A pair of tens counts four: two for the dice, and two more.
PAIR_ADDS = 2
# Willpower re-rolls up to three dice of a roll, once (Vampire core, Willpower; Werewolf core 133).
MOST_REROLLED = 3


@dataclass(frozen=True)
class Fall:
    """What the dice show, each from 1 to 10. Their places count the regular ones first, from 0."""

    regular: tuple[int, ...]
    special: tuple[int, ...] = ()

    @property
    def all(self) -> tuple[int, ...]:
        """Every die, by its place."""
        return self.regular + self.special


@dataclass(frozen=True)
class Tally:
    """What outcomes go by. ``marks`` are the special dice on a marked face."""

    successes: int
    tens: int = 0
    special_tens: int = 0
    marks: int = 0


@dataclass(frozen=True)
class Verdict:
    """One reading of a roll against a difficulty: whether it wins, and by how many successes."""

    reading: Reading
    wins: bool
    margin: int


def split(special: SpecialDice, pool: int, rating: int) -> tuple[int, int]:
    """How many regular and special dice a pool is thrown with, at least one in all.

    Special dice take the place of regular ones, at most all of them, or are added (Hunter core, Desperation).
    """
    pool = max(1, pool)
    return (pool, rating) if special.adds else (pool - min(pool, rating), min(pool, rating))


def successes_of(hits: int, tens: int) -> int:
    """How much ``hits`` dice from 6 to 9 and so many tens count; every two tens, of any dice, count four."""
    return hits + tens + PAIR_ADDS * (tens // 2)


def tally(special: SpecialDice, fall: Fall) -> Tally:
    """What a fall counts. A single ten is one success."""
    hits = sum(SUCCESS <= die < TEN for die in fall.all)
    tens = fall.all.count(TEN)
    marks = sum(die in special.marked for die in fall.special)
    return Tally(successes_of(hits, tens), tens, fall.special.count(TEN), marks)


def wins(successes: int, difficulty: int) -> bool:
    """Whether it is a win: the difficulty is reached, with at least one success."""
    return successes >= max(1, difficulty)


def outcome(dice: Dice, tally: Tally, difficulty: int) -> Outcome:
    """How a roll turns out against a difficulty from 0: the first of the line's outcomes that fits."""
    return next(one for one in dice.outcomes if fits(one, tally, wins(tally.successes, difficulty)))


def fits(outcome: Outcome, tally: Tally, win: bool) -> bool:
    """Whether a roll is this outcome, if no other goes before it."""
    return (
        outcome.wins in (None, win)
        and tally.successes >= outcome.successes
        and tally.tens >= outcome.tens
        and tally.special_tens >= outcome.special_tens
        and tally.marks >= outcome.marks
    )


def by_difficulty(dice: Dice, tally: Tally, highest: int = 0) -> dict[int, Outcome]:
    """How a roll turns out for each difficulty from 0 to one beyond its successes, and at least to ``highest``."""
    return {one: outcome(dice, tally, one) for one in range(max(highest, tally.successes + 1) + 1)}


def steps(dice: Dice, tally: Tally) -> list[tuple[Outcome, int]]:
    """The same in short: each outcome with the highest difficulty at which it comes; the last one has no end."""
    found: dict[Outcome, int] = {}
    for difficulty, one in by_difficulty(dice, tally).items():
        found[one] = difficulty
    return list(found.items())


def verdicts(outcome: Outcome, tally: Tally, difficulty: int) -> list[Verdict]:
    """Each reading of an outcome against a difficulty: one that fails, or one with more successes compared as usual."""
    found = []
    for reading in outcome.readings:
        successes = tally.successes + reading.adds
        win = not reading.fails and wins(successes, difficulty)
        found.append(Verdict(reading, win, successes - difficulty))
    return found


def free_places(special: SpecialDice, fall: Fall) -> list[int]:
    """The places of the dice that Willpower may re-roll: of special dice those on no locked face.

    Hunger dice never (Vampire core, Willpower), Desperation dice never (Hunter core), Rage dice unless they show 1 or 2
    (Werewolf core 133).
    """
    regular = len(fall.regular)
    return [place for place, die in enumerate(fall.all) if place < regular or die not in special.locked]


def may_reroll(special: SpecialDice, fall: Fall, places: Collection[int]) -> bool:
    """Whether these dice may be re-rolled together: one to three, each once, and none that is locked."""
    free = free_places(special, fall)
    return 0 < len(places) <= MOST_REROLLED and len(set(places)) == len(places) and set(places) <= set(free)


def rerolled(fall: Fall, places: Sequence[int], thrown: Sequence[int]) -> Fall:
    """The fall with new dice at these places. Outcomes are judged after it; what is locked stays."""
    new = dict(zip(places, thrown, strict=True))
    dice = tuple(new.get(place, die) for place, die in enumerate(fall.all))
    return Fall(dice[: len(fall.regular)], dice[len(fall.regular) :])


def suggested(special: SpecialDice, fall: Fall) -> list[int]:
    """The dice that a re-roll most often means: up to three without a success, those that may be."""
    return [place for place in free_places(special, fall) if fall.all[place] < SUCCESS][:MOST_REROLLED]


def half(pool: int) -> int:
    """Take half: the successes of a pool that is not thrown, rounded down, where the Storyteller offers it.

    No outcome of special dice comes of it. One source.
    """
    return pool // 2


def wins_by_itself(pool: int, difficulty: int) -> bool:
    """Automatic win: a pool of twice the difficulty, where nothing presses. Doubtful: from memory and a cheat sheet."""
    return pool >= 2 * difficulty
