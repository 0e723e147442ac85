"""What there is to pick from a book, and what a book says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


def key_of(words: str) -> str:
    """The key a label would have: ``"Animal Ken"`` is ``"animal_ken"``; apostrophes vanish, all else is ``_``."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"['’]", "", words.lower())).strip("_")


@dataclass(frozen=True)
class Source:
    """Where a name or number stands: a book's key and, when known, its page."""

    book: str
    page: int | None = None


@dataclass(frozen=True)
class Need:
    """A prerequisite: at least one of the named things held, with at least so many dots."""

    any_of: tuple[tuple[str, int], ...]

    def met_by(self, holdings: Mapping[str, int]) -> bool:
        """Whether somebody holding these keys with these dots meets it."""
        return any(holdings.get(key, -1) >= dots for key, dots in self.any_of)


@dataclass(frozen=True)
class Choice:
    """One thing to pick from a book: a clan, a discipline, a power, a merit, a creed, an edge, a perk.

    ``of`` names the keys it belongs to (a power's discipline, a discipline's clans, a perk's edge);
    ``access`` the ways to it: whose it is, by key ("" for everybody), and from how much on (a gift's total Renown);
    ``dots`` the ratings the book allows; ``steps`` what each dot of it is called (a loresheet);
    ``facts`` are further read-outs in the order they are shown.
    """

    key: str
    label: str
    group: str = ""
    level: int = 0
    dots: tuple[int, ...] = ()
    of: tuple[str, ...] = ()
    pool: str = ""
    opposed: str = ""
    cost: str = ""
    lasts: str = ""
    needs: tuple[Need, ...] = ()
    access: tuple[tuple[str, int], ...] = ()
    excludes: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    hint: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    unverified: str = ""

    @property
    def asks(self) -> set[str]:
        """Every key that the book asks about before somebody may have it."""
        needed = {key for need in self.needs for key, _ in need.any_of}
        return needed | set(self.excludes) | {of for of, _ in self.access if of}

    def least(self, standing: Mapping[str, int]) -> int:
        """From how much on it is open to somebody of whom all this is so, by key; 0 when it is others' or for free."""
        return min((least for of, least in self.access if not of or of in standing), default=0)

    @property
    def how(self) -> str:
        """How it is used, in one line: the pool, whom it is rolled against, its price."""
        against = f"{self.pool} against {self.opposed}" if self.pool and self.opposed else self.pool
        return " · ".join(words for words in (against, self.cost) if words)


def named(choices: Iterable[Choice]) -> dict[str, Choice]:
    """Choices by every name they have, case-folded; an earlier one keeps a name that a later one shares."""
    index: dict[str, Choice] = {}
    for choice in choices:
        for name in (choice.label, *choice.aka):
            index.setdefault(name.casefold(), choice)
    return index
