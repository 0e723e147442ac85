"""A game line: every part in its place, and what can be read out of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from wodsheet.engine.action import Action
from wodsheet.engine.choices import Choice, Source
from wodsheet.engine.condition import Condition
from wodsheet.engine.creation import Creation
from wodsheet.engine.dice import Dice
from wodsheet.engine.effects import Effects, effects_of
from wodsheet.engine.guide import Stage
from wodsheet.engine.kind import Kind
from wodsheet.engine.messages import Message
from wodsheet.engine.parts import Group, Listing, Paper, Section, Single, Stack, Text, Total, Tracker, Trait, Vital
from wodsheet.engine.payment import Payment
from wodsheet.engine.price import Price
from wodsheet.templating.i18n import gettext
from wodsheet.unicode import folded_name

ALIKE = Kind("", "")


@dataclass(frozen=True)
class Line:
    """A game line. ``one`` is what a character of it is called, ``many`` several, ``group`` those who stand together.

    ``standfirst`` is the sentence under the name, by the texts it names: the first is said of which all are written.
    ``main`` is what is played, as rows of stacks of sections; ``lists`` what is listed, ``margin`` and ``foot`` what is
    told, each as sections one after the other.
    ``dice`` are its special dice and the outcomes of its rolls.
    ``kinds`` are those who are not alike, the usual first, told apart by its text ``kind``; none: all are alike.
    ``conditions`` are the states that change play, in the order in which they are said.
    ``books`` gives each source's key its title.
    ``folded`` are the names of the sections that are closed at first on a phone: what is told and not played, or is
    shown somewhere else as well. ``marked`` is the text whose choices have a drawn mark each, named
    ``<text>-<key>`` in ``lines/names/marks.csv``. ``beginning`` are the names of the texts that can be said of a
    character before it is made. ``actions`` are what a night of play does to a character,
    ``payments`` how the use of what it has is paid. ``prices`` are what dots of traits cost in experience, by the name
    of the trait, or of the section in which it stands; a trait without one is never bought. ``stages`` are how a
    character is made with help; ``hints`` say to new players, by the key of a choice or the name of a trait, what it is
    like to play and what it is for. ``creations`` are what the books say of making each kind.
    """

    name: str
    label: Message
    one: Message
    many: Message
    group: Message
    title: Text
    standfirst: tuple[Message, ...]
    after: tuple[Text, ...]
    vitals: tuple[Vital, ...]
    main: tuple[tuple[Stack, ...], ...]
    lists: tuple[Section, ...]
    margin: tuple[Section, ...]
    foot: tuple[Section, ...]
    paper: Paper
    dice: Dice
    books: dict[str, Message] = field(default_factory=dict, hash=False)
    glance: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    conditions: tuple[Condition, ...] = ()
    folded: frozenset[str] = frozenset()
    marked: Text | None = None
    beginning: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    payments: tuple[Payment, ...] = ()
    prices: dict[str, Price] = field(default_factory=dict, hash=False)
    stages: tuple[Stage, ...] = ()
    hints: dict[str, Message] = field(default_factory=dict, hash=False)
    creations: tuple[Creation, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Every section by name, in the order of the sheet."""
        main = (section for row in self.main for stack in row for section in stack)
        return {section.name: section for section in (*main, *self.lists, *self.margin, *self.foot)}

    @cached_property
    def first_rows(self) -> str:
        """The name of the first section with groups of rows: there it is said how a thumb lowers. "" without any."""
        return next((section.name for section in self.sections.values() if section.groups), "")

    @cached_property
    def rolled_by_name(self) -> frozenset[str]:
        """The names of the traits that stand in groups, as attributes do: a tap on what they are called rolls them."""
        groups = (group for section in self.sections.values() for group in section.groups)
        return frozenset(trait.name for group in groups for trait in group.traits)

    @cached_property
    def parts(self) -> tuple[Single, ...]:
        """Every part once, groups opened, in the order of the sheet."""
        return tuple(dict.fromkeys(self._parts()))

    def _parts(self) -> Iterator[Single]:
        yield self.title
        yield from self.after
        for vital in self.vitals:
            yield vital.part
            if isinstance(vital.part, Tracker):
                yield from vital.part.adjusting
            yield from vital.also
        for section in self.sections.values():
            for part in section.parts:
                if isinstance(part, Group):
                    yield from part.traits
                else:
                    yield part

    @cached_property
    def traits(self) -> dict[str, Trait]:
        """Every trait by name."""
        return {part.name: part for part in self.parts if isinstance(part, Trait)}

    @cached_property
    def trackers(self) -> dict[str, Tracker]:
        """Every tracker by name."""
        return {part.name: part for part in self.parts if isinstance(part, Tracker)}

    @cached_property
    def texts(self) -> dict[str, Text]:
        """Every text of the character itself by name."""
        return {part.name: part for part in self.parts if isinstance(part, Text)}

    @cached_property
    def damage(self) -> dict[str, Tracker]:
        """The tracker of each rating that counts damage, by the rating's name."""
        return {name: part for part in self.trackers.values() for name in (part.superficial, part.aggravated)}

    @cached_property
    def texts_of_entries(self) -> dict[str, Text]:
        """Every text that an entry can have by name, its own name among them; of several with one name the first."""
        return {name: text for listing in reversed(self.listings.values()) for name, text in listing.fields.items()}

    @cached_property
    def totals(self) -> dict[str, Total]:
        """Every total by name."""
        return {part.name: part for part in self.parts if isinstance(part, Total)}

    @cached_property
    def listings(self) -> dict[str, Listing]:
        """Every listing by name, inner ones after the one they stand in."""
        found: dict[str, Listing] = {}
        for part in self.parts:
            listing = part if isinstance(part, Listing) else None
            while listing is not None:
                found[listing.name] = listing
                listing = listing.inside
        return found

    @cached_property
    def at_hand(self) -> frozenset[str]:
        """The names of the traits whose read-outs stand in the bar of a phone as well."""
        return frozenset(trait.name for vital in self.vitals for trait in vital.reads)

    @cached_property
    def pointing(self) -> dict[str, Listing]:
        """The listing whose entries stand under a trait's row, by the trait's name: of a skill its specialties."""
        return {
            choice.key: listing
            for listing in self.listings.values()
            if listing.under
            for choice in listing.fields[listing.under].choices
            if choice.key in self.traits
        }

    @cached_property
    def outer(self) -> dict[str, Listing]:
        """The listing an inner listing stands in, by the inner one's name."""
        return {out.inside.name: out for out in self.listings.values() if out.inside}

    def outermost(self, listing: Listing) -> Listing:
        """The listing of the sheet itself in which this one stands; most stand in no other."""
        while listing.name in self.outer:
            listing = self.outer[listing.name]
        return listing

    @cached_property
    def followed(self) -> dict[str, dict[str, Any]]:
        """What each text that follows a choice is before somebody writes it, as the statement that writes it reads it.

        ``by``: the text it follows; ``words``: by the key of a choice of that text; ``kinds``: by the name of a kind,
        the key that this kind counts as, or an empty one where it lacks the text.
        """
        return {text.name: self._followed(text, self.texts[text.by[0]]) for text in self.texts.values() if text.follows}

    def _followed(self, text: Text, by: Text) -> dict[str, Any]:
        counted = {
            kind.name: "" if kind.lacks(text) else by.key(kind.counts_as.get(by.name, "")) or ""
            for kind in self.kinds
            if kind.lacks(text) or by.name in kind.counts_as
        }
        words = {key: choice.stored for choice in reversed(text.choices) for key in choice.of}
        return {"by": by.name, "words": words, "kinds": counted}

    @cached_property
    def start(self) -> dict[str, int]:
        """What a new character's ratings are, damage included."""
        damage = {key: 0 for t in self.trackers.values() for key in (t.superficial, t.aggravated)}
        return {trait.name: trait.start for trait in self.traits.values()} | damage

    @cached_property
    def effects(self) -> Mapping[str, Effects]:
        """What follows from a change of each trait, tracker, text and listing, by its name."""
        return effects_of(self)

    def kind(self, words: str, key: str = "") -> Kind:
        """The kind of this stored key; else the kind of this label or name; of any other words the usual one."""
        usual = self.kinds[0] if self.kinds else ALIKE
        return self._kinds.get(key) or self._kinds.get(folded_name(words), usual)

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {folded_name(word): kind for kind in self.kinds for word in (kind.label, kind.name, kind.stored)}

    def of(self, kind: Kind) -> Line:
        """The line as a kind has it: for drawing alone, since all that can be kept of a character is the line's."""
        return self._of.get(kind.name, self)

    @cached_property
    def _of(self) -> dict[str, Line]:
        return {
            kind.name: replace(
                self,
                one=kind.label.lower(),
                standfirst=kind.standfirst or self.standfirst,
                vitals=kind.vitals(self.vitals),
                main=kind.rows(self.main),
                lists=kind.sections(self.lists),
                margin=kind.sections(self.margin),
                foot=kind.sections(self.foot),
                paper=kind.paper(self.paper),
                glance=kind.glance or self.glance,
                conditions=kind.conditions(self.conditions),
                actions=kind.actions(self.actions),
                payments=kind.payments(self.payments),
                stages=kind.stages(self.stages),
            )
            for kind in self.kinds
        }

    def cited(self, source: Source) -> str:
        """Where something stands, in words: the book's title and the page."""
        title = self.books.get(source.book, source.book)
        return gettext("%(title)s, page %(page)s", title=title, page=source.page) if source.page else title

    @cached_property
    def trait_prices(self) -> dict[str, Price]:
        """The price of each trait that can be bought, by its name, in the order of the sheet."""
        found = {
            trait.name: self.prices.get(trait.name) or self.prices.get(section.name)
            for section in self.sections.values()
            for trait in section.traits
        }
        return {name: price for name, price in found.items() if price}

    def creation(self, name: str) -> Creation | None:
        """How a kind is made, by the name of the creation or the kind; of a kind with several the first."""
        return next((one for one in self.creations if name in (one.name, one.kind)), None)

    def action(self, name: str) -> Action | None:
        """The action of this name; None where there is none."""
        return next((action for action in self.actions if action.name == name), None)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What every key of the line is called, to say a prerequisite in words."""
        choices = (choice for listing in self.listings.values() for choice in listing.choices)
        offered = (choice for text in self.texts.values() for choice in text.choices)
        found = {choice.key: choice.label for choice in (*offered, *choices)}
        return found | {part.name: part.label for part in (*self.traits.values(), *self.totals.values())}

    @cached_property
    def keyed(self) -> dict[str, Choice]:
        """Every choice of an entry by key."""
        return {choice.key: choice for listing in self.listings.values() for choice in listing.choices}

    @cached_property
    def nouns(self) -> dict[str, str]:
        """What the choice of each key is one of, as the sheet calls it: "Clan", "Discipline"."""
        texts = {choice.key: text.label for text in self.texts.values() for choice in text.choices}
        return texts | {choice.key: of.naming for of in self.listings.values() for choice in of.choices}
