"""Legal characters by chance: the same seed gives the same character.

What is shared out, due and given is read out of the line's creation; the check has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, singledispatchmethod
from random import Random
from typing import TypeVar

from wodsheet.engine import (
    AsManyInside,
    Budget,
    Choice,
    Count,
    Creation,
    Each,
    Favored,
    First,
    FreeSpecialties,
    Given,
    Line,
    Listing,
    Matched,
    OneOfEach,
    OuterAndInner,
    Pick,
    Rule,
    Said,
    Shares,
    Spreads,
)
from wodsheet.lines import people
from wodsheet.rules import totals
from wodsheet.rules.findings import KEPT
from wodsheet.sheet import Sheet
from wodsheet.sheet.checked import findings
from wodsheet.sheet.document import CharacterDocument, keys_of
from wodsheet.sheet.entry_row import EntryDocument

T = TypeVar("T")
MOST_TRIES = 200
SEEDS = range(1, 1_000_000_000)
# What anybody may have who was only just made: no secrets of cults, no objects of power
USUAL = re.compile(
    r"Backgrounds|(Merits: )?(Linguistics|Looks|Psychological|Allies|Fame|Haven|Safe house|Influence|Mask|Mentor"
    r"|Resources|Retainers|Status|Substance (ab)?use)\b",
    re.IGNORECASE,
)


class Unmakeable(Exception):
    """The book gives no character with what was asked for."""


def random_character(
    line: Line, creation: Creation, seed: int, texts: Mapping[str, str] | None = None, age: str = ""
) -> CharacterDocument:
    """A legal character of a kind, complete by the check; always the same for the same arguments.

    ``texts`` are keys of choices that are not left to chance, by the name of the text; ``age`` is the name of an age,
    the first when left out. Raises Unmakeable where none of many tries is legal.
    """
    chance = Random(f"{line.name} {creation.name} {seed}")
    for _ in range(MOST_TRIES):
        made = Maker(line, creation, chance, texts or {}, age)
        document = made.document() if made.make() else None
        if document and is_complete(document):
            return document
    raise Unmakeable


def is_complete(document: CharacterDocument) -> bool:
    """Whether a character is legal, and nothing is open but what a ledger would say."""
    sheet = Sheet.of_parts(document.line, 0, document.ratings, document.texts, document.rows)
    may_be_open = {"age"} | ({"said"} if "predator_type" not in document.texts else set())
    return all(one.state == KEPT or one.rule in may_be_open for one in findings(sheet))


def _clash(one: Choice, other: Choice) -> bool:
    """Whether one rules the other out, or what the other is a part of: No Haven a secret exit of a haven."""
    return not (
        set(one.excludes).isdisjoint({other.key, *other.of}) and set(other.excludes).isdisjoint({one.key, *one.of})
    )


class Owned:
    """One entry while a character is made."""

    def __init__(self, choice: Choice | None, name: str, dots: int = 0, **texts: str) -> None:
        self.choice, self.name, self.dots, self.texts = choice, name, dots, texts
        self.inside: list[Owned] = []

    def document(self) -> EntryDocument:
        """The entry as a document."""
        key = self.choice.key if self.choice else None
        return EntryDocument(self.name, self.dots, self.texts, tuple(one.document() for one in self.inside), key)


class Maker:
    """A character while it is made, by chance."""

    def __init__(self, line: Line, creation: Creation, chance: Random, fixed: Mapping[str, str], age: str) -> None:
        self.line, self.creation, self.chance, self.fixed = line, creation, chance, fixed
        self.kind = line.kind("", creation.kind)
        self.ages = [one for one in creation.ages if one.name == age] or creation.ages[:1]
        self.ratings: dict[str, int] = dict(self.kind.ratings)
        self.chosen: dict[str, Choice] = {}
        self.owned: dict[str, list[Owned]] = {}
        self.culture = people.culture(chance)
        self.name = people.name(chance, self.culture)
        self.skills: list[str] = []

    def make(self) -> bool:
        """Take every step; False where chance led nowhere."""
        self._choose_texts()
        for age in self.ages:
            text = self.line.texts[age.by]
            self.chosen[age.by] = self._one([one for one in text.choices if one.key in age.keys])
            self.ratings.update(age.ratings)
        grants = self.creation.granted({choice.key for choice in self.chosen.values()})
        for grant in grants:
            self._give(grant.given, grant.picks, grant.ratings)
        done: set[str] = {grant.key for grant in grants}
        for rule in self.creation.rules:
            if not self.of(rule):
                return False
            for grant in self.creation.granted(self._levels()):
                if grant.key not in done:  # a merit gives something, too
                    done.add(grant.key)
                    self._give(grant.given, grant.picks, grant.ratings)
        return True

    def document(self) -> CharacterDocument:
        """The character as it is now."""
        texts = {**self.kind.written, **{name: choice.stored for name, choice in self.chosen.items()}}
        texts |= {"name": self.name}
        texts |= {name: people.line(self.chance, name, self.line.name) for name in ("concept", "ambition", "desire")}
        if "domitor" in self.line.texts and not self.kind.lacks(self.line.texts["domitor"]):
            texts["domitor"] = people.name(self.chance)
        entries = {kind: tuple(one.document() for one in some) for kind, some in self.owned.items() if some}
        ratings = {name: rating for name, rating in self.ratings.items() if rating != self.line.start[name]}
        return CharacterDocument(self.line, texts, ratings, entries, keys=keys_of(self.line, texts, {}))

    # --- What is chosen and given -----------------------------------------------------------------------------

    def _one(self, some: Sequence[T]) -> T:
        return some[self.chance.randrange(len(some))]

    def _choose_texts(self) -> None:
        for rule in self.creation.rules:
            if isinstance(rule, Said) and rule.part not in self.creation.without:
                text = self.line.texts[rule.part]
                open = [one for one in text.choices if self._is_a_choice(one)]
                key = self.fixed.get(rule.part)
                self.chosen[rule.part] = next((one for one in open if one.key == key), None) or self._one(open)

    def _is_a_choice(self, choice: Choice) -> bool:
        """Whether somebody of this kind may choose it: no clan that is a kind of its own."""
        counted = {
            text.key(words)
            for kind in self.line.kinds
            for name, words in kind.counts_as.items()
            for text in (self.line.texts[name],)
        }
        return choice.key not in counted

    def _give(self, given: Iterable[Given], picks: Iterable[Pick], ratings: Iterable[tuple[str, int]]) -> None:
        for one in given:
            self._add_given(one, one.dots)
        for pick in picks:
            levels = self._levels()
            open = [one for one in pick.options if not one.of or any(key in levels for key in one.of)]
            if not pick.dots:
                one = self._one(open)
                self._add_given(one, one.dots)
            else:
                self._share(pick, open)
        for name, by in ratings:
            self.ratings[name] = self.ratings.get(name, self.line.start[name]) + by

    def _share(self, pick: Pick, open: Sequence[Given]) -> None:
        left = pick.dots
        for one in self.chance.sample(open, len(open)):
            choice = self.line.listings[one.part].choice("", key=one.key)
            allowed = [dots for dots in (choice.dots if choice and choice.dots else range(1, 6)) if dots <= left]
            if allowed:
                dots = max(allowed)
                self._add_given(one, dots)
                left -= dots

    def _add_given(self, given: Given, dots: int) -> None:
        listing = self.line.listings[given.part]
        if listing.under:
            self._add_specialty(listing, given.under, given.stored)
            return
        choice = listing.choice("", key=given.key)
        assert choice
        same = next((one for one in self._listed(given.part) if one.choice == choice), None)
        if same:
            same.dots += dots
            return
        self._add(given.part, choice, dots, **({"note": given.note} if given.note else {}))

    def _add(self, part: str, choice: Choice, dots: int = 0, **texts: str) -> Owned:
        owned = Owned(choice, choice.stored, dots, **texts)
        self._listed(part).append(owned)
        return owned

    def _add_specialty(self, listing: Listing, skill: str, name: str = "") -> None:
        taken = {one.name for one in self._listed(listing.name)}
        open = [one for one in people.specialties(skill) if one not in taken]
        self._listed(listing.name).append(Owned(None, name or self._one(open), 0, **{listing.under: skill}))
        self.skills.append(skill)

    def _listed(self, part: str) -> list[Owned]:
        return self.owned.setdefault(part, [])

    def _levels(self) -> dict[str, int]:
        """Every level that a choice may require."""
        known = [*self.chosen.values(), *self._counted_as()]
        owned: dict[str, int] = {choice.key: 0 for choice in known}
        for part, some in self.owned.items():
            high = self.line.listings[part].high
            for one in (*some, *(inner for outer in some for inner in outer.inside)):
                if one.choice:
                    owned[one.choice.key] = one.dots if high and one in some else 1
        return totals.known_levels(self.line, {**self.line.start, **self.ratings}, owned)

    def _counted_as(self) -> Iterator[Choice]:
        """The kind, and what it counts as."""
        words = {"kind": self.kind.stored, **self.kind.counts_as} if self.line.kinds else {}
        for name, said in words.items():
            if choice := self.line.texts[name].choice(said):
                yield choice

    def _fits(self, choice: Choice, levels: Mapping[str, int], listing: Listing) -> bool:
        """Whether the book has nothing against one more of what is owned."""
        known = [one.choice for some in self.owned.values() for one in some if one.choice]
        known += [*self.chosen.values(), *self._counted_as()]
        if choice.key in {one.key for one in known} or any(map(partial(_clash, choice), known)):
            return False
        if not all(need.met_by(levels) for need in choice.needs) or any(key in levels for key in choice.excludes):
            return False
        level = choice.required_level(levels)
        return not choice.access or 0 < level <= levels.get(listing.earned_by, 0)

    # --- The rules --------------------------------------------------------------------------------------------

    @singledispatchmethod
    def of(self, rule: Rule) -> bool:
        """Do what a rule asks for; False where chance led nowhere."""
        raise NotImplementedError(rule)

    @of.register
    def _said(self, rule: Said) -> bool:
        return True

    @of.register
    def _matched(self, rule: Matched) -> bool:
        return True

    @of.register
    def _each(self, rule: Each) -> bool:
        for one in self._listed(rule.part):
            one.texts[rule.text] = people.line(self.chance, rule.text, self.line.name)
        return True

    @of.register
    def _spreads(self, rule: Spreads) -> bool:
        traits = self.line.sections[rule.part].traits
        ratings = self._one(rule.ways).ratings(len(traits), traits[0].low)
        self.chance.shuffle(ratings)
        self.ratings.update(zip((one.name for one in traits), ratings, strict=True))
        for skill in self.skills:
            if skill in self.ratings and not self.ratings[skill]:
                other = self._one(
                    [one.name for one in traits if self.ratings[one.name] and one.name not in self.skills]
                )
                self.ratings[skill], self.ratings[other] = self.ratings[other], self.ratings[skill]
        return True

    @of.register
    def _free_specialties(self, rule: FreeSpecialties) -> bool:
        listing = self.line.listings[rule.part]
        given = set(self.skills)
        for skill in rule.skills:
            if self.ratings[skill]:
                self._add_specialty(listing, skill)
        skills = [choice.key for choice in listing.fields[listing.under].choices]
        for _ in range(rule.more):
            self._add_specialty(listing, self._one([one for one in skills if self.ratings[one] and one not in given]))
        return True

    @of.register
    def _shares(self, rule: Shares) -> bool:
        listing = self.line.listings[rule.part]
        by = self.chosen.get(rule.by)
        own = [one for one in listing.choices if one.key != "thin_blood_alchemy" and (not by or by.key in one.of)]
        if len(own) < len(rule.dots):
            return False
        for choice, dots in zip(self.chance.sample(own, len(rule.dots)), rule.dots, strict=True):
            same = next((one for one in self._listed(rule.part) if one.choice == choice), None)
            if same:
                same.dots += dots
            else:
                self._add(rule.part, choice, dots)
        return True

    @of.register
    def _as_many_inside(self, rule: AsManyInside) -> bool:
        inside = self.line.listings[rule.part].inside
        assert inside
        for outer in self._listed(rule.part):
            for level in range(1, outer.dots + 1):
                levels, taken = self._levels(), {one.choice for one in outer.inside}
                open = [
                    one
                    for one in inside.choices
                    if outer.choice
                    and outer.choice.key in one.of
                    and one.level <= level
                    and one not in taken
                    and self._fits(one, levels, inside)
                ]
                if not open:
                    return False
                choice = self._one(open)
                outer.inside.append(Owned(choice, choice.stored))
        return True

    @of.register
    def _first(self, rule: First) -> bool:
        levels, listing = self._levels(), self.line.listings[rule.part]
        if not all(need.met_by(levels) for need in rule.when):
            return True
        open = [one for one in listing.choices if one.level == rule.level and self._fits(one, levels, listing)]
        if not open:
            return False
        self._add(rule.part, self._one(open))
        return True

    @of.register
    def _budget(self, rule: Budget) -> bool:
        more = sum(dict(age.more).get(rule.part, 0) for age in self.ages)
        return self._buy(rule.part, rule.dots + more)

    def _buy(self, part: str, left: int) -> bool:
        listing = self.line.listings[part]
        while left:
            levels = self._levels()
            open = [
                one
                for one in listing.choices
                if one.dots and 0 < one.dots[0] <= left and self._is_usual(one) and self._fits(one, levels, listing)
            ]
            if not open:
                return False
            ordinary = [one for one in open if one.group.startswith("Backgrounds")]
            choice = self._one(ordinary if ordinary and self.chance.random() < 0.7 else open)
            dots = self._one([dots for dots in choice.dots if 0 < dots <= min(left, 3)] or [choice.dots[0]])
            self._add(part, choice, dots)
            left -= dots
        return True

    def _is_usual(self, choice: Choice) -> bool:
        return bool(USUAL.match(choice.group)) and choice.key not in {"loresheet", *self.creation.without}

    @of.register
    def _count(self, rule: Count) -> bool:
        listing = self.line.listings[rule.part]
        if not listing.choices:
            for _ in range(2):
                taken = {self.name, *(one.name for one in self._listed(rule.part))}
                name = people.name(self.chance, self.culture, taken)
                self._listed(rule.part).append(Owned(None, name, 0, description=people.line(self.chance, "touchstone")))
            return True
        if not rule.group:
            return self._add_some(listing, rule.least, lambda one: True)
        pairs = self._pairs = getattr(self, "_pairs", 0) or self.chance.randint(rule.least, rule.most)
        return self._add_some(listing, pairs, lambda one: one.group == rule.group)

    def _add_some(self, listing: Listing, many: int, among: Callable[[Choice], bool]) -> bool:
        for _ in range(many):
            levels = self._levels()
            open = [one for one in listing.choices if among(one) and self._fits(one, levels, listing)]
            if not open:
                return False
            self._add(listing.name, self._one(open), 0)
        return True

    @of.register
    def _outer_and_inner(self, rule: OuterAndInner) -> bool:
        listing = self.line.listings[rule.part]
        outer, inner = self._one(rule.ways)
        inside = listing.inside
        assert inside
        known = [one for one in listing.choices if one.group != "Of a lineage"]
        owned = [self._add(rule.part, one) for one in self.chance.sample(known, outer)]
        for number in range(inner):
            one = owned[number % len(owned)]
            taken = {perk.choice for perk in one.inside}
            open = [perk for perk in inside.choices if one.choice and one.choice.key in perk.of and perk not in taken]
            if not open:
                return False
            choice = self._one(open)
            one.inside.append(Owned(choice, choice.stored))
        return True

    @of.register
    def _favored(self, rule: Favored) -> bool:
        own = rule.of[self.chosen[rule.by].key]
        other = self._one([one.name for one in self.line.sections[rule.part].traits if one.name != own])
        self.ratings |= {own: rule.own, other: rule.other}
        return True

    @of.register
    def _one_of_each(self, rule: OneOfEach) -> bool:
        listing = self.line.listings[rule.part]
        for of in (None, *(self.chosen[name] for name in rule.by)):
            levels = self._levels()
            open = [
                one
                for one in listing.choices
                if (of.key in one.of if of else not one.of) and self._fits(one, levels, listing)
            ]
            if not open:
                return False
            self._add(rule.part, self._one(open))
        return True
