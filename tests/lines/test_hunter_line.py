"""Hunters, against numbers typed here from the rules."""

import pytest

from wodsheet.lines import LINES
from wodsheet.rules.trackers import length

HTR = LINES["htr"]
EDGES, PERKS = HTR.listings["edges"], HTR.listings["perks"]


def named(part, label):
    """The choice of a text or listing that bears this name."""
    choice = part.choice(label)
    assert choice is not None, label
    return choice


def test_the_skill_is_driving_and_the_motive_is_drive():
    assert HTR.traits["drive"].label == "Driving"
    assert HTR.texts["motive"].label == "Drive"
    assert LINES["vtm"].traits["drive"].label == "Drive"
    assert named(HTR.listings["specialties"].fields["skill"], "driving").key == "drive"


@pytest.mark.parametrize("rating", ["desperation", "danger"])
def test_the_cells_ratings_go_from_one_to_five(rating):
    trait = HTR.traits[rating]
    assert list(trait.range) == [1, 2, 3, 4, 5]
    assert trait.start == 1
    assert trait.hint == "One for the whole cell"


def test_despair_is_a_switch():
    despair = HTR.traits["despair"]
    assert list(despair.range) == [0, 1]
    assert despair.names == ("Not in despair", "In despair")
    assert HTR.start["despair"] == 0


def test_two_flaws_take_a_box_of_health_each():
    health = HTR.trackers["health"]
    assert length(health, HTR.start, {}) == 4
    assert length(health, HTR.start, {"malnourished": 2}) == 3
    assert length(health, HTR.start, {"malnourished": 2, "crones_curse": 2}) == 2


def test_seventeen_edges_in_three_kinds_and_ten_forms_of_a_lineage():
    groups = [edge.group for edge in EDGES.choices]
    counts = {group: groups.count(group) for group in groups}
    assert counts == {"Assets": 5, "Aptitudes": 5, "Endowments": 7, "Of a lineage": 10}


@pytest.mark.parametrize(
    ("edge", "count"),
    [
        ("arsenal", 5),
        ("fleet", 6),
        ("ordnance", 4),
        ("library", 11),
        ("experimental_medicine", 4),
        ("improvised_gear", 5),
        ("global_access", 7),
        ("drone_jockey", 6),
        ("beast_whisperer", 5),
        ("turncoat", 4),
        ("sense_the_unnatural", 6),
        ("repel_the_unnatural", 4),
        ("thwart_the_unnatural", 5),
        ("artifact", 5),
        ("cleanse_the_unnatural", 4),
        ("great_destiny", 4),
        ("unnatural_changes", 4),
    ],
)
def test_every_edge_has_all_its_perks(edge, count):
    assert len([perk for perk in PERKS.choices if perk.of[0] == edge]) == count


def test_there_are_89_perks_and_nine_of_a_lineage():
    edges = {edge.key for edge in EDGES.choices if edge.group != "Of a lineage"}
    assert len([perk for perk in PERKS.choices if perk.of[0] in edges]) == 89
    assert len(PERKS.choices) == 89 + 9


def test_a_perk_of_a_common_name_is_the_one_of_its_edge():
    assert named(PERKS, "handsfree").key == "sense_the_unnatural_handsfree"
    within = PERKS.choice("Handsfree", "unnatural_changes")
    assert within is not None
    assert within.key == "unnatural_changes_handsfree"


def test_a_lineages_own_form_of_an_edge_takes_the_edges_perks_too():
    own = {perk.label for perk in PERKS.choices if "artifact_grimoire_app" in perk.of}
    assert own == {"Temporary Access", "Empower", "Attraction", "Detection", "Shield", "Feature Unlocked"}


@pytest.mark.parametrize(("text", "count"), [("creed", 5), ("motive", 9), ("redemption", 9), ("blood_type", 8)])
def test_every_choice_of_a_text_is_there(text, count):
    assert len(HTR.texts[text].choices) == count


def test_a_creed_says_its_field_and_a_drive_what_redeems_it():
    assert named(HTR.texts["creed"], "Martial").hint == "Physical conflict, supernatural opponent or not"
    assert dict(named(HTR.texts["motive"], "Vengeance").facts)["Redemption"] == "The cell harms the quarry or its like"
    redeeming = [choice.label for choice in HTR.texts["redemption"].choices if "vengeance" in choice.of]
    assert redeeming == ["The cell harms the quarry or its like"]


def test_four_blood_types_are_rare():
    rare = [choice.label for choice in HTR.texts["blood_type"].choices if choice.facts]
    assert rare == [f"{group}\N{MINUS SIGN}" for group in ("A", "B", "AB", "O")]
    assert named(HTR.texts["blood_type"], "o-").label == "O\N{MINUS SIGN}"


@pytest.mark.parametrize(("group", "count"), [("Backgrounds", 28), ("Merits", 12), ("Loresheets", 8)])
def test_every_advantage_is_there(group, count):
    assert sum(1 for choice in HTR.listings["advantages"].choices if choice.group.partition(":")[0] == group) == count


def test_there_are_39_flaws_and_disputed_dots_say_so():
    flaws = HTR.listings["flaws"]
    assert len(flaws.choices) == 39
    weak = named(flaws, "Weak-Willed")
    assert (weak.dots, weak.unverified) == ((2,), "other sources give 2 or 3 dots")


def test_luxury_needs_a_safe_house_and_money():
    needs = named(HTR.listings["advantages"], "Luxury").needs
    assert [need.any_of for need in needs] == [(("safe_house", 1),), (("resources", 3),)]


def test_every_old_field_has_a_place():
    assert set(HTR.texts) == {
        "name", "chronicle", "concept", "pronouns", "ambition", "desire", "creed", "motive", "redemption", "cell",
        "age", "date_of_birth", "blood_type", "origin", "first_encounter", "history", "mission", "notes",
        "appearance", "distinguishing_features",
    }  # fmt: skip
    assert set(HTR.listings) == {
        "specialties", "tenets", "touchstones", "advantages", "flaws", "edges", "perks", "equipment",
        "own", "in_effect",
    }  # fmt: skip
    assert list(HTR.listings["touchstones"].fields) == ["name", "description"]


def test_hunters_have_loresheets_of_five_steps():
    loresheets = [choice for choice in HTR.listings["advantages"].choices if choice.group == "Loresheets"]
    assert len(loresheets) == 8
    assert {choice.dots for choice in loresheets} == {(1, 2, 3, 4, 5)}
    assert named(HTR.listings["advantages"], "Morag Holmscroft").sources[0].page == 29


def test_an_office_has_its_own_advantages_and_flaws():
    for listing, name in (
        ("advantages", "Database Access"),
        ("advantages", "New Hire"),
        ("flaws", "Location of Interest"),
    ):
        assert named(HTR.listings[listing], name).needs[0].any_of == (("franchise_office", 1),)
