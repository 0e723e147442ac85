"""What the book has against an entry of a character. Each warning is a value; none of them forbids anything.

Each says its ``rule`` and the ``state`` that its entry is in by it, as in ``rules/findings``.

Sources: a power's level is at most its Discipline's dots (Vampire core, Disciplines); thin-bloods have as many of their
flaws as of their merits (Vampire core 109); a gift costs a total of Renown, and some belong to an auspice or tribe
(Werewolf core, Gifts). Prerequisites, exclusions and allowed dots stand with
each choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from wodsheet.engine import Choice, Line, Listing, Need, Trait


class Owned(Protocol):
    """What has to be known of an entry."""

    @property
    def key(self) -> str:
        """The key it is owned under."""
        ...

    @property
    def choice(self) -> Choice | None:
        """What the book says of it; None for one of the player's own."""
        ...

    @property
    def dots(self) -> int:
        """Its dots; 0 where it has none."""
        ...

    @property
    def listing(self) -> Listing:
        """The listing it stands in."""
        ...

    @property
    def outer(self) -> Owned | None:
        """The entry it stands in; None for most."""
        ...


@dataclass(frozen=True)
class LevelTooHigh:
    """Its ``level`` is above the ``most`` that the character has of ``key``."""

    rule: ClassVar = "level_too_high"
    state: ClassVar = "over"

    level: int
    key: str
    most: int


@dataclass(frozen=True)
class OnlyFor:
    """It is only for those who own one of the ``keys``."""

    rule: ClassVar = "only_for"
    state: ClassVar = "forbidden"

    keys: tuple[str, ...]


@dataclass(frozen=True)
class NotReached:
    """It takes ``level`` of the trait or total ``key``, and the character has less."""

    rule: ClassVar = "not_reached"
    state: ClassVar = "missing"

    key: str
    level: int


@dataclass(frozen=True)
class NeedNotMet:
    """A prerequisite is not met."""

    rule: ClassVar = "need_not_met"
    state: ClassVar = "missing"

    need: Need


@dataclass(frozen=True)
class Excluded:
    """The character owns ``keys`` that it does not go with."""

    rule: ClassVar = "excluded"
    state: ClassVar = "forbidden"

    keys: tuple[str, ...]


@dataclass(frozen=True)
class DotsNotInBook:
    """The book gives it one of these ``dots``, and it has others."""

    rule: ClassVar = "dots_not_in_book"
    state: ClassVar = "forbidden"

    dots: tuple[int, ...]


@dataclass(frozen=True)
class TooManyInAll:
    """The book gives its listing ``most`` dots in all, and this one makes them ``dots``."""

    rule: ClassVar = "too_many_in_all"
    state: ClassVar = "over"

    most: int
    dots: int


@dataclass(frozen=True)
class OfAnother:
    """It stands in an entry that it does not belong to, but to one with one of the ``keys``."""

    rule: ClassVar = "of_another"
    state: ClassVar = "forbidden"

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Again:
    """The character has it already, and the book gives it once."""

    rule: ClassVar = "again"
    state: ClassVar = "over"


@dataclass(frozen=True)
class OneOfAGroup:
    """The book gives one of this ``group``, and this is another."""

    rule: ClassVar = "one_of_a_group"
    state: ClassVar = "over"

    group: str


@dataclass(frozen=True)
class Unpaired:
    """The book gives as many of it as of the ``group`` of the ``listing``, and there are fewer of those."""

    rule: ClassVar = "unpaired"
    state: ClassVar = "over"

    listing: str
    group: str


Warning = (
    LevelTooHigh
    | OnlyFor
    | NotReached
    | NeedNotMet
    | Excluded
    | DotsNotInBook
    | TooManyInAll
    | OfAnother
    | Again
    | OneOfAGroup
    | Unpaired
)


def warnings(
    line: Line, entry: Owned, choice: Choice, known_levels: Mapping[str, int], before: Iterable[Owned] = ()
) -> list[Warning]:
    """What the book has against an entry of a character with these levels, in the order in which it is said.

    ``choice`` is what the book, or its player, says of the entry. ``before`` are the entries that stand before it in
    its listing; they matter where the book counts their dots together, or gives a thing or one of a group once.
    """
    before = tuple(before)
    return [
        *_belonging(entry, choice),
        *_once(entry, choice, before),
        *_pairs(line, entry, known_levels, before),
        *_levels(line, entry, choice, known_levels),
        *_access(entry.listing.earned_by, choice, known_levels),
        *(NeedNotMet(need) for need in choice.needs if not need.met_by(known_levels)),
        *_exclusions(choice, known_levels),
        *_dots(entry, choice, before),
    ]


def _levels(line: Line, entry: Owned, choice: Choice, known_levels: Mapping[str, int]) -> Iterator[Warning]:
    for key in _limiting(line, entry, choice):
        if choice.level > known_levels.get(key, 0):
            yield LevelTooHigh(choice.level, key, known_levels.get(key, 0))


def _limiting(line: Line, entry: Owned, choice: Choice) -> tuple[str, ...]:
    """The keys whose dots limit the level of a choice: of the entry it stands in, else of what it belongs to."""
    if not choice.level:
        return ()
    if entry.outer:
        return (entry.outer.key,) if entry.outer.listing.high else ()
    return tuple(key for key in choice.of if key in line.labels)


def _access(earned_by: str, choice: Choice, known_levels: Mapping[str, int]) -> Iterator[Warning]:
    level = choice.required_level(known_levels)
    if choice.access and not level:
        yield OnlyFor(tuple(of for of, _ in choice.access))
    elif level and known_levels[earned_by] < level:
        yield NotReached(earned_by, level)


def _belonging(entry: Owned, choice: Choice) -> Iterator[Warning]:
    """What stands in an entry of a book belongs to that entry: a perk to its Edge, a power to its Discipline."""
    outer = entry.outer
    if entry.choice and outer and outer.choice and outer.key not in choice.of:
        yield OfAnother(choice.of)


def _once(entry: Owned, choice: Choice, before: Iterable[Owned]) -> Iterator[Warning]:
    if not entry.choice:
        return
    if entry.listing.once and any(one.key == entry.key for one in before):
        yield Again()
    group = choice.group
    if group in entry.listing.single and any(one.choice and one.choice.group == group for one in before):
        yield OneOfAGroup(group)


def _pairs(line: Line, entry: Owned, known_levels: Mapping[str, int], before: Iterable[Owned]) -> Iterator[Warning]:
    pairing = entry.listing.pairing(entry.choice)
    if not pairing:
        return
    number = 1 + sum(entry.listing.pairing(one.choice) == pairing for one in before)
    others = (one.key for one in line.listings[pairing.listing].choices if one.group == pairing.other)
    if number > sum(key in known_levels for key in others):
        yield Unpaired(pairing.listing, pairing.other)


def _exclusions(choice: Choice, known_levels: Mapping[str, int]) -> Iterator[Warning]:
    if keys := tuple(key for key in choice.excludes if key in known_levels):
        yield Excluded(keys)


def _dots(entry: Owned, choice: Choice, before: Iterable[Owned]) -> Iterator[Warning]:
    listing = entry.listing
    if listing.high and choice.dots and entry.dots and entry.dots not in choice.dots:
        yield DotsNotInBook(choice.dots)
    if listing.in_all and entry.dots:
        dots = entry.dots + sum(one.dots for one in before)
        if dots > listing.in_all:
            yield TooManyInAll(listing.in_all, dots)


def out_of_span(trait: Trait, rating: int, choice: Choice | None) -> tuple[int, int] | None:
    """The ratings that the book gives a trait beside a choice, lowest and highest, where its rating is another one."""
    span = trait.span.ratings.get(choice.key) if trait.span and choice else None
    return span if span and not span[0] <= rating <= span[1] else None


def level_requirements(choice: Choice) -> set[str]:
    """Every key whose dots may decide whether the book allows a choice."""
    return {key for need in choice.needs for key, _ in need.any_of} | (set(choice.of) if choice.level else set())
