"""The rules of creation, held against a character: what they find, as values.

Dots above what creation gives are no fault where a spent line of the ledger names the trait. What a choice gives
(``Grant``) is left out of every count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, singledispatchmethod
from itertools import permutations, product
from typing import Protocol

from wodsheet.engine import (
    Age,
    AsManyInside,
    Budget,
    Choice,
    Count,
    Creation,
    Each,
    Evidence,
    Favored,
    First,
    FreeSpecialties,
    Given,
    Grant,
    Kind,
    Line,
    Listing,
    Matched,
    OneOfEach,
    OuterAndInner,
    Pick,
    Price,
    Rule,
    Said,
    Shares,
    Spread,
    Spreads,
    Text,
    Trait,
    folded_name,
)
from wodsheet.rules.findings import KEPT, MISSING, OPEN, OVER, Finding
from wodsheet.rules.spending import Spent
from wodsheet.rules.warnings import Owned


class Listed(Owned, Protocol):
    """What has to be known of an entry besides."""

    id: int
    name: str
    texts: Mapping[str, str]

    place: int

    @property
    def as_choice(self) -> Choice:
        """Its choice, or what its player says of it."""
        ...

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        ...

    @property
    def inside(self) -> Sequence[Listed]:
        """The entries that stand in it."""
        ...


class Checked(Protocol):
    """What has to be known of a character: what ``Sheet`` is."""

    @property
    def line(self) -> Line:
        """Its line, in the reader's language."""
        ...

    @property
    def kind(self) -> Kind:
        """Its kind."""
        ...

    @property
    def ratings(self) -> Mapping[str, int]:
        """Every rating."""
        ...

    @property
    def known_levels(self) -> Mapping[str, int]:
        """Every level that a choice may require, by key."""
        ...

    @property
    def entries(self) -> Mapping[int, Listed]:
        """Every entry by id, in order."""
        ...

    def choice(self, text: Text) -> Choice | None:
        """What the book says of a text."""
        ...

    def listed(self, listing: Listing) -> Sequence[Listed]:
        """The entries of an outer listing."""
        ...

    def shown(self, text: Text) -> str:
        """The words of a text."""
        ...

    def pointed_at(self, entry: Listed) -> str:
        """The key of the trait an entry points at."""
        ...


@dataclass(frozen=True)
class Taken:
    """What a grant gives a character: of each listing the dots by key, the specialties found, and what is missing."""

    dots: Mapping[tuple[str, str], int]
    specialties: int
    findings: tuple[Finding, ...]


class Making:
    """A character held against how its kind is made."""

    def __init__(self, character: Checked, creation: Creation, spent: Spent) -> None:
        self.character, self.creation, self.spent = character, creation, spent
        self.line = character.line

    def findings(self) -> Iterator[Finding]:
        """Everything that the rules of creation find, in their order."""
        for rule in self.creation.rules:
            yield from self.of(rule)
        yield from self.taken.findings
        yield from self._ages()

    # --- What is given ----------------------------------------------------------------------------------------

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """What the character's choices and kind give."""
        return self.creation.granted(self.character.known_levels)

    @cached_property
    def ages(self) -> tuple[Age, ...]:
        """The ages that fit, the one with the most experience that was earned before the others."""
        found = self.creation.ages_of(self.character.known_levels)
        return tuple(sorted(found, key=lambda age: (age.experience > self.spent.earned, -age.experience)))

    @cached_property
    def taken(self) -> Taken:
        """What of the things that are given is on the sheet, apart from the dots of Disciplines that are picked."""
        rest, dots, findings, specialties = Counter(self._dots), Counter(), [], 0

        def take(part: str, key: str, most: int) -> int:
            found = min(rest[part, key], most) if (part, key) in self._dots else 0
            rest[part, key] -= found
            dots[part, key] += found
            return found

        for grant in self.grants:
            for given in grant.given:
                if given.part != "disciplines" or not self._shared:
                    found = take(given.part, given.key, given.dots)
                    findings.append(self._given(grant, given, found == given.dots))
                else:
                    dots[given.part, given.key] += given.dots
            for pick in grant.picks:
                if self._is_shared(pick):
                    continue
                if pick.options[0].under:
                    found = any(map(self._has_specialty, pick.options))
                    specialties += found
                elif pick.dots:
                    found = sum(take(one.part, one.key, pick.dots) for one in pick.options)
                    dots_left = found - pick.dots
                    for one in pick.options if dots_left > 0 else ():
                        back = min(dots_left, dots[one.part, one.key])
                        dots[one.part, one.key] -= back
                        dots_left -= back
                    found = found >= pick.dots
                else:
                    one = next((one for one in pick.options if rest[one.part, one.key] >= one.dots), None)
                    found = one is not None and take(one.part, one.key, one.dots) == one.dots
                findings.append(self._picked(grant, pick, found))
        return Taken(dots, specialties, tuple(findings))

    @cached_property
    def _shared(self) -> bool:
        return any(isinstance(rule, Shares) for rule in self.creation.rules)

    def _is_shared(self, pick: Pick) -> bool:
        """Whether a pick is a matter of the rule that shares dots out."""
        return self._shared and pick.options[0].part == "disciplines"

    @cached_property
    def _dots(self) -> Counter[tuple[str, str]]:
        """The dots of all entries by listing and key."""
        dots: Counter[tuple[str, str]] = Counter()
        for entry in self.character.entries.values():
            if not entry.outer:
                dots[entry.listing.name, entry.key] += entry.dots
        return dots

    def _has_specialty(self, given: Given) -> bool:
        return any(
            self.character.pointed_at(entry) == given.under
            and (not given.name or folded_name(entry.name) in {folded_name(given.name), folded_name(given.stored)})
            for entry in self.character.listed(self.line.listings[given.part])
        )

    def _given(self, grant: Grant, given: Given, found: bool) -> Finding:
        values = {"choice": self._label(grant.key), "things": self._thing(given)}
        return self._found("granted", KEPT if found else MISSING, given.part, grant.evidence, **values)

    def _picked(self, grant: Grant, pick: Pick, found: bool) -> Finding:
        open = [one for one in pick.options if self._may(one)]
        words = [self._thing(one) for one in open]
        things = "; ".join(words)
        values: dict[str, str | int] = {"choice": self._label(grant.key), "things": things, "num": pick.dots}
        rule = "granted_dots" if pick.dots else "granted_pick"
        return self._found(rule, KEPT if found else MISSING, pick.options[0].part, grant.evidence, **values)

    def _may(self, given: Given) -> bool:
        return not given.of or any(key in self.character.known_levels for key in given.of)

    def _thing(self, given: Given) -> str:
        if given.under:
            return f"{self._label(given.under)} ({given.name or given.asked})"
        return f"{self._label(given.key)} {given.dots}" if given.dots else self._label(given.key)

    def _label(self, key: str) -> str:
        return self.line.labels.get(key) or self.creation.label

    # --- The rules --------------------------------------------------------------------------------------------

    @singledispatchmethod
    def of(self, rule: Rule) -> Iterator[Finding]:
        """What a rule of creation finds."""
        raise NotImplementedError(rule)

    @of.register
    def _said(self, rule: Said) -> Iterator[Finding]:
        text = self.line.texts[rule.part]
        words = self.character.shown(text)
        state = KEPT if words else MISSING if rule.due else OPEN
        yield self._found("said", state, rule.part, rule.evidence, text=text.label, words=words, unless=rule.unless)

    @of.register
    def _spreads(self, rule: Spreads) -> Iterator[Finding]:
        traits = self.line.sections[rule.part].traits
        fits = [(way, *self._fit(way, traits)) for way in rule.ways]
        way, over, under = min(fits, key=lambda fit: fit[1] + fit[2])
        state = OVER if over else OPEN if under else KEPT
        values: dict[str, str | int] = {"section": self._of(rule.part), "way": way.label, "num": over or under}
        named = len(rule.ways) > 1
        worth = self._worth_of_spread(way, traits) if over else None
        found = self._found("spread_in_ways" if named else "spread", state, rule.part, rule.evidence, **values)
        yield replace(found, worth=worth)

    def _fit(self, way: Spread, traits: Sequence[Trait]) -> tuple[int, int]:
        """How many dots are over, and how many left, by a way to share out a section. Named traits may be over."""
        ratings = sorted(((self.character.ratings[one.name], self._named(one.label)) for one in traits), reverse=True)
        slots = way.ratings(len(traits), traits[0].low)
        rest = Counter(slots) - Counter(rating for rating, named in ratings if not named)
        named = [rating for rating, by_ledger in ratings if by_ledger]
        left = sorted(rest.elements(), reverse=True)
        if len(left) == len(named) and all(rating >= slot for rating, slot in zip(named, left, strict=True)):
            return 0, 0
        pairs = list(zip(ratings, slots, strict=True))
        over = sum(max(0, rating - slot) for (rating, by_ledger), slot in pairs if not by_ledger)
        return over, sum(max(0, slot - rating) for (rating, _), slot in pairs)

    def _worth_of_spread(self, way: Spread, traits: Sequence[Trait]) -> int:
        ratings = sorted((self.character.ratings[one.name] for one in traits), reverse=True)
        pairs = zip(ratings, way.ratings(len(traits), traits[0].low), strict=True)
        price = self.line.trait_prices[traits[0].name]
        return sum(price.of_dot(dot) for rating, slot in pairs for dot in range(slot + 1, rating + 1))

    @of.register
    def _budget(self, rule: Budget) -> Iterator[Finding]:
        listing = self.line.listings[rule.part]
        age = next(iter(self.ages), None)
        most = rule.dots + (dict(age.more).get(rule.part, 0) if age else 0)
        owned = self.character.listed(listing)
        dots = sum(entry.dots for entry in owned)
        dots -= sum(given for (part, _), given in self.taken.dots.items() if part == rule.part)
        over = dots - most
        if over > 0:
            dots -= min(over, sum(entry.dots for entry in owned if self._entry_named(entry)))
        values: dict[str, str | int] = {"list": listing.label, "dots": dots, "num": abs(dots - most), "most": most}
        state = OVER if dots > most else OPEN if dots < most else KEPT
        price = listing.price.points * (dots - most) if listing.price and dots > most else None
        yield replace(self._found("budget", state, rule.part, rule.evidence, **values), worth=price)

    @of.register
    def _count(self, rule: Count) -> Iterator[Finding]:
        listing = self.line.listings[rule.part]
        owned = self._of_group(rule.part, rule.group)
        named = sum(map(self._entry_named, owned))
        many = len(owned)
        over = rule.most and many - named > rule.most
        state = MISSING if many < rule.least else OVER if over else KEPT
        num = rule.least if state == MISSING else rule.most
        values: dict[str, str | int] = {"list": rule.group or listing.label, "num": num, "many": many}
        worth = listing.price.points * (many - rule.most) if listing.price and over and not rule.group else None
        yield replace(self._found("count", state, rule.part, rule.evidence, **values), worth=worth)

    def _of_group(self, part: str, group: str) -> Sequence[Listed]:
        owned = self.character.listed(self.line.listings[part])
        return [one for one in owned if not group or (one.choice and one.choice.group == group)]

    @of.register
    def _matched(self, rule: Matched) -> Iterator[Finding]:
        many = len(self._of_group(rule.part, rule.group)) - len(self._of_group(rule.other, rule.other_group))
        values: dict[str, str | int] = {"group": rule.group, "other": rule.other_group, "num": many}
        yield self._found("matched", OVER if many > 0 else KEPT, rule.part, rule.evidence, **values)

    @of.register
    def _each(self, rule: Each) -> Iterator[Finding]:
        listing = self.line.listings[rule.part]
        text = listing.fields[rule.text]
        owned = self.character.listed(listing)
        lacking = [entry for entry in owned if not entry.texts.get(rule.text)]
        for entry in lacking:
            values = {"name": entry.label, "text": text.label}
            yield self._found("each", MISSING, self._at(entry), rule.evidence, **values)
        if owned and not lacking:
            yield self._found("each", KEPT, rule.part, rule.evidence, list=listing.label, text=text.label)

    @of.register
    def _free_specialties(self, rule: FreeSpecialties) -> Iterator[Finding]:
        owned = self.character.listed(self.line.listings[rule.part])
        skills = Counter(map(self.character.pointed_at, owned))
        due = [skill for skill in rule.skills if self.character.ratings[skill]]
        for skill in due:
            if not skills[skill]:
                yield self._found("free_specialty", MISSING, skill, rule.evidence, skill=self._label(skill))
        many = len(due) + rule.more + self.taken.specialties
        over = len(owned) - many
        if over > 0:
            over -= min(over, sum(self._entry_named(one) for one in owned))
        lacking = -over - sum(not skills[skill] for skill in due)
        state = OVER if over > 0 else MISSING if lacking > 0 else KEPT
        values: dict[str, str | int] = {"num": max(over, lacking), "most": many}
        price = self.line.listings[rule.part].price
        worth = price.points * over if price and over > 0 else None
        yield replace(self._found("specialties", state, rule.part, rule.evidence, **values), worth=worth)

    @of.register
    def _shares(self, rule: Shares) -> Iterator[Finding]:
        listing = self.line.listings[rule.part]
        owned = {entry.key: entry for entry in self.character.listed(listing)}
        dots = {key: entry.dots for key, entry in owned.items()}
        named = {key for key, entry in owned.items() if self._entry_named(entry)}

        def over(due: Mapping[str, int]) -> dict[str, int]:
            return {
                key: many - due.get(key, 0) for key, many in dots.items() if key not in named and many > due.get(key, 0)
            }

        def under(due: Mapping[str, int]) -> int:
            return sum(max(0, many - dots.get(key, 0)) for key, many in due.items())

        due = min(self._ways(rule, owned), key=lambda due: sum(over(due).values()) + under(due))
        for key, num in over(due).items():
            values: dict[str, str | int] = {"name": owned[key].label, "num": num}
            found = self._found("shares", OVER, self._at(owned[key]), rule.evidence, **values)
            yield replace(found, worth=self._worth(owned[key], num))
        if left := under(due):
            yield self._found("shares", OPEN, rule.part, rule.evidence, list=listing.label, num=left)
        elif not over(due):
            yield self._found("shares", KEPT, rule.part, rule.evidence, list=listing.label)

    def _ways(self, rule: Shares, owned: Mapping[str, Listed]) -> Iterator[Counter[str]]:
        """Every way to have the dots of creation, those that are given too, on what is owned or still to be chosen."""
        leading = self.character.choice(self.line.texts[rule.by]) if rule.by else None
        fitting = [
            key
            for key, entry in owned.items()
            if entry.choice is None or not rule.by or (leading and leading.key in entry.choice.of)
        ]
        open = [f"?{number}" for number in range(len(rule.dots))]
        given = Counter({one.key: one.dots for grant in self.grants for one in grant.given if one.part == rule.part})
        picks = [
            [one.key for one in pick.options if self._may(one)]
            for grant in self.grants
            for pick in grant.picks
            if pick.options[0].part == rule.part
        ]
        for keys in permutations((*fitting, *open), len(rule.dots)):
            for picked in product(*picks):
                due = Counter(dict(zip(keys, rule.dots, strict=True)))
                due.update(picked)
                due.update(given)
                yield due

    def _worth(self, entry: Listed, dots: int) -> int | None:
        price: Price | None = entry.listing.price or entry.listing.own_price
        return sum(price.of_dot(dot) for dot in range(entry.dots - dots + 1, entry.dots + 1)) if price else None

    @of.register
    def _as_many_inside(self, rule: AsManyInside) -> Iterator[Finding]:
        listing = self.line.listings[rule.part]
        inside = listing.inside.label if listing.inside else ""
        kept = True
        for entry in self.character.listed(listing):
            many = len(entry.inside) - entry.dots
            if many:
                kept = False
                values: dict[str, str | int] = {"name": entry.label, "num": abs(many), "dots": entry.dots}
                yield self._found(
                    "as_many_inside", OVER if many > 0 else OPEN, self._at(entry), rule.evidence, **values
                )
        if kept and self.character.listed(listing):
            yield self._found("as_many_inside", KEPT, rule.part, rule.evidence, list=listing.label, inside=inside)

    @of.register
    def _first(self, rule: First) -> Iterator[Finding]:
        listing = self.line.listings[rule.part]
        owned = [one for one in self.character.listed(listing) if not self._entry_named(one)]
        due = all(need.met_by(self.character.known_levels) for need in rule.when)
        values: dict[str, str | int] = {"list": listing.label, "one": listing.one, "level": rule.level}
        if due and not self.character.listed(listing):
            yield self._found("first", MISSING, rule.part, rule.evidence, **values)
        elif len(owned) > 1:
            num = len(owned) - 1
            found = self._found("first", OVER, rule.part, rule.evidence, **values, num=num)
            levels = sorted(one.choice.level if one.choice else 1 for one in owned)[1:]
            worth = listing.price.points * sum(levels) if listing.price else None
            yield replace(found, worth=worth)
        elif due:
            yield self._found("first", KEPT, rule.part, rule.evidence, **values)

    @of.register
    def _outer_and_inner(self, rule: OuterAndInner) -> Iterator[Finding]:
        listing = self.line.listings[rule.part]
        owned = self.character.listed(listing)
        inner = [one for entry in owned for one in entry.inside]
        outer_named, inner_named = (sum(map(self._entry_named, some)) for some in (owned, inner))
        have = (len(owned), len(inner))

        def apart(way: tuple[int, int]) -> tuple[int, int]:
            over = sum(max(0, a - n - w) for a, n, w in zip(have, (outer_named, inner_named), way, strict=True))
            return over, sum(max(0, w - a) for a, w in zip(have, way, strict=True))

        over, under = min(map(apart, rule.ways), key=sum)
        state = OVER if over else OPEN if under else KEPT
        values: dict[str, str | int] = {"outer": len(owned), "inner": len(inner), "num": over or under}
        inside = listing.inside.label if listing.inside else ""
        found = self._found(
            "outer_and_inner", state, rule.part, rule.evidence, list=listing.label, inside=inside, **values
        )
        worth = listing.price.points * over if listing.price and over else None
        yield replace(found, worth=worth)

    @of.register
    def _favored(self, rule: Favored) -> Iterator[Finding]:
        choice = self.character.choice(self.line.texts[rule.by])
        traits = self.line.sections[rule.part].traits
        own = rule.of.get(choice.key, "") if choice else ""
        ways = [
            {one.name: rule.own if one is first else rule.other if one is second else one.low for one in traits}
            for first, second in permutations(traits, 2)
            if not own or first.name == own
        ]

        def apart(way: Mapping[str, int]) -> tuple[int, int]:
            rated = [(self.character.ratings[one.name] - way[one.name], self._named(one.label)) for one in traits]
            return sum(max(0, by) for by, named in rated if not named), sum(max(0, -by) for by, _ in rated)

        way = min(ways, key=lambda way: sum(apart(way)))
        over, under = apart(way)
        state = OVER if over else OPEN if under else KEPT
        values: dict[str, str | int] = {"num": over or under, "own": self._label(own) if own else self._of(rule.part)}
        found = self._found("favored", state, rule.part, rule.evidence, section=self._of(rule.part), **values)
        worth = sum(
            self.line.trait_prices[one.name].of_dot(dot)
            for one in traits
            for dot in range(way[one.name] + 1, self.character.ratings[one.name] + 1)
        )
        yield replace(found, worth=worth if over else None)

    @of.register
    def _one_of_each(self, rule: OneOfEach) -> Iterator[Finding]:
        listing = self.line.listings[rule.part]
        owned = self.character.listed(listing)
        chosen = [self.character.choice(self.line.texts[name]) for name in rule.by]
        lists = [None, *chosen]

        def fits(entry: Listed, of: Choice | None) -> bool:
            if entry.choice is None:
                return True
            return of.key in entry.choice.of if of else not entry.choice.of

        free = [one for one in owned if not self._entry_named(one)]
        best = max(
            (
                [entry is not None and fits(entry, of) for entry, of in zip(some, lists, strict=True)]
                for some in permutations((*owned[:6], *[None] * len(lists)), len(lists))
            ),
            key=sum,
        )
        for found, of, name in zip(best, lists, ("", *rule.by), strict=True):
            if found:
                continue
            label = of.label if of else self.line.texts[name].label if name else ""
            one = "one_of_each" if label else "one_of_all"
            yield self._found(one, MISSING, rule.part, rule.evidence, list=listing.label, one=listing.one, of=label)
        over = len(free) - len(lists)
        if over > 0:
            worth = listing.price.points * over if listing.price else None
            found = self._found(
                "one_of_each", OVER, rule.part, rule.evidence, list=listing.label, num=over, most=len(lists)
            )
            yield replace(found, worth=worth)
        elif all(best):
            yield self._found("one_of_each", KEPT, rule.part, rule.evidence, list=listing.label)

    def _ages(self) -> Iterator[Finding]:
        """The experience that an age begins with is in the ledger, and how much of it is left is said."""
        for age in self.ages[:1]:
            due = max((one.experience for one in self.creation.ages_of(self.character.known_levels)), default=0)
            least = min((one.experience for one in self.ages), default=0)
            values: dict[str, str | int] = {"age": age.label, "num": age.experience, "due": due}
            if self.spent.earned < least:
                yield self._found("age", OPEN, age.by, age.evidence, **{**values, "num": least})
            else:
                yield self._found("age_kept", KEPT, age.by, age.evidence, **values)
        for grant in self.grants:
            for name, most in grant.most:
                over = self.character.ratings[name] > most
                values = {"choice": self._label(grant.key), "trait": self._label(name), "num": most}
                yield self._found("most", OVER if over else KEPT, name, grant.evidence, **values)

    # --- Words ------------------------------------------------------------------------------------------------

    def _of(self, section: str) -> str:
        return self.line.sections[section].label

    def _named(self, label: str) -> bool:
        return bool(self.spent.lines) and self.spent.names(label)

    def _entry_named(self, entry: Listed) -> bool:
        return self._named(entry.label) or (entry.label != entry.name and self._named(entry.name))

    @staticmethod
    def _at(entry: Listed) -> str:
        return f"{entry.listing.name}/{entry.id}"

    @staticmethod
    def _found(rule: str, state: str, trait: str, evidence: Evidence, /, **values: str | int) -> Finding:
        return Finding(rule, state, trait, values, evidence.sources, evidence.doubt)
