"""Who people are in a few words, by chance: names of many cultures, concepts, convictions, what somebody is good at.

All of it is our own. A culture gives the first name and the family name, in the order in which they are said there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from random import Random

from wodsheet.lines import names


@cache
def cultures() -> tuple[str, ...]:
    """The cultures that names are of."""
    return tuple(row["key"] for row in names.rows("people"))


def culture(chance: Random) -> str:
    """One culture."""
    return chance.choice(cultures())


@cache
def _names(key: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    row = next(row for row in names.rows("people") if row["key"] == key)
    return names.several(row["given"]), names.several(row["family"]), bool(row["family_first"])


def name(chance: Random, of: str = "", apart: Iterable[str] = ()) -> str:
    """A whole name; of this culture nine times in ten, else of another. It shares no word with those ``apart``."""
    taken = {word for one in apart for word in one.split()}
    while True:
        key = of if of and chance.random() < 0.9 else culture(chance)
        given, family, family_first = _names(key)
        first, last = chance.choice(given), chance.choice(family)
        found = f"{last} {first}" if family_first else f"{first} {last}"
        if taken.isdisjoint(found.split()):
            return found


@cache
def _lines(kind: str, line: str) -> tuple[str, ...]:
    return tuple(
        row["words"] for row in names.rows("people_lines") if row["kind"] == kind and row["line"] in ("", line)
    )


def line(chance: Random, kind: str, of: str = "") -> str:
    """A few words of this kind: a concept, an ambition, a desire, a conviction, a nature, who a touchstone is."""
    return chance.choice(_lines(kind, of))


@cache
def specialties(skill: str) -> tuple[str, ...]:
    """What somebody can be good at within a skill, by its name."""
    return next(names.several(row["specialties"]) for row in names.rows("specialties") if row["key"] == skill)
