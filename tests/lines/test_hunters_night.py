"""A hunter's night, against numbers typed here from the rules."""

import pytest

from tests.lines.nights import barred, does, health, options, sentences, somebody, willpower

BROTHER = ("touchstones", "Her brother")


@pytest.mark.parametrize(
    ("why", "desperation"),
    [
        ("hurt", 4),
        ("quarry_gains", 4),
        ("innocents_die", 4),
        ("facts", 2),
        ("innocents_saved", 2),
        ("quarry_hurt", 2),
    ],
)
def test_desperation_rises_and_falls_by_one(why, desperation):
    assert does(somebody("htr", desperation=3), "desperation", why=why).ratings["desperation"] == desperation


@pytest.mark.parametrize(
    ("why", "danger"), [("storyteller", 4), ("loud", 4), ("low", 2), ("between", 2), ("new_story", 1)]
)
def test_danger_rises_and_falls_and_begins_again(why, danger):
    assert does(somebody("htr", danger=3), "danger", why=why).ratings["danger"] == danger


def test_both_stay_from_one_to_five():
    assert does(somebody("htr", desperation=5), "desperation", why="hurt").ratings["desperation"] == 5
    assert does(somebody("htr", danger=1), "danger", why="low").ratings["danger"] == 1


def test_overreach_raises_danger_for_each_one_or_once_in_all():
    anna = somebody("htr", danger=1)
    assert does(anna, "overreach", ones=3).ratings["danger"] == 4
    assert does(anna, "overreach", ones=3, counts="once").ratings["danger"] == 2


def test_nobody_overreaches_in_despair():
    assert barred(somebody("htr", despair=1), "overreach") == "In Despair there are no Desperation dice."


def test_a_hunter_falls_into_despair_once_and_the_drives_redemption_ends_it():
    anna = somebody("htr", BROTHER)
    assert does(anna, "fall_into_despair").ratings["despair"] == 1
    despairing = somebody("htr", BROTHER, despair=1)
    assert barred(despairing, "fall_into_despair")
    assert does(despairing, "redemption").ratings["despair"] == 0
    assert barred(anna, "redemption") == "You are not in Despair."


def test_without_a_touchstone_despair_is_permanent_and_that_is_said():
    alone = somebody("htr", despair=1)
    stays = does(alone, "redemption")
    assert stays.ratings["despair"] == 1
    assert sentences(alone, stays) == ["Without a Touchstone the Despair is permanent, and no Willpower comes back."]
    assert does(alone, "redemption", touchstone="left").ratings["despair"] == 0


def test_a_hunter_without_a_touchstone_gets_no_willpower_back_unless_the_sheet_lacks_it():
    alone = somebody("htr", resolve=3, willpower_superficial=2)
    assert options(alone, "session_start", "willpower") == ["alone", "anyway", "waking"]
    assert willpower(does(alone, "session_start")) == (2, 0)
    assert willpower(does(alone, "session_start", willpower="anyway")) == (0, 0)
    assert options(somebody("htr", BROTHER), "session_start", "willpower") == ["back", "waking"]


def test_a_session_heals_superficial_damage_by_stamina():
    hurt = somebody("htr", stamina=2, health_superficial=3, health_aggravated=1)
    assert health(does(hurt, "session_start")) == (1, 1)
    assert health(does(hurt, "session_start", health="rest")) == (3, 1)


def test_medicine_turns_half_of_itself_of_somebodys_aggravated_damage():
    doctor = somebody("htr", intelligence=2, medicine=3)
    won = does(doctor, "medicine", 6, 7, 2, 1, 1, aggravated=2)
    assert sentences(doctor, won) == ["Aggravated that turn to Superficial: up to 2."]
    lost = does(doctor, "medicine", 6, 2, 2, 1, 1, aggravated=2)
    assert sentences(doctor, lost) == ["The wounds stay as they are."]


def test_ones_own_wounds_are_harder_by_one_and_turn_on_the_sheet():
    doctor = somebody("htr", intelligence=2, medicine=2, health_aggravated=2)
    assert health(does(doctor, "medicine", 6, 7, 8, 1, patient="yourself")) == (1, 1)
    assert health(does(doctor, "medicine", 6, 7, 2, 1, patient="yourself")) == (0, 2)


def test_more_and_fewer_dice_are_counted_in():
    doctor = somebody("htr", intelligence=2, medicine=1)
    assert does(doctor, "medicine", 6, 1, fewer=1).counts["successes"] == 1
    assert does(doctor, "medicine", 6, 1, 1, 6, more=1).counts["successes"] == 2


def test_who_knows_no_medicine_treats_nobody():
    assert barred(somebody("htr"), "medicine")
