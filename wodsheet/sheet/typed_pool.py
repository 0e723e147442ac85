"""Typed pools: "str + brawl + 2", as traits and numbers.

Case, accents and blanks do not matter, a name may be shortened to its first letters, and it may be the key, the English
label or that of the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wodsheet.engine import Line, either
from wodsheet.lines import LINES, localized
from wodsheet.problems import Refused
from wodsheet.templating.i18n import Language, language
from wodsheet.templating.i18n import gettext as _
from wodsheet.unicode import fold

# A sign and what follows it; only a number may be taken away, so that a hyphen in a name stays one.
TERM = re.compile(r"(?P<minus>[-\u2212]\s*(?=\d))|[+,&]")
MOST_TERMS, MOST_NUMBER = 8, 30


@dataclass(frozen=True)
class Named:
    """Something a pool can add: its key, and how early it counts among those that begin alike (0 the earliest)."""

    key: str
    rank: int


class Unknown(Refused):
    """A word in a typed pool is nothing that is rolled, or might be several things; the message names it."""

    def __init__(self, message: str) -> None:
        super().__init__(details=[{"field": "typed", "message": message}])


def parse(line: Line, words: str) -> tuple[tuple[str, ...], int]:
    """The keys and the number that typed words add up. Raises Unknown, at the field ``typed``."""
    keys: list[str] = []
    number = 0
    for sign, term in _terms(words):
        if term.isdecimal():
            number += sign * _number(term)
        else:
            keys += _keys(line, term)
    if len(keys) > MOST_TERMS:
        raise Unknown(_("That is more than a pool adds: at most %(most)s traits.", most=MOST_TERMS))
    return tuple(keys), number


def _number(digits: str) -> int:
    if len(digits) > 2 or int(digits) > MOST_NUMBER:
        raise Unknown(_("%(number)s is more dice than a pool has.", number=digits[:20]))
    return int(digits)


def _terms(words: str) -> Iterator[tuple[int, str]]:
    """Each term with its sign."""
    sign, start = 1, 0
    for found in TERM.finditer(words):
        if term := words[start : found.start()].strip():
            yield sign, term
        sign, start = (-1 if found["minus"] else 1), found.end()
    if term := words[start:].strip():
        yield sign, term


def _keys(line: Line, term: str) -> list[str]:
    """The key of a term; of several names with nothing but blanks between them the key of each."""
    found = _candidates(line, term)
    if not found and len(several := term.split()) > 1:
        return [key for one in several for key in _keys(line, one)]
    if not found:
        raise Unknown(_("“%(word)s” is nothing that is rolled here.", word=term[:50]))
    if len(found) > 1:
        labels = localized(line.name).labels
        names = either([labels[key] for key in found[:4]])
        raise Unknown(_("“%(word)s” may be %(names)s: type a letter more.", word=term[:50], names=names))
    return found


def _candidates(line: Line, term: str) -> list[str]:
    """The keys a term may mean: what has this name, else what begins with it, the earliest rank alone."""
    word, known = fold(term), names(line, language())
    if word in known:
        return [known[word].key]
    beginning = {one for name, one in known.items() if name.startswith(word)} if len(word) > 1 else set()
    first = min((one.rank for one in beginning), default=0)
    return sorted(one.key for one in beginning if one.rank == first)


@cache
def names(line: Line, spoken: Language) -> dict[str, Named]:
    """Everything a pool of a line can add, by each of its names, folded. Attributes count before skills, and so on."""
    found: dict[str, Named] = {}
    here = localized(line.name)
    for key, rank in _rolled(line.name).items():
        labels = (key, key.replace("_", " "), LINES[line.name].labels.get(key), here.labels.get(key))
        tracker = here.trackers.get(key)
        for label in (*labels, *((tracker.label, LINES[line.name].trackers[key].label) if tracker else ())):
            if label:
                found.setdefault(fold(label), Named(key, rank))
    return found


@cache
def _rolled(name: str) -> dict[str, int]:
    """The keys a pool of a line can add, each with its rank: grouped traits first, attributes before all."""
    line, ranks = LINES[name], {}
    sections = [section for section in line.sections.values() if section.groups]
    ordered = sorted(sections, key=lambda section: section.name != "attributes")
    for rank, section in enumerate(ordered):
        for group in section.groups:
            ranks |= {trait.name: rank for trait in group.traits}
    dotted = [one for one in line.listings.values() if one.high and one.choices and not one.shaped_by]
    for key in (*line.trackers, *line.totals, *(choice.key for listing in dotted for choice in listing.choices)):
        ranks.setdefault(key, len(ordered))
    for trait in line.traits.values():
        if trait.shape not in ("switch", "states"):
            ranks.setdefault(trait.name, len(ordered))
    return ranks


def is_rolled(line: Line, key: str) -> bool:
    """Whether a pool of a line can add what has this key."""
    return key in _rolled(line.name)


def rolled(line: Line) -> list[str]:
    """The keys a pool of a line can add, attributes first."""
    return list(_rolled(line.name))
