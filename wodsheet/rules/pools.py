"""How many dice a pool has for a character."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wodsheet.engine import Way


def best(way: Way, levels: Mapping[str, int]) -> tuple[tuple[str, ...], int]:
    """The keys that one way to roll adds, and the number of dice beside them.

    ``levels`` as in ``totals``. What a character lacks counts 0; of alternatives the one with the most dots is taken,
    of equal ones the first.
    """
    keys = tuple(max(term.keys, key=lambda key: levels.get(key, 0)) for term in way.terms if term.keys)
    return keys, sum(term.number for term in way.terms)


def dice(keys: Iterable[str], number: int, levels: Mapping[str, int]) -> int:
    """How many dice these keys and a number are; may be under 1."""
    return number + sum(levels.get(key, 0) for key in keys)


def is_known(way: Way) -> bool:
    """Whether every term of it is known by keys or a number, so that its dice can be counted."""
    return all(term.keys or term.number for term in way.terms)
