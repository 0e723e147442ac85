"""How many dice a pool has for a character."""

from __future__ import annotations

from collections.abc import Mapping

from wodsheet.engine import Line, Pool, PoolBonus, Way


def dice(line: Line, way: Way, known_levels: Mapping[str, int]) -> int:
    """How many dice one way to roll has, with the bonuses of the line; at least one.

    ``known_levels`` as in ``totals``. What a character lacks counts 0; of alternatives the better one counts.
    """
    added = sum(max((known_levels.get(key, 0) for key in term.keys), default=term.number) for term in way.terms)
    return max(1, added + sum(more for _, more in bonuses(line, way, known_levels)))


def bonuses(line: Line, way: Way, known_levels: Mapping[str, int]) -> list[tuple[PoolBonus, int]]:
    """What comes to a pool by itself, with how many dice each: a Discipline bonus by Blood Potency (Vampire core)."""
    keys = Pool((way,)).keys
    found = []
    for bonus in line.dice.bonuses:
        counts = any(choice.key in keys for choice in line.listings[bonus.listing].choices)
        if counts and bonus.trait in known_levels:
            found.append((bonus, bonus.dice[known_levels[bonus.trait] - line.traits[bonus.trait].low]))
    return [(bonus, more) for bonus, more in found if more]


def is_known(way: Way) -> bool:
    """Whether every term of it is known by keys or a number, so that its dice can be counted."""
    return all(term.keys or term.number for term in way.terms)
