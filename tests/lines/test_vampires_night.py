"""A vampire's night, against numbers typed here from the rules."""

import pytest

from tests.lines.nights import barred, does, health, options, proposed, sentences, somebody, willpower


def vampire(*owned, **ratings):
    """A vampire, or another kind of the line where ``texts`` say so."""
    return somebody("vtm", *owned, **ratings)


def of(kind, **ratings):
    """Another kind."""
    return somebody("vtm", texts={"kind": kind}, **ratings)


# --- Blood ------------------------------------------------------------------------------------------------------


def test_hunger_rises_with_each_check_that_fails():
    assert does(vampire(hunger=1), "rouse", 1, 6, 5, checks=3).ratings["hunger"] == 3


def test_no_check_is_chosen_at_hunger_five_and_a_forced_one_is_a_test_of_frenzy():
    starving = vampire(hunger=5)
    assert barred(starving, "rouse")
    forced = does(starving, "rouse", 2, forced="yes")
    assert forced.ratings["hunger"] == 5
    assert proposed(forced) == ["frenzy"]


def test_several_checks_that_find_hunger_full_propose_one_test_of_frenzy():
    starved = does(vampire(hunger=4), "rouse", 1, 2, 3, checks=3)
    assert starved.ratings["hunger"] == 5
    assert proposed(starved) == ["frenzy"]


@pytest.mark.parametrize(("potency", "level", "again"), [(0, 1, False), (1, 1, True), (2, 2, False), (3, 2, True)])
def test_thick_blood_throws_the_checks_of_low_powers_once_more(potency, level, again):
    fell = (2, 9) if again else (2,)
    play = does(vampire(hunger=1, blood_potency=potency), "rouse", *fell, level=level)
    assert play.ratings["hunger"] == (1 if again else 2)


def test_oblivion_stains_on_one_and_ten():
    lasombra = vampire(("disciplines", "Oblivion"), stains=0)
    assert does(lasombra, "rouse", 10, 1, checks=2, oblivion="yes").ratings["stains"] == 2
    assert does(lasombra, "rouse", 10, 1, checks=2, oblivion="no").ratings["stains"] == 0


def test_a_ghoul_pays_with_its_body_and_a_mortal_has_no_blood_to_rouse():
    assert health(does(of("Ghoul"), "rouse", checks=2)) == (0, 2)
    assert of("Mortal").layout.action("rouse") is None


def test_waking_at_hunger_five_may_lead_back_into_torpor():
    stays = does(vampire(hunger=5), "wake", 3)
    assert stays.ratings["hunger"] == 5
    assert "torpor" in " ".join(sentences(vampire(hunger=5), stays))


def test_willpower_comes_back_at_waking_where_a_table_plays_so():
    tired = vampire(composure=3, resolve=2, willpower_superficial=4)
    assert willpower(does(tired, "wake", 6)) == (4, 0)
    assert willpower(does(tired, "wake", 6, back="yes")) == (1, 0)


@pytest.mark.parametrize(("humanity", "fell"), [(10, ()), (9, ()), (8, (2, 7)), (7, (7,)), (1, (7,))])
def test_blush_of_life_costs_by_humanity(humanity, fell):
    play = does(vampire(humanity=humanity), "blush_of_life", *fell)
    assert [one.key for one in play.begun] == ["in_effect_blush_of_life"]
    assert play.ratings["hunger"] == 1


def test_a_thin_blood_needs_no_blush():
    assert of("Thin-blood").layout.action("blush_of_life") is None


def test_cold_blood_asks_for_checks_by_severity():
    cold = somebody("vtm", texts={"bane": "Cold-Blooded"}, blood_potency=1)
    assert does(cold, "blush_of_life", 6, 6).ratings["hunger"] == 1


@pytest.mark.parametrize(("potency", "mended"), [(0, 1), (1, 1), (2, 2), (4, 3), (8, 4), (10, 5)])
def test_a_check_mends_by_potency(potency, mended):
    hurt = vampire(stamina=5, health_superficial=6, blood_potency=potency)
    assert health(does(hurt, "mend", 6)) == (6 - mended, 0)


def test_three_checks_mend_an_aggravated_wound_and_frailty_mends_none():
    assert health(does(vampire(health_aggravated=2), "mend_aggravated", 6, 6, 6)) == (0, 1)
    frail = somebody("vtm", ("flaws", "Mortal Frailty"), texts={"kind": "Thin-blood"}, health_superficial=2)
    assert barred(frail, "mend") == "Mortal Frailty: no wound is mended with blood."
    assert barred(vampire(), "mend") == "There is no superficial damage to Health."


# --- Hunger -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "potency", "hunger", "left"),
    [
        ("sip", 1, 3, 2),
        ("drink", 1, 3, 1),
        ("harmful_drink_3", 1, 4, 1),
        ("harmful_drink_4", 1, 5, 1),
        ("drink", 1, 2, 1),
        ("kill", 1, 5, 0),
        ("bagged_blood", 1, 3, 2),
        ("large_animal", 1, 4, 2),
        ("large_animal", 2, 4, 3),
        ("bagged_blood", 2, 4, 4),
        ("large_animal", 3, 4, 4),
        ("drink", 4, 4, 3),
        ("harmful_drink_4", 5, 5, 2),
        ("kill", 10, 5, 0),
    ],
)
def test_what_blood_slakes_goes_by_potency(source, potency, hunger, left):
    fed = does(vampire(hunger=hunger, blood_potency=potency), "feed", source=source, resonance="kept")
    assert fed.ratings["hunger"] == left


def test_succulence_makes_animals_slake_more():
    beastly = vampire(("disciplines", "Animalism"), hunger=4, blood_potency=3)
    assert does(beastly, "feed", source="animal", resonance="kept").ratings["hunger"] == 4
    rows = [[1, "disciplines", None, 0, "Animalism", 3, {}], [2, "powers", 1, 0, "Animal Succulence", 0, {}]]
    succulent = type(beastly).of_parts(beastly.line, 1, {"hunger": 4, "blood_potency": 3}, {}, rows)
    assert does(succulent, "feed", source="animal", resonance="kept").ratings["hunger"] == 2


@pytest.mark.parametrize(
    ("fell", "resonance"),
    [
        ((1, 3), "resonance_phlegmatic_negligible"),
        ((8, 6), "resonance_melancholic_fleeting"),
        ((9, 8, 8), "resonance_choleric_intense"),
        ((10, 9, 10), "resonance_sanguine_acute"),
    ],
)
def test_dice_find_temperament_and_humour(fell, resonance):
    assert does(vampire(hunger=3), "feed", *fell, source="drink").written == {"resonance": resonance}


def test_an_animal_has_its_own_resonance_and_a_bag_none():
    assert does(vampire(hunger=3), "feed", source="animal").written == {"resonance": "resonance_animal_blood"}
    assert does(vampire(hunger=3), "feed", source="bagged_blood").written == {}


def test_a_farmer_pays_for_human_blood_and_a_ventrue_for_the_wrong_prey():
    farmer = vampire(("flaws", "Farmer"), hunger=3)
    assert willpower(does(farmer, "feed", source="drink", resonance="kept")) == (2, 0)
    assert willpower(does(farmer, "feed", source="animal", resonance="kept")) == (0, 0)
    ventrue = somebody("vtm", texts={"clan": "Ventrue"}, hunger=3, blood_potency=2)
    assert willpower(does(ventrue, "feed", source="drink", resonance="kept", preferred="no")) == (2, 0)
    assert "preferred" not in [one.name for one in vampire().layout.action("feed").asks if one.when is None]


def test_the_taste_of_blood_at_hunger_four_tempts_the_beast_and_a_killing_stains():
    assert proposed(does(vampire(hunger=4), "feed", source="drink", resonance="kept")) == ["frenzy"]
    assert proposed(does(vampire(hunger=3), "feed", source="kill", resonance="kept")) == ["stain"]


# --- The Beast --------------------------------------------------------------------------------------------------


def test_free_willpower_and_a_third_of_humanity_resist_frenzy():
    calm = vampire(composure=3, resolve=2, willpower_superficial=2, humanity=7)
    assert does(calm, "frenzy", 6, 6, 1, 1, 1, provocation="bonfire").ratings["frenzy"] == 0
    assert does(calm, "frenzy", 6, 1, 1, 1, 1, provocation="bonfire").ratings["frenzy"] == 1


def test_a_critical_loses_no_turn():
    calm = vampire(composure=1, resolve=1, humanity=0)
    assert sentences(calm, does(calm, "frenzy", 10, 10, provocation="other")) == ["Resisted, and no turn is lost."]


def test_a_brujah_loses_dice_against_fury_alone():
    brujah = somebody("vtm", texts={"clan": "Brujah"}, composure=3, resolve=3, humanity=3, blood_potency=2)
    does(brujah, "frenzy", 6, 6, 1, 1, 1, provocation="friend_killed")
    does(brujah, "frenzy", 6, 6, 1, 1, 1, 1, 1, provocation="bonfire")


def test_thin_bloods_know_hunger_frenzy_alone_but_with_a_bestial_temper():
    known = options(of("Thin-blood"), "frenzy", "provocation")
    assert "blood_tasted" in known
    assert not {"bonfire", "friend_killed"} & set(known)
    beastly = somebody("vtm", ("flaws", "Bestial Temper"), texts={"kind": "Thin-blood"})
    assert "bonfire" in options(beastly, "frenzy", "provocation")


def test_a_turn_of_control_costs_willpower_and_needs_a_frenzy():
    assert willpower(does(vampire(frenzy=1), "control_frenzy")) == (1, 0)
    assert barred(vampire(), "control_frenzy") == "There is no frenzy."


@pytest.mark.parametrize(
    ("die", "key"),
    [(1, "hunger"), (3, "hunger"), (4, "dominance"), (6, "harm"), (9, "paranoia"), (10, "rebellion")],
)
def test_a_die_draws_the_compulsion(die, key):
    brujah = somebody("vtm", texts={"clan": "Brujah"})
    assert [one.key for one in does(brujah, "draw_compulsion", die).begun] == [f"in_effect_compulsion_{key}"]


def test_who_has_no_clan_draws_again():
    assert proposed(does(of("Caitiff"), "draw_compulsion", 10)) == ["draw_compulsion"]


# --- Humanity ---------------------------------------------------------------------------------------------------


def test_stains_beyond_what_humanity_leaves_hurt_willpower():
    stained = vampire(humanity=7, stains=2, composure=3, resolve=2)
    play = does(stained, "stain", stains=3)
    assert (play.ratings["stains"], willpower(play)) == (5, (0, 2))


def test_remorse_goes_by_the_boxes_between_and_throws_at_least_one_die():
    assert does(vampire(humanity=7, stains=1), "remorse", 1, 6).ratings["stains"] == 0
    lost = does(vampire(humanity=7, stains=1), "remorse", 1, 2)
    assert (lost.ratings["humanity"], lost.ratings["stains"]) == (6, 0)
    assert does(vampire(humanity=7, stains=5), "remorse", 6).ratings["humanity"] == 7
    assert barred(vampire(), "remorse") == "There are no stains."


def test_callousness_takes_dice_of_remorse():
    callous = somebody("vtm", texts={"bane": "Callousness"}, humanity=5, stains=1, blood_potency=1)
    assert does(callous, "remorse", 1, 6).ratings["humanity"] == 5


def test_degeneration_ends_with_a_humanity_that_is_let_go():
    play = does(vampire(humanity=7, stains=4), "let_go_of_humanity")
    assert (play.ratings["humanity"], play.ratings["stains"]) == (6, 0)


def test_a_critical_injury_goes_by_a_die_and_the_aggravated_damage():
    broken = vampire(stamina=1, health_superficial=1, health_aggravated=3)
    assert sentences(broken, does(broken, "critical_injury", 2)) == ["Stunned: A turn lost or 1 Willpower"]
    assert sentences(broken, does(broken, "critical_injury", 10)) == ["Death or torpor"]
    assert barred(vampire(), "critical_injury")


def test_the_living_know_no_beast():
    for kind in ("Ghoul", "Mortal"):
        assert not {"frenzy", "feed", "wake", "mend", "draw_compulsion"} & {one.name for one in of(kind).layout.actions}
