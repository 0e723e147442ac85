"""How a character is made, as a book says it: what is shared out, what is due, and what a choice gives.

A rule is a value and is about one ``part``: the name of a section, text, listing or trait of the sheet. It says where
it stands and how sure that is.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from wodsheet.engine.choices import Need, Source
from wodsheet.engine.messages import Message

CORE = (Source("core"),)


@dataclass(frozen=True)
class Evidence:
    """Where a rule stands, and how sure that is.

    ``confidence``: agreed (two sources or more), single (one), doubtful (sources differ, or none was found). ``doubt``
    are words for what they leave open.
    """

    sources: tuple[Source, ...] = CORE
    confidence: str = "agreed"
    doubt: Message = ""


AGREED = Evidence()


@dataclass(frozen=True)
class Spread:
    """One way to share dots out: how many traits have each rating. All others are at their lowest."""

    name: str
    label: Message
    counts: tuple[tuple[int, int], ...]

    def ratings(self, number: int, low: int) -> list[int]:
        """The ratings of so many traits, the highest first."""
        found = [rating for rating, many in self.counts for _ in range(many)]
        return sorted(found + [low] * (number - len(found)), reverse=True)


@dataclass(frozen=True)
class Spreads:
    """The traits of a section are shared out in one of these ways."""

    part: str
    ways: tuple[Spread, ...]
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Said:
    """A text that has to be said; one that is not ``due`` may also be left open, for which ``unless`` has words."""

    part: str
    due: bool = True
    unless: Message = ""
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Budget:
    """The dots in a listing, but for those that something else gives."""

    part: str
    dots: int
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Count:
    """How many entries a listing has, of one ``group`` of its choices where there is one; ``most`` 0 for any number."""

    part: str
    least: int
    most: int = 0
    group: Message = ""
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Matched:
    """Of the choices in ``group`` a listing has no more than the ``other`` listing has of ``other_group``."""

    part: str
    group: Message
    other: str
    other_group: Message
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Each:
    """Each entry of a listing has the text."""

    part: str
    text: str
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class FreeSpecialties:
    """A specialty for each of the ``skills`` that has a dot, and ``more`` of any skill. ``part`` is their listing."""

    part: str
    skills: tuple[str, ...]
    more: int = 1
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Shares:
    """The dots of the entries of a listing, one number for each: (2, 1) two of one, one of another.

    With ``by`` they belong to the choice of the text of this name; else any will do.
    """

    part: str
    dots: tuple[int, ...]
    by: str = ""
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class AsManyInside:
    """Each entry of a listing has as many entries inside it as it has dots."""

    part: str
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class First:
    """One entry of a listing comes free, of this level, ``when`` a character has all of these."""

    part: str
    level: int
    when: tuple[Need, ...]
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class OuterAndInner:
    """How many entries a listing has, and how many stand inside them in all: one of these ``ways``."""

    part: str
    ways: tuple[tuple[int, int], ...]
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Favored:
    """The traits of a section: ``own`` dots in the one that is favored, ``other`` in another.

    ``of`` has the name of the favored one by the key of the choice of the text ``by``.
    """

    part: str
    by: str
    of: dict[str, str] = field(hash=False)
    own: int = 2
    other: int = 1
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class OneOfEach:
    """One entry of each: of those for everybody, and of those of the choice of each text in ``by``.

    With nothing else, the first is of a level of 1 at most, the next of 2, and so on.
    """

    part: str
    by: tuple[str, ...]
    evidence: Evidence = AGREED


Rule = (
    Spreads
    | Said
    | Budget
    | Count
    | Matched
    | Each
    | FreeSpecialties
    | Shares
    | AsManyInside
    | First
    | OuterAndInner
    | Favored
    | OneOfEach
)


@dataclass(frozen=True)
class Given:
    """One thing that is given: an entry of the listing ``part``, with ``dots`` where it has some.

    It is the choice of this ``key``, or one that is called ``name`` and stands under the trait ``under`` (a specialty);
    without a name the player is asked for one, in the words of ``asked``. ``note`` says what it is. ``of``: only for
    those who own one of these keys.
    """

    part: str
    key: str = ""
    dots: int = 0
    name: Message = ""
    under: str = ""
    asked: Message = ""
    note: Message = ""
    of: tuple[str, ...] = ()
    canonical: str = ""

    @property
    def stored(self) -> str:
        """The name as it is stored: in English, whatever language it is shown in."""
        return self.canonical or self.name


@dataclass(frozen=True)
class Pick:
    """One of several ``options``, each as it stands; with ``dots`` these are shared among them, as the player likes."""

    name: str
    options: tuple[Given, ...]
    dots: int = 0


@dataclass(frozen=True)
class Grant:
    """What the choice or kind of this ``key`` gives, beside what is shared out: entries, some to be picked, ratings.

    ``ratings`` is what it adds to a trait, by name. ``most`` are traits that may be no higher with it.
    """

    key: str
    given: tuple[Given, ...] = ()
    picks: tuple[Pick, ...] = ()
    ratings: tuple[tuple[str, int], ...] = ()
    most: tuple[tuple[str, int], ...] = ()
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Age:
    """How long somebody has been what they are, and what that changes. It goes by a choice of the text ``by``.

    ``keys`` are the choices it may come with. ``ratings`` are what it begins with, ``experience`` what there is to
    spend, ``more`` the dots it adds to the budget of a listing.
    """

    name: str
    label: Message
    when: Message
    by: str
    keys: tuple[str, ...]
    ratings: tuple[tuple[str, int], ...] = ()
    experience: int = 0
    more: tuple[tuple[str, int], ...] = ()
    evidence: Evidence = AGREED


@dataclass(frozen=True)
class Creation:
    """How one kind of character is made. ``kind`` is the name of the kind, "" in a line where all are alike.

    Two creations may be of one kind: a fledgling is a vampire. It is made ``without`` the texts of these names, and,
    by chance, without the choices of these keys.
    """

    name: str
    label: Message
    kind: str
    rules: tuple[Rule, ...]
    grants: tuple[Grant, ...] = ()
    ages: tuple[Age, ...] = ()
    without: tuple[str, ...] = ()
    evidence: Evidence = AGREED

    def granted(self, owned: Container[str]) -> tuple[Grant, ...]:
        """What the things with these keys give; ``owned`` is anything that says which keys are in it."""
        return tuple(grant for grant in self.grants if grant.key == self.name or grant.key in owned)

    def ages_of(self, owned: Container[str]) -> tuple[Age, ...]:
        """The ages that go with the things with these keys."""
        return tuple(age for age in self.ages if any(key in owned for key in age.keys))
