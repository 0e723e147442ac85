"""The words a game line is written in.

A line is one frozen value built from these nouns. Sheet, forms, ranges, derived trackers and print are read
out of it, and nothing outside ``lines/`` knows a line by name. Keys (``name``, ``key``) are snake_case and
permanent; labels are for people and may change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property


def key_of(words: str) -> str:
    """The key a label would have: ``"Animal Ken"`` is ``"animal_ken"``; apostrophes vanish, all else is ``_``."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"['’]", "", words.lower())).strip("_")


@dataclass(frozen=True)
class Source:
    """Where a name or number stands: a book's key and, when known, its page."""

    book: str
    page: int | None = None


@dataclass(frozen=True)
class Need:
    """A prerequisite: at least one of the named things held, with at least so many dots."""

    any_of: tuple[tuple[str, int], ...]

    def met_by(self, holdings: dict[str, int]) -> bool:
        """Whether somebody holding these keys with these dots meets it."""
        return any(holdings.get(key, -1) >= dots for key, dots in self.any_of)


@dataclass(frozen=True)
class Choice:
    """One thing to pick from a book: a clan, a discipline, a power, a merit, a creed, an edge, a perk.

    ``of`` names the keys it belongs to (a power's discipline, a discipline's clans, a perk's edge);
    ``dots`` the ratings the book allows; ``steps`` what each dot of it is called (a loresheet);
    ``facts`` are further read-outs in the order they are shown.
    """

    key: str
    label: str
    group: str = ""
    level: int = 0
    dots: tuple[int, ...] = ()
    of: tuple[str, ...] = ()
    pool: str = ""
    opposed: str = ""
    cost: str = ""
    lasts: str = ""
    needs: tuple[Need, ...] = ()
    excludes: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    hint: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    unverified: str = ""

    @property
    def how(self) -> str:
        """How it is used, in one line: the pool, whom it is rolled against, its price."""
        against = f"{self.pool} against {self.opposed}" if self.pool and self.opposed else self.pool
        return " · ".join(words for words in (against, self.cost) if words)


@dataclass(frozen=True)
class ReadOut:
    """A number a rating brings along: its label and its words for each rating from the trait's lowest up."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Trait:
    """Anything with dots. ``low`` to ``high`` inclusive; a new character has ``start`` of them.

    ``shape`` is how it is drawn: dots, drops (hunger and its kin), stains (marked from the far end) or
    switch (a choice between ``names``, one for each rating).
    """

    name: str
    label: str
    low: int = 0
    high: int = 5
    start: int = 0
    shape: str = "dots"
    names: tuple[str, ...] = ()
    read_outs: tuple[ReadOut, ...] = ()
    hint: str = ""

    @property
    def range(self) -> range:
        """Every rating it can have."""
        return range(self.low, self.high + 1)


@dataclass(frozen=True)
class Modifier:
    """What holding a thing adds to a tracker: a whole number, or the dots of another thing held."""

    holding: str
    add: int | str

    def worth(self, holdings: dict[str, int]) -> int:
        """How many boxes it adds for somebody holding these keys with these dots."""
        if self.holding not in holdings:
            return 0
        return self.add if isinstance(self.add, int) else holdings.get(self.add, 0)

    @property
    def heeds(self) -> set[str]:
        """The keys a change of which changes it."""
        return {self.holding} | ({self.add} if isinstance(self.add, str) else set())


@dataclass(frozen=True)
class Tracker:
    """A row of boxes with superficial and aggravated damage.

    Its length is the sum of the named traits, ``plus`` a number, and its modifiers; never under 1 nor over ``high``.
    """

    name: str
    label: str
    sum: tuple[str, ...]
    plus: int = 0
    modifiers: tuple[Modifier, ...] = ()
    high: int = 20

    @property
    def superficial(self) -> str:
        """The rating that counts its superficial damage."""
        return f"{self.name}_superficial"

    @property
    def aggravated(self) -> str:
        """The rating that counts its aggravated damage."""
        return f"{self.name}_aggravated"

    @cached_property
    def heeds(self) -> frozenset[str]:
        """The keys of held things a change of which changes its length."""
        return frozenset().union(*(modifier.heeds for modifier in self.modifiers))

    def length(self, ratings: dict[str, int], holdings: dict[str, int]) -> int:
        """How many boxes it has for these ratings and holdings."""
        boxes = sum(ratings[name] for name in self.sum) + self.plus
        boxes += sum(modifier.worth(holdings) for modifier in self.modifiers)
        return max(1, min(self.high, boxes))


@dataclass(frozen=True)
class Text:
    """Words a player writes, of at most ``limit`` characters; ``lines`` when they may run over several lines.

    ``choices`` are offered, and one's own words are always welcome unless ``closed``. ``by`` names the text
    whose choice decides which of them come first. ``shape``: line, quote (read aloud at the table) or prose.
    """

    name: str
    label: str
    limit: int = 100
    lines: bool = False
    required: bool = False
    choices: tuple[Choice, ...] = ()
    closed: bool = False
    by: str = ""
    start: str = ""
    shape: str = "line"

    def choice(self, words: str) -> Choice | None:
        """The choice these words name by label or older name, whatever their case; None when they are one's own."""
        return self._named.get(words.casefold())

    @cached_property
    def _named(self) -> dict[str, Choice]:
        return named(self.choices)


def named(choices: Iterable[Choice]) -> dict[str, Choice]:
    """Choices by every name they have, case-folded; an earlier one keeps a name that a later one shares."""
    index: dict[str, Choice] = {}
    for choice in choices:
        for name in (choice.label, *choice.aka):
            index.setdefault(name.casefold(), choice)
    return index


@dataclass(frozen=True)
class Listing:
    """A list of entries with identity and order: touchstones, advantages, disciplines and the powers in them.

    ``one`` is what one of them is called. Entries have a name, picked from ``choices`` or one's own; dots from 0
    to ``high`` when that is over 0; the ``texts``; and entries of the ``inside`` listing. ``under`` names the
    text that points at a trait, under whose row the entry is shown (a specialty's skill). ``rated_choices``
    bounds the level of an inner entry by its outer one's dots. ``most`` is how many a character can have.
    """

    name: str
    label: str
    one: str
    choices: tuple[Choice, ...] = ()
    by: str = ""
    high: int = 0
    texts: tuple[Text, ...] = ()
    inside: Listing | None = None
    under: str = ""
    shape: str = "entries"
    naming: str = "Name"
    limit: int = 100
    most: int = 100

    def choice(self, words: str, within: str = "") -> Choice | None:
        """The choice of this name; one that belongs to the key ``within`` before any other of the same name."""
        folded = words.casefold()
        return self._within.get((within, folded)) or self._named.get(folded)

    @cached_property
    def _named(self) -> dict[str, Choice]:
        return named(self.choices)

    @cached_property
    def _within(self) -> dict[tuple[str, str], Choice]:
        belonging = {key for choice in self.choices for key in choice.of}
        return {
            (key, name): choice
            for key in belonging
            for name, choice in named(c for c in self.choices if key in c.of).items()
        }

    @cached_property
    def fields(self) -> dict[str, Text]:
        """Its texts by name, the entry's own name among them."""
        name = Text("name", self.naming, limit=self.limit, required=True)
        return {text.name: text for text in (name, *self.texts)}


@dataclass(frozen=True)
class Group:
    """Traits under one small heading: Physical, Social, Mental."""

    label: str
    traits: tuple[Trait, ...]


Part = Trait | Tracker | Text | Listing | Group


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    name: str
    label: str
    parts: tuple[Part, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """Its groups, drawn as columns beside each other."""
        return tuple(part for part in self.parts if isinstance(part, Group))


@dataclass(frozen=True)
class Vital:
    """What changes during play and stays at hand: one part, and those shown when it is opened."""

    part: Trait | Tracker
    also: tuple[Trait | Text, ...] = ()


Stack = tuple[Section, ...]


@dataclass(frozen=True)
class Paper:
    """The order of the printed sheet.

    ``facts`` stand under the name. Page one is ``first``: rows of stacks of sections, after the attributes and
    the vitals; the second page is ``second``, with the ``story`` as running text at its end.
    """

    facts: tuple[str, ...]
    first: tuple[tuple[Stack, ...], ...]
    second: tuple[tuple[Stack, ...], ...]
    story: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A game line. ``one`` is what a character of it is called, ``group`` what several of them are.

    ``standfirst`` is the sentence under the name: texts and the words around each, joined for those written.
    ``main`` is rows of stacks of sections, ``margin`` and ``foot`` are sections one after the other.
    ``books`` gives each source's key its title.
    """

    name: str
    label: str
    one: str
    group: str
    title: Text
    standfirst: tuple[tuple[str, str], ...]
    after: tuple[Text, ...]
    vitals: tuple[Vital, ...]
    main: tuple[tuple[Stack, ...], ...]
    margin: tuple[Section, ...]
    foot: tuple[Section, ...]
    paper: Paper
    books: dict[str, str] = field(default_factory=dict, hash=False)
    glance: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Every section by name, in the order of the sheet."""
        main = (section for row in self.main for stack in row for section in stack)
        return {section.name: section for section in (*main, *self.margin, *self.foot)}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every part once, groups opened, in the order of the sheet."""
        return tuple(dict.fromkeys(self._parts()))

    def _parts(self) -> Iterator[Part]:
        yield self.title
        yield from self.after
        for vital in self.vitals:
            yield vital.part
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
    def outer(self) -> dict[str, Listing]:
        """The listing an inner listing stands in, by the inner one's name."""
        return {out.inside.name: out for out in self.listings.values() if out.inside}

    @cached_property
    def start(self) -> dict[str, int]:
        """What a new character's ratings are, damage included."""
        damage = {key: 0 for t in self.trackers.values() for key in (t.superficial, t.aggravated)}
        return {trait.name: trait.start for trait in self.traits.values()} | damage

    @cached_property
    def fed_by(self) -> dict[str, tuple[Tracker, ...]]:
        """For each trait, the trackers whose length follows it."""
        return {
            name: tuple(tracker for tracker in self.trackers.values() if name in tracker.sum) for name in self.traits
        }

    @cached_property
    def heeding(self) -> dict[str, tuple[Tracker, ...]]:
        """For each listing, the trackers whose length may follow what is held in it."""
        return {
            name: tuple(t for t in self.trackers.values() if any(c.key in t.heeds for c in listing.choices))
            for name, listing in self.listings.items()
        }

    @cached_property
    def labels(self) -> dict[str, str]:
        """What every key of the line is called, to say a prerequisite in words."""
        choices = (choice for listing in self.listings.values() for choice in listing.choices)
        offered = (choice for text in self.texts.values() for choice in text.choices)
        found = {choice.key: choice.label for choice in (*offered, *choices)}
        return found | {trait.name: trait.label for trait in self.traits.values()}
