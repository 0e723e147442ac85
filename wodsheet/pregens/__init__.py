"""Characters to begin with: complete, legal by the rules, and anybody's to clone.

One file for each line, ``<line>.toml``: ``[ratings]`` and ``[texts]`` by their keys, and under the name of each list
its entries. An entry's ``name``, ``dots`` and the entries of its inner list have their own places; all else it says
are its texts. What a file leaves out stands at its line's start.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from wodsheet.engine import Line
from wodsheet.lines import LINES
from wodsheet.sheet import Sheet

FOLDER = Path(__file__).parent

# Rows as ``statements.mine.entries`` gives them: id, kind, parent's id, position, name, dots, texts.
Row = list[Any]


@dataclass(frozen=True)
class Pregen:
    """A ready character: what a row of ``characters`` would hold, and its entries. Their ids count from 1."""

    line: Line
    ratings: Mapping[str, int]
    texts: Mapping[str, str]
    entries: list[Row]

    @cached_property
    def sheet(self) -> Sheet:
        """It as a sheet, to be shown; there is none at its address."""
        return Sheet(self.line, 0, self.ratings, self.texts, self.entries)


def read(line: Line) -> Pregen:
    """The ready character of a line, from its file."""
    told = tomllib.loads((FOLDER / f"{line.name}.toml").read_text(encoding="utf-8"))
    ratings, texts = told.pop("ratings"), told.pop("texts")
    ids = count(1)
    entries = [row for kind, listed in told.items() for row in rows(line, kind, listed, None, ids)]
    return Pregen(line, ratings, {key: words.strip() for key, words in texts.items()}, entries)


def rows(line: Line, kind: str, listed: list[dict[str, Any]], outer: int | None, ids: Iterator[int]) -> Iterator[Row]:
    """The entries of one list as rows, each before those that stand in it."""
    inside = line.listings[kind].inside
    for position, told in enumerate(listed):
        id = next(ids)
        inner = told.pop(inside.name, []) if inside else []
        yield [id, kind, outer, position, told.pop("name"), told.pop("dots", 0), told]
        if inside:
            yield from rows(line, inside.name, inner, id, ids)


PREGENS: dict[str, Pregen] = {name: read(line) for name, line in LINES.items() if (FOLDER / f"{name}.toml").exists()}
