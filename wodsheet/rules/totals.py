"""Sums of ratings, and every level that a choice may require."""

from __future__ import annotations

from collections.abc import Mapping

from wodsheet.engine import Line, Total


def total(part: Total, ratings: Mapping[str, int]) -> int:
    """The sum of a total's traits, never under its ``low``.

    Renown counts Glory, Honor and Wisdom together (Werewolf core, Renown); the test pool of Harano and Hauglosk is
    never under 1 (Werewolf core, Harano and Hauglosk).
    """
    return max(part.low, sum(ratings[name] for name in part.sum))


def known_levels(line: Line, ratings: Mapping[str, int], owned_levels: Mapping[str, int]) -> dict[str, int]:
    """Every level that a choice may require, by key: of what is owned, of ratings and of totals.

    ``ratings`` has every rating of the line; ``owned_levels`` maps the key of each owned thing to its dots.
    """
    return {**owned_levels, **ratings, **{name: total(part, ratings) for name, part in line.totals.items()}}
