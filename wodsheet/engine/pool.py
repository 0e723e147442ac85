"""Dice pools: what is added up to know how many dice are thrown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from wodsheet.engine.keys import key_of
from wodsheet.engine.messages import Message, either

# "Wits + Technology (fly or act)": what is added, and a note at the end.
NOTED = re.compile(r"(?P<words>.*?)(?: \((?P<note>[^()]*)\))?")
# Names that stand for several traits, or, with no keys, for what no sheet has.
Shared = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Term:
    """One thing that a pool adds: the rating of a trait or the dots of an owned thing, or a number of dice.

    ``keys``: of several the player chooses one; none where only words say what counts (a spirit's Power).
    ``labels``: what the keys are called, one for each, or one for all of them (Renown). ``note`` says which one.
    """

    keys: tuple[str, ...] = ()
    labels: tuple[Message, ...] = ()
    note: Message = ""
    number: int = 0

    @property
    def words(self) -> str:
        """The term as a player reads it: "Occult or Fortitude", "Renown (any)", "2"."""
        return _noted(either(self.labels), self.note) if self.labels else str(self.number)


@dataclass(frozen=True)
class Way:
    """One way to roll: terms that are added. ``note``: what this way is for."""

    terms: tuple[Term, ...]
    note: Message = ""

    @property
    def words(self) -> str:
        """The way as a player reads it: "Wits + Technology (fly or act)"."""
        return _noted(" + ".join(term.words for term in self.terms), self.note)


@dataclass(frozen=True)
class Pool:
    """A dice pool: one way to roll, or several of which one is chosen."""

    ways: tuple[Way, ...]

    @property
    def words(self) -> str:
        """The pool as a player reads it: "Intelligence + Stealth; Resolve + Stealth"."""
        return "; ".join(way.words for way in self.ways)

    @property
    def keys(self) -> frozenset[str]:
        """Every key that any of its ways may add."""
        return frozenset(key for way in self.ways for term in way.terms for key in term.keys)

    @classmethod
    def of_words(cls, words: str) -> Pool | None:
        """A pool of which only a player's own words are known; None without any."""
        return cls((Way((Term(labels=(words,)),)),)) if words else None

    @classmethod
    def parse(cls, words: str, shared: Shared | None = None) -> Pool:
        """The pool that a row of a book's list writes in English labels.

        Ways are parted by "; ", terms by " + ", the choice within a term by ", " and " or "; notes stand in brackets.
        The key of a label is ``key_of`` it, or its entry in ``shared``.
        """
        return cls(tuple(_way(way, tuple((shared or {}).items())) for way in words.split("; ")))


def _noted(words: str, note: str) -> str:
    return f"{words} ({note})" if note else words


def _parts(words: str) -> tuple[str, str]:
    """Words, and the note behind them."""
    found = NOTED.fullmatch(words)
    assert found, words
    return found["words"], found["note"] or ""


# One value for the same words: it is then translated once as well.
@lru_cache(None)
def _way(words: str, shared: tuple[tuple[str, tuple[str, ...]], ...]) -> Way:
    added, note = _parts(words)
    return Way(tuple(_term(term, shared) for term in added.split(" + ")), note)


@lru_cache(None)
def _term(words: str, shared: tuple[tuple[str, tuple[str, ...]], ...]) -> Term:
    names, note = _parts(words)
    if names.isdecimal():
        return Term(number=int(names))
    labels = tuple(re.split(", | or ", names))
    keys = tuple(key for label in labels for key in dict(shared).get(label, (key_of(label),)))
    return Term(keys, labels, note)
