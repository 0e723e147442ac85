"""Prices: what each next dot of a character costs in experience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wodsheet.engine import Price, Trait
from wodsheet.sheet import Sheet
from wodsheet.sheet.entry import Entry


@dataclass(frozen=True)
class Raise:
    """One step up: of a trait, by its name, or of an entry, as "disciplines/17". ``to`` is the rating reached.

    ``doubt``: what the sources leave open about the price. ``afford``: whether the experience that is left is enough.
    """

    trait: str
    label: str
    section: str
    was: int
    to: int
    price: int
    doubt: str
    afford: bool


def raises(sheet: Sheet) -> list[Raise]:
    """Everything that can be raised, in the order of the sheet: each trait and entry by its next step.

    An advantage that the book gives 2 or 4 dots is raised by two at once.
    """
    left = sheet.experience.left
    return [
        Raise(key, label, section, was, to, points, price.doubt, points <= left)
        for key, label, section, was, to, price in (*_traits(sheet), *_entries(sheet))
        for points in (sum(map(price.of_dot, range(was + 1, to + 1))),)
    ]


Step = tuple[str, str, str, int, int, Price]


def _traits(sheet: Sheet) -> Iterator[Step]:
    prices = sheet.layout.trait_prices
    for section in sheet.layout.sections.values():
        for trait in section.traits:
            if trait.name in prices and sheet[trait] < highest(sheet, trait):
                yield trait.name, trait.label, section.label, sheet[trait], sheet[trait] + 1, prices[trait.name]


def highest(sheet: Sheet, trait: Trait) -> int:
    """How many dots of a trait can be bought: what the book gives beside a text (generation), or the trait has."""
    text = sheet.line.texts[trait.span.by] if trait.span else None
    choice = sheet.choice(text) if text else None
    span = trait.span.ratings.get(choice.key) if trait.span and choice else None
    return min(span[1], trait.high) if span else trait.high


def _entries(sheet: Sheet) -> Iterator[Step]:
    for entry in sheet.entries.values():
        price = price_of(sheet, entry)
        if price is None or price.each not in ("dot", "new") or sheet.kind.lacks(sheet.line.outermost(entry.listing)):
            continue
        allowed = entry.choice.dots if entry.choice and entry.choice.dots else range(1, entry.listing.high + 1)
        to = next((dots for dots in allowed if dots > entry.dots), None)
        if to is not None:
            yield f"{entry.listing.name}/{entry.id}", entry.label, entry.listing.label, entry.dots, to, price


def price_of(sheet: Sheet, entry: Entry) -> Price | None:
    """The price of a dot of an entry: another one where it belongs to what its listing goes by, as to the own clan."""
    listing = entry.listing
    leading = {choice.key for choice in sheet.leading(listing.by)}
    if listing.own_price and entry.choice and leading & set(entry.choice.of):
        return listing.own_price
    return listing.price
