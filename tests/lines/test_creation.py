"""What the lines say of making a character."""

from __future__ import annotations

from itertools import chain

import pytest

from wodsheet.engine import Creation, Favored, Grant, Line, OneOfEach, Said, Spreads
from wodsheet.lines import LINES

CREATIONS = [(line, creation) for line in LINES.values() for creation in line.creations]
GRANTS = [(line, grant) for line, creation in CREATIONS for grant in creation.grants]


def name(one: object) -> str:
    return getattr(one, "name", getattr(one, "key", ""))


@pytest.mark.parametrize("line", LINES.values(), ids=name)
def test_each_kind_says_how_it_is_made(line: Line):
    assert {creation.kind for creation in line.creations} == ({kind.name for kind in line.kinds} or {""})


@pytest.mark.parametrize(("line", "creation"), CREATIONS, ids=name)
def test_rules_are_about_parts_that_the_kind_has(line: Line, creation: Creation):
    layout = line.of(line.kind("", creation.kind))
    parts = {*layout.sections, *layout.texts, *layout.listings}
    assert {rule.part for rule in creation.rules} <= parts
    assert {rule.evidence.confidence for rule in creation.rules} <= {"agreed", "single", "doubtful"}
    assert {source.book for rule in creation.rules for source in rule.evidence.sources} <= set(line.books)


@pytest.mark.parametrize(("line", "creation"), CREATIONS, ids=name)
def test_a_spread_has_a_rating_for_each_trait(line: Line, creation: Creation):
    for rule in creation.rules:
        for way in rule.ways if isinstance(rule, Spreads) else ():
            assert sum(many for _, many in way.counts) <= len(line.sections[rule.part].traits)


@pytest.mark.parametrize(("line", "grant"), GRANTS, ids=name)
def test_what_is_given_is_in_the_book(line: Line, grant: Grant):
    for given in chain(grant.given, *(pick.options for pick in grant.picks)):
        listing = line.listings[given.part]
        if listing.under:
            assert given.under in line.traits
            assert given.name or given.asked
            continue
        choice = listing.choice("", key=given.key)
        assert choice
        if (grant.key, given.key) != ("grim_reaper", "allies"):  # one dot; who buys Allies takes two at least
            assert not choice.dots or not given.dots or given.dots in choice.dots
    assert {trait for trait, _ in (*grant.ratings, *grant.most)} <= set(line.traits)


def test_every_predator_type_gives_a_specialty_and_a_discipline():
    line = LINES["vtm"]
    types = {choice.key for choice in line.texts["predator_type"].choices}
    given = {grant.key: grant for grant in line.creations[0].grants if grant.key in types}
    assert set(given) == types
    for grant in given.values():
        assert {"specialty", "discipline"} <= {pick.name for pick in grant.picks}


def test_a_tribe_has_a_renown_and_every_choice_is_due_somewhere():
    line = LINES["wta"]
    (creation,) = line.creations
    favored = next(rule for rule in creation.rules if isinstance(rule, Favored))
    assert set(favored.of) == {choice.key for choice in line.texts["tribe"].choices}
    assert set(favored.of.values()) == {"glory", "honor", "wisdom"}
    assert {rule.part for rule in creation.rules if isinstance(rule, Said)} == {"auspice", "tribe"}
    assert any(isinstance(rule, OneOfEach) for rule in creation.rules)
