"""Rolls as parts of a character's document: the log, and pools under names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RollDocument:
    """A roll of the log, as in ``models.roll``; a difficulty that was learned later is its own.

    ``places`` and ``thrown`` are dice that were thrown again, None for none. ``at`` is a point in time in ISO 8601;
    ``by`` is the name of who rolled.
    """

    at: str
    regular: Sequence[int]
    special: Sequence[int]
    fell: bool = False
    what: str = ""
    traits: Sequence[str] = ()
    number: int = 0
    offers: Sequence[str] = ()
    modifier: int = 0
    difficulty: int | None = None
    contested: bool = False
    test: str = ""
    action: str | None = None
    places: Sequence[int] | None = None
    thrown: Sequence[int] | None = None
    by: str | None = None


@dataclass(frozen=True)
class NamedRollDocument:
    """A pool under a name, as in ``models.named_roll``."""

    name: str
    traits: Sequence[str] = ()
    number: int = 0
    offers: Sequence[str] = ()
    modifier: int = 0
    difficulty: int | None = None
