"""What applies to a pool."""

from __future__ import annotations

import pytest

from wodsheet.lines import LINES
from wodsheet.rules import modifiers

VTM, HTR, WTA = LINES.values()


@pytest.fixture
def offered():
    """What applies to a pool of these keys, by name."""

    def offered(keys, line=VTM, conditions=(), specialties=(), **levels):
        found = modifiers.offers(line, keys.split(), levels, conditions, specialties)
        return {one.name: one for one in found}

    return offered


def ticked(found):
    """The names of what is ticked, with its dice."""
    return {name: one.dice for name, one in found.items() if one.ticked}


def test_one_specialty_is_ticked_and_one_counts(offered):
    found = offered("wits stealth", specialties=[("1", "Crowds"), ("2", "Woods")])
    assert ticked(found) == {"specialty-1": 1}
    both = modifiers.taken(found.values(), ["specialty-1", "specialty-2"])
    assert [one.label for one in both] == ["Crowds"]


@pytest.mark.parametrize(
    ("potency", "more"), [(0, {}), (1, {}), (2, {"discipline_bonus": 1}), (10, {"discipline_bonus": 5})]
)
def test_blood_potency_adds_to_pools_with_a_discipline(offered, potency, more):
    assert ticked(offered("resolve auspex", blood_potency=potency)) == more
    assert ticked(offered("resolve academics", blood_potency=potency)) == {}


@pytest.mark.parametrize(("potency", "dice"), list(enumerate([1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6])))
def test_a_blood_surge_is_offered_with_its_price_and_never_ticked(offered, potency, dice):
    surge = offered("strength brawl", blood_potency=potency, hunger=2)["blood_surge"]
    assert (surge.dice, surge.ticked, surge.barred) == (dice, False, "")
    assert "Rouse check" in surge.cost


def test_a_blood_surge_needs_an_attribute_blood_and_less_than_hunger_five(offered):
    assert "blood_surge" not in offered("occult", blood_potency=2)
    assert "blood_surge" not in offered("strength")
    barred = offered("strength", blood_potency=2, hunger=5)["blood_surge"]
    assert not barred.is_choice
    assert "Hunger 5" in barred.barred
    assert modifiers.taken([barred], ["blood_surge"]) == []


@pytest.mark.parametrize("line", list(LINES.values()), ids=list(LINES))
@pytest.mark.parametrize(
    ("keys", "full", "lost"),
    [
        ("strength brawl", ["health_impaired"], {"health_impaired": -2}),
        ("strength brawl", ["willpower_impaired"], {}),
        ("charisma persuasion", ["willpower_impaired"], {"willpower_impaired": -2}),
        ("wits occult", ["willpower_aggravated"], {"willpower_impaired": -2}),
        ("charisma persuasion", ["health_impaired"], {}),
        ("strength resolve", ["health_impaired", "willpower_impaired"], {"health_impaired": -2}),
    ],
)
def test_a_full_track_takes_two_dice_of_its_own_pools_and_never_four(offered, line, keys, full, lost):
    found = offered(keys, line, conditions=full)
    assert ticked(found) == lost
    assert sum(one.dice for one in modifiers.taken(found.values(), list(found)) if one.group == "impaired") >= -2


def test_without_an_attribute_the_storyteller_says_whether_an_impaired_pool_is_one(offered):
    unsure = offered("occult", conditions=["willpower_impaired"])["willpower_impaired_unsure"]
    assert (unsure.dice, unsure.ticked) == (-2, False)
    assert "Storyteller" in unsure.doubt


def test_degeneration_takes_two_of_every_pool_and_stands_back_behind_impaired(offered):
    assert ticked(offered("occult", conditions=["degeneration"])) == {"degeneration": -2}
    both = offered("strength", conditions=["degeneration", "health_impaired"])
    assert ticked(both) == {"health_impaired": -2}
    assert both["degeneration"].doubt


@pytest.mark.parametrize(
    ("resonance", "likely"),
    [("resonance_choleric_intense", True), ("resonance_choleric_acute", True), ("resonance_choleric", False)],
)
def test_intense_and_acute_blood_adds_a_die_to_its_disciplines(offered, resonance, likely):
    found = offered("strength potence", **{resonance: 0})
    assert (found[resonance].dice, found[resonance].ticked) == (1, likely)
    assert offered("resolve auspex", **{resonance: 0}) == {}
    assert offered("strength potence", resonance_choleric_fleeting=0) == {}


def test_a_compulsion_that_was_drawn_is_ticked_while_it_lasts(offered):
    assert "compulsion_harm" not in offered("wits")
    drawn = offered("wits", in_effect_compulsion_harm=1)["compulsion_harm"]
    assert (drawn.dice, drawn.ticked) == (-2, True)


def test_a_surge_that_was_paid_is_ticked_without_a_cost_and_hunger_keeps_it_no_more(offered):
    paid = offered("wits", blood_potency=2, hunger=5, in_effect_blood_surge=1)["blood_surge"]
    assert (paid.ticked, paid.cost, paid.barred) == (True, "", "")
    asked = offered("wits", blood_potency=2, hunger=5)["blood_surge"]
    assert (asked.ticked, bool(asked.cost), bool(asked.barred)) == (False, True, True)


def test_a_bane_and_a_compulsion_are_offered_with_when_they_hold(offered):
    found = offered(
        "manipulation subterfuge", blood_potency=2, compulsion_feral_impulses=0, bane_unnatural_manifestations=0
    )
    assert (found["compulsion_feral_impulses"].dice, found["compulsion_feral_impulses"].ticked) == (-3, False)
    assert found["bane_unnatural_manifestations"].dice == -2
    assert found["bane_unnatural_manifestations"].hint
    assert "compulsion_feral_impulses" not in offered("strength", compulsion_feral_impulses=0)


def test_a_salubri_at_low_hunger_loses_discipline_dice(offered):
    assert "bane_asceticism" in ticked(offered("resolve auspex", blood_potency=1, hunger=2, bane_asceticism=0))
    assert "bane_asceticism" not in offered("resolve auspex", blood_potency=1, hunger=3, bane_asceticism=0)


def test_low_humanity_shows_among_mortals_and_not_of_those_who_are_mortal(offered):
    assert offered("charisma", humanity=4, blood_potency=1)["among_mortals"].dice == -2
    assert offered("charisma", humanity=4) == {}


@pytest.mark.parametrize(
    ("form", "keys", "dice"),
    [
        (0, "strength brawl", {}),
        (1, "strength brawl", {"glabro": 2}),
        (1, "dexterity stealth", {}),
        (1, "charisma persuasion", {"glabro_social": -2}),
        (1, "manipulation intimidation", {}),
        (2, "strength brawl", {"crinos": 4}),
        (3, "stamina", {"hispo": 2}),
        (3, "dexterity stealth", {"hispo_stealth": -2}),
        (4, "stamina survival", {}),
        (1, "wits occult", {}),
    ],
)
def test_each_form_changes_its_own_pools(offered, form, keys, dice):
    assert ticked(offered(keys, WTA, form=form)) == dice


def test_what_fails_in_crinos_is_said_and_takes_no_dice(offered):
    said = offered("charisma persuasion", WTA, form=2)["crinos_social"]
    assert (said.dice, said.is_choice) == (0, False)
    assert "fail" in said.words


def test_in_frenzy_a_werewolf_is_not_impaired_and_may_resist_minds(offered):
    found = offered("resolve", WTA, conditions=["willpower_impaired", "frenzy"])
    assert (set(found), found["frenzy"].dice, found["frenzy"].ticked) == ({"frenzy"}, 3, False)


def test_a_roll_has_at_least_one_die():
    assert modifiers.total(1, [modifiers.Offer("", "", -2)], -5) == 1


def test_hunger_dice_are_not_for_tests_of_humanity():
    special = VTM.dice.special
    assert modifiers.special_dice(special, ["strength", "brawl"], {"hunger": 3}) == 3
    assert modifiers.special_dice(special, ["willpower", "humanity"], {"hunger": 3}) == 0
    assert modifiers.special_dice(special, ["strength"], {}) == 0


def test_in_despair_there_are_no_desperation_dice():
    special = HTR.dice.special
    assert modifiers.special_dice(special, ["wits"], {"desperation": 3, "despair": 0}) == 3
    assert modifiers.special_dice(special, ["wits"], {"desperation": 3, "despair": 1}) == 0


@pytest.mark.parametrize("line", list(LINES.values()), ids=list(LINES))
def test_every_modifier_names_what_its_line_has_and_has_dice_for_every_rating(line):
    known = {*line.labels, *line.trackers}
    conditions = {one.name for one in line.conditions}
    for one in line.dice.modifiers:
        assert {*one.among, *one.also, *one.without, *one.needs} <= known, one.name
        assert not one.conditions or conditions.intersection(one.conditions), one.name
        assert one.unless in {"", *conditions}, one.name
        assert all(set(ratings) <= set(line.traits[trait].range) for trait, ratings in one.at), one.name
        assert len(one.dice) == (len(line.traits[one.trait].range) if one.trait else 1), one.name
    names = [one.name for one in line.dice.modifiers]
    assert len(names) == len(set(names))
