"""Entries of a character in two forms: flat rows with ids, and nested documents without; and the way between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, NamedTuple, Self

from wodsheet.engine import Line, Listing


class EntryRow(NamedTuple):
    """A row of the table ``entries``. Statements give rows as JSON arrays, in the order of these fields.

    ``kind`` is the name of its listing, ``parent_id`` the id of the entry it stands in, ``position`` its place among
    its siblings, ``key`` that of the book's choice which its name names. In rows of a character that is still to be
    created, ids only say which entry stands in which.
    """

    id: int
    kind: str
    parent_id: int | None
    position: int
    name: str
    dots: int
    texts: Mapping[str, str]
    key: str | None = None


@dataclass(frozen=True)
class EntryDocument:
    """An entry with those that stand in it. Its place is its place in the list; ``key`` as in EntryRow."""

    name: str
    dots: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
    inside: tuple[EntryDocument, ...] = ()
    key: str | None = None

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> Self:
        """An entry of a JSON object with ``name`` and perhaps ``dots``, ``texts`` and ``inside``."""
        return cls(**{**entry, "inside": tuple(map(cls.from_json, entry.get("inside", ())))})

    def to_json(self) -> dict[str, Any]:
        """The same object; ``inside`` is left out where nothing stands in it."""
        inside = {"inside": [entry.to_json() for entry in self.inside]} if self.inside else {}
        return {"name": self.name, "key": self.key, "dots": self.dots, "texts": dict(self.texts), **inside}


# The entries of a character by the name of their listing.
Lists = Mapping[str, tuple[EntryDocument, ...]]


def nested(rows: Iterable[EntryRow]) -> Lists:
    """The documents of rows, which stand in their order; what stands in an entry that is missing is left out."""
    inside: dict[int | None, list[EntryRow]] = {}
    for row in rows:
        inside.setdefault(row.parent_id, []).append(row)

    def document(row: EntryRow) -> EntryDocument:
        return EntryDocument(row.name, row.dots, row.texts, tuple(map(document, inside.get(row.id, ()))), row.key)

    lists: dict[str, tuple[EntryDocument, ...]] = {}
    for row in inside.get(None, ()):
        lists[row.kind] = (*lists.get(row.kind, ()), document(row))
    return lists


def with_keys(listing: Listing, entries: Iterable[EntryDocument], within: str = "") -> tuple[EntryDocument, ...]:
    """The documents with the keys of their names. A name that no book has keeps the key it has, if the line has it."""

    def with_key(entry: EntryDocument) -> EntryDocument:
        choice = listing.choice(entry.name, within) or listing.choice("", key=entry.key)
        key = choice.key if choice else None
        inside = with_keys(listing.inside, entry.inside, key or "") if listing.inside else entry.inside
        return replace(entry, key=key, inside=inside)

    return tuple(map(with_key, entries))


def flat(line: Line, lists: Lists) -> list[EntryRow]:
    """The rows of documents, each before those that stand in it; their ids count from 1."""
    ids = count(1)
    return [row for kind, entries in lists.items() for row in _rows(line.listings[kind], entries, None, ids)]


def _rows(
    listing: Listing, entries: Iterable[EntryDocument], parent_id: int | None, ids: Iterator[int]
) -> Iterator[EntryRow]:
    for position, entry in enumerate(entries):
        id = next(ids)
        yield EntryRow(id, listing.name, parent_id, position, entry.name, entry.dots, entry.texts, entry.key)
        if listing.inside:
            yield from _rows(listing.inside, entry.inside, id, ids)
