"""A player's characters, all of them, as the roster shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from wodsheet.engine import Line, placeholders
from wodsheet.lines import LINES, localized
from wodsheet.sheet import Sheet
from wodsheet.templating.i18n import N_
from wodsheet.unicode import collation_key, fold, is_seen

# How many days a deleted character can be restored; after that it is gone, whenever the sweep comes.
DAYS_KEPT = 30

# From so many characters on they can be searched and sorted.
MANY = 7

# The ways to sort, with their labels. Rows come as the first one says, and what is equal stays in that order.
SORTS: dict[str, tuple[str, Callable[[Sheet], Any] | None]] = {
    "changed": (N_("last change"), None),
    "name": (N_("name"), lambda sheet: collation_key(sheet.name)),
    "chronicle": (N_("chronicle"), lambda sheet: (not chronicle_of(sheet), collation_key(chronicle_of(sheet)))),
    "line": (N_("line"), lambda sheet: list(LINES).index(sheet.line.name)),
}

# What a statement has to bring for it: the texts that a card may show, the listings that a tracker's length may count.
TEXTS = sorted(
    {"name", "chronicle", "kind"}
    | {name for line in LINES.values() for one in (line, *line.kinds) for name in placeholders(*one.standfirst)}
)
KINDS = sorted({kind for line in LINES.values() for name in line.trackers for kind in line.effects[name].listings})


class Roster:
    """A player's characters. ``find`` are words that each card shown has, however typed; ``sort`` is one of SORTS."""

    def __init__(self, rows: Iterable[Any], find: str = "", sort: str = ""):
        self.find = find.strip()
        self.sort = sort if sort in SORTS else "changed"
        self.sheets = [on_card(row) for row in rows if row.id is not None and row.line in LINES]
        words = fold(self.find).split()
        self.found = [sheet for sheet in self.sheets if has_all(sheet, words)] if words else list(self.sheets)
        if key := SORTS[self.sort][1]:
            self.found.sort(key=key)

    @property
    def many(self) -> bool:
        """Whether there are so many that one has to look for somebody."""
        return len(self.sheets) >= MANY or bool(self.find)

    def shown(self, state: str = "") -> list[Sheet]:
        """Those to show that are in a state; in play without one."""
        return [sheet for sheet in self.found if sheet.state == state]

    def count(self, state: str = "", line: Line | None = None) -> int:
        """How many there are in a state, of all lines or of one, whether shown or not."""
        return sum(sheet.state == state and line in (None, sheet.line) for sheet in self.sheets)

    def has(self, line: Line, name: str) -> bool:
        """Whether somebody of this line goes by this name, in whatever state but deleted."""
        owned = ((sheet.line.name, sheet.name) for sheet in self.sheets if sheet.state != "deletion")
        return (line.name, name) in owned

    def room(self, line: Line, limit: int) -> bool:
        """Whether one more of a line fits where each may have ``limit`` in play (0: any number)."""
        return not limit or self.count("", line) < limit


def on_card(row: Any) -> Sheet:
    """A row of the roster as a sheet."""
    return Sheet.of(localized(row.line), row.id, row)


def chronicle_of(sheet: Sheet) -> str:
    """The chronicle somebody plays in, or ""."""
    chronicle = sheet.texts.get("chronicle", "").strip()
    return chronicle if is_seen(chronicle) else ""


def has_all(sheet: Sheet, words: Iterable[str]) -> bool:
    """Whether all these folded words are in what the roster says of somebody."""
    card = fold(" ".join((sheet.name, sheet.layout.one, sheet.introduction, sheet.epitaph)))
    return all(word in card for word in words)


def days_left(sheet: Sheet) -> int:
    """How many days a deleted character can still be brought back, the one that has begun included."""
    assert sheet.deleted_at
    return DAYS_KEPT - (datetime.now(UTC) - sheet.deleted_at).days
