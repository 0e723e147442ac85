"""Vampires, against numbers typed here from the rules."""

import pytest

from wodsheet.engine import Need, Source
from wodsheet.lines import LINES, names
from wodsheet.rules.trackers import length

VTM = LINES["vtm"]
POWERS = VTM.listings["powers"]

# rating: blood surge, mend, Discipline bonus, Rouse re-roll, bane severity, animals and bags, humans, must kill
BLOOD_POTENCY = {
    0: ("+1 die", "1 superficial", "none", "none", "0", "slake fully", "", ""),
    1: ("+2 dice", "1 superficial", "none", "level 1", "2", "slake fully", "", ""),
    2: ("+2 dice", "2 superficial", "+1 die", "level 1", "2", "slake half", "", ""),
    3: ("+3 dice", "2 superficial", "+1 die", "levels 1 to 2", "3", "slake nothing", "", ""),
    4: ("+3 dice", "3 superficial", "+2 dice", "levels 1 to 2", "3", "slake nothing", "slake 1 less", ""),
    5: ("+4 dice", "3 superficial", "+2 dice", "levels 1 to 3", "4", "slake nothing", "slake 1 less", "2"),
    6: ("+4 dice", "3 superficial", "+3 dice", "levels 1 to 3", "4", "slake nothing", "slake 2 less", "2"),
    7: ("+5 dice", "3 superficial", "+3 dice", "levels 1 to 4", "5", "slake nothing", "slake 2 less", "2"),
    8: ("+5 dice", "4 superficial", "+4 dice", "levels 1 to 4", "5", "slake nothing", "slake 2 less", "3"),
    9: ("+6 dice", "4 superficial", "+4 dice", "levels 1 to 5", "6", "slake nothing", "slake 2 less", "3"),
    10: ("+6 dice", "5 superficial", "+5 dice", "levels 1 to 5", "6", "slake nothing", "slake 3 less", "3"),
}


def named(part, label):
    """The choice of a text or listing that bears this name."""
    choice = part.choice(label)
    assert choice is not None, label
    return choice


@pytest.mark.parametrize("potency", BLOOD_POTENCY)
def test_blood_potency_brings_its_row_of_the_table(potency):
    *row, kill = BLOOD_POTENCY[potency]
    shown = [out.words[potency] for out in VTM.traits["blood_potency"].read_outs]
    assert shown == [*row, f"to slake below {kill}" if kill else ""]


@pytest.mark.parametrize(
    ("generation", "potency"),
    [
        ("4th", "5 to 10"),
        ("5th", "4 to 9"),
        ("6th", "3 to 8"),
        ("7th", "3 to 7"),
        ("8th", "2 to 6"),
        ("9th", "2 to 5"),
        ("10th", "1 to 4"),
        ("11th", "1 to 4"),
        ("12th", "1 to 3"),
        ("13th", "1 to 3"),
        ("14th", "0"),
        ("15th", "0"),
        ("16th", "0"),
    ],
)
def test_a_generation_bounds_blood_potency(generation, potency):
    assert dict(named(VTM.texts["generation"], generation).facts) == {"Blood Potency": potency}


def test_a_new_vampire_is_of_the_thirteenth_generation_hungry_and_humane():
    assert VTM.texts["generation"].start == "13th"
    start = {name: VTM.start[name] for name in ("hunger", "humanity", "stains", "blood_potency")}
    assert start == {"hunger": 1, "humanity": 7, "stains": 0, "blood_potency": 1}
    assert {name: VTM.traits[name].high for name in start} == {
        "hunger": 5,
        "humanity": 10,
        "stains": 10,
        "blood_potency": 10,
    }


def test_humanity_says_how_long_torpor_lasts():
    torpor, mortals, blush = VTM.traits["humanity"].read_outs
    assert torpor.words[10] == "1 day"
    assert torpor.words[7] == "2 weeks"
    assert torpor.words[1] == "5 centuries"
    assert [mortals.words[rating] for rating in (1, 5, 6)] == ["\N{MINUS SIGN}8 dice", "\N{MINUS SIGN}1 die", ""]
    assert [blush.words[rating] for rating in (7, 8, 10)] == [
        "one Rouse check",
        "two Rouse dice, keep the best",
        "not needed",
    ]


@pytest.mark.parametrize(
    ("listing", "count"),
    [
        ("disciplines", 12),
        ("powers", 269),
        ("rituals", 109),
        ("ceremonies", 29),
        ("advantages", 12 + 104 + 154),
        ("flaws", 119),
    ],
)
def test_every_list_is_whole(listing, count):
    assert len(VTM.listings[listing].choices) == count


@pytest.mark.parametrize(
    ("discipline", "count"),
    [
        ("animalism", 20),
        ("auspex", 17),
        ("blood_sorcery", 18),
        ("celerity", 16),
        ("dominate", 16),
        ("fortitude", 20),
        ("obfuscate", 22),
        ("oblivion", 23),
        ("potence", 15),
        ("presence", 20),
        ("protean", 22),
        ("thin_blood_alchemy", 60),
    ],
)
def test_every_discipline_has_all_its_powers(discipline, count):
    powers = [power for power in POWERS.choices if power.of == (discipline,)]
    assert len(powers) == count
    assert {power.level for power in powers} == {1, 2, 3, 4, 5}
    assert all(power.group == f"Level {power.level}" for power in powers)


def test_backgrounds_merits_and_loresheets_are_told_apart():
    groups = [choice.group.partition(":")[0] for choice in VTM.listings["advantages"].choices]
    assert {group: groups.count(group) for group in groups} == {"Backgrounds": 12, "Merits": 104, "Loresheets": 154}


def test_sixteen_clans_with_their_banes_and_compulsions():
    clans = {clan.key for clan in VTM.texts["clan"].choices}
    assert len(clans) == 16
    banes = VTM.texts["bane"].choices
    assert {bane.of[0] for bane in banes if bane.group == "Bane"} == clans
    assert {bane.of[0] for bane in banes if bane.group == "Variant bane"} == clans - {"caitiff", "thin_blood"}
    compulsions = VTM.texts["compulsion"].choices
    assert {key for compulsion in compulsions for key in compulsion.of} == clans - {"caitiff", "thin_blood"}
    general = [compulsion.label for compulsion in compulsions if not compulsion.of]
    assert general == ["Hunger", "Dominance", "Harm", "Paranoia"]
    assert all("Bane" in dict(clan.facts) for clan in VTM.texts["clan"].choices)


@pytest.mark.parametrize(
    ("clan", "disciplines"),
    [
        ("Banu Haqim", "Blood Sorcery, Celerity, Obfuscate"),
        ("Brujah", "Celerity, Potence, Presence"),
        ("Gangrel", "Animalism, Fortitude, Protean"),
        ("Hecata", "Auspex, Fortitude, Oblivion"),
        ("Lasombra", "Dominate, Oblivion, Potence"),
        ("Malkavian", "Auspex, Dominate, Obfuscate"),
        ("The Ministry", "Obfuscate, Presence, Protean"),
        ("Nosferatu", "Animalism, Obfuscate, Potence"),
        ("Ravnos", "Animalism, Obfuscate, Presence"),
        ("Salubri", "Auspex, Dominate, Fortitude"),
        ("Toreador", "Auspex, Celerity, Presence"),
        ("Tremere", "Auspex, Blood Sorcery, Dominate"),
        ("Tzimisce", "Animalism, Dominate, Protean"),
        ("Ventrue", "Dominate, Fortitude, Presence"),
        ("Caitiff", None),
        ("Thin-Blood", "Thin-Blood Alchemy"),
    ],
)
def test_a_clan_has_its_disciplines(clan, disciplines):
    choice = named(VTM.texts["clan"], clan)
    assert dict(choice.facts).get("Disciplines") == disciplines
    own = [one.label for one in VTM.listings["disciplines"].choices if choice.key in one.of]
    assert ", ".join(own) == (disciplines or "")


@pytest.mark.parametrize(
    ("text", "count"), [("predator_type", 18), ("generation", 13), ("bane", 30), ("compulsion", 18)]
)
def test_every_choice_of_a_text_is_there(text, count):
    assert len(VTM.texts[text].choices) == count


def test_blood_has_six_resonances_and_the_humours_four_temperaments():
    choices = VTM.texts["resonance"].choices
    plain = [choice.label for choice in choices if ", " not in choice.label]
    assert plain == ["Choleric", "Melancholic", "Phlegmatic", "Sanguine", "Animal Blood", "Empty"]
    assert len(choices) == 6 + 4 * 4
    assert [choice.label for choice in choices if choice.group == "Sanguine"][1:] == [
        f"Sanguine, {temperament}" for temperament in ("negligible", "fleeting", "intense", "acute")
    ]
    acute = dict(named(VTM.texts["resonance"], "melancholy, Acute").facts)
    assert acute["Dyscrasias"].split(", ")[:2] == ["In Mourning", "Lost Love"]
    assert acute["Discipline bonus"] == "+1 die"
    fleeting = dict(named(VTM.texts["resonance"], "Melancholic, fleeting").facts)
    assert "Dyscrasias" not in fleeting


def test_resilience_adds_fortitude_to_health():
    health = VTM.trackers["health"]
    ratings = {**VTM.start, "stamina": 3}
    assert length(health, ratings, {"fortitude": 2}) == 6
    assert length(health, ratings, {"fortitude": 2, "resilience": 1}) == 8
    assert health.owned_keys == {"fortitude", "resilience", "crones_curse"}
    assert named(POWERS, "Resilience").of == ("fortitude",)


def test_an_amalgam_needs_the_other_discipline():
    possession = named(POWERS, "Possession")
    assert possession.level == 5
    assert possession.needs == (Need((("dominate", 3),)),)


def test_a_power_may_need_one_of_several_others():
    needs = named(POWERS, "Messenger's Command").needs
    assert needs == (
        Need((("dominate", 1),)),
        Need((("animal_messenger", 0),)),
        Need((("compel", 0), ("mesmerize", 0))),
    )
    assert needs[2].met_by({"mesmerize": 1})
    assert not needs[2].met_by({"animal_messenger": 1})


@pytest.mark.parametrize(
    ("power", "how"),
    [
        ("Mesmerize", "Manipulation + Dominate against Intelligence + Resolve · one Rouse check"),
        ("Bond Famulus", "Charisma + Animal Ken · three Rouse checks"),
        ("Feral Whispers", "Manipulation or Charisma + Animalism · one Rouse check"),
        ("Heightened Senses", "Wits + Resolve"),
        (
            "Withering Spirit",
            "Resolve + Oblivion against Resolve + Occult or Fortitude · two Rouse checks, one stain or more",
        ),
    ],
)
def test_a_power_says_how_it_is_used(power, how):
    assert named(POWERS, power).how == how


def test_a_power_is_found_by_its_older_name():
    assert named(POWERS, "obeah") is named(POWERS, "Panacea")
    assert named(VTM.listings["rituals"], "Ward against Kindred").label == "Ward against Cainites"


def test_a_ritual_may_cost_dearly_and_a_ceremony_needs_its_power():
    assert named(VTM.listings["rituals"], "Escape to True Sanctuary").cost == "twelve Rouse checks"
    ceremony = named(VTM.listings["ceremonies"], "Ex Nihilo")
    assert ceremony.cost == "three Rouse checks, one Willpower"
    assert ceremony.needs == (Need((("withering_spirit", 0),)),)


def test_a_loresheet_names_each_of_its_dots():
    sheet = named(VTM.listings["advantages"], "Theo Bell")
    assert sheet.dots == (1, 2, 3, 4, 5)
    assert sheet.steps[0] == "Rebel Cell"
    unnamed = [c for c in VTM.listings["advantages"].choices if c.group == "Loresheets" and not c.steps]
    assert len(unnamed) == 53
    assert all(choice.unverified for choice in unnamed)


def test_doubts_come_across():
    assert sum(1 for power in POWERS.choices if power.unverified) == 17
    assert named(POWERS, "Leash the Beast").sources == ()


def test_allies_go_to_six_and_up_all_night_has_two_or_four():
    advantages = VTM.listings["advantages"]
    assert named(advantages, "Allies").dots == (2, 3, 4, 5, 6)
    assert named(advantages, "Up All Night").dots == (2, 4)
    assert named(advantages, "Beautiful").excludes == ("repulsive", "stunning", "ugly")


def test_every_old_field_has_a_place():
    assert set(VTM.texts) - {"kind", "domitor"} == {
        "name", "chronicle", "concept", "pronouns", "ambition", "desire", "clan", "predator_type", "generation",
        "sire", "true_age", "apparent_age", "date_of_birth", "date_of_death", "ethnicity", "languages", "birthplace",
        "appearance", "distinguishing_features", "bane", "compulsion", "resonance", "history_in_life", "after_death",
        "notes",
    }  # fmt: skip
    assert set(VTM.listings) == {
        "specialties", "tenets", "touchstones", "advantages", "flaws", "disciplines", "powers", "rituals",
        "ceremonies", "equipment", "own", "in_effect",
    }  # fmt: skip
    assert list(VTM.listings["touchstones"].fields) == ["name", "description", "conviction"]


# --- What an audit of the names found ---------------------------------------------------------------------------


def test_a_die_chooses_the_humour_of_blood():
    dice = {
        choice.label: dict(choice.facts)["Die"]
        for choice in VTM.texts["resonance"].choices
        if "Die" in dict(choice.facts)
    }
    humours = {label: die for label, die in dice.items() if "," not in label}
    assert humours == {"Phlegmatic": "1-3", "Melancholic": "4-6", "Choleric": "7-8", "Sanguine": "9-10"}


def test_a_thin_blood_has_no_predator_type():
    assert VTM.of(VTM.kind("Thin-blood")).sections["identity"].parts
    assert "predator_type" not in VTM.of(VTM.kind("Thin-blood")).texts
    assert "predator_type" in VTM.of(VTM.kind("Vampire")).texts


def test_what_thin_bloods_alone_have_has_no_dots_and_stands_in_pairs():
    for listing, count in (("advantages", 15), ("flaws", 17)):
        choices = (choice for choice in VTM.listings[listing].choices if not choice.group.startswith("Loresheets"))
        of_thin_bloods = [choice for choice in choices if "thin_blood" in choice.of]
        assert (len(of_thin_bloods), {choice.dots for choice in of_thin_bloods}) == (count, {(0,)})
        assert {choice.group.rpartition(": ")[2] for choice in of_thin_bloods} == {"Thin-blood"}


def test_an_ingrained_discipline_is_a_flaw_of_its_own_for_each_discipline():
    ingrained = [choice for choice in VTM.listings["flaws"].choices if choice.key.startswith("ingrained_")]
    assert len(ingrained) == 12
    assert named(VTM.listings["flaws"], "Scar Tissue").needs == (Need((("fortitude", 1),)),)


def test_a_ventrue_has_no_iron_gullet():
    assert "iron_gullet" in named(VTM.texts["clan"], "Ventrue").excludes


def test_a_loresheet_of_a_clan_asks_for_it_and_says_where_it_stands():
    pyramid = next(choice for choice in VTM.listings["advantages"].choices if choice.key == "the_pyramid")
    assert pyramid.needs == (Need((("tremere", 0),)),)
    assert pyramid.sources == (Source("camarilla", 189),)
    saulot = next(choice for choice in VTM.listings["advantages"].choices if choice.key == "machinations_of_saulot")
    assert saulot.needs == (Need((("salubri", 0), ("tremere", 0))),)


@pytest.mark.parametrize(
    ("listing", "name", "level_or_dots"),
    [
        ("advantages", "Sheriff Qui", (1, 2, 3, 4, 5)),
        ("flaws", "Debt", (1,)),
        ("flaws", "Cursed Object", (1,)),
        ("rituals", "Aapilu Awakening", 3),
    ],
)
def test_what_one_source_alone_has_is_there_and_says_so(listing, name, level_or_dots):
    found = named(VTM.listings[listing], name)
    assert level_or_dots in (found.dots, found.level)
    assert found.unverified


def test_ghouls_have_merits_and_flaws_of_their_own():
    for listing, names_of_ghouls in (
        ("advantages", ("Blood Empathy", "Unseemly Aura")),
        ("flaws", ("Baneful Blood", "Crone's Curse", "Distressing Fangs")),
    ):
        for name in names_of_ghouls:
            assert named(VTM.listings[listing], name).needs == (Need((("ghoul", 0),)),)


def test_crones_curse_takes_a_box_of_a_ghouls_health():
    assert length(VTM.trackers["health"], VTM.start, {"crones_curse": 2}) == 3


def test_a_loresheet_of_two_names_is_found_by_each():
    assert named(VTM.listings["advantages"], "Nasyon San An").key == "the_nation_of_blood_descendants_of_the_baron"


# --- The night's tables -----------------------------------------------------------------------------------------


def faces(words):
    """The faces of a die that a cell names: "9-10", or one; all of them for an empty one."""
    first, _, last = (words or "1-10").partition("-")
    return range(int(first), int(last or first) + 1)


def test_the_dice_of_a_temperament_give_its_share_of_mortals():
    for row in names.rows("vtm_temperaments"):
        assert len(faces(row["first"])) * len(faces(row["second"])) == int(row["percent"]), row["key"]


@pytest.mark.parametrize(("file", "column"), [("vtm_compulsion_draw", "die"), ("vtm_resonances", "Die")])
def test_each_face_of_a_die_draws_one_thing(file, column):
    drawn = [face for row in names.rows(file) if row[column] for face in faces(row[column])]
    assert sorted(drawn) == list(range(1, 11))


def test_every_sum_of_a_die_and_damage_is_one_injury():
    rows = names.rows("vtm_injuries")
    assert [int(row["from"]) for row in rows[1:]] == [int(row["to"]) + 1 for row in rows[:-1]]
    assert (rows[0]["from"], rows[-1]["to"]) == ("", "")


@pytest.mark.parametrize(
    "file", ["vtm_temperaments", "vtm_feeding", "vtm_provocations", "vtm_compulsion_draw", "vtm_injuries", "vtm_gear"]
)
def test_a_row_of_the_night_says_how_sure_it_is(file):
    assert {row["confidence"] for row in names.rows(file)} <= {"agreed", "single", "doubtful"}


def test_weapons_and_armor_are_those_of_the_other_lines():
    def numbers(line):
        return {(row["key"], row["Damage"], row["Armor"]) for row in names.rows(f"{line}_gear")}

    assert numbers("vtm") == numbers("htr") == numbers("wta")
