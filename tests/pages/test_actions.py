"""Actions: shown before they are done, done once, one revision each, and taken back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.markup import HTMX, JSON, page
from wodsheet.blueprints import actions


@pytest.fixture
def act(signed_in):
    """Do an action as a program does, as the owner or somebody else; the answer."""

    def act(character: Any, name: str, by: Any = None, key: str = "", **answers: Any) -> Any:
        form = {"form_key": key or str(uuid4())} | {name: str(answer) for name, answer in answers.items()}
        return signed_in(by or character.owner).post(f"{character.path}/actions/{name}", data=form, headers=JSON)

    return act


@pytest.fixture
def ratings(connection):
    """A character's ratings that were ever set."""

    def ratings(character: Any) -> dict[str, int]:
        return connection.execute("SELECT ratings FROM characters WHERE id = %s", [character.id]).fetchone().ratings

    return ratings


@pytest.fixture
def kinds(connection):
    """The kinds and actions of a character's revisions, the oldest first."""

    def kinds(character: Any) -> list[Any]:
        rows = connection.execute(
            "SELECT kind, action FROM revisions WHERE character_id = %s ORDER BY id", [character.id]
        ).fetchall()
        return [tuple(row) for row in rows]

    return kinds


def test_a_failed_rouse_check_raises_hunger_and_a_passed_one_does_nothing(anna, act, ratings, kinds):
    failed = act(anna, "rouse", fell="3").json
    assert failed["words"] == ["Hunger 1 → 2"]
    assert failed["dice"] == [{"label": "Rouse check", "faces": [3], "passed": 0, "difficulty": None, "outcome": ""}]
    assert ratings(anna)["hunger"] == 2
    passed = act(anna, "rouse", fell="6").json
    assert (passed["words"], passed["revision"]) == ([], None)
    assert passed["roll"]
    assert ratings(anna)["hunger"] == 2
    assert kinds(anna) == [("action", "rouse")]


def test_the_same_form_is_one_action_however_often_it_arrives(anna, act, ratings):
    key = str(uuid4())
    first, second = (act(anna, "rouse", key=key, checks=2, fell="1 2").json for _ in range(2))
    assert ratings(anna)["hunger"] == 3
    assert (first["revision"], first["roll"]) == (second["revision"], second["roll"])
    assert second["words"] == ["Hunger 1 → 3"]


def test_an_action_is_taken_back_whole_and_its_dice_stay(anna, act, ratings, signed_in, connection):
    act(anna, "rouse", checks=2, fell="1 2")
    signed_in(anna.owner).post(f"{anna.path}/undo", data={"form_key": str(uuid4())}, headers=JSON)
    assert ratings(anna)["hunger"] == 1
    assert connection.execute("SELECT regular FROM rolls WHERE character_id = %s", [anna.id]).fetchone().regular == [
        1,
        2,
    ]


def test_what_cannot_be_done_now_is_refused_with_the_reason(factory, act, ratings):
    hungry = factory.character(hunger=5)
    answer = act(hungry, "rouse", fell="1")
    assert answer.status_code == 409
    assert answer.json["error"] == "Hunger is 5: no Rouse check is made by choice."
    assert ratings(hungry) == {"hunger": 5}


def test_too_few_dice_and_answers_out_of_range_change_nothing(anna, act, ratings):
    for form, field in (({"checks": 3, "fell": "1 2"}, "fell"), ({"checks": 9}, "checks"), ({"kind": "x"}, "kind")):
        answer = act(anna, "rouse", **form)
        assert answer.status_code == 422, form
        assert [detail["field"] for detail in answer.json["details"]] == [field]
    assert ratings(anna) == {}


def test_damage_is_shown_before_it_lands(anna, act, ratings, signed_in):
    page = signed_in(anna.owner).get(
        f"{anna.path}/actions/take_damage?amount=5&kind=superficial&halved=yes", headers=HTMX
    )
    assert "Health: no damage → 3 superficial" in page.text
    assert act(anna, "take_damage", amount=5, kind="superficial", halved="yes").json["words"] == [
        "Health: no damage → 3 superficial"
    ]
    assert ratings(anna)["health_superficial"] == 3


def test_the_history_names_the_action(anna, act, signed_in):
    act(anna, "take_damage", amount=2, kind="aggravated")
    revisions = signed_in(anna.owner).get(f"{anna.path}/history", headers=JSON).json["revisions"]
    assert revisions[0]["words"] == "Take damage: Health: no damage → 2 aggravated"


def test_without_scripts_the_page_asks_and_the_form_leads_back(anna, signed_in):
    client = signed_in(anna.owner)
    page = client.get(f"{anna.path}/actions/rouse")
    assert page.status_code == 200
    assert "If it fails: Hunger 1 → 2" in page.text
    done = client.post(f"{anna.path}/actions/rouse", data={"form_key": str(uuid4())})
    assert done.status_code == 303


def test_a_fragment_says_what_was_done_and_lets_the_page_draw_itself_again(anna, signed_in):
    form = {"form_key": str(uuid4()), "fell": "2"}
    answer = signed_in(anna.owner).post(f"{anna.path}/actions/rouse", data=form, headers=HTMX)
    assert answer.headers["HX-Trigger"] == "redraw"
    assert "Hunger 1 → 2" in answer.text


def test_an_unknown_action_and_that_of_another_line_are_not_there(anna, factory, act):
    assert act(anna, "nothing").status_code == 404
    assert act(factory.character(line="htr"), "rouse").status_code == 404


def test_thrown_dice_are_from_one_to_ten():
    dice = actions.thrown()
    assert {next(dice) for _ in range(500)} == set(range(1, 11))


def test_a_compulsion_that_was_drawn_takes_its_dice_of_the_next_roll(anna, act, signed_in):
    act(anna, "draw_compulsion", which="harm")
    form = page(signed_in(anna.owner).get(f"{anna.path}/rolls/form?traits=wits+brawl", headers=HTMX))
    assert "checked" in form.css_first('input[value="compulsion_harm"]').attributes
    act(anna, "compulsion_ends")
    form = page(signed_in(anna.owner).get(f"{anna.path}/rolls/form?traits=wits+brawl", headers=HTMX))
    assert form.css_first('input[value="compulsion_harm"]') is None


def test_a_surge_is_paid_once_and_ends_with_its_turn(anna, act, signed_in):
    act(anna, "blood_surge", fell="6")
    form = page(signed_in(anna.owner).get(f"{anna.path}/rolls/form?traits=wits+brawl", headers=HTMX))
    assert "checked" in form.css_first('input[value="blood_surge"]').attributes
