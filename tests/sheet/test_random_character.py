"""Legal characters by chance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wodsheet.engine import Creation, Line
from wodsheet.lines import LINES, people
from wodsheet.rules.check import is_legal
from wodsheet.sheet import Sheet
from wodsheet.sheet.checked import findings
from wodsheet.sheet.document import CharacterDocument
from wodsheet.sheet.random_character import Unmakeable, is_complete, random_character
from wodsheet.sheet.three import three

CREATIONS = [(line, creation) for line in LINES.values() for creation in line.creations]
# The books rule these out: Beautiful for Nosferatu, animals and dead blood for Ventrue
RULED_OUT = {("nosferatu", "siren"), *(("ventrue", one) for one in ("bagger", "predator_farmer", "graverobber"))}


def legal(document: CharacterDocument) -> bool:
    sheet = Sheet.of_parts(document.line, 0, document.ratings, document.texts, document.rows)
    return is_legal(findings(sheet)) and is_complete(document)


def creation(line: Line, name: str) -> Creation:
    return next(one for one in line.creations if one.name == name)


@pytest.mark.parametrize(("line", "creation"), CREATIONS, ids=lambda one: one.name)
def test_the_same_seed_gives_the_same_and_another_another(line: Line, creation: Creation):
    first = random_character(line, creation, 7)
    assert first == random_character(line, creation, 7)
    assert first != random_character(line, creation, 8)
    assert line.kind(first.texts.get("kind", "")).name == creation.kind


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CREATIONS), st.integers(0, 999_999_999))
def test_every_kind_is_legal_by_the_check(made: tuple[Line, Creation], seed: int):
    assert legal(random_character(*made, seed))


def keys(line: str, text: str) -> list[str]:
    return [choice.key for choice in LINES[line].texts[text].choices if choice.key not in ("caitiff", "thin_blood")]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(keys("vtm", "clan")),
    st.sampled_from(keys("vtm", "predator_type")),
    st.sampled_from(["childer", "neonate", "ancilla"]),
    st.integers(0, 99),
)
def test_every_clan_hunts_in_every_way_that_is_not_ruled_out(clan: str, predator_type: str, age: str, seed: int):
    line = LINES["vtm"]
    texts = {"clan": clan, "predator_type": predator_type}
    if (clan, predator_type) in RULED_OUT:
        with pytest.raises(Unmakeable):
            random_character(line, creation(line, "vampire"), seed, texts, age)
        return
    document = random_character(line, creation(line, "vampire"), seed, texts, age)
    assert legal(document)
    assert {name: document.keys[name] for name in texts} == texts


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(keys("htr", "creed")), st.sampled_from(keys("htr", "motive")), st.integers(0, 99))
def test_every_creed_goes_with_every_drive(creed: str, motive: str, seed: int):
    line = LINES["htr"]
    assert legal(random_character(line, creation(line, "hunter"), seed, {"creed": creed, "motive": motive}))


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(keys("wta", "tribe")), st.sampled_from(keys("wta", "auspice")), st.integers(0, 99))
def test_every_tribe_goes_with_every_auspice(tribe: str, auspice: str, seed: int):
    line = LINES["wta"]
    assert legal(random_character(line, creation(line, "werewolf"), seed, {"tribe": tribe, "auspice": auspice}))


def test_names_are_of_many_cultures_and_every_skill_has_its_specialties():
    assert len(people.cultures()) > 40
    for line in LINES.values():
        for trait in line.sections["skills"].traits:
            assert len(people.specialties(trait.name)) > 2


def test_three_to_choose_from_go_on_from_their_seed():
    line = LINES["wta"]
    found = three(line, line, line.creations[0], 999, 1000)
    assert [one.seed for one in found.candidates] == [999, 1000, 0]
    assert found.seed_after == 1
    assert len({one.sheet.name for one in found.candidates}) == 3
