"""Steps of actions that no line's rule shows by itself."""

from wodsheet.engine.action import CarryOver
from wodsheet.engine.amount import listed
from wodsheet.lines import LINES
from wodsheet.rules.actions import carry_out
from wodsheet.sheet import Sheet
from wodsheet.sheet.actions import play_of


def test_damage_without_a_box_turns_marks_when_it_is_carried_over():
    garou = play_of(Sheet.of_parts(LINES["wta"], 1, {"stamina": 1, "health_superficial": 6}, {}, []))
    carry_out([CarryOver("health")], garou)
    assert (garou.ratings["health_superficial"], garou.ratings["health_aggravated"]) == (2, 2)


def test_damage_that_has_its_boxes_stays_as_it_is():
    garou = play_of(Sheet.of_parts(LINES["wta"], 1, {"stamina": 1, "health_superficial": 4}, {}, []))
    carry_out([CarryOver("health")], garou)
    assert (garou.ratings["health_superficial"], garou.ratings["health_aggravated"]) == (4, 0)


def test_entries_of_a_list_are_counted():
    row = [1, "touchstones", None, 1, "Her brother", 0, {}]
    hunter = play_of(Sheet.of_parts(LINES["htr"], 1, {}, {}, [row]))
    assert (listed("touchstones").read(hunter), listed("flaws").read(hunter)) == (1, 0)
