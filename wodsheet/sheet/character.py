"""A character as a statement read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, NoReturn, Self

from wodsheet.engine import Kind, Line, Trait
from wodsheet.experience import Totals
from wodsheet.portraits import SLOTS, Portrait, Slot
from wodsheet.unicode import initial

# From the longest: a name is that long with a word of more than so many letters, or with more letters in all.
NAME_SIZES = (("longest", 15, 60), ("longer", 11, 36), ("long", 8, 22))


class NotRead(AttributeError):
    """A part of a character that the statement did not read was used: a mistake of ours."""


class Character:
    """A character: its line, its id, and the parts that were read. A part that was not read raises NotRead.

    ``ratings`` has every rating of the line where ratings were read, those never set at their start. ``texts`` has the
    texts ever written, on the roster only those of a card; ``keys`` are the keys of the book's choices among them, none
    where the statement did not read them: then the words decide. ``rows`` are its entries, each the fields of an
    EntryRow. ``portraits`` are by slot, on the roster the face alone. The moments are None where something never
    happened.
    """

    line: Line
    id: int
    at: str
    ratings: Mapping[str, int]
    texts: Mapping[str, str]
    keys: Mapping[str, str] = MappingProxyType({})
    rows: Sequence[Sequence[Any]]
    changed_at: datetime
    archived_at: datetime | None
    died_at: datetime | None
    deleted_at: datetime | None
    drafted_at: datetime | None
    epitaph: str
    experience: Totals
    portraits: Mapping[str, Portrait]

    def __init__(self, line: Line, id: int, **parts: Any) -> None:
        vars(self).update(parts, line=line, id=id, at=f"/{line.name}/{id}")

    def __getattr__(self, name: str) -> NoReturn:
        raise NotRead(f"{name} of a character was not read")

    @classmethod
    def of(cls, line: Line, id: int, row: Any, ratings: Mapping[str, int] | None = None) -> Self:
        """The character of a statement's row, with the parts that are its columns.

        ``ratings`` are known besides; they are all there is where the row has null for its ratings.
        """
        parts = {name: getattr(row, name) for name in row._fields if name in COLUMNS}
        if "ratings" in parts:
            parts["ratings"] = {**line.start, **(parts["ratings"] or ratings or {})}
        rows = parts.pop("entries", None)
        if rows is not None:
            parts["rows"] = rows
        if parts.get("keys", {}) is None:
            del parts["keys"]
        if "kind" in parts:
            parts["kind"] = line.kind(parts["kind"] or "")
        if "experience" in parts:
            parts["experience"] = Totals(*parts["experience"])
        if "face" in parts:
            face = parts.pop("face")
            parts["portraits"] = {"face": Portrait(*face)} if face else {}
        elif "portraits" in parts:
            parts["portraits"] = {slot: Portrait(*columns) for slot, columns in parts["portraits"].items()}
        return cls(line, id, **parts)

    @classmethod
    def of_parts(
        cls,
        line: Line,
        id: int,
        ratings: Mapping[str, int],
        texts: Mapping[str, str] | None = None,
        entries: Iterable[Any] = (),
    ) -> Self:
        """A character with these ratings, texts and rows of entries, and nothing else that was ever set."""
        return cls(line, id, ratings={**line.start, **ratings}, texts=texts or {}, rows=list(entries), portraits={})

    @cached_property
    def kind(self) -> Kind:
        """Of which kind of its line the character is."""
        return self.line.kind(self.texts.get("kind", ""), self.keys.get("kind", ""))

    @property
    def layout(self) -> Line:
        """The line as this kind of character has it: what stands on its sheet, and in which order."""
        return self.line.of(self.kind)

    @property
    def name(self) -> str:
        """The character's name."""
        return self.texts["name"]

    @property
    def name_size(self) -> str:
        """How large the name is written: "" (as a title), long, longer or longest, by its words and its length."""
        word = max(map(len, re.split(r"[\s-]", self.name)))
        over = [size for size, letters, whole in NAME_SIZES if word > letters or len(self.name) > whole]
        return over[0] if over else ""

    @property
    def initial(self) -> str:
        """The first character of the name as people see it; a dot where nothing of the name can be seen."""
        return initial(self.name) or "·"

    @property
    def state(self) -> str:
        """What keeps the character out of play, the last word first: deletion, death, archive or draft; else ""."""
        if vars(self).get("deleted_at"):
            return "deletion"
        return "death" if self.died_at else "archive" if self.archived_at else "draft" if self.drafted_at else ""

    @property
    def beside_the_face(self) -> list[tuple[Slot, Portrait]]:
        """The other portraits, in the order of their slots."""
        own = ((slot, self.portraits.get(name)) for name, slot in SLOTS.items() if name != "face")
        return [(slot, portrait) for slot, portrait in own if portrait]

    def __getitem__(self, trait: Trait) -> int:
        return self.ratings[trait.name]


# The columns of statements that are parts of a character. Only the roster reads ``deleted_at``: elsewhere a deleted
# character is not found.
COLUMNS = frozenset(
    (
        *("ratings", "texts", "keys", "kind", "entries", "epitaph", "experience", "portraits", "face"),
        *("changed_at", "archived_at", "died_at", "deleted_at", "drafted_at"),
    )
)
