"""What the ledger of experience explains: its spent lines name traits, or nothing that is on the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from wodsheet.engine import folded_name


@dataclass(frozen=True)
class Spent:
    """The spent lines of a ledger that were not taken back: what each says, and its points; and all that was earned.

    What a line names is explained, however many dots it has: whether the points fit is not asked here.
    """

    lines: tuple[tuple[str, int], ...] = ()
    earned: int = 0

    def names(self, *labels: str) -> bool:
        """Whether a line has one of these labels in it, as whole words, in any case and with any accents."""
        return any(_pattern(label).search(words) for words, _ in self._folded for label in labels if label)

    def unnamed(self, labels: Iterable[str]) -> int:
        """The points of all lines that name none of these."""
        patterns = [_pattern(label) for label in dict.fromkeys(labels) if label]
        return sum(points for words, points in self._folded if not any(one.search(words) for one in patterns))

    @property
    def points(self) -> int:
        """All points that were spent."""
        return sum(points for _, points in self.lines)

    @cached_property
    def _folded(self) -> tuple[tuple[str, int], ...]:
        return tuple((folded_name(words), points) for words, points in self.lines)


def _pattern(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(folded_name(label))}(?!\w)")


NOTHING = Spent()
