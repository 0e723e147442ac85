"""A character's ledger of experience, read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wodsheet.experience.chart import Chart, draw
from wodsheet.templating.dates import today


@dataclass(frozen=True)
class Totals:
    """What a ledger adds up to, in points of experience."""

    earned: int = 0
    spent: int = 0

    @property
    def left(self) -> int:
        """What may still be spent."""
        return self.earned - self.spent


class Ledger:
    """All that was earned, spent and corrected, the latest day first: rows as ``statements.experience`` gives them."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.entries = [row for row in rows if row.id is not None]
        self.taken_back = {row.corrects for row in self.entries if row.corrects is not None}

    @cached_property
    def totals(self) -> Totals:
        """The sum of the entries."""
        return Totals(sum(entry.earned for entry in self.entries), sum(entry.spent for entry in self.entries))

    def chart(self) -> Chart | None:
        """What was earned and spent from the first day until now; None when nothing was."""
        written = [(entry.day, entry.earned, entry.spent) for entry in reversed(self.entries)]
        return draw(written, today())
