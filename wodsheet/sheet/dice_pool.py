"""A pool of a character that is about to be rolled: what it adds, what applies, and its dice and odds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from wodsheet.engine import Line, SpecialDice
from wodsheet.rules import dice, modifiers, odds, pools
from wodsheet.rules.modifiers import Offer
from wodsheet.sheet import Sheet
from wodsheet.sheet.typed_pool import is_rolled, rolled
from wodsheet.templating.i18n import gettext as _

MINUS = "\N{MINUS SIGN}"
DIFFICULTIES = range(1, 11)


def signed(number: int) -> str:
    """A number with its sign: "+2"."""
    return f"{number:+}".replace("-", MINUS)


@dataclass(frozen=True)
class DicePool:
    """A pool: it adds what has the ``keys``, and a ``number``; ``modifier`` are dice by a player's own reason.

    ``ticked`` are the names of what was ticked, None for what is at first; ``seen`` what was offered then: of what was
    not, what is ticked at first counts as well. ``special`` is how many special dice, None for as many as there are by
    the rules. ``difficulty`` is None when it is not known. ``contested`` and ``test`` as in ``models.roll``.
    """

    sheet: Sheet
    keys: tuple[str, ...] = ()
    number: int = 0
    ticked: Collection[str] | None = None
    seen: Collection[str] = ()
    modifier: int = 0
    special: int | None = None
    difficulty: int | None = None
    what: str = ""
    contested: bool = False
    test: str = ""

    @property
    def line(self) -> Line:
        """The line in the reader's language."""
        return self.sheet.line

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """What each key adds."""
        return self.sheet.pool_levels

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen to roll."""
        return not self.keys and self.number <= 0

    @cached_property
    def offered(self) -> list[Offer]:
        """What applies, or may."""
        traits = [self.line.traits[key] for key in dict.fromkeys(self.keys) if key in self.line.pointing]
        specialties = [(str(entry.id), entry.label) for trait in traits for entry in self.sheet.pointing_at(trait)]
        holding = {condition.name for condition in self.sheet.all_conditions}
        return modifiers.offers(self.line, self.keys, self.levels, holding, specialties, bool(self.test))

    @cached_property
    def taken(self) -> list[Offer]:
        """What of this counts."""
        return modifiers.taken(self.offered, self._names)

    @cached_property
    def _names(self) -> Collection[str]:
        if self.ticked is None:
            return {one.name for one in self.offered if one.ticked}
        return {*self.ticked, *(one.name for one in self.offered if one.ticked and one.name not in self.seen)}

    def is_taken(self, offer: Offer) -> bool:
        """Whether an offer is ticked."""
        return offer in self.taken

    @property
    def away(self) -> list[str]:
        """The names that were ticked and do not apply."""
        choices = {one.name for one in self.offered if one.is_choice} | {self.kind.trait}
        return [name for name in self.ticked or () if name not in choices]

    @property
    def offers(self) -> list[str]:
        """What is stored of it: the names of what was taken, and after a "-" of what is ticked at first and was not."""
        taken = [one.name for one in self.taken] + [self.kind.trait] * self.with_special
        declined = [one.name for one in self.offered if one.ticked and one not in self.taken]
        if self.most_special and not self.kind.adds and not self.with_special:
            declined.append(self.kind.trait)
        return taken + [f"-{name}" for name in declined]

    @cached_property
    def pool(self) -> int:
        """How many dice it has, at least one; special dice that are added do not count."""
        base = pools.dice(self.keys, self.number, self.levels)
        return modifiers.total(base, self.taken, self.modifier)

    # --- Special dice -------------------------------------------------------------------------------------------------

    @property
    def kind(self) -> SpecialDice:
        """The special dice of the line."""
        return self.line.dice.special

    @cached_property
    def most_special(self) -> int:
        """How many special dice the character has for it."""
        return modifiers.special_dice(self.kind, self.keys, self.levels)

    @property
    def special_bar(self) -> str:
        """Why there are no special dice now, in words; "" where nothing keeps them away."""
        bar = modifiers.barred(self.kind.bars, self.levels)
        return bar.words if bar else ""

    @property
    def with_special(self) -> bool:
        """Whether special dice are rolled: those that replace others at first, those that are added once ticked."""
        if self.special is not None:
            return bool(self.special)
        name = self.kind.trait
        at_first = not self.kind.adds and (self.ticked is None or name not in self.seen)
        return bool(self.most_special) and (at_first or name in (self.ticked or ()))

    @cached_property
    def thrown(self) -> tuple[int, int]:
        """How many regular and how many special dice are thrown."""
        wanted = self.special if self.special is not None else self.most_special * self.with_special
        return dice.split(self.kind, self.pool, wanted)

    @property
    def dice(self) -> int:
        """How many dice are thrown in all."""
        return sum(self.thrown)

    # --- Words --------------------------------------------------------------------------------------------------------

    def label(self, key: str) -> str:
        """What a key is called."""
        tracker = self.line.trackers.get(key)
        return tracker.label if tracker else self.line.labels[key]

    @cached_property
    def typed(self) -> str:
        """The pool as one could type it: "Charisma + Persuasion + 2"."""
        number = [str(self.number)] if self.number > 0 else []
        words = " + ".join([*map(self.label, self.keys), *number])
        return f"{words} {MINUS} {-self.number}" if self.number < 0 else words

    @property
    def words(self) -> str:
        """The pool and what counts, in words: "Charisma 4 + Persuasion 3 +1 Seduction"."""
        terms = [f"{self.label(key)} {self.levels.get(key, 0)}" for key in self.keys]
        terms += [str(self.number)] if self.number > 0 else []
        more = [f"{signed(one.dice)} {one.label}" for one in self.taken]
        own = [number for number in (min(self.number, 0), self.modifier) if number]
        return " ".join([" + ".join(terms), *more, *map(signed, own)])

    @property
    def said(self) -> str:
        """For what it is rolled, as the log says it: the player's words, and the pool."""
        return _("%(label)s: %(pool)s", label=self.what, pool=self.words) if self.what else self.words

    @property
    def lacking(self) -> list[str]:
        """What of it the character does not have, in words."""
        return [self.label(key) for key in dict.fromkeys(self.keys) if key not in self.levels]

    # --- Of the form --------------------------------------------------------------------------------------------------

    signed = staticmethod(signed)
    # The fields whose refusals stand beside them, in the form to roll or in that for real dice.
    shown_at_fields = frozenset(
        ("keep", "typed", "difficulty", "offers", "modifier", "special", "what", "fell_regular", "fell_special")
    )

    @property
    def names_offered(self) -> str:
        """The names of what the form offers, as it sends them in ``seen``."""
        return " ".join(
            [*(one.name for one in self.offered if one.is_choice), *[self.kind.trait] * (not self.is_empty)]
        )

    @property
    def offered_names(self) -> list[str]:
        """The labels of what a pool of this character can add, in the order of the sheet."""
        return [self.label(key) for key in rolled(self.line) if key in self.levels]

    @property
    def difficulty_typed(self) -> str:
        """The difficulty as its field shows it."""
        return "" if self.difficulty is None else str(self.difficulty)

    @property
    def modifier_typed(self) -> str:
        """The modifier as its field shows it."""
        return signed(self.modifier) if self.modifier else ""

    @cached_property
    def fields(self) -> dict[str, str]:
        """The fields of a form that rolls it, by name; what is empty is left out but for the ticks."""
        offers = [one.name for one in self.taken] + [self.kind.trait] * self.with_special
        found = {
            "typed": self.typed,
            "difficulty": self.difficulty_typed,
            "modifier": self.modifier_typed,
            "special": "" if self.special is None else str(self.special),
            "what": self.what,
            "contested": "yes" * self.contested,
            "test": self.test,
        }
        ticks = {"offers": " ".join(offers), "seen": self.names_offered}
        return {name: words for name, words in found.items() if words} | ticks

    @cached_property
    def query(self) -> str:
        """The same as the query of the form to roll."""
        return urlencode(self.fields)

    # --- Odds ---------------------------------------------------------------------------------------------------------

    @cached_property
    def _shares(self) -> Sequence[float]:
        return odds.wins_by_difficulty(self.line.dice, *self.thrown, max(DIFFICULTIES[-1], self.difficulty or 0))

    @property
    def odds(self) -> float | None:
        """The share of wins; None without a difficulty."""
        return None if self.difficulty is None or self.test else self._shares[self.difficulty]

    @property
    def shares(self) -> Sequence[tuple[int, float]]:
        """The share of wins for each difficulty that matters to so many dice."""
        return [(one, self._shares[one]) for one in DIFFICULTIES if one <= max(5, self.pool)]

    @property
    def half(self) -> int:
        """The successes of taking half."""
        return dice.half(self.pool)

    @property
    def wins_by_itself(self) -> bool:
        """Whether it may win without a roll; not with dice of a surge."""
        known = self.difficulty is not None and not self.test and not any(one.cost for one in self.taken)
        return known and dice.wins_by_itself(self.pool, self.difficulty or 0)


def pool_of_row(sheet: Sheet, row: Any) -> DicePool:
    """The pool of a roll as it is rolled once more: the same traits and ticks, with the dice of today.

    What counts for one roll, as a Blood Surge, is not ticked again. Of a roll that was not counted by traits its number
    of dice counts.
    """
    keys = tuple(key for key in row.traits if is_rolled(sheet.line, key))
    once = {one.name for one in sheet.line.dice.modifiers if one.once}
    dice = len(row.regular) + len(row.special) * (not sheet.line.dice.special.adds)
    return DicePool(
        sheet,
        keys,
        row.number if keys else dice - row.modifier,
        ticked=[name for name in row.offers if not name.startswith("-") and name not in once],
        seen=[name.removeprefix("-") for name in row.offers],
        modifier=row.modifier,
        special=None if keys else len(row.special),
        difficulty=row.difficulty,
        what=row.what,
        contested=row.contested,
        test=row.test,
    )
