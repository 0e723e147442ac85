"""A roll read through its line: what fell, how it turned out, and what may be thrown again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from wodsheet.engine import Line, Outcome, Reading
from wodsheet.engine.action import Propose
from wodsheet.rules import dice, odds
from wodsheet.rules.dice import Fall, Verdict
from wodsheet.sheet.dice_pool import signed
from wodsheet.templating.i18n import gettext as _
from wodsheet.templating.i18n import isolated, ngettext

# ``by_difficulty`` goes at least so far.
DIFFICULTIES = 10


@dataclass(frozen=True)
class Progress:
    """How far an extended test of this ``name`` is: the ``successes`` of so many ``rolls``, and the ``goal`` if known.

    Successes add up until they reach the difficulty (from memory); a house may limit the number of rolls.
    """

    name: str
    successes: int
    rolls: int
    goal: int | None

    @classmethod
    def of(cls, line: Line, rows: Sequence[Any]) -> Progress:
        """The progress of the rolls of a test, the newest first. The newest known difficulty is the goal."""
        successes = sum(Roll(line, row).tally.successes for row in rows)
        goal = next((row.difficulty for row in rows if row.difficulty is not None), None)
        return cls(rows[0].test, successes, len(rows), goal)

    @property
    def reached(self) -> bool:
        """Whether the successes are enough."""
        return self.goal is not None and dice.wins(self.successes, self.goal)

    @property
    def sentence(self) -> str:
        """How far it is, in a sentence."""
        rolls = ngettext("%(num)s roll", "%(num)s rolls", self.rolls)
        if self.goal is None:
            return _("%(name)s: %(successes)s in %(rolls)s.", name=self.name, successes=self.counted, rolls=rolls)
        words = _("%(name)s: %(successes)s of %(goal)s in %(rolls)s, reached.")
        if not self.reached:
            words = _("%(name)s: %(successes)s of %(goal)s in %(rolls)s.")
        return words % {"name": isolated(self.name), "successes": self.counted, "goal": self.goal, "rolls": rolls}

    @property
    def counted(self) -> str:
        """How many successes there are, in words."""
        return ngettext("%(num)s success", "%(num)s successes", self.successes)


class Roll:
    """A roll, from a row of ``statements.rolls``. ``fall`` is how the dice lie now, ``first`` how they fell.

    ``progress`` is that of its extended test, where it was read.
    """

    def __init__(self, line: Line, row: Any, progress: Progress | None = None) -> None:
        self.line = line
        self.row = row
        self.progress = progress
        self.first = Fall(tuple(row.regular), tuple(row.special))
        self.fall = dice.rerolled(self.first, row.places, row.thrown) if row.places else self.first
        self.tally = dice.tally(line.dice.special, self.fall)

    @property
    def id(self) -> int:
        """Its id."""
        return self.row.id

    @property
    def difficulty(self) -> int | None:
        """What it was rolled against; None where that is not known, or is what an extended test adds up to."""
        return None if self.row.test else self.row.difficulty

    @cached_property
    def outcome(self) -> Outcome | None:
        """How it turned out; None without a difficulty."""
        known = self.difficulty
        return None if known is None else dice.outcome(self.line.dice, self.tally, known)

    @property
    def margin(self) -> int | None:
        """By how many successes it wins, or loses below 0; None without a difficulty."""
        return None if self.difficulty is None else self.tally.successes - self.difficulty

    @cached_property
    def by_difficulty(self) -> Mapping[int, Outcome]:
        """How it turned out for each difficulty."""
        return dice.by_difficulty(self.line.dice, self.tally, DIFFICULTIES)

    @property
    def word(self) -> str:
        """How it turned out, in a word or two; without a difficulty how many successes."""
        return self.outcome.label if self.outcome else self.successes

    @property
    def dire(self) -> bool:
        """Whether it is something to fear, at this difficulty or at any."""
        return self.outcome.dire if self.outcome else all(one.dire for one in self.by_difficulty.values())

    @property
    def pool_words(self) -> str:
        """What the pool added, in words; "" where that is not known: "Charisma + Persuasion +1 specialty"."""
        labels = {**self.line.labels, **{name: tracker.label for name, tracker in self.line.trackers.items()}}
        traits = [labels.get(key) or str(key) for key in self.row.traits]
        number = [str(self.row.number)] if self.row.number > 0 else []
        modifiers = {one.name: one.label for one in self.line.dice.modifiers}
        taken = [name for name in self.row.offers if not name.startswith("-") and name != self.line.dice.special.trait]
        more = [modifiers.get(name) or _("specialty") for name in taken]
        own = [signed(number) for number in (min(self.row.number, 0), self.row.modifier) if number]
        words = " + ".join([*traits, *number])
        return ", ".join([*([words] if words else []), *more, *own])

    @property
    def successes(self) -> str:
        """How many successes, in words."""
        return ngettext("%(num)s success", "%(num)s successes", self.tally.successes)

    @property
    def sentence(self) -> str:
        """How it turned out, in a sentence; without a difficulty up to which one it is what."""
        if self.outcome:
            return self.outcome.sentence
        (first, highest), *others = dice.steps(self.line.dice, self.tally)
        if not others:
            return _("%(outcome)s at any Difficulty.", outcome=first.label)
        other = others[0][0].label
        return _(
            "%(outcome)s up to Difficulty %(highest)s, beyond that %(other)s.",
            outcome=first.label,
            highest=highest,
            other=other,
        )

    @property
    def against(self) -> str:
        """The successes beside the difficulty, in words; "" without a difficulty."""
        if self.margin is None:
            return ""
        words = _("%(successes)s against %(difficulty)s: a margin of %(margin)s.")
        if self.row.contested:
            words = _("%(successes)s against their %(difficulty)s: a margin of %(margin)s.")
            if not self.margin and self.tally.successes:
                words = _("%(successes)s against their %(difficulty)s: a tie goes to who acts.")
        if self.margin < 0:
            words = _("%(successes)s against %(difficulty)s: %(missing)s short.")
            if self.row.contested:
                words = _("%(successes)s against their %(difficulty)s: %(missing)s short.")
        numbers = {"difficulty": self.difficulty, "margin": self.margin, "missing": -self.margin}
        return words % {"successes": self.successes, **numbers}

    @property
    def verdicts(self) -> list[Verdict]:
        """What the player may choose, each with what becomes of it; none for most outcomes."""
        known = self.difficulty
        return dice.verdicts(self.outcome, self.tally, known) if self.outcome and known is not None else []

    @property
    def readings(self) -> list[Reading]:
        """What the player may choose where no difficulty says yet what becomes of it, and it is so for every one."""
        outcomes = set(self.by_difficulty.values())
        return list(outcomes.pop().readings) if self.outcome is None and len(outcomes) == 1 else []

    @property
    def proposals(self) -> list[tuple[Propose, dict[str, Any]]]:
        """The actions that may follow once the difficulty is known, or whatever it is, each with what is answered."""
        outcomes = {self.outcome} if self.outcome else set(self.by_difficulty.values())
        if len(outcomes) > 1:
            return []
        [outcome] = outcomes
        proposals = (*outcome.proposals, *(one for reading in outcome.readings for one in reading.proposals))
        return [(one, {**one.answers, **({one.marks: self.tally.marks} if one.marks else {})}) for one in proposals]

    @cached_property
    def choices(self) -> list[str]:
        """The names of what the player may choose, at this difficulty or at any."""
        known = [self.outcome] if self.outcome else self.by_difficulty.values()
        return list(dict.fromkeys(reading.name for one in known for reading in one.readings))

    @property
    def free_places(self) -> list[int]:
        """The places of dice that may be thrown again; none where some already were."""
        return [] if self.row.places else dice.free_places(self.line.dice.special, self.fall)

    @property
    def suggested(self) -> list[int]:
        """Of these the ones that are ticked at first."""
        return [] if self.row.places else dice.suggested(self.line.dice.special, self.fall)

    @property
    def odds(self) -> float | None:
        """The share of wins before it was thrown; None without a difficulty."""
        if self.difficulty is None:
            return None
        dice = len(self.first.regular), len(self.first.special)
        return odds.wins_by_difficulty(self.line.dice, *dice, self.difficulty)[self.difficulty]

    @property
    def odds_query(self) -> str:
        """The query of the page of odds, for the same dice."""
        dice = {"regular": len(self.first.regular), "special": len(self.first.special)}
        known = {} if self.difficulty is None else {"difficulty": self.difficulty}
        return "?" + urlencode(dice | known)

    @property
    def odds_after(self) -> float | None:
        """The share of wins once the suggested dice are thrown again; None where there are none, or no difficulty."""
        if self.difficulty is None or not self.suggested:
            return None
        found = odds.reroll(self.line.dice, self.fall, self.suggested, self.difficulty)
        return found.win / found.rolls
