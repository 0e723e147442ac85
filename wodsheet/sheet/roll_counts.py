"""How the dice of a character fell: how often each outcome came, beside how often it was to be expected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wodsheet.engine import Line, Outcome
from wodsheet.rules import dice, odds
from wodsheet.rules.dice import Fall


@dataclass(frozen=True)
class OutcomeCount:
    """An outcome, how many rolls had it, and how many had it by the exact odds; shares of one in all of them."""

    outcome: Outcome
    count: int
    expected: float
    rolls: int

    @property
    def share(self) -> float:
        """Its share of the rolls."""
        return self.count / self.rolls

    @property
    def expected_share(self) -> float:
        """The share that was to be expected."""
        return self.expected / self.rolls


@dataclass(frozen=True)
class RollCounts:
    """The outcomes of so many ``rolls``, in the line's order; what neither came nor could come is left out."""

    rolls: int
    outcomes: list[OutcomeCount]

    @classmethod
    def of(cls, line: Line, rows: Iterable[Any]) -> RollCounts:
        """The counts of rows of ``statements.rolls.COUNTED``: as the dice fell, before any was thrown again."""
        came: Counter[str] = Counter()
        expected: defaultdict[str, float] = defaultdict(float)
        pools = Counter((len(row.regular), len(row.special), row.difficulty) for row in rows)
        for row in rows:
            tally = dice.tally(line.dice.special, Fall(tuple(row.regular), tuple(row.special)))
            came[dice.outcome(line.dice, tally, row.difficulty).name] += 1
        for pool, many in pools.items():
            found = odds.odds(line.dice, *pool)
            for name, ways in found.outcomes.items():
                expected[name] += many * ways / found.rolls
        rolls = came.total()
        counts = (OutcomeCount(one, came[one.name], expected[one.name], rolls) for one in line.dice.outcomes)
        return cls(rolls, [one for one in counts if one.count or one.expected])
