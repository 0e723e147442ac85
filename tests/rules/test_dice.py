"""What dice mean: successes, outcomes of each line, and which may be thrown again."""

from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wodsheet.engine import SpecialDice
from wodsheet.lines import LINES
from wodsheet.rules import dice as rules
from wodsheet.rules.dice import Fall

VTM, HTR, WTA = (LINES[name].dice for name in ("vtm", "htr", "wta"))
FACES = range(1, 11)
fallen = st.lists(st.integers(1, 10), max_size=30).map(tuple)


def outcome(dice, regular, special, difficulty):
    fall = Fall(tuple(regular), tuple(special))
    return rules.outcome(dice, rules.tally(dice.special, fall), difficulty).name


def successes(regular, special=()):
    return rules.tally(VTM.special, Fall(tuple(regular), tuple(special))).successes


# --- The rules once more, as a person would say them ------------------------------------------------------------------


def counted(regular, special):
    every = [*regular, *special]
    return sum(die >= 6 for die in every) + 2 * (every.count(10) // 2)


def vampire(regular, special, difficulty):
    tens, count = [*regular, *special].count(10), counted(regular, special)
    if count >= difficulty and count >= 1:
        if tens >= 2:
            return "messy_critical" if 10 in special else "critical"
        return "success"
    if 1 in special:
        return "bestial_failure"
    return "failure" if count else "total_failure"


def hunter(regular, special, difficulty):
    tens, count = [*regular, *special].count(10), counted(regular, special)
    if count >= difficulty and count >= 1:
        won = "critical" if tens >= 2 else "success"
        return {"critical": "choice_critical", "success": "choice"}[won] if 1 in special else won
    if 1 in special:
        return "despair"
    return "failure" if count else "total_failure"


def werewolf(regular, special, difficulty):
    tens, count = [*regular, *special].count(10), counted(regular, special)
    if sum(die <= 2 for die in special) >= 2:
        return "brutal"
    if count >= difficulty and count >= 1:
        return "critical" if tens >= 2 else "success"
    return "failure" if count else "total_failure"


EVERY_LINE = pytest.mark.parametrize(("dice", "said"), [(VTM, vampire), (HTR, hunter), (WTA, werewolf)])


@EVERY_LINE
def test_every_fall_of_up_to_four_dice_turns_out_as_the_rules_say(dice, said):
    for many in range(1, 5):
        for special_dice in range(many + 1):
            for special in combinations_with_replacement(FACES, special_dice):
                for regular in combinations_with_replacement(FACES, many - special_dice):
                    found = rules.by_difficulty(dice, rules.tally(dice.special, Fall(regular, special)), 9)
                    assert {at: one.name for at, one in found.items()} == {
                        at: said(regular, special, at) for at in range(len(found))
                    }


@EVERY_LINE
@given(regular=fallen, special=st.lists(st.integers(1, 10), max_size=10).map(tuple), difficulty=st.integers(0, 20))
@settings(max_examples=150)
def test_so_does_any_fall_of_up_to_forty_dice(dice, said, regular, special, difficulty):
    assert outcome(dice, regular, special, difficulty) == said(regular, special, difficulty)


@EVERY_LINE
@given(regular=fallen, special=st.lists(st.integers(1, 10), max_size=10).map(tuple), seed=st.randoms())
@settings(max_examples=50)
def test_the_order_of_dice_decides_nothing(dice, said, regular, special, seed):
    shuffled = seed.sample(regular, len(regular)), seed.sample(special, len(special))
    one, other = (Fall(*map(tuple, dice_)) for dice_ in ((regular, special), shuffled))
    assert rules.tally(dice.special, one) == rules.tally(dice.special, other)


# --- The plain cases, and the exceptions ------------------------------------------------------------------------------


def test_six_and_more_is_a_success():
    assert successes([1, 5, 6, 7, 9]) == 3


def test_a_single_ten_counts_one_and_two_count_four():
    assert [successes([10] * tens) for tens in range(6)] == [0, 1, 4, 5, 8, 9]


def test_tens_of_both_kinds_of_dice_pair_with_each_other():
    assert successes([10], [10]) == 4


def test_a_messy_critical_needs_a_win():
    assert outcome(VTM, [10, 6], [10], 5) == "messy_critical"
    assert outcome(VTM, [10, 6], [10], 6) == "failure"


def test_a_critical_without_a_hunger_ten_is_clean():
    assert outcome(VTM, [10, 10], [9], 4) == "critical"


def test_a_hunger_one_matters_only_on_a_failure():
    assert outcome(VTM, [6, 7], [1], 2) == "success"
    assert outcome(VTM, [6, 7], [1], 3) == "bestial_failure"


def test_a_bestial_failure_goes_before_a_total_one():
    assert outcome(VTM, [2, 3], [1], 1) == "bestial_failure"
    assert outcome(VTM, [1, 3], [2], 1) == "total_failure"


def test_hunters_have_no_messy_critical():
    assert outcome(HTR, [10], [10], 4) == "critical"


def test_a_desperation_one_means_despair_on_a_failure_and_a_choice_on_a_win():
    assert outcome(HTR, [2, 7], [1], 2) == "despair"
    assert outcome(HTR, [6, 7], [1], 2) == "choice"
    assert outcome(HTR, [10, 10], [1], 2) == "choice_critical"
    assert outcome(HTR, [1, 6, 7], [], 2) == "success"


def test_two_rage_dice_at_one_or_two_are_brutal_whatever_else_fell():
    assert outcome(WTA, [10, 10, 9], [1, 2], 2) == "brutal"
    assert outcome(WTA, [3], [2, 2], 2) == "brutal"
    assert outcome(WTA, [1, 2, 7], [2], 1) == "success"


def test_a_brutal_outcome_is_the_same_with_a_difficulty_and_without():
    found = rules.by_difficulty(WTA, rules.tally(WTA.special, Fall((8, 9), (1, 1))))
    assert {one.name for one in found.values()} == {"brutal"}


def test_a_brutal_outcome_fails_or_where_harm_was_meant_has_four_successes_more():
    fall = Fall((8, 9), (1, 1))
    tally = rules.tally(WTA.special, fall)
    fails, harm = rules.verdicts(rules.outcome(WTA, tally, 6), tally, 6)
    assert (fails.reading.name, fails.wins) == ("fails", False)
    assert (harm.reading.name, harm.wins, harm.margin) == ("harm", True, 0)
    assert not rules.verdicts(rules.outcome(WTA, tally, 7), tally, 7)[1].wins


def test_a_hunter_who_chooses_despair_fails_and_one_who_overreaches_wins():
    tally = rules.tally(HTR.special, Fall((6, 7), (1,)))
    overreach, despair = rules.verdicts(rules.outcome(HTR, tally, 2), tally, 2)
    assert (overreach.wins, despair.wins) == (True, False)


def test_any_success_beats_difficulty_nought():
    assert outcome(VTM, [6], [], 0) == "success"
    assert outcome(VTM, [5], [], 0) == "total_failure"


def test_without_a_difficulty_it_is_said_up_to_which_it_is_what():
    tally = rules.tally(VTM.special, Fall((10, 10, 7, 8), (3,)))
    assert [(one.name, highest) for one, highest in rules.steps(VTM, tally)] == [("critical", 6), ("failure", 7)]


# --- How many of which dice -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pool", "hunger", "thrown"), [(5, 2, (3, 2)), (2, 4, (0, 2)), (5, 0, (5, 0)), (0, 3, (0, 1))])
def test_hunger_dice_take_the_place_of_regular_ones(pool, hunger, thrown):
    assert rules.split(VTM.special, pool, hunger) == thrown


def test_desperation_dice_are_added():
    assert rules.split(HTR.special, 5, 2) == (5, 2)


def test_a_pool_has_at_least_one_die():
    assert rules.split(WTA.special, -3, 0) == (1, 0)


# --- Thrown again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dice", "free"), [(VTM, [0, 1]), (HTR, [0, 1]), (WTA, [0, 1, 4])], ids=["vampires", "hunters", "werewolves"]
)
def test_regular_dice_may_be_thrown_again_and_of_special_ones_rage_above_two(dice, free):
    fall = Fall((1, 10), (1, 2, 3))
    assert rules.free_places(dice.special, fall) == free


@pytest.mark.parametrize(
    ("places", "may"),
    [([0], True), ([0, 1, 2], True), ([], False), ([0, 1, 2, 3], False), ([0, 0], False), ([4], False)],
)
def test_one_to_three_dice_are_thrown_again(places, may):
    assert rules.may_reroll(VTM.special, Fall((1, 2, 3, 4), (5,)), places) is may


def test_new_dice_lie_where_the_old_ones_lay():
    assert rules.rerolled(Fall((1, 2, 3), (9, 8)), [1, 4], [7, 10]) == Fall((1, 7, 3), (9, 10))


def test_the_dice_without_a_success_are_suggested():
    assert rules.suggested(VTM.special, Fall((6, 1, 5, 10, 2, 3), (1,))) == [1, 2, 4]


def test_a_die_of_a_new_kind_needs_no_new_rule():
    stone = SpecialDice("stone", "Stone dice", "Stone die", marked=(5,), locked=(5, 10))
    assert rules.free_places(stone, Fall((5,), (5, 9, 10))) == [0, 2]


# --- Without a throw --------------------------------------------------------------------------------------------------


def test_half_a_pool_is_rounded_down():
    assert [rules.half(pool) for pool in (1, 4, 7)] == [0, 2, 3]


def test_twice_the_difficulty_wins_by_itself():
    assert rules.wins_by_itself(6, 3)
    assert not rules.wins_by_itself(5, 3)
