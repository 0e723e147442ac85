"""What a field offers, as the picker shows it: each choice with what the book has against it before it is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from wodsheet.engine import Choice, Listing, Text
from wodsheet.rules import warnings
from wodsheet.sheet import Sheet, rulebook
from wodsheet.sheet.entry import Entry

Groups = Mapping[str, list[Choice]]


@dataclass(frozen=True)
class Offer:
    """One choice. ``reasons`` say in sentences why it is not open; it can be chosen all the same.

    ``owned``: the character has it in this list. ``chosen``: it is what stands in the field now. ``ratings``: the dots
    that it can be added with, where there are several.
    """

    choice: Choice
    reasons: tuple[str, ...]
    owned: bool
    chosen: bool
    ratings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Offers:
    """All that the field ``text`` offers: what is ``open`` and what is ``closed``, each by its headings.

    ``own`` are words of the player's own that stand in the field; "" for none. ``earned_by`` as in Listing.
    """

    text: Text
    open: Mapping[str, list[Offer]]
    closed: Mapping[str, list[Offer]]
    own: str = ""
    earned_by: str = ""

    @property
    def choices(self) -> list[Choice]:
        """Every choice, in the order of the rows."""
        return [offer.choice for part in (self.open, self.closed) for group in part.values() for offer in group]


def for_new(sheet: Sheet, listing: Listing, outer: Entry | None) -> Offers:
    """What may be added to a list; to an inner one, in its outer entry."""
    beside = outer.inside if outer else sheet.listed(listing)
    new = Entry(0, listing, "", 0, {}, None, outer, place=len(beside))
    return _of_entry(sheet, sheet, new, lambda choice: replace(new, dots=listing.first_dots(choice)))


def for_entry(sheet: Sheet, entry: Entry) -> Offers:
    """What an entry may become. It does not stand in its own way."""
    rows = [row for row in sheet.rows if row[0] != entry.id]
    without = Sheet(sheet.line, sheet.id, ratings=sheet.ratings, texts=sheet.texts, keys=sheet.keys, rows=rows)
    return _of_entry(sheet, without, entry, lambda choice: entry)


def _of_entry(sheet: Sheet, without: Sheet, entry: Entry, tried: Callable[[Choice], Entry]) -> Offers:
    """``without`` is the sheet without the entry; ``tried`` gives the entry as it would be rated with a choice."""
    listing, others = entry.listing, [one for one in sheet.beside(entry) if one is not entry]
    before = [one for one in others if one.place < entry.place] if listing.in_order else []
    owned = {one.key for one in others}

    def offer(choice: Choice) -> Offer:
        one = replace(tried(choice), name=choice.stored, choice=choice)
        reasons = _reasons(sheet, one, choice, without.known_levels, before)
        ratings = listing.first_ratings(choice) if not entry.id else ()
        return Offer(choice, reasons, choice.key in owned, choice == entry.choice, ratings if ratings[1:] else ())

    own = "" if entry.choice else entry.name
    groups = sheet.listing_offers(listing, entry.outer)
    return _parted(listing.fields["name"], groups, offer, own, listing.earned_by)


def for_text(sheet: Sheet, text: Text) -> Offers:
    """What a text of the character may say. The choice that it says now does not stand in its own way."""
    words, chosen = sheet.text(text), sheet.chosen(text)
    levels = {key: level for key, level in sheet.known_levels.items() if not chosen or key != chosen.key}
    listing = Listing(text.name, text.label, text.label, text.choices)

    def offer(choice: Choice) -> Offer:
        one = Entry(0, listing, choice.stored, 0, {}, choice)
        return Offer(choice, _reasons(sheet, one, choice, levels, []), owned=False, chosen=choice == chosen)

    return _parted(text, sheet.offers(text), offer, own="" if chosen else words)


def _reasons(
    sheet: Sheet, entry: Entry, choice: Choice, known_levels: Mapping[str, int], before: list[Entry]
) -> tuple[str, ...]:
    """The sentences that the sheet would say of an entry."""
    found = warnings.warnings(sheet.line, entry, choice, known_levels, before)
    return tuple(rulebook.against(sheet.line, entry, warning) for warning in found)


def _parted(text: Text, groups: Groups, offer: Callable[[Choice], Offer], own: str, earned_by: str = "") -> Offers:
    """What is open before what is not. What stands in the field is open, whatever the book says: it is there."""
    open: dict[str, list[Offer]] = {}
    closed: dict[str, list[Offer]] = {}
    for heading, choices in groups.items():
        for one in map(offer, choices):
            part = closed if one.reasons and not one.chosen else open
            part.setdefault(heading, []).append(one)
    return Offers(text, open, closed, own, earned_by)
