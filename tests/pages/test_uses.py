"""Using what a character has: its cost is paid, what lasts is in effect, and all of it is one revision."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.markup import HTMX, JSON


@pytest.fixture
def use(signed_in):
    """Use an entry as a program does; the answer."""

    def use(character: Any, entry: int, **answers: Any) -> Any:
        form = {"form_key": str(uuid4())} | {name: str(answer) for name, answer in answers.items()}
        return signed_in(character.owner).post(f"{character.path}/uses/{entry}", data=form, headers=JSON)

    return use


@pytest.fixture
def sheet(signed_in):
    """A character as JSON."""
    return lambda character: signed_in(character.owner).get(character.path, headers=JSON).json


def power(factory, character: Any, discipline: str, name: str, dots: int = 3) -> int:
    """A power in its Discipline; its id."""
    return factory.entry(character, "powers", name, parent=factory.entry(character, "disciplines", discipline, dots))


def test_a_power_costs_its_rouse_check_and_is_in_effect_for_its_scene(anna, factory, use, sheet):
    fleetness = power(factory, anna, "Celerity", "Fleetness", 1)
    assert use(anna, fleetness, fell="3").json["words"] == ["Hunger 1 → 2", "In effect: Fleetness"]
    effects = sheet(anna)["lists"]["in_effect"]
    assert [(one["name"], one["texts"]["until"]) for one in effects] == [("Fleetness", "Scene")]


def test_the_same_power_again_begins_anew_and_stands_there_once(anna, factory, use, sheet):
    fleetness = power(factory, anna, "Celerity", "Fleetness")
    use(anna, fleetness, fell="6")
    use(anna, fleetness, fell="6")
    assert [one["name"] for one in sheet(anna)["lists"]["in_effect"]] == ["Fleetness"]


def test_what_is_in_effect_is_owned_by_nobody(anna, factory, use, sheet):
    fleetness = power(factory, anna, "Celerity", "Fleetness")
    use(anna, fleetness, fell="6")
    assert "fleetness" not in [one["name"].lower() for one in sheet(anna)["lists"]["disciplines"]]


def test_a_use_is_taken_back_whole(anna, factory, use, sheet, signed_in):
    use(anna, power(factory, anna, "Celerity", "Fleetness"), fell="2")
    signed_in(anna.owner).post(f"{anna.path}/undo", data={"form_key": str(uuid4())}, headers=JSON)
    after = sheet(anna)
    assert (after["ratings"]["hunger"], after["lists"]["in_effect"]) == (1, [])


def test_high_blood_potency_throws_a_failed_check_once_more(factory, use, sheet):
    elder = factory.character(blood_potency=3)
    fleetness = power(factory, elder, "Celerity", "Fleetness")
    assert use(elder, fleetness, fell="2 7").json["words"] == ["In effect: Fleetness"]
    assert sheet(elder)["ratings"]["hunger"] == 1


def test_oblivion_stains_on_a_one_and_on_a_ten(factory, use, sheet):
    lasombra = factory.character()
    use(lasombra, power(factory, lasombra, "Oblivion", "Shadow Cloak"))
    arms = power(factory, lasombra, "Oblivion", "Arms of Ahriman")
    assert "Stains 0 → 1" in use(lasombra, arms, fell="10").json["words"]


def test_a_ghoul_pays_with_its_body(factory, use, sheet):
    ghoul = factory.character(texts={"kind": "Ghoul"})
    fleetness = power(factory, ghoul, "Celerity", "Fleetness", 1)
    assert use(ghoul, fleetness).json["words"][0] == "Health: no damage → 1 aggravated"


def test_at_hunger_five_no_power_is_roused_and_a_free_one_is_used(factory, use):
    hungry = factory.character(hunger=5)
    assert use(hungry, power(factory, hungry, "Celerity", "Fleetness")).status_code == 409
    assert use(hungry, power(factory, hungry, "Animalism", "Sense the Beast")).status_code == 200


def test_a_gift_that_takes_the_last_rage_does_not_come_about(factory, use, sheet):
    wolf = factory.character(line="wta", rage=1)
    gift = factory.entry(wolf, "gifts", "Hare's Leap")
    words = use(wolf, gift, fell="2").json["words"]
    assert words == ["Rage 1 → 0", "The last Rage is gone, and it does not come about."]
    assert use(wolf, gift).status_code == 409


def test_a_gift_is_paid_with_willpower(factory, use):
    wolf = factory.character(line="wta")
    assert use(wolf, factory.entry(wolf, "gifts", "Catfeet")).json["words"] == [
        "Willpower: no damage → 1 superficial",
        "In effect: Catfeet",
    ]


def test_a_power_of_ones_own_asks_what_it_costs(anna, factory, use, signed_in):
    own = power(factory, anna, "Celerity", "Quick as Thought")
    page = signed_in(anna.owner).get(f"{anna.path}/uses/{own}", headers=HTMX)
    assert "Rouse checks" in page.text
    assert use(anna, own, rouse=2, fell="1 1").json["words"] == ["Hunger 1 → 3"]


def test_what_is_no_power_is_not_used(anna, factory, use):
    assert use(anna, factory.entry(anna, "equipment", "A lantern")).status_code == 404
    assert use(anna, 999_999).status_code == 404
