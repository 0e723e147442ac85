"""The entries of a character: in their lists, under rows of dots, and as what the character owns."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import starmap

from wodsheet.engine import Listing, Section, Trait
from wodsheet.rules import totals
from wodsheet.sheet.entry import Entry
from wodsheet.sheet.entry_row import EntryRow
from wodsheet.sheet.texts import Texts
from wodsheet.templating.i18n import ngettext

Row = tuple[tuple[Section, ...], ...]


class Entries(Texts):
    """A character with its entries read through its line."""

    @cached_property
    def entries(self) -> dict[int, Entry]:
        """Every entry by id, in order, each with those that stand in it."""
        found: dict[int, Entry] = {}
        outermost: dict[str, list[Entry]] = {}
        rows = [row for row in starmap(EntryRow, self.rows) if row.kind in self.line.listings]
        for row in sorted(rows, key=lambda row: row.parent_id is not None):
            outer = found.get(row.parent_id) if row.parent_id else None
            if row.parent_id is not None and outer is None:
                continue
            listing = self.kind.own(self.line.listings[row.kind])
            choice = listing.choice(row.name, outer.key if outer else "", row.key)
            siblings = outer.inside if outer else outermost.setdefault(row.kind, [])
            entry = Entry(row.id, listing, row.name, row.dots, row.texts, choice, outer, place=len(siblings))
            siblings.append(entry)
            found[row.id] = entry
        return found

    def listed(self, listing: Listing) -> list[Entry]:
        """The entries of an outer listing, in order."""
        return [entry for entry in self.entries.values() if entry.listing.name == listing.name and entry.outer is None]

    def beside(self, entry: Entry) -> list[Entry]:
        """The entries among which one stands, in order, itself too."""
        return entry.outer.inside if entry.outer else self.listed(entry.listing)

    def dots_in(self, listing: Listing) -> str:
        """How many dots there are in an outer listing, in words: "7 dots"; "" while it is empty."""
        entries = self.listed(listing)
        dots = sum(entry.dots for entry in entries)
        return ngettext("%(num)s dot", "%(num)s dots", dots) if entries else ""

    def printed(self, rows: Iterable[Row]) -> list[Row]:
        """Rows of the printed sheet without the sections that are quiet, and without what is empty then."""
        loud = (tuple(tuple(part for part in stack if not self.quiet(part)) for stack in row) for row in rows)
        return [stacks for row in loud if (stacks := tuple(stack for stack in row if stack))]

    def quiet(self, section: Section) -> bool:
        """Whether a section has only lists that are quiet, and nothing in them."""
        return all(isinstance(part, Listing) and part.quiet and not self.listed(part) for part in section.parts)

    def notes(self, trait: Trait) -> str:
        """What is printed under a trait's row: the names of entries that point at it (specialties)."""
        return ", ".join(entry.name for entry in self.pointing_at(trait)) if trait.name in self.line.pointing else ""

    def pointing_at(self, trait: Trait) -> list[Entry]:
        """The entries that stand under a trait's row, in order."""
        return self._pointing.get(trait.name, [])

    @cached_property
    def _pointing(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            if entry.listing.under:
                found.setdefault(self.pointed_at(entry), []).append(entry)
        return found

    def pointed_at(self, entry: Entry) -> str:
        """The key of the trait an entry points at: its text may hold the trait's key or its label."""
        words = entry.texts.get(entry.listing.under, "")
        choice = entry.listing.fields[entry.listing.under].choice(words)
        return choice.key if choice else words

    def under(self, entry: Entry) -> str:
        """What an entry points at, in words: the label of a trait, or the words that are written there."""
        key = self.pointed_at(entry)
        return self.line.traits[key].label if key in self.line.traits else key

    @cached_property
    def owned_levels(self) -> dict[str, int]:
        """The dots of everything the character owns, by key; of two with one key the higher.

        What has no dots counts as 1 (powers, perks), and as 0 where it is chosen in a text (a clan). Entries of
        listings without choices are left out: no book knows them, whatever their name. So is what the kind has not: it
        is kept, and counts again once the character is of another kind.
        """
        chosen = (self.choice(text) for text in self.line.texts.values() if text.choices)
        return {**{choice.key: 0 for choice in chosen if choice}, **self.entry_levels}

    @cached_property
    def entry_levels(self) -> dict[str, int]:
        """The same of entries alone: all that the length of a tracker counts."""
        owned: dict[str, int] = {}
        for entry in self.entries.values():
            if entry.listing.choices and not self.kind.lacks(self.line.outermost(entry.listing)):
                owned[entry.key] = max(owned.get(entry.key, 0), entry.dots if entry.listing.high else 1)
        return owned

    @cached_property
    def known_levels(self) -> dict[str, int]:
        """Every level a choice may require, by key: what is owned, the ratings and the totals that the kind has."""
        known = totals.known_levels(self.line, self.ratings, self.owned_levels)
        return {key: level for key, level in known.items() if key not in self.kind.without}
