"""What the ledger of experience explains: its spent lines name traits, or nothing that is on the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from wodsheet.engine import folded_name

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Spent:
    """The spent lines of a ledger that were not taken back: what each says, and its points; and all that was earned.

    What a line names is explained, however many dots it has: whether the points fit is not asked here.
    """

    lines: tuple[tuple[str, int], ...] = ()
    earned: int = 0

    def names(self, *labels: str) -> bool:
        """Whether a line has one of these labels in it, as whole words, in any case and with any accents."""
        wanted = [words for words in map(_words, labels) if words]
        return any(words in line for line, _ in self._lines for words in wanted)

    def unnamed(self, labels: Iterable[str]) -> int:
        """The points of all lines that name none of these."""
        wanted = set(map(_words, labels))
        return sum(points for line, points in self._lines if wanted.isdisjoint(_runs(line)))

    @cached_property
    def _lines(self) -> tuple[tuple[str, int], ...]:
        return tuple((_words(reason), points) for reason, points in self.lines)


def _runs(line: str) -> Iterator[str]:
    """Every run of words in a line, each between two blanks."""
    words = line.split()
    for first, last in combinations(range(len(words) + 1), 2):
        yield f" {' '.join(words[first:last])} "


@lru_cache(8192)
def _words(text: str) -> str:
    """The words of a text as they are compared, each between two blanks; "" for none."""
    words = WORD.findall(folded_name(text))
    return f" {' '.join(words)} " if words else ""


NOTHING = Spent()
