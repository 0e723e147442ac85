"""Whole evenings at the table, one action after the other, as a program does them; then undone to the beginning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.factories import Character
from tests.markup import HTMX, JSON


class Evening:
    """One character's evening: each action is one revision, or none where it changed nothing."""

    def __init__(self, client: Any, character: Character) -> None:
        self.client, self.path = client, character.path
        self.revisions = 0

    def does(self, name: str, **answers: Any) -> list[str]:
        """Do an action; what it did, in words, and what may follow, each after an arrow."""
        form = {"form_key": str(uuid4())} | {ask: str(answer) for ask, answer in answers.items()}
        answer = self.client.post(f"{self.path}/actions/{name}", data=form, headers=JSON)
        assert answer.status_code == 200, answer.text
        self.revisions += answer.json["revision"] is not None
        return [*answer.json["words"], *(f"→ {one['action']}" for one in answer.json["proposals"])]

    def sheet(self) -> dict[str, Any]:
        """What the sheet says that an evening can change."""
        sheet = self.client.get(self.path, headers=JSON).json
        effects = [one["name"] for one in sheet["lists"]["in_effect"]]
        return {"ratings": sheet["ratings"], "trackers": sheet["trackers"], "in_effect": effects}

    def undo_all(self) -> None:
        """Take every revision back, the newest first."""
        for _ in range(self.revisions):
            answer = self.client.post(f"{self.path}/undo", data={"form_key": str(uuid4())}, headers=JSON)
            assert answer.status_code == 200, answer.text


@pytest.fixture
def evening(signed_in: Callable[..., Any]) -> Callable[[Character], Evening]:
    """An evening of a character, played by its owner."""
    return lambda character: Evening(signed_in(character.owner), character)


def test_a_hunters_evening_and_all_of_it_undone(factory, make_entry, evening):
    hurt = {"health_superficial": 3, "willpower_superficial": 4, "willpower_aggravated": 1}
    nora = factory.character(line="htr", stamina=2, composure=2, resolve=4, intelligence=2, medicine=2, **hurt)
    make_entry(nora, "touchstones", "Her brother")
    play = evening(nora)
    before = play.sheet()
    assert play.does("session_start") == [
        "Health: 3 superficial → 1 superficial",
        "Willpower: 4 superficial, 1 aggravated → 1 aggravated",
    ]
    assert play.does("desperation", why="quarry_gains") == ["Desperation 1 → 2"]
    assert play.does("overreach", ones=2) == ["Danger 1 → 3"]
    assert play.does("suffer_attack", margin=1, weapon="heavy_impact", worn="ballistic_cloth") == [
        "Health: 1 superficial → 2 superficial"
    ]
    assert play.does("suffer_attack", margin=0, weapon="medium_gunshot", kind="aggravated") == [
        "Health: 2 superficial → 2 superficial, 3 aggravated",
        "Health is full: Impaired, two dice fewer on Physical rolls.",
    ]
    assert play.does("spend_willpower") == ["Willpower: 1 aggravated → 1 superficial, 1 aggravated"]
    assert play.does("medicine", patient="yourself", fell="6 7 8 10") == [
        "Health: 2 superficial, 3 aggravated → 3 superficial, 2 aggravated"
    ]
    assert play.does("fall_into_despair", why="failed") == [
        "Despair: Not in despair → In despair",
        "The roll fails; until the Drive is redeemed it gives nothing, and there are no Desperation dice.",
    ]
    assert play.does("take_willpower_damage", amount=2) == [
        "Willpower: 1 superficial, 1 aggravated → 3 superficial, 1 aggravated"
    ]
    assert play.does("redemption") == ["Despair: In despair → Not in despair"]
    assert play.does("desire") == [
        "Willpower: 3 superficial, 1 aggravated → 2 superficial, 1 aggravated",
        "In effect: Desire met",
    ]
    assert play.does("ambition") == ["Willpower: 2 superficial, 1 aggravated → 2 superficial"]
    assert play.does("scene_end") == []
    assert play.does("danger", why="low") == ["Danger 3 → 2"]
    assert play.does("recover", after="week") == ["Health: 3 superficial, 2 aggravated → 3 superficial, 1 aggravated"]
    assert play.does("night_end") == []
    assert play.does("session_end") == ["Ended: Desire met"]
    play.undo_all()
    assert play.sheet() == before


def test_a_werewolfs_evening_and_all_of_it_undone(factory, evening):
    hurt = {"willpower_superficial": 3, "willpower_aggravated": 1}
    ruth = factory.character(line="wta", stamina=2, composure=2, resolve=3, rage=1, harano=1, **hurt)
    play = evening(ruth)
    before = play.sheet()
    assert play.does("session_start") == ["Willpower: 3 superficial, 1 aggravated → 1 aggravated"]
    assert play.does("howl") == ["Rage 1 → 2", "In effect: Howled at the moon"]
    assert play.does("take_damage", amount=3) == ["Health: no damage → 2 superficial", "→ rage_rises"]
    assert play.does("rage_rises", why="damage") == ["Rage 2 → 3", "In effect: Hurt in this conflict"]
    assert play.does("shift", to="crinos", fell="6 3") == ["Form: Homid → Crinos", "Rage 3 → 2", "→ crinos_turn"]
    assert play.does("crinos_turn", pays="willpower") == ["Willpower: 1 aggravated → 1 superficial, 1 aggravated"]
    assert play.does("take_damage", amount=7, kind="aggravated") == [
        "Health: 2 superficial → 2 superficial, 7 aggravated",
        "Health is full: Impaired, two dice fewer on Physical rolls.",
    ]
    assert play.does("regenerate", fell="7") == ["Health: 2 superficial, 7 aggravated → 7 aggravated"]
    assert play.does("silver", how="struck", many=1) == ["Health: 7 aggravated → 8 aggravated", "Rage 2 → 3"]
    assert play.does("crinos_turn", pays="nothing") == [
        "Frenzy: Not in frenzy → In frenzy",
        "Rage 3 → 5",
        "In frenzy: not Impaired, but no Gifts, Willpower or defense.",
    ]
    assert play.does("calm", fell="2 5 1") == ["The frenzy goes on."]
    assert play.does("scene_end") == [
        "Frenzy: In frenzy → Not in frenzy",
        "Rage 5 → 0",
        "Ended: Hurt in this conflict",
        "Rage is 0: the wolf is lost, with Gifts, rites and supernatural forms.",
        "→ shift",
    ]
    assert play.does("shift", to="homid") == [
        "Health: 8 aggravated → 5 aggravated",
        "Form: Crinos → Homid",
        "Every box of Health is Aggravated.",
    ]
    assert play.does("wolf_reborn") == ["Rage 0 → 1"]
    assert play.does("harano_test", difficulty=1, fell="3") == ["Harano 1 → 2"]
    assert play.does("harano_choice") == ["Harano 2 → 3", "Rage 1 → 5"]
    assert play.does("touchstone_scene", gives="rage") == ["Rage 5 → 4"]
    assert play.does("recover", after="night") == ["Health: 5 aggravated → 4 aggravated"]
    assert play.does("night_end") == ["Ended: Howled at the moon"]
    assert play.does("session_end", renown="yes") == ["Willpower: 1 superficial, 1 aggravated → 1 superficial"]
    play.undo_all()
    assert play.sheet() == before


def test_a_vampires_evening_and_all_of_it_undone(factory, evening):
    anna = factory.character(stamina=2, composure=2, resolve=3, humanity=7, hunger=2, willpower_superficial=3)
    play = evening(anna)
    before = play.sheet()
    assert play.does("session_start") == ["Willpower: 3 superficial → no damage"]
    assert play.does("wake", fell="3") == ["Hunger 2 → 3"]
    assert play.does("feed", source="drink", fell="10 9 10") == [
        "Hunger 3 → 1",
        "Changed Resonance to Sanguine, acute",
        "The blood is acute: choose a Dyscrasia of its humour.",
    ]
    assert play.does("blush_of_life", fell="7") == ["In effect: Blush of Life"]
    assert play.does("rouse", checks=3, fell="2 9 1") == ["Hunger 1 → 3"]
    assert play.does("blood_surge", fell="4") == ["Hunger 3 → 4", "In effect: Blood surge"]
    assert play.does("take_damage", amount=5) == ["Health: no damage → 3 superficial"]
    assert play.does("mend", fell="2") == ["Health: 3 superficial → 2 superficial", "Hunger 4 → 5"]
    assert play.does("frenzy", provocation="friend_killed", fell="1 2 6 5 3 4 2") == [
        "Frenzy: Not in frenzy → In frenzy"
    ]
    assert play.does("control_frenzy") == ["Willpower: no damage → 1 superficial", "It acts freely for one turn."]
    assert play.does("frenzy_ends") == ["Frenzy: In frenzy → Not in frenzy"]
    assert play.does("draw_compulsion", fell="5") == ["In effect: Dominance"]
    assert play.does("compulsion_ends") == ["Ended: Dominance"]
    assert play.does("feed", source="kill", resonance="kept") == [
        "Hunger 5 → 0",
        "A killing stains, as the chronicle's tenets say.",
        "→ frenzy",
        "→ stain",
    ]
    assert play.does("stain", stains=4) == ["Willpower: 1 superficial → 1 superficial, 1 aggravated", "Stains 0 → 4"]
    assert play.does("scene_end") == ["Ended: Blush of Life", "Ended: Blood surge"]
    assert play.does("remorse", fell="3") == ["Humanity 7 → 6", "Stains 4 → 0"]
    assert play.does("night_end") == []
    assert play.does("session_end") == []
    play.undo_all()
    assert play.sheet() == before


def test_two_points_of_damage_are_two_revisions_and_each_is_taken_back_alone(factory, evening):
    play = evening(factory.character(line="wta"))
    for _ in range(2):
        play.does("take_damage", amount=1, kind="superficial")
    assert play.revisions == 2
    play.revisions = 1
    play.undo_all()
    assert play.sheet()["trackers"]["health"]["superficial"] == 1


def test_sentences_in_one_line_have_one_full_stop(factory, signed_in):
    ruth = factory.character(line="wta", rage=1)
    form = signed_in(ruth.owner).get(f"{ruth.path}/actions/shift?to=glabro", headers=HTMX).text
    assert (
        "Rage 1 → 0; The checks took the last Rage: the change does not come about; Rage is 0: the wolf is lost" in form
    )
