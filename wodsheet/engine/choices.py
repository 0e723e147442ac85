"""What there is to pick from a book, and what a book says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wodsheet.engine.messages import Message
from wodsheet.engine.pool import Pool
from wodsheet.templating.i18n import gettext
from wodsheet.unicode import folded_name


@dataclass(frozen=True)
class Source:
    """Where a name or number stands: a book's key and, when known, its page."""

    book: str
    page: int | None = None


class Cost(NamedTuple):
    """How much of a ``payment``, by its name, one use asks for: from ``low`` to ``high``, as the player says."""

    payment: str
    low: int
    high: int


@dataclass(frozen=True)
class Need:
    """A prerequisite: at least one of the named things, with at least that many dots."""

    any_of: tuple[tuple[str, int], ...]

    def met_by(self, known_levels: Mapping[str, int]) -> bool:
        """Whether a character meets it whose traits, totals and owned things have these levels, by key."""
        return any(known_levels.get(key, -1) >= dots for key, dots in self.any_of)


@dataclass(frozen=True)
class Choice:
    """One thing to pick from a book: a clan, a discipline, a power, a merit, a creed, an edge, a perk.

    ``of`` names the keys it belongs to (a power's discipline, a discipline's clans, a perk's edge).
    ``access`` lists who may take it, by key ("" for everybody), each with the level required (a gift's total Renown).
    ``dots`` are the ratings the book allows; ``steps`` are the names of its dots (a loresheet).
    ``cost`` is what a use costs in words, ``costs`` the same as numbers; ``until`` is the key of how long it is in
    effect (``core.UNTIL``), "" for what is over at once or never begins.
    ``facts`` are further read-outs in the order they are shown.
    """

    key: str
    label: Message
    group: Message = ""
    level: int = 0
    dots: tuple[int, ...] = ()
    of: tuple[str, ...] = ()
    pool: Pool | None = field(default=None, hash=False)
    opposed: Pool | None = field(default=None, hash=False)
    cost: Message = ""
    costs: tuple[Cost, ...] = ()
    lasts: Message = ""
    until: str = ""
    needs: tuple[Need, ...] = ()
    access: tuple[tuple[str, int], ...] = ()
    excludes: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()
    steps: tuple[Message, ...] = ()
    hint: Message = ""
    facts: tuple[tuple[Message, Message], ...] = ()
    sources: tuple[Source, ...] = ()
    unverified: Message = ""
    canonical: str = ""

    @property
    def requirements(self) -> set[str]:
        """Every key that decides whether the book allows it: prerequisites, exclusions, and who may take it."""
        needed = {key for need in self.needs for key, _ in need.any_of}
        return needed | set(self.excludes) | {of for of, _ in self.access if of}

    def required_level(self, known_levels: Mapping[str, int]) -> int:
        """The level a character with these levels has to reach for it; 0 when it is free, or only for others."""
        return min((level for of, level in self.access if not of or of in known_levels), default=0)

    @property
    def stored(self) -> str:
        """The words that are stored when it is chosen: its label in English, whatever language it is shown in."""
        return self.canonical or self.label

    def shown(self, words: str) -> str:
        """The words somebody stored for it as they are shown: its label in another language, in English as typed."""
        return words if self.label == self.stored else self.label

    @property
    def dots_range(self) -> str:
        """The ratings the book allows, in figures: "2", "1, 3", or from the lowest to the highest."""
        first, last = self.dots[0], self.dots[-1]
        if 1 < len(self.dots) == last - first + 1:
            return f"{first}\N{EN DASH}{last}"
        return ", ".join(map(str, self.dots))

    @property
    def how(self) -> str:
        """How it is used, in one line: the pool, the pool it is rolled against, its cost."""
        rolled = self.pool.words if self.pool else ""
        if self.pool and self.opposed:
            rolled = gettext("%(pool)s against %(opposed)s", pool=rolled, opposed=self.opposed.words)
        return " · ".join(words for words in (rolled, self.cost) if words)


def named(choices: Iterable[Choice]) -> dict[str, Choice]:
    """Choices by each of their names, folded. Of two choices with the same name the first is kept.

    The words that are stored and older names go before the label in the reader's language.
    """
    choices = tuple(choices)
    index: dict[str, Choice] = {}
    for choice in choices:
        for name in (choice.stored, *choice.aka):
            index.setdefault(folded_name(name), choice)
    for choice in choices:
        index.setdefault(folded_name(choice.label), choice)
    return index
