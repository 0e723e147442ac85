"""What a sheet is made of: what is clicked, what is written, what is listed, and how it stands together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wodsheet.engine.choices import Choice, named
from wodsheet.engine.messages import Message
from wodsheet.engine.price import Price
from wodsheet.unicode import folded_name


@dataclass(frozen=True)
class ReadOut:
    """A number a rating brings along: its label and its words for each rating from the trait's lowest up.

    It goes by the rating of the trait it stands at, or of the trait that ``by`` names.
    """

    label: Message
    words: tuple[Message, ...]
    by: str = ""


@dataclass(frozen=True)
class Span:
    """The ratings that the book gives a trait, lowest and highest, by the key of the choice of the text ``by``."""

    by: str
    ratings: Mapping[str, tuple[int, int]] = field(hash=False)


@dataclass(frozen=True)
class Pairing:
    """Of the choices in ``group`` the book gives as many as of those in the ``other`` group of the ``listing``."""

    group: Message
    listing: str
    other: Message


@dataclass(frozen=True)
class Trait:
    """Anything with dots. ``low`` to ``high`` inclusive; a new character has ``start`` of them.

    ``shape`` is how it is drawn: dots, drops (hunger and its kin), stains (marked from the far end), switch (a
    choice between ``names``, one for each rating) or states (the same, each a click away, with its ``briefs``).
    ``dire`` are the ratings at which it is drawn as something to fear: a switch over all that is at hand in play.
    ``plate`` is what it does to the portrait: drains it the lower it is, darkens it where it is dire, or frames it.
    With a ``span`` its read-outs say so where it does not fit a text. With ``redraws`` the whole sheet goes by it.
    """

    name: str
    label: Message
    low: int = 0
    high: int = 5
    start: int = 0
    shape: str = "dots"
    names: tuple[Message, ...] = ()
    briefs: tuple[Message, ...] = ()
    dire: tuple[int, ...] = ()
    read_outs: tuple[ReadOut, ...] = ()
    hint: Message = ""
    plate: str = ""
    span: Span | None = None
    redraws: bool = False

    @property
    def range(self) -> range:
        """Every rating it can have."""
        return range(self.low, self.high + 1)

    def rating_label(self, rating: int) -> str:
        """A rating in words: its number, or its name where it has one."""
        return self.names[rating - self.low] if self.names else str(rating)

    def brings(self, rating: int) -> list[tuple[str, str]]:
        """The numbers a rating brings along by itself, as label and words; an empty one is left out."""
        own = ((out.label, out.words[rating - self.low]) for out in self.read_outs if not out.by)
        return [(label, words) for label, words in own if words]


@dataclass(frozen=True)
class Total:
    """A sum of the named traits, never under ``low``. It cannot be clicked; a choice may require it."""

    name: str
    label: Message
    sum: tuple[str, ...]
    low: int = 0


@dataclass(frozen=True)
class Modifier:
    """Boxes added to a tracker: a whole number, or the dots of the owned thing whose key is ``add``.

    It counts while the character owns ``owned``, and while the rating of ``trait`` is one of ``at``. Either condition
    may be left out.
    """

    owned: str = ""
    add: int | str = 0
    trait: str = ""
    at: tuple[int, ...] = ()

    @property
    def owned_keys(self) -> set[str]:
        """The keys of the owned things it depends on."""
        return {key for key in (self.owned, self.add) if isinstance(key, str) and key}


@dataclass(frozen=True)
class Tracker:
    """A row of boxes with superficial and aggravated damage.

    Its length is the sum of the named traits, ``plus`` a number, and its modifiers; from 1 to ``high``.
    ``more`` and ``fewer`` are traits by which a table adds or removes boxes for a reason that is in no book. They are
    set behind the tracker's name; on paper only the boxes show.
    """

    name: str
    label: Message
    sum: tuple[str, ...]
    plus: int = 0
    modifiers: tuple[Modifier, ...] = ()
    high: int = 20
    more: Trait | None = None
    fewer: Trait | None = None

    @property
    def superficial(self) -> str:
        """The rating that counts its superficial damage."""
        return f"{self.name}_superficial"

    @property
    def aggravated(self) -> str:
        """The rating that counts its aggravated damage."""
        return f"{self.name}_aggravated"

    @cached_property
    def owned_keys(self) -> frozenset[str]:
        """The keys of the owned things its length depends on."""
        return frozenset().union(*(modifier.owned_keys for modifier in self.modifiers))

    @property
    def adjusting(self) -> tuple[Trait, ...]:
        """The traits by which a table changes its length."""
        return tuple(trait for trait in (self.more, self.fewer) if trait)

    @cached_property
    def follows(self) -> frozenset[str]:
        """The names of the traits its length depends on."""
        adjusting = {trait.name for trait in self.adjusting}
        return frozenset(self.sum) | adjusting | {modifier.trait for modifier in self.modifiers if modifier.trait}


@dataclass(frozen=True)
class Text:
    """Words a player writes, of at most ``limit`` characters; ``lines`` when they may run over several lines.

    ``choices`` are offered, and one's own words are always welcome unless ``closed``. ``by`` names the texts
    whose choices decide which of them come first; one that ``follows`` is the first of those until somebody writes it,
    as a clan's bane is. ``shape``: line, quote (read aloud at the table) or prose.
    What the book says of a choice is ``opened`` at once where it is needed at every turn. With ``redraws`` the whole
    sheet goes by it.
    """

    name: str
    label: Message
    limit: int = 100
    lines: bool = False
    required: bool = False
    choices: tuple[Choice, ...] = ()
    closed: bool = False
    by: tuple[str, ...] = ()
    follows: bool = False
    start: str = ""
    shape: str = "line"
    opened: bool = False
    redraws: bool = False

    def choice(self, words: str, key: str | None = None) -> Choice | None:
        """The choice of this stored key; without one in this line, the choice that the words name by label or older
        name, however they are typed (``unicode.fold``). None for a player's own words.
        """
        if not self.choices:
            return None
        return (self._keyed.get(key) if key else None) or self._named.get(folded_name(words))

    def key(self, words: str) -> str | None:
        """The key that is stored beside these words; None for a player's own. A closed text also takes a key."""
        choice = self.choice(words, words if self.closed else None)
        return choice.key if choice else None

    def shown(self, words: str, key: str | None = None) -> str:
        """Stored words as the reader is shown them: those of a book in the reader's language."""
        choice = self.choice(words, key) if words and self.choices else None
        return choice.shown(words) if choice else words

    @cached_property
    def described(self) -> bool:
        """Whether a book says more of its choices than what they are called."""
        return any(choice.hint or choice.how or choice.facts or choice.sources for choice in self.choices)

    @cached_property
    def _keyed(self) -> dict[str, Choice]:
        return {choice.key: choice for choice in self.choices}

    @cached_property
    def _named(self) -> dict[str, Choice]:
        return named(self.choices)


@dataclass(frozen=True)
class Listing:
    """A list of entries with identity and order: touchstones, advantages, disciplines and the powers in them.

    ``one`` is what one of them is called. Entries have a name, picked from ``choices`` or one's own; dots from 0
    to ``high`` when that is over 0; the ``texts``; and entries of the ``inside`` listing. ``under`` names the
    text that points at a trait, under whose row the entry is shown (a specialty's skill). ``earned_by``
    names the trait or total that the ``access`` of its choices asks for. ``most`` is how many a character can have.

    Of an entry of one's own the book says nothing, so it has the ``own_texts`` too, each named like the field of a
    Choice that it stands for: level, pool, cost, lasts, hint. ``shaped_by`` names the text whose choices, by key,
    are how the dots of an entry are drawn (dots, boxes, counter, or words for none), ``bounded_by`` the text
    that says how many it has at most. A ``quiet`` list is nothing at all on paper while it is empty. Of a ``totalled``
    one the heading says how many dots there are in all. ``price`` is what one more costs, where the book says it
    plainly, and ``own_price`` where that is another for what belongs to a choice of a text in ``by``; ``in_all`` how
    many dots it gives one character, 0 for any. With ``once`` the book gives each of its choices once, of each group
    that is ``single`` one, and of one that is ``paired`` as many as of its other group.
    """

    name: str
    label: Message
    one: Message
    choices: tuple[Choice, ...] = ()
    by: tuple[str, ...] = ()
    high: int = 0
    texts: tuple[Text, ...] = ()
    inside: Listing | None = None
    under: str = ""
    earned_by: str = ""
    own_texts: tuple[Text, ...] = ()
    shaped_by: str = ""
    bounded_by: str = ""
    quiet: bool = False
    totalled: bool = False
    price: Price | None = None
    own_price: Price | None = None
    in_all: int = 0
    once: bool = False
    single: tuple[Message, ...] = ()
    paired: tuple[Pairing, ...] = ()
    shape: str = "entries"
    naming: Message = "Name"
    limit: int = 100
    most: int = 100

    def choice(self, words: str, within: str = "", key: str | None = None) -> Choice | None:
        """The choice of this stored key; without one in this line, the choice of this name,
        however it is typed (``unicode.fold``).

        Of the same name, a choice that belongs to the key ``within`` comes before any other, also before the one of
        the key: an entry stays where it is when its outer entry gets another name.
        """
        folded = folded_name(words)
        inner, keyed = self._within.get((within, folded)), self._keyed.get(key) if key else None
        if keyed and (inner is None or within in keyed.of):
            return keyed
        return inner or self._named.get(folded)

    def keys(self, words: str) -> dict[str, str]:
        """The keys that may be stored beside a name, by the key of the outer entry, and under "" for any other.

        Empty for a player's own name.
        """
        choice, folded = self.choice(words), folded_name(words)
        within = {key: found.key for (key, name), found in self._within.items() if name == folded and found != choice}
        return {"": choice.key, **within} if choice else within

    @cached_property
    def _keyed(self) -> dict[str, Choice]:
        return {choice.key: choice for choice in self.choices}

    @property
    def in_order(self) -> bool:
        """Whether what the book has against an entry goes by those that stand before it."""
        return bool(self.in_all or self.once or self.single or self.paired)

    def pairing(self, choice: Choice | None) -> Pairing | None:
        """How the book pairs a choice with others; None for most."""
        return next((one for one in self.paired if choice and one.group == choice.group), None)

    @cached_property
    def most_dots(self) -> dict[str, int]:
        """How many dots an entry has at most, by the key of its choice, and under "" any other entry.

        A choice is here where the book gives it more than the listing does. Where entries say it themselves, "" is for
        one that does not.
        """
        bound = self.fields.get(self.bounded_by)
        more = {choice.key: choice.dots[-1] for choice in self.choices if max(choice.dots, default=0) > self.high}
        return {"": int(bound.start) if bound else self.high, **more}

    def first_dots(self, choice: Choice | None) -> int:
        """The dots of a new entry: the fewest the book gives it, else one; none where not every entry has dots."""
        return next(iter(self.first_ratings(choice)), 0)

    def first_ratings(self, choice: Choice | None) -> tuple[int, ...]:
        """The dots a new entry can come with, the fewest first: what the book gives it, else from one to the most."""
        if not self.high or self.shaped_by:
            return ()
        return choice.dots if choice and choice.dots else tuple(range(1, self.high + 1))

    def most_of(self, choice: Choice | None) -> int:
        """How many dots an entry of this choice has at most, where it does not say so itself."""
        return self.most_dots.get(choice.key if choice else "", self.most_dots[""])

    @cached_property
    def highest(self) -> int:
        """The most dots that any entry can have."""
        return max(self.high, *self.most_dots.values())

    def requirements(self, choice: Choice) -> set[str]:
        """Every key that decides whether the book allows one of its choices."""
        return choice.requirements | ({self.earned_by} if choice.access else set())

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
        name = Text("name", self.naming, limit=self.limit, required=True, choices=self.choices)
        return {text.name: text for text in (name, *self.texts, *self.own_texts)}

    @cached_property
    def settled(self) -> frozenset[str]:
        """The texts that say where an entry stands and how it is drawn: shown only while its name is open."""
        return frozenset({self.under, self.shaped_by, self.bounded_by} - {""})

    @cached_property
    def named_in_place(self) -> bool:
        """Whether the name of an entry is always a field: where it is neither chosen nor the label of dots."""
        return not (self.choices or self.high)

    @cached_property
    def renamed(self) -> bool:
        """Whether an entry has something that can be changed only after its Rename was followed."""
        return not self.named_in_place or bool(self.settled)

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """The keys that all its choices belong to (a ritual's discipline), and so whatever is one's own there."""
        first = self.choices[0].of if self.choices else ()
        return tuple(key for key in first if all(key in choice.of for choice in self.choices))


@dataclass(frozen=True)
class Group:
    """Traits under one small heading: Physical, Social, Mental; or under none, to stand beside others."""

    label: Message
    traits: tuple[Trait, ...]


Single = Trait | Tracker | Text | Listing | Total
Part = Single | Group


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; a total stands beside the heading."""

    name: str
    label: Message
    parts: tuple[Part, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """Its groups, drawn as columns beside each other."""
        return tuple(part for part in self.parts if isinstance(part, Group))

    @property
    def traits(self) -> tuple[Trait, ...]:
        """Its traits, those of its groups too."""
        parts = (one for part in self.parts for one in (part.traits if isinstance(part, Group) else (part,)))
        return tuple(part for part in parts if isinstance(part, Trait))


@dataclass(frozen=True)
class Vital:
    """What changes during play and stays at hand: one part, and those shown when it is opened.

    Of the traits that it ``reads``, which have their place elsewhere, the bar of a phone shows here what they bring.
    """

    part: Trait | Tracker
    also: tuple[Trait | Text | Total, ...] = ()
    reads: tuple[Trait, ...] = ()


Stack = tuple[Section, ...]


@dataclass(frozen=True)
class Paper:
    """The order of the printed sheet.

    ``facts`` stand under the name. Page one is ``top``, the vitals and ``first``: rows of stacks of sections;
    the second page is ``second``, with the ``story`` as running text at its end.
    """

    facts: tuple[str, ...]
    top: tuple[tuple[Stack, ...], ...]
    first: tuple[tuple[Stack, ...], ...]
    second: tuple[tuple[Stack, ...], ...]
    story: tuple[str, ...]
