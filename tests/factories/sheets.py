"""Full sheets: something in every text, and two entries in every list."""

from __future__ import annotations

from psycopg.types.json import Jsonb

from tests.factories import Character, Factory
from wodsheet.engine import Listing
from wodsheet.lines import LINES

# Every kind of character of every line, as (line, the kind's label); "" for a line without kinds.
KINDS = [(line.name, kind) for line in LINES.values() for kind in ([kind.label for kind in line.kinds] or [""])]


def fill_sheet(factory: Factory, character: Character) -> None:
    """Write something in every text of a character and put two entries in every list, one of them from the book."""
    line = LINES[character.line]
    texts = {name: text.choices[0].label if text.choices else f"a {name}" for name, text in line.texts.items()}
    texts.pop("kind", None)
    factory.connection.execute("UPDATE characters SET texts = texts || %s WHERE id = %s", [Jsonb(texts), character.id])
    for name, listing in line.listings.items():
        if name not in line.outer:
            fill_listing(factory, character, listing)


def fill_listing(factory: Factory, character: Character, listing: Listing, parent: int | None = None) -> None:
    """Put two entries in a list, and two in the list inside each of them."""
    for number, name in enumerate((listing.choices[0].label if listing.choices else "From life", "Of my own")):
        fields = (text for text in listing.fields.values() if text.name != "name")
        texts = {text.name: text.choices[0].label if text.choices else f"its {text.name}" for text in fields}
        dots = min(3, listing.high)
        entry = factory.entry(character, listing.name, name, dots, parent=parent, position=number, **texts)
        if listing.inside:
            fill_listing(factory, character, listing.inside, entry)
