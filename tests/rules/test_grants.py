"""What a choice gives, and that taking it back leaves what was there before and what the player made of it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wodsheet.engine import Grant
from wodsheet.lines import LINES
from wodsheet.rules.grants import Granting, patch, ways
from wodsheet.rules.inverse import Change, State

VTM = LINES["vtm"]
GRANTS = {grant.key: grant for creation in VTM.creations for grant in creation.grants}


def state(*entries: tuple[str, str, int]) -> State:
    """A character with these entries: list, key, dots."""
    rows = {
        number: {
            "id": number,
            "kind": kind,
            "parent_id": None,
            "position": number,
            "name": next(one.stored for one in VTM.listings[kind].choices if one.key == key),
            "key": key,
            "dots": dots,
            "texts": {},
            "form_key": "",
        }
        for number, (kind, key, dots) in enumerate(entries, start=1)
    }
    return State(dict(VTM.start), {"name": "Ida"}, {}, {}, rows, {})


def after(before: State, grant: Grant, pick: int = 0) -> tuple[State, list[Change]]:
    """The character once it is given, with one way of each pick; and the changes that the journal has of it."""
    granting = Granting.on(VTM, before)
    found = [ways(one) for one in grant.picks]
    granting.give(grant, [thing for way in found for thing in way[pick % len(way)]])
    made = patch(before, granting.now, range(100, 200))
    numbers = dict(zip((id for id in granting.now.entries if id < 0), range(100, 200), strict=False))
    rows = {numbers.get(id, id): row | {"id": numbers.get(id, id)} for id, row in granting.now.entries.items()}
    return State(granting.now.ratings, granting.now.texts, granting.now.keys, {}, rows, {}), made.changes


@pytest.mark.parametrize("key", GRANTS)
@pytest.mark.parametrize("pick", [0, 1])
def test_taking_back_leaves_what_was_there_before(key, pick):
    for before in (state(), state(("disciplines", "celerity", 2), ("advantages", "contacts", 1))):
        given_to, changes = after(before, GRANTS[key], pick)
        granting = Granting.on(VTM, given_to)
        granting.take_back(changes)
        assert granting.now == before
        assert granting.kept == []


@given(st.sampled_from(sorted(GRANTS)), st.sampled_from(sorted(GRANTS)), st.integers(0, 3))
def test_one_choice_after_the_other_is_as_the_second_alone(first, second, pick):
    given_to, changes = after(state(), GRANTS[first], pick)
    granting = Granting.on(VTM, given_to)
    granting.take_back(changes)
    both, alone = (after(before, GRANTS[second], pick)[0] for before in (granting.now, state()))
    assert seen(both) == seen(alone)


def seen(character: State) -> tuple[dict[str, int], list[tuple[str, str, int]]]:
    """What a player sees of it: ratings, and entries with their dots."""
    return character.ratings, sorted((row["kind"], row["name"], row["dots"]) for row in character.entries.values())


def test_what_was_bought_on_top_stays():
    """Alleycat: Contacts 3 and Humanity 6 (core 175)."""
    given_to, changes = after(state(), GRANTS["alleycat"])
    contacts = next(row for row in given_to.entries.values() if row["key"] == "contacts")
    contacts["dots"] = 5
    given_to.ratings["humanity"] = 5
    granting = Granting.on(VTM, given_to)
    granting.take_back(changes)
    assert granting.now.entries[contacts["id"]]["dots"] == 2
    assert granting.now.ratings["humanity"] == 6
    assert granting.kept == [contacts["id"]]


def test_what_was_written_and_the_powers_inside_stay():
    given_to, changes = after(state(), GRANTS["alleycat"])
    contacts = next(row for row in given_to.entries.values() if row["key"] == "contacts")
    celerity = next(row for row in given_to.entries.values() if row["key"] == "celerity")
    contacts["texts"] = {"note": "Dockers"}
    given_to.entries[500] = celerity | {"id": 500, "kind": "powers", "parent_id": celerity["id"], "name": "Cat's Grace"}
    granting = Granting.on(VTM, given_to)
    granting.take_back(changes)
    assert {contacts["id"], celerity["id"], 500} <= granting.now.entries.keys()
    assert sorted(granting.kept) == sorted([contacts["id"], celerity["id"]])
    assert granting.now.entries[contacts["id"]]["texts"] == {"note": "Dockers"}


def test_dots_that_are_shared_can_be_shared_in_every_way():
    """Osiris: three dots of Fame and Herd (core 177)."""
    following = next(pick for pick in GRANTS["osiris"].picks if pick.name == "following")
    found = [[(one.key, one.dots) for one in way] for way in ways(following)]
    assert found == [[("fame", 3)], [("fame", 2), ("herd", 1)], [("fame", 1), ("herd", 2)], [("herd", 3)]]


def test_a_granted_dot_adds_to_those_that_are_there():
    given_to, _ = after(state(("disciplines", "celerity", 2)), GRANTS["alleycat"])
    assert [row["dots"] for row in given_to.entries.values() if row["key"] == "celerity"] == [3]


def test_every_way_to_pick_is_something_to_give():
    for grant, pick in product(GRANTS.values(), range(3)):
        after(state(), grant, pick)
