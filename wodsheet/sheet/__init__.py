"""A sheet: a character read through its line, with the state of its forms. It is all that partials get."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any

from wodsheet.engine import Choice, Condition, Line, Listing, ReadOut, Text, Total, Tracker, Trait
from wodsheet.rules import conditions, totals, trackers, warnings
from wodsheet.sheet import rulebook
from wodsheet.sheet.boxes import Boxes
from wodsheet.sheet.entries import Entries
from wodsheet.sheet.entry import Entry
from wodsheet.sheet.form_state import FormState
from wodsheet.sheet.hashes import hash_text
from wodsheet.sheet.texts import grouped
from wodsheet.templating.i18n import gettext as _

__all__ = ["Entry", "FormState", "Sheet", "hash_text"]


def of_form(name: str) -> Any:
    """The property of a sheet that is an attribute of its form."""
    return property(attrgetter(f"form.{name}"), lambda sheet, now: setattr(sheet.form, name, now))


class Sheet(Entries):
    """A character read through its line, and the state of its forms.

    Views make one of a statement's row: ``Sheet.of(line, id, row)``. What the row has not is an error when it is used.
    """

    problems = of_form("problems")
    typed = of_form("typed")
    conflicting_text = of_form("conflicting_text")
    base_hash = of_form("base_hash")
    left_out = of_form("left_out")
    adding = of_form("adding")
    editing = of_form("editing")
    opened_under = of_form("opened_under")
    removed_under = of_form("removed_under")
    removed = of_form("removed")

    # Of a sheet as it stood, the names of the parts, and the ids of the entries, that are others today.
    differing: frozenset[str | int] = frozenset()

    def __init__(self, line: Line, id: int, form: FormState | None = None, **parts: Any) -> None:
        super().__init__(line, id, **parts)
        self.form = form or FormState()

    def total(self, total: Total) -> int:
        """How much a total is."""
        return totals.total(total, self.ratings)

    def listing_offers(self, listing: Listing, outer: Entry | None = None) -> dict[str, list[Choice]]:
        """The choices of a listing, grouped: of an inner listing only those of its outer entry.

        What is open to the character for something earned is grouped by how much, too: "Galliard, total Renown 2".
        """
        choices = listing.choices
        if outer is not None:
            choices = tuple(choice for choice in choices if outer.key in choice.of)
        groups = grouped(choices, self.leading(listing.by))
        return self._by_earning(groups, self.line.labels[listing.earned_by]) if listing.earned_by else groups

    def _by_earning(self, groups: Mapping[str, list[Choice]], earned: str) -> dict[str, list[Choice]]:
        parted: dict[str, list[Choice]] = {}
        for heading, group in groups.items():
            for choice in sorted(group, key=lambda choice: choice.required_level(self.known_levels)):
                level = choice.required_level(self.known_levels)
                parted.setdefault(f"{heading}, {earned} {level}" if level else heading, []).append(choice)
        return parted

    def price(self, listing: Listing) -> str:
        """What one more of a list would cost, in words; "" where no book says it."""
        owned = sum(entry.listing.name == listing.name for entry in self.entries.values())
        price, own = (each.sentence(listing.one, owned) if each else "" for each in (listing.price, listing.own_price))
        if not own:
            return price
        by = self.line.texts[listing.by[0]].label
        if not price:
            return _("%(own)s if it is of your %(by)s", own=own, by=by)
        return _("%(own)s if it is of your %(by)s, else %(price)s", own=own, by=by, price=price)

    def offered(self, text: Text) -> dict[str, list[Choice]]:
        """The choices of an entry's text, grouped; of one that points at a trait, those the character has first."""
        return grouped(text.choices, [])

    def entry_offers(self, entry: Entry, text: Text) -> dict[str, list[Choice]]:
        """The choices of one text of an entry: of its name those of its listing."""
        if text.name == "name":
            return self.listing_offers(entry.listing, entry.outer)
        return self.offered(text)

    def affected_by(self, entry: Entry) -> list[Entry]:
        """The entries whose warnings may change with the dots of this one.

        They are the entry itself, those that stand in it, those that require it, and all of its listing where their
        dots are counted together.
        """
        return [
            other
            for other in self.entries.values()
            if other is entry
            or other.outer is entry
            or entry.key in warnings.level_requirements(other.as_choice)
            or (entry.listing.in_all and other.listing.name == entry.listing.name)
        ]

    def affected_by_keys(self, keys: Collection[str], listing: Listing) -> list[Entry]:
        """The entries whose warnings may change when entries with these keys come to a listing, go, or are renamed.

        They are those that require or exclude one of the keys, and all of the listing where one goes by another.
        """
        return [
            other
            for other in self.entries.values()
            if not (other.requirements | warnings.level_requirements(other.as_choice)).isdisjoint(keys)
            or (other.listing.name == listing.name and self._goes_by_others(other, keys))
            or ((pairing := other.listing.pairing(other.choice)) and pairing.listing == listing.name)
        ]

    def _goes_by_others(self, entry: Entry, keys: Collection[str]) -> bool:
        """Whether its warnings may change when entries with these keys come to its list, go or change places."""
        listing = entry.listing
        if listing.once:
            return entry.key in keys or [one.key for one in self.beside(entry)].count(entry.key) > 1
        in_group = entry.choice and entry.choice.group in listing.single
        return bool(listing.in_all or in_group or listing.pairing(entry.choice))

    def read_outs(self, trait: Trait) -> list[tuple[str, str]]:
        """The numbers a rating brings along, as label and words; an empty one is left out."""
        read = [(out.label, words) for out in trait.read_outs if (words := self._read(trait, out))]
        return [*read, *self._misfit(trait)]

    def _misfit(self, trait: Trait) -> Iterator[tuple[str, str]]:
        """What a text says of a rating that the book does not give beside it."""
        text = self.line.texts[trait.span.by] if trait.span else None
        choice = self.choice(text) if text else None
        if text and (out := warnings.out_of_span(trait, self[trait], choice)):
            least, most = out
            span = _("%(least)s to %(most)s", least=least, most=most) if least < most else str(most)
            yield text.label, _("the book gives it %(span)s", span=span)

    def _read(self, trait: Trait, out: ReadOut) -> str:
        by = self.line.traits[out.by] if out.by else trait
        return out.words[self[by] - by.low]

    def boxes(self, tracker: Tracker) -> Boxes:
        """A tracker with its length and damage."""
        length = trackers.length(tracker, self.ratings, self._owned_by(tracker))
        return Boxes.placed(length, (self.ratings[tracker.superficial], self.ratings[tracker.aggravated]))

    def _owned_by(self, tracker: Tracker) -> Mapping[str, int]:
        return self.entry_levels if tracker.owned_keys else {}

    @cached_property
    def pool_levels(self) -> dict[str, int]:
        """What each key adds to a pool: ratings, totals, what is owned; of a tracker the boxes that are not marked."""
        return {**{name: self.boxes(one).free for name, one in self.line.trackers.items()}, **self.known_levels}

    def formula(self, tracker: Tracker) -> str:
        """What the length of a tracker is made of: "Stamina 2 + 3 + Resilience 2"."""
        terms = trackers.terms(tracker, self.ratings, self._owned_by(tracker))
        words = (f"{self.line.labels[key]} {abs(boxes)}" if key else str(abs(boxes)) for key, boxes in terms)
        signs = ("\N{MINUS SIGN} " if boxes < 0 else "+ " for _, boxes in terms)
        return " ".join(sign + word for sign, word in zip(signs, words, strict=True)).removeprefix("+ ")

    def count(self, tracker: Tracker) -> str:
        """A tracker in words: its boxes and damage, and the states these bring, a sentence each."""
        states = (condition.label for condition in self.conditions(tracker.name))
        return ". ".join((self.boxes(tracker).count, *states))

    def conditions(self, part: str) -> list[Condition]:
        """The states that change play and hold now, of those that stand at the part of this name."""
        here = [one for one in self.layout.conditions if one.part == part]
        if part in self.line.trackers:
            return conditions.on_track(here, self.boxes(self.line.trackers[part])) if here else []
        return conditions.by_ratings(here, self.ratings)

    @cached_property
    def all_conditions(self) -> list[Condition]:
        """All of them, in the order of what stands at hand in play."""
        return [one for vital in self.layout.vitals for one in self.conditions(vital.part.name)]

    @property
    def by_own_rules(self) -> bool:
        """Whether the table plays by rules of its own: then nothing on the sheet is a fault."""
        return bool(self.ratings.get("own_rules"))

    def warnings(self, entry: Entry) -> list[str]:
        """What the book has against an entry, in sentences; nothing by own rules. None of it forbids the entry."""
        if self.by_own_rules:
            return []
        before = self.beside(entry)[: entry.place] if entry.listing.in_order else ()
        found = warnings.warnings(self.line, entry, entry.as_choice, self.known_levels, before)
        return [rulebook.against(self.line, entry, warning) for warning in found]

    def requiring(self, part: Trait | Text) -> list[Entry]:
        """The entries whose warnings may change with this trait or text."""
        keys = self.line.effects[part.name].keys
        return [entry for entry in self.entries.values() if keys & entry.requirements] if keys else []

    def facts(self, choice: Choice) -> rulebook.Facts:
        """All that the books say of a choice, as label and words; the last says where, when that is known."""
        return rulebook.facts(self.line, choice)
