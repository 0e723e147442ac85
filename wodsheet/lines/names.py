"""Reading ``names/*.csv``: one choice a row, written as one would by hand.

A column named like a field of ``Choice`` fills that field; one that begins with a capital is a further read-out,
shown in the order of the columns. Several things in one cell are parted by "; ".

dots      "2-6" every rating from two to six, "2 4" two or four
needs     "auspex 1; compel|mesmerize" an Auspex of one, and either of two powers
pool      "Wits + Stealth; Resolve + Stealth (indoors)" two ways, "Stamina + Occult or Fortitude" a choice within one
access    "ragabash 2; bone_gnawers 3" from two on for one kind, from three on for another; "1" for everybody
sources   "core:245; players_guide:69" a book's key, and the page when it is known
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from wodsheet.engine import Choice, Cost, Need, Pool, Price, Source

FOLDER = Path(__file__).parent / "names"

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of ``names/<name>.csv``, every cell as it stands there."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def choices(read: str | Iterable[Row]) -> tuple[Choice, ...]:
    """The choices of a file, or of rows somebody has already worked on."""
    return tuple(choice(row) for row in (rows(read) if isinstance(read, str) else read))


def books(name: str) -> dict[str, str]:
    """Each book's key and title."""
    return {row["key"]: row["title"] for row in rows(name)}


def hints() -> dict[str, str]:
    """What new players are told, by the key of a choice or the name of a trait: words of our own."""
    return {row["key"]: row["hint"] for row in rows("hints")}


def price(name: str, key: str) -> Price:
    """What a row of a file of prices asks of one more in a list, with the row's doubt."""
    row = next(row for row in rows(name) if row["key"] == key)
    doubt = row.get("unverified", "")
    return next(Price(int(row[column]), each, doubt) for column, each in PRICED_BY.items() if row.get(column))


def choice(row: Row, costs: tuple[Cost, ...] = ()) -> Choice:
    """The choice one row writes down. A level without a group stands under "Level 1", "Level 2" and so on."""
    fields: dict[str, Any] = {
        column: READ.get(column, str)(words) for column, words in row.items() if words and not column[0].isupper()
    }
    if "level" in fields:
        fields.setdefault("group", f"Level {fields['level']}")
    facts = tuple((column, words) for column, words in row.items() if words and column[0].isupper())
    return Choice(facts=facts, costs=costs, until=until(row.get("lasts") or ""), **fields)


def priced(row: Row, costs: Mapping[str, Mapping[str, tuple[str, int, int]]]) -> Choice:
    """The choice of a row whose columns, named like ``costs``, say what a use costs.

    ``costs``: by the cell of each column its words, and from how much to how much.
    """
    rest = {column: words for column, words in row.items() if column not in costs}
    found = [(column, *costs[column][row.get(column, "")]) for column in costs]
    paid = tuple(Cost(column, low, high) for column, _, low, high in found if high)
    return choice({**rest, "cost": ", ".join(words for _, words, _, _ in found if words)}, paid)


def several(words: str) -> tuple[str, ...]:
    """The things in one cell."""
    return tuple(words.split("; "))


def dots(words: str) -> tuple[int, ...]:
    """The ratings a cell allows."""
    if "-" in words:
        low, high = words.split("-")
        return tuple(range(int(low), int(high) + 1))
    return tuple(int(one) for one in words.split())


def needs(words: str) -> tuple[Need, ...]:
    """The prerequisites a cell names."""
    return tuple(Need(tuple(need_of(one) for one in need.split("|"))) for need in several(words))


def need_of(words: str) -> tuple[str, int]:
    key, _, count = words.partition(" ")
    return key, int(count or 0)


def access(words: str) -> tuple[tuple[str, int], ...]:
    """The ways a cell names: whose, and from how much on."""
    ways = (one.rpartition(" ") for one in several(words))
    return tuple((of, int(least)) for of, _, least in ways)


def pool(words: str) -> Pool:
    """The pool a cell writes in the labels of traits."""
    return Pool.parse(words, SHARED)


def sources(words: str) -> tuple[Source, ...]:
    """The books a cell names."""
    return tuple(_source(one) for one in several(words))


def _source(words: str) -> Source:
    key, _, page = words.partition(":")
    return Source(key, int(page) if page else None)


# Names in pools that are no trait's own: any Renown is one of three, and Power is a spirit's, which no sheet has.
SHARED = {"Renown": ("glory", "honor", "wisdom"), "Power": ()}

# The columns of prices, and what each is counted by. What goes up by new levels is a matter of dots, not of one more.
PRICED_BY = {
    "flat": "",
    "per_dot": "dot",
    "per_level": "level",
    "per_new_total": "number",
    "per_new_level": "new",
}

# What is over at once, always there, or never ends, is not in effect.
NEVER_IN_EFFECT = {"", "instant", "passive", "permanent", "as the power", "one question", "as damage inflicted"}
# The first of these words in how long something lasts says until when it is in effect. Whatever else lasts ends when
# the player says so.
UNTIL = {
    "session": "session",
    "scene": "scene",
    "turn per": "scene",
    "turns": "scene",
    "per ": "ended",
    "nights": "ended",
    "night and": "ended",
    "conflict": "scene",
    "frenzy": "scene",
    "night": "night",
    "dusk": "night",
    "sunrise": "night",
    "turn": "turn",
    "action": "turn",
    "attack": "turn",
}


def until(lasts: str) -> str:
    """Until when something is in effect, as a key of ``core.UNTIL``; "" for what never is."""
    if lasts in NEVER_IN_EFFECT:
        return ""
    return next((key for word, key in UNTIL.items() if word in lasts.lower()), "ended")


READ = {
    "level": int,
    "dots": dots,
    "of": several,
    "pool": pool,
    "opposed": pool,
    "needs": needs,
    "access": access,
    "excludes": several,
    "aka": several,
    "steps": several,
    "sources": sources,
}
