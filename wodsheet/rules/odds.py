"""Exact odds: in how many of all falls a pool turns out so or so. Counted with whole numbers, never sampled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import comb, prod

from wodsheet.engine import Dice, SpecialDice
from wodsheet.rules.dice import PAIR_ADDS, SIDES, SUCCESS, TEN, Fall, Tally, outcome, rerolled, successes_of, tally

HITS = TEN - SUCCESS
# Outcomes go by no more marks than two; more count as two.
MOST_MARKS = 2


@dataclass(frozen=True)
class Odds:
    """Of ``rolls`` equally likely falls, how many have each outcome, in the line's order, and exactly n successes.

    ``win`` are those that win whatever is chosen afterwards; what wins or not only as it is read is not among them.
    """

    rolls: int
    win: int
    outcomes: Mapping[str, int]
    successes: Sequence[int]


def odds(dice: Dice, regular: int, special: int, difficulty: int) -> Odds:
    """The odds of so many regular and special dice, thrown together, against a difficulty from 0."""
    return _odds(dice, distribution(dice.special, regular, special), difficulty)


def wins_by_difficulty(dice: Dice, regular: int, special: int, most: int) -> list[float]:
    """The share of wins of so many dice, as in ``Odds.win``, for each difficulty from 0 to ``most``."""
    counts = distribution(dice.special, regular, special)
    ways = [0] * (most + 1)
    for one, count in counts.items():
        # How it turns out goes by whether it wins, and not by the difficulty itself.
        if one.successes and outcome(dice, one, 0).wins:
            for difficulty in range(min(most, one.successes) + 1):
                ways[difficulty] += count
    rolls = sum(counts.values())
    return [count / rolls for count in ways]


def _odds(dice: Dice, counts: Mapping[Tally, int], difficulty: int) -> Odds:
    ways: Counter[str] = Counter()
    for one, count in counts.items():
        ways[outcome(dice, one, difficulty).name] += count
    return Odds(
        rolls=sum(counts.values()),
        win=sum(ways[one.name] for one in dice.outcomes if one.wins),
        outcomes={one.name: ways[one.name] for one in dice.outcomes},
        successes=successes(counts),
    )


def successes(counts: Mapping[Tally, int]) -> list[int]:
    """How many falls have exactly 0, 1, 2, … successes, up to the most there are."""
    found = [0] * (max(one.successes for one in counts) + 1)
    for one, count in counts.items():
        found[one.successes] += count
    return found


@lru_cache(256)
def distribution(special: SpecialDice, regular: int, many: int) -> Mapping[Tally, int]:
    """How many falls of ``regular`` and ``many`` special dice have each tally.

    Tens are counted up to two, special tens up to one, marks up to two: no outcome asks for more.
    The falls with 0, 1, 2, … successes are the coefficients of a polynomial. Each polynomial is one whole number, with
    room for the largest count between its coefficients, so that to multiply two of them is to multiply two numbers.
    """
    room = (SIDES ** (regular + many)).bit_length()
    found: Counter[tuple[int, int, int]] = Counter()
    of_regular = _by_tens(0, regular, room)
    for (special_tens, marks), special_falls in _by_tens(len(special.marked), many, room).items():
        for (tens, _), falls in of_regular.items():
            # An odd ten of either kind pairs with one of the other.
            pair = PAIR_ADDS * room if tens % 2 and special_tens % 2 else 0
            found[min(2, tens + special_tens), min(1, special_tens), marks] += falls * special_falls << pair
    return {Tally(n, *flags): count for flags, packed in found.items() for n, count in _unpacked(packed, room)}


def _by_tens(marked: int, many: int, room: int) -> Mapping[tuple[int, int], int]:
    """The polynomials of ``many`` dice with so many marked faces, by tens and marks.

    Of tens it matters whether there are none, one, an even number (2) or an odd one (3) of them. A marked face is never
    a success.
    """
    x, others = 1 << room, SUCCESS - 1 - marked
    found: Counter[tuple[int, int]] = Counter()
    for tens in range(many + 1):
        for marks in range(many - tens + 1 if marked else 1):
            places = comb(many, tens) * comb(many - tens, marks) * marked**marks
            falls = places * (HITS * x + others) ** (many - tens - marks)
            counted = tens if tens < 2 else 2 + tens % 2
            found[counted, min(MOST_MARKS, marks)] += falls << (successes_of(0, tens) * room)
    return found


def _unpacked(packed: int, room: int) -> list[tuple[int, int]]:
    """The coefficients of a polynomial that are not 0, each with its power."""
    mask, found, power = (1 << room) - 1, [], 0
    while packed:
        if count := packed & mask:
            found.append((power, count))
        packed >>= room
        power += 1
    return found


def reroll(dice: Dice, fall: Fall, places: Sequence[int], difficulty: int) -> Odds:
    """The odds of a fall once the dice at these places are thrown again. Those before the first throw are ``odds``."""
    counts: Counter[Tally] = Counter()
    kinds = [dice.special.marked if place >= len(fall.regular) else () for place in places]
    for thrown in product(*map(_faces, kinds)):
        one = tally(dice.special, rerolled(fall, places, [face for face, _ in thrown]))
        counts[one] += prod(alike for _, alike in thrown)
    return _odds(dice, counts, difficulty)


def _faces(marked: Sequence[int]) -> list[tuple[int, int]]:
    """One face for each kind of face of a die, with how many are alike: marked, without a success, with one, a ten."""
    others = [face for face in range(1, SUCCESS) if face not in marked]
    marks = [(marked[0], len(marked))] if marked else []
    return [*marks, (others[0], len(others)), (SUCCESS, HITS), (TEN, 1)]
