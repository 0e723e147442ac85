"""A werewolf's night, against numbers typed here from the rules."""

import pytest

from tests.lines.nights import barred, does, health, options, proposed, sentences, somebody, willpower

HOMID, GLABRO, CRINOS, HISPO, LUPUS = range(5)
FORMS = ("homid", "glabro", "crinos", "hispo", "lupus")


def garou(*owned, **ratings):
    """A werewolf."""
    return somebody("wta", *owned, **ratings)


# --- Rage -------------------------------------------------------------------------------------------------------


def test_each_failed_rage_check_takes_one_rage():
    assert does(garou(rage=4), "rage_check", 6, 5, 10, 1, checks=4).ratings["rage"] == 2


def test_the_last_rage_loses_the_wolf_and_a_body_that_cannot_stay():
    lost = does(garou(rage=1, form=GLABRO), "rage_check", 5)
    assert lost.ratings["rage"] == 0
    assert "Rage is 0: the wolf is lost, with Gifts, rites and supernatural forms." in sentences(garou(), lost)
    assert proposed(lost) == ["shift"]
    assert proposed(does(garou(rage=1, form=LUPUS), "rage_check", 5)) == []


@pytest.mark.parametrize("name", ["rage_check", "regenerate"])
def test_without_the_wolf_no_rage_checks_are_made(name):
    lost = garou(rage=0, form=GLABRO, health_superficial=1)
    assert barred(lost, name) == "The wolf is lost: no Rage checks are made."


def test_each_point_of_rage_over_five_is_a_superficial_willpower():
    furious = does(garou(rage=4), "rage_rises", by=3)
    assert furious.ratings["rage"] == 5
    assert willpower(furious) == (2, 0)


def test_the_first_damage_of_a_conflict_raises_rage_once():
    anna = garou(rage=1, stamina=3)
    assert proposed(does(anna, "take_damage")) == ["rage_rises"]
    angry = does(anna, "rage_rises", why="damage")
    assert (angry.ratings["rage"], [(one.key, one.until) for one in angry.begun]) == (
        2,
        [("in_effect_hurt", "scene")],
    )
    later = garou(("in_effect", "Hurt in this conflict"), rage=2, stamina=3)
    assert proposed(does(later, "take_damage")) == []
    assert "damage" not in options(later, "rage_rises", "why")


# --- Losing and finding the wolf --------------------------------------------------------------------------------


def test_the_first_howl_of_a_night_raises_rage_and_brings_the_wolf_back():
    for rage in (0, 2):
        howled = does(garou(rage=rage), "howl")
        assert howled.ratings["rage"] == rage + 1
        assert [(one.key, one.until) for one in howled.begun] == [("in_effect_howled", "night")]
    assert barred(garou(("in_effect", "Howled at the moon")), "howl") == "You have howled at the moon this night."


def test_under_a_bad_moon_the_howl_needs_a_rage_check():
    lost = garou(("flaws", "Bad Moon Rising"), rage=0)
    assert does(lost, "howl", 6).ratings["rage"] == 1
    unheard = does(lost, "howl", 5)
    assert unheard.ratings["rage"] == 0
    assert any(one.startswith("The moon does not answer.") for one in sentences(lost, unheard))


def test_the_moon_riled_rage_more():
    assert does(garou(("advantages", "Moon-Riled"), rage=1), "howl").ratings["rage"] == 3


def test_the_rite_of_the_wolf_reborn_gives_one_rage():
    assert does(garou(rage=0), "wolf_reborn").ratings["rage"] == 1
    assert barred(garou(rage=1), "wolf_reborn")


# --- The five forms ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "checks"), [*zip(FORMS, (0, 1, 2, 1, 0), strict=True)])
def test_each_form_costs_its_rage_checks(form, checks):
    start = LUPUS if form != "lupus" else HOMID
    changed = does(garou(rage=3, form=start), "shift", *[6] * checks, to=form)
    assert changed.ratings["form"] == FORMS.index(form)
    assert changed.ratings["rage"] == 3


def test_a_change_whose_checks_take_the_last_rage_does_not_come_about():
    stayed = does(garou(rage=2), "shift", 1, 2, to="crinos")
    assert (stayed.ratings["form"], stayed.ratings["rage"]) == (HOMID, 0)
    assert "The checks took the last Rage: the change does not come about." in sentences(garou(rage=2), stayed)
    assert does(garou(rage=2), "shift", 1, 6, to="crinos").ratings["form"] == CRINOS


def test_who_lost_the_wolf_has_homid_and_lupus_alone():
    assert options(garou(rage=0, form=CRINOS), "shift", "to") == ["lupus", "homid"]
    assert options(garou(rage=1), "shift", "to") == ["glabro", "crinos", "hispo", "lupus"]


def test_something_else_may_pay_for_a_change():
    assert does(garou(rage=1), "shift", to="crinos", price="free").ratings["form"] == CRINOS


def test_leaving_crinos_makes_rage_one_and_moves_the_damage_of_its_four_boxes():
    hurt = garou(rage=4, form=CRINOS, stamina=1, health_superficial=6)
    homid = does(hurt, "shift", to="homid")
    assert (homid.ratings["rage"], health(homid)) == (1, (2, 2))
    unhurt = does(garou(rage=4, form=CRINOS, stamina=1, health_superficial=2), "shift", to="lupus")
    assert health(unhurt) == (2, 0)


def test_leaving_crinos_without_the_wolf_gives_no_rage():
    assert does(garou(rage=0, form=CRINOS), "shift", to="homid").ratings["rage"] == 0


def test_flaws_of_shape_close_forms_and_hurt():
    limited = garou(("flaws", "Limited Forms"), rage=2)
    assert options(limited, "shift", "to") == ["glabro", "crinos", "lupus"]
    pained = garou(("flaws", "Painful Change"), rage=2)
    assert health(does(pained, "shift", 6, to="glabro")) == (1, 0)
    assert health(does(pained, "shift", to="lupus")) == (0, 0)


def test_crinos_asks_for_its_turn():
    assert proposed(does(garou(rage=3), "shift", 6, 6, to="crinos")) == ["crinos_turn"]


# --- Damage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "heals"), [(GLABRO, 1), (CRINOS, 2), (HISPO, 1)])
def test_a_rage_check_regenerates_by_form(form, heals):
    hurt = garou(rage=2, form=form, stamina=2, health_superficial=3, health_aggravated=1)
    healed = does(hurt, "regenerate", 2)
    assert (health(healed), healed.ratings["rage"]) == ((3 - heals, 1), 1)


@pytest.mark.parametrize("form", [HOMID, LUPUS])
def test_homid_and_lupus_do_not_regenerate(form):
    assert barred(garou(form=form, health_superficial=1), "regenerate") == "This form does not regenerate."


@pytest.mark.parametrize(("form", "hurt"), [(HOMID, 0), (GLABRO, 2), (CRINOS, 2), (HISPO, 2), (LUPUS, 0)])
def test_touching_silver_burns_in_three_forms_and_angers_in_all(form, hurt):
    touched = does(garou(rage=1, form=form, stamina=3), "silver", how="touch", many=2)
    assert (health(touched), touched.ratings["rage"]) == ((0, hurt), 3)


def test_silver_that_strikes_is_aggravated_and_angers_point_by_point():
    struck = does(garou(rage=4, stamina=3), "silver", how="struck", many=3)
    assert (health(struck), struck.ratings["rage"], willpower(struck)) == ((0, 3), 5, (2, 0))


def test_a_night_at_rest_heals_an_aggravated_wound():
    assert health(does(garou(health_aggravated=2, health_superficial=1), "recover")) == (1, 1)


# --- Frenzy -----------------------------------------------------------------------------------------------------


def test_a_turn_in_crinos_costs_willpower_or_brings_frenzy():
    crinos = garou(rage=2, form=CRINOS)
    assert willpower(does(crinos, "crinos_turn")) == (1, 0)
    assert willpower(does(crinos, "crinos_turn", pays="killed")) == (0, 0)
    raving = does(crinos, "crinos_turn", pays="nothing")
    assert (raving.ratings["frenzy"], raving.ratings["rage"], raving.ratings["form"]) == (1, 5, CRINOS)
    assert barred(garou(), "crinos_turn") == "You are not in Crinos."


def test_without_willpower_a_turn_in_crinos_cannot_be_paid():
    spent = garou(rage=2, form=CRINOS, willpower_aggravated=2)
    assert options(spent, "crinos_turn", "pays") == ["killed", "nothing"]


def test_frenzy_begins_in_crinos_with_five_rage():
    raving = does(garou(rage=1), "frenzy")
    assert (raving.ratings["frenzy"], raving.ratings["rage"], raving.ratings["form"]) == (1, 5, CRINOS)
    assert barred(garou(frenzy=1), "frenzy")
    assert barred(garou(rage=0), "frenzy")


def test_two_successes_of_willpower_calm_a_frenzy_and_the_wolf_is_lost():
    raving = garou(rage=5, form=CRINOS, frenzy=1, composure=2, resolve=2, willpower_superficial=1)
    calm = does(raving, "calm", 6, 7, 1)
    assert (calm.ratings["frenzy"], calm.ratings["rage"], proposed(calm)) == (0, 0, ["shift"])
    still = does(raving, "calm", 6, 2, 1)
    assert (still.ratings["frenzy"], still.ratings["rage"], proposed(still)) == (1, 5, [])


@pytest.mark.parametrize("name", ["scene_end", "night_end", "session_end"])
def test_the_end_of_a_scene_ends_a_frenzy_and_touches_nobody_else(name):
    over = does(garou(rage=5, form=CRINOS, frenzy=1), name)
    assert (over.ratings["frenzy"], over.ratings["rage"], proposed(over)) == (0, 0, ["shift"])
    assert does(garou(rage=3), name).ratings["rage"] == 3


def test_rage_that_runs_out_ends_a_frenzy():
    assert does(garou(rage=1, form=CRINOS, frenzy=1), "rage_check", 1).ratings["frenzy"] == 0


def test_in_frenzy_no_willpower_is_spent():
    assert barred(garou(frenzy=1), "spend_willpower") == "In frenzy no Willpower is spent."


# --- Harano and Hauglosk ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["harano", "hauglosk"])
def test_both_together_are_the_dice_and_a_failure_adds_a_mark(name):
    marked = garou(harano=1, hauglosk=2)
    failed = does(marked, f"{name}_test", 1, 2, 5)
    assert failed.ratings[name] == marked.ratings[name] + 1
    assert does(marked, f"{name}_test", 6, 2, 5).ratings[name] == marked.ratings[name]
    assert does(marked, f"{name}_test", 6, 2, 5, difficulty=2).ratings[name] == marked.ratings[name] + 1


def test_at_least_one_die_is_thrown_and_an_even_temper_has_one_more():
    assert does(garou(), "harano_test", 5).ratings["harano"] == 1
    assert does(garou(("advantages", "Even Temper"), harano=1), "harano_test", 5, 6).ratings["harano"] == 1


@pytest.mark.parametrize(
    ("flaw", "name", "marked", "difficulty"),
    [("Morose", "harano", 1, 2), ("Morose", "harano", 0, 1), ("Bitter", "hauglosk", 1, 2), ("Bitter", "harano", 1, 1)],
)
def test_bitter_and_morose_make_it_harder_after_the_first_mark(flaw, name, marked, difficulty):
    anna = garou(("flaws", flaw), **{name: marked})
    test = does(anna, f"{name}_test", 1)
    assert test.thrown[0].difficulty == difficulty


def test_a_touchstone_lost_by_ones_own_act_adds_a_mark_without_a_test():
    assert does(garou(harano=1), "harano_test", why="own_act").ratings["harano"] == 2


def test_a_mark_of_harano_buys_rage_and_one_of_hauglosk_willpower():
    dark = does(garou(rage=1, harano=1), "harano_choice")
    assert (dark.ratings["harano"], dark.ratings["rage"]) == (2, 5)
    zealous = does(garou(hauglosk=1, willpower_superficial=1, willpower_aggravated=1), "hauglosk_choice")
    assert (zealous.ratings["hauglosk"], willpower(zealous)) == (2, (0, 0))


def test_the_fifth_mark_is_the_end_and_that_is_said():
    last = garou(harano=4)
    assert "Lost to Harano: they leave play." in sentences(last, does(last, "harano_choice"))


# --- Touchstones and sessions -----------------------------------------------------------------------------------


def test_a_scene_with_a_touchstone_gives_one_of_what_there_is():
    anna = garou(rage=2, willpower_aggravated=1, harano=1)
    assert options(anna, "touchstone_scene", "gives") == ["rage", "willpower", "from_harano", "nothing"]
    assert does(anna, "touchstone_scene").ratings["rage"] == 1
    assert willpower(does(anna, "touchstone_scene", gives="willpower")) == (0, 0)
    moved = does(anna, "touchstone_scene", gives="from_harano")
    assert (moved.ratings["harano"], moved.ratings["hauglosk"]) == (0, 1)


def test_a_broken_ban_leaves_one_willpower_at_a_sessions_start():
    anna = garou(composure=3, willpower_superficial=3)
    assert willpower(does(anna, "session_start")) == (0, 0)
    assert willpower(does(anna, "session_start", willpower="ban")) == (2, 0)


def test_the_tribes_renown_heals_an_aggravated_willpower_at_the_sessions_end():
    anna = garou(willpower_aggravated=2)
    assert willpower(does(anna, "session_end", renown="yes")) == (0, 1)
    assert willpower(does(anna, "session_end")) == (0, 2)
