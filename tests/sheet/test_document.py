"""A character as a document: what goes in comes out, nested or flat, as JSON or as rows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wodsheet.engine import Line, Listing
from wodsheet.lines import LINES
from wodsheet.pregens import PREGENS
from wodsheet.schemas.transfer import entries_shape, ratings_shape, texts_shape
from wodsheet.sheet.document import CharacterDocument, LedgerDocument, PortraitDocument
from wodsheet.sheet.entry_row import EntryDocument, flat, nested
from wodsheet.sheet.roll_document import NamedRollDocument, RollDocument

# No word of any book, so that none has a key.
WORDS = st.text(max_size=5).map("·{}".format)


def entries_of(listing: Listing) -> st.SearchStrategy[tuple[EntryDocument, ...]]:
    """Up to three entries of a listing, with what stands in them."""
    inside = entries_of(listing.inside) if listing.inside else st.just(())
    texts = st.dictionaries(st.sampled_from([text.name for text in listing.texts] or ["note"]), WORDS, max_size=2)
    entry = st.builds(EntryDocument, WORDS, st.integers(0, 5), texts, inside)
    return st.lists(entry, max_size=3).map(tuple)


def lists_of(line: Line) -> st.SearchStrategy[dict[str, tuple[EntryDocument, ...]]]:
    """Entries in some lists of a line; a list that is there has at least one."""
    outermost = {name: entries_of(one) for name, one in line.listings.items() if name not in line.outer}
    return st.fixed_dictionaries(outermost).map(lambda lists: {name: all for name, all in lists.items() if all})


@pytest.mark.no_cover
@given(st.sampled_from(list(LINES.values())).flatmap(lambda line: st.tuples(st.just(line), lists_of(line))))
def test_entries_are_the_same_after_they_were_rows_and_after_they_were_json(character):
    line, lists = character
    rows = flat(line, lists)
    assert nested(rows) == lists
    assert [row.id for row in rows] == list(range(1, len(rows) + 1))
    assert all(row.parent_id is None or row.parent_id < row.id for row in rows)
    document = CharacterDocument(line, {"name": "Anna"}, entries=lists)
    assert CharacterDocument.from_json(line, as_read(document)).entries == lists


def as_read(document: CharacterDocument) -> dict[str, Any]:
    """The document's JSON as another program would have it."""
    return json.loads(json.dumps(document.to_json()))


def test_a_whole_character_is_the_same_after_it_was_json():
    anna = CharacterDocument(
        LINES["vtm"],
        {"name": "Anna", "kind": "Ghoul"},
        {"strength": 3},
        {"touchstones": (EntryDocument("Her brother", texts={"description": "A baker"}),)},
        (LedgerDocument("earned", 3, "The first night", "2026-01-02", "2026-01-02T03:04:05+00:00"),),
        {"face": PortraitDocument("portraits/1/face.webp", "", "", 50, 50, 90, 60, "2026-01-02T03:04:05+00:00")},
        epitaph="She kept the light on",
        died_at="2026-02-03T04:05:06+00:00",
        keys={"kind": "ghoul"},
        rolls=(
            RollDocument("2026-01-02T03:04:05+00:00", [10, 3], [], traits=["wits"], offers=[], places=[1], thrown=[6]),
        ),
        named_rolls=(NamedRollDocument("Hide", ["wits", "stealth"], offers=["-hunger"], difficulty=2),),
    )
    assert CharacterDocument.from_json(LINES["vtm"], as_read(anna)) == anna


def test_another_name_changes_nothing_else():
    anna = CharacterDocument(LINES["vtm"], {"name": "Anna", "clan": "Tremere"}, {"strength": 3})
    assert anna.named("Bela") == CharacterDocument(LINES["vtm"], {"name": "Bela", "clan": "Tremere"}, {"strength": 3})


@pytest.mark.parametrize("line", PREGENS)
def test_a_ready_character_would_be_taken_in_from_an_export(line):
    ready = as_read(PREGENS[line])
    shapes = {
        "ratings": ratings_shape(LINES[line]),
        "texts": texts_shape(tuple(LINES[line].texts.values())),
        "entries": entries_shape(LINES[line]),
    }
    for part, shape in shapes.items():
        assert shape.validate(ready[part]) == {}, part
