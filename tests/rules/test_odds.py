"""Exact odds: equal to counting every fall, and quick for the largest pools."""

import time
from collections import Counter
from itertools import combinations_with_replacement, product
from math import factorial, prod

import pytest

from wodsheet.lines import LINES
from wodsheet.rules import dice as rules
from wodsheet.rules.dice import Fall
from wodsheet.rules.odds import odds, reroll, wins_by_difficulty

every_line = pytest.mark.parametrize("dice", [line.dice for line in LINES.values()], ids=list(LINES))
VTM, WTA = LINES["vtm"].dice, LINES["wta"].dice


def counted(dice, regular, special, difficulty):
    """The same by throwing every fall that there is."""
    outcomes, successes = Counter(), Counter()
    for fallen in product(range(1, 11), repeat=regular + special):
        tally = rules.tally(dice.special, Fall(fallen[:regular], fallen[regular:]))
        outcomes[rules.outcome(dice, tally, difficulty).name] += 1
        successes[tally.successes] += 1
    return outcomes, successes


def by_kinds_of_faces(dice, regular, special, difficulty):
    """The same by throwing one face for all faces that mean the same, each as often as there are such faces."""
    alike = {1: 1, 2: 1, 3: 3, 6: 4, 10: 1}
    outcomes, successes = Counter(), Counter()
    for fallen in product(alike, repeat=regular + special):
        tally = rules.tally(dice.special, Fall(fallen[:regular], fallen[regular:]))
        ways = prod(alike[face] for face in fallen)
        outcomes[rules.outcome(dice, tally, difficulty).name] += ways
        successes[tally.successes] += ways
    return outcomes, successes


def agree(found, outcomes, successes):
    assert found.rolls == outcomes.total()
    assert {name: count for name, count in found.outcomes.items() if count} == outcomes
    assert dict(enumerate(found.successes)) == {n: successes[n] for n in range(len(found.successes))}
    assert sum(found.successes) == found.rolls


@every_line
@pytest.mark.parametrize(("regular", "special"), [(1, 0), (0, 1), (3, 0), (2, 1), (1, 2), (0, 4), (2, 2)])
@pytest.mark.parametrize("difficulty", [0, 1, 3])
def test_the_odds_are_those_of_every_fall_counted(dice, regular, special, difficulty):
    agree(odds(dice, regular, special, difficulty), *counted(dice, regular, special, difficulty))


@every_line
@pytest.mark.parametrize(("regular", "special", "difficulty"), [(4, 2, 3), (2, 4, 2), (6, 0, 4), (0, 6, 5)])
def test_so_are_those_of_six_dice(dice, regular, special, difficulty):
    agree(odds(dice, regular, special, difficulty), *by_kinds_of_faces(dice, regular, special, difficulty))


def by_numbers_of_faces(dice, regular, special, difficulty):
    """The same once more, by how many dice show each kind of face: the order of dice decides nothing (test_dice)."""
    alike = {1: 1, 2: 1, 3: 3, 6: 4, 10: 1}
    outcomes, successes = Counter(), Counter()
    throws = (combinations_with_replacement(alike, many) for many in (regular, special))
    for fallen in product(*throws):
        tally = rules.tally(dice.special, Fall(*fallen))
        ways = prod(orders(some) * prod(alike[face] for face in some) for some in fallen)
        outcomes[rules.outcome(dice, tally, difficulty).name] += ways
        successes[tally.successes] += ways
    return outcomes, successes


def orders(faces):
    """In how many orders these can lie."""
    return factorial(len(faces)) // prod(map(factorial, Counter(faces).values()))


@every_line
@pytest.mark.parametrize("special", [1, 4, 7])
def test_so_are_those_of_eight_dice_however_many_are_special(dice, special):
    agree(odds(dice, 8 - special, special, 3), *by_numbers_of_faces(dice, 8 - special, special, 3))


def test_a_win_is_what_wins_however_it_is_read():
    vampires, werewolves = (odds(dice, 3, 2, 2) for dice in (VTM, WTA))
    assert vampires.win == sum(vampires.outcomes[name] for name in ("messy_critical", "critical", "success"))
    assert werewolves.win == werewolves.outcomes["critical"] + werewolves.outcomes["success"]
    assert werewolves.outcomes["brutal"] > 0


@every_line
@pytest.mark.parametrize(("regular", "special"), [(5, 0), (3, 2), (0, 4), (12, 5)])
def test_the_share_of_wins_is_the_same_for_one_difficulty_and_for_all(dice, regular, special):
    for difficulty, share in enumerate(wins_by_difficulty(dice, regular, special, 12)):
        found = odds(dice, regular, special, difficulty)
        assert share == found.win / found.rolls


@pytest.mark.no_cover
@every_line
def test_the_largest_pool_takes_less_than_twenty_milliseconds(dice):
    fastest = min(timed(dice, 28 + more, special) for more in range(3) for special in (10, 9))
    assert fastest < 0.02


def timed(dice, regular, special):
    """The CPU that the odds of a pool take which nobody asked for before, in seconds."""
    before = time.process_time()
    found = odds(dice, regular, special, 7)
    assert sum(found.outcomes.values()) == found.rolls == 10 ** (regular + special)
    return time.process_time() - before


@pytest.mark.parametrize(
    ("dice", "fall", "places"),
    [
        (VTM, Fall((2, 3, 10, 6), (10,)), (0, 1)),
        (VTM, Fall((2, 3, 10), (1,)), (0,)),
        (WTA, Fall((2, 3), (1, 9)), (0, 3)),
        (WTA, Fall((4, 4, 4), (5,)), (0, 1, 3)),
    ],
)
def test_the_odds_of_a_second_throw_are_those_of_every_new_fall(dice, fall, places):
    outcomes, successes = Counter(), Counter()
    for thrown in product(range(1, 11), repeat=len(places)):
        tally = rules.tally(dice.special, rules.rerolled(fall, places, thrown))
        outcomes[rules.outcome(dice, tally, 3).name] += 1
        successes[tally.successes] += 1
    agree(reroll(dice, fall, places, 3), outcomes, successes)
