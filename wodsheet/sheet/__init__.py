"""A character read through its line: what the partials ask, and all they ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from wodsheet.engine import Choice, Kind, Line, Listing, ReadOut, Section, Text, Total, Tracker, Trait, placeholders
from wodsheet.experience import Totals
from wodsheet.portraits import SLOTS, Portrait, Slot
from wodsheet.rules import totals, trackers, warnings
from wodsheet.sheet import rulebook
from wodsheet.sheet.boxes import Boxes
from wodsheet.sheet.entry import Entry
from wodsheet.sheet.entry_row import EntryRow
from wodsheet.templating.i18n import gettext as _
from wodsheet.templating.i18n import ngettext

Row = tuple[tuple[Section, ...], ...]


def mark_of(words: str) -> str:
    """The mark of some words: twelve hex digits of their SHA-256, as ``statements.words.mark`` says it in SQL."""
    return sha256(words.encode()).hexdigest()[:12]


class Sheet:
    """A character, its line, and whatever the last answer has to say about it.

    ``ratings`` and ``texts`` hold what was ever set; ``entries`` are rows of id, kind, parent's id, position, name,
    dots, texts in their order. ``problems`` maps the id of a control to a sentence, ``typed`` to the words it shall
    still show, ``theirs`` to what somebody else wrote there meanwhile.
    """

    def __init__(
        self,
        line: Line,
        id: int,
        ratings: Mapping[str, int],
        texts: Mapping[str, str] | None = None,
        entries: Iterable[Any] = (),
    ):
        self.line = line
        self.id = id
        self.at = f"/{line.name}/{id}"
        self.ratings: dict[str, int] = {**line.start, **ratings}
        self.texts = texts or {}
        self._rows = entries
        self.problems: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        self.theirs: dict[str, str] = {}
        # What was typed and refused replaces, when it is mended, still the words with this mark.
        self.seen: dict[str, str] = {}
        self.changed_at: datetime | None = None
        self.archived_at: datetime | None = None
        self.died_at: datetime | None = None
        self.epitaph = ""
        self.deleted_at: datetime | None = None
        self.experience = Totals()
        # The pictures that were read, by slot: on the roster the face alone.
        self.portraits: dict[str, Portrait] = {}
        # The list with its form open (and the entry it adds into), and the entry open for another name.
        self.adding: tuple[str, int | None] | None = None
        self.editing: int | None = None
        # What was removed just now: its listing, id and name.
        self.removed: tuple[Listing, int, str] | None = None

    @classmethod
    def of(cls, line: Line, id: int, row: Any, ratings: Mapping[str, int] | None = None) -> Sheet:
        """The sheet of a statement's row, as far as the statement read it; ``ratings`` where it read none."""
        read: Mapping[str, int] = getattr(row, "ratings", None) or ratings or {}
        return cls(line, id, read, getattr(row, "texts", None), getattr(row, "entries", ()))

    @cached_property
    def kind(self) -> Kind:
        """Of which kind of its line the character is."""
        return self.line.kind(self.texts.get("kind", ""))

    @property
    def drawn(self) -> Line:
        """The line as this kind of character has it: what stands on its sheet, and in which order."""
        return self.line.of(self.kind)

    def __getitem__(self, trait: Trait) -> int:
        return self.ratings[trait.name]

    def total(self, total: Total) -> int:
        """How much a total is."""
        return totals.total(total, self.ratings)

    @property
    def name(self) -> str:
        """The character's name."""
        return self.texts["name"]

    def show_face(self, columns: Sequence[Any] | None) -> None:
        """Know the face as a statement read it, if there is one."""
        if columns:
            self.portraits["face"] = Portrait(*columns)

    def show_album(self, portraits: Mapping[str, Sequence[Any]]) -> None:
        """Know all pictures as a statement read them, by slot."""
        self.portraits = {slot: Portrait(*columns) for slot, columns in portraits.items()}

    @property
    def beside_the_face(self) -> list[tuple[Slot, Portrait]]:
        """The other pictures, in the order of their slots."""
        own = ((slot, self.portraits.get(name)) for name, slot in SLOTS.items() if name != "face")
        return [(slot, portrait) for slot, portrait in own if portrait]

    @property
    def state(self) -> str:
        """What keeps them out of play, the last word first: "deletion", "death" or "archive"; else ""."""
        marks = (("deletion", self.deleted_at), ("death", self.died_at), ("archive", self.archived_at))
        return next((state for state, since in marks if since), "")

    def text(self, text: Text) -> str:
        """The words written for one text; before that what the choice it follows leads to, or what it starts as."""
        words = self.texts.get(text.name)
        if words is None and text.follows and text.name not in self.kind.without:
            leading = {choice.key for choice in self._leading(text.by)}
            words = next((choice.stored for choice in text.choices if leading & set(choice.of)), None)
        return text.start if words is None else words

    def shown(self, text: Text) -> str:
        """The words written for one text as its reader is shown them: those of a book in the reader's language."""
        words = self.text(text)
        choice = text.choice(words) if words and text.choices else None
        return choice.shown(words) if choice else words

    def choice(self, text: Text) -> Choice | None:
        """What the book says of the words written there, or of what the kind counts as."""
        return text.choice(self.kind.counts_as.get(text.name) or self.text(text))

    def offers(self, text: Text) -> dict[str, list[Choice]]:
        """The choices of a text, grouped, those that belong to a choice it goes by before the others."""
        return grouped(text.choices, self._leading(text.by))

    def _leading(self, by: Iterable[str]) -> list[Choice]:
        chosen = (self.choice(self.line.texts[name]) for name in by)
        return [choice for choice in chosen if choice]

    def listing_offers(self, listing: Listing, outer: Entry | None = None) -> dict[str, list[Choice]]:
        """The choices of a listing, grouped: of an inner listing only those of its outer entry.

        What is open to the character for something earned is grouped by how much, too: "Galliard, total Renown 2".
        """
        choices = listing.choices
        if outer is not None:
            choices = tuple(choice for choice in choices if outer.key in choice.of)
        groups = grouped(choices, self._leading(listing.by))
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
        held = sum(entry.listing.name == listing.name for entry in self.entries.values())
        return listing.price.said(listing.one, held) if listing.price else ""

    def offered(self, text: Text) -> dict[str, list[Choice]]:
        """The choices of an entry's text, grouped; of one that points at a trait, those the character has first."""
        return grouped(text.choices, [])

    def entry_offers(self, entry: Entry, text: Text) -> dict[str, list[Choice]]:
        """The choices of one text of an entry: of its name those of its listing."""
        if text.name == "name":
            return self.listing_offers(entry.listing, entry.outer)
        return self.offered(text)

    def stands_first(self, text: Text) -> bool:
        """Whether the sentence under the name is said with this text."""
        return text.name in placeholders(*self.drawn.standfirst)

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

    @property
    def standfirst(self) -> str:
        """Who they are in one sentence, of what is written."""
        for sentence in self.drawn.standfirst:
            written = {name: self.shown(self.line.texts[name]) for name in placeholders(sentence)}
            if all(written.values()):
                return sentence % written
        return ""

    @property
    def introduction(self) -> str:
        """The standfirst, and the chronicle where that leaves it out."""
        first, chronicle = self.standfirst, self.texts.get("chronicle", "")
        if "chronicle" in placeholders(*self.line.standfirst):
            return first
        if first and chronicle:
            return _("%(standfirst)s, %(chronicle)s", standfirst=first, chronicle=chronicle)
        return first or chronicle

    def read_outs(self, trait: Trait) -> list[tuple[str, str]]:
        """The numbers a rating brings along, as label and words; an empty one is left out."""
        return [(out.label, words) for out in trait.read_outs if (words := self._read(trait, out))]

    def _read(self, trait: Trait, out: ReadOut) -> str:
        by = self.line.traits[out.by] if out.by else trait
        return out.words[self[by] - by.low]

    @cached_property
    def entries(self) -> dict[int, Entry]:
        """Every entry by id, in order, each with those that stand in it."""
        found: dict[int, Entry] = {}
        outermost: dict[str, list[Entry]] = {}
        rows = [row for row in map(EntryRow._make, self._rows) if row.kind in self.line.listings]
        for row in sorted(rows, key=lambda row: row.parent_id is not None):
            outer = found.get(row.parent_id) if row.parent_id else None
            if row.parent_id is not None and outer is None:
                continue
            listing = self.kind.own(self.line.listings[row.kind])
            choice = listing.choice(row.name, outer.key if outer else "")
            siblings = outer.inside if outer else outermost.setdefault(row.kind, [])
            entry = Entry(row.id, listing, row.name, row.dots, row.texts, choice, outer, place=len(siblings))
            siblings.append(entry)
            found[row.id] = entry
        return found

    def listed(self, listing: Listing) -> list[Entry]:
        """The entries of an outer listing, in order."""
        return [entry for entry in self.entries.values() if entry.listing.name == listing.name and entry.outer is None]

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
        """What is shown under a trait's row: the names of entries that point at it (specialties)."""
        return ", ".join(self._notes.get(trait.name, ())) if self._rows else ""

    @cached_property
    def _notes(self) -> dict[str, list[str]]:
        notes: dict[str, list[str]] = {}
        for entry in self.entries.values():
            if entry.listing.under:
                notes.setdefault(self.pointed_at(entry), []).append(entry.name)
        return notes

    def pointed_at(self, entry: Entry) -> str:
        """The key of the trait an entry points at: its text may hold the trait's key or its label."""
        words = entry.texts.get(entry.listing.under, "")
        choice = entry.listing.fields[entry.listing.under].choice(words)
        return choice.key if choice else words

    @cached_property
    def owned_levels(self) -> dict[str, int]:
        """The dots of everything the character owns, by key; of two with one key the higher.

        What has no dots counts as 1 (powers, perks), and as 0 where it is chosen in a text (a clan). Entries of
        listings without choices are left out: no book knows them, whatever their name.
        """
        chosen = (self.choice(text) for text in self.line.texts.values() if text.choices)
        owned = {choice.key: 0 for choice in chosen if choice}
        for entry in self.entries.values():
            if not entry.listing.choices:
                continue
            owned[entry.key] = max(owned.get(entry.key, 0), entry.dots if entry.listing.high else 1)
        return owned

    @cached_property
    def known_levels(self) -> dict[str, int]:
        """Every level a choice may require, by key: what is owned, the ratings and the totals."""
        return totals.known_levels(self.line, self.ratings, self.owned_levels)

    def boxes(self, tracker: Tracker) -> Boxes:
        """A tracker with its length and damage."""
        length = trackers.length(tracker, self.ratings, self.owned_levels)
        return Boxes.placed(length, (self.ratings[tracker.superficial], self.ratings[tracker.aggravated]))

    def warnings(self, entry: Entry) -> list[str]:
        """What the book has against an entry, in sentences. None of it forbids the entry."""
        before = self.listed(entry.listing)[: entry.place] if entry.listing.in_all else ()
        found = warnings.warnings(self.line, entry, entry.as_choice, self.known_levels, before)
        return [rulebook.against(self.line, entry, warning) for warning in found]

    def requiring(self, part: Trait | Text) -> list[Entry]:
        """The entries whose warnings may change with this trait or text."""
        keys = self.line.effects[part.name].keys
        return [entry for entry in self.entries.values() if keys & entry.requirements] if keys else []

    def facts(self, choice: Choice) -> rulebook.Facts:
        """All that the books say of a choice, as label and words; the last says where, when that is known."""
        return rulebook.facts(self.line, choice)


def grouped(choices: Iterable[Choice], leading: Iterable[Choice]) -> dict[str, list[Choice]]:
    """Choices by the heading they are offered under, those of each leading choice first and under its name."""
    own = [(one.key, one.label) for one in leading]
    groups: dict[str, list[Choice]] = {label: [] for _, label in own} or {"": []}
    for choice in choices:
        heading = choice.group
        for key, label in own:
            if key in choice.of:
                heading = label
                break
        groups.setdefault(heading, []).append(choice)
    return {label: group for label, group in groups.items() if group}
