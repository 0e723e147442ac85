"""A night of every line: damage, Willpower, sessions; and that no action is ever without its words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product, repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lines.nights import barred, does, health, options, proposed, sentences, somebody, willpower
from wodsheet.engine.action import Action, Begin, Check, Draw, PoolTest, Propose, Step
from wodsheet.lines import LINES
from wodsheet.sheet import actions as acting

ANYBODY = pytest.mark.parametrize("line", LINES)


# --- Damage -----------------------------------------------------------------------------------------------------


@ANYBODY
def test_superficial_damage_is_halved_up_and_aggravated_is_not(line):
    anna = somebody(line, stamina=4)
    assert health(does(anna, "take_damage", amount=5, kind="superficial", halved="yes")) == (3, 0)
    assert health(does(anna, "take_damage", amount=5, kind="superficial", halved="no")) == (5, 0)
    assert health(does(anna, "take_damage", amount=5, kind="aggravated", halved="yes")) == (0, 5)


def test_whose_damage_is_halved_at_first_differs_and_can_be_answered_otherwise():
    assert options(somebody("vtm"), "take_damage", "halved") == ["yes", "no"]
    for kind in ("Mortal", "Ghoul", "Thin-blood"):
        assert options(somebody("vtm", texts={"kind": kind}), "take_damage", "halved") == ["no", "yes"]


@ANYBODY
def test_armor_is_taken_off_or_turns_aggravated_to_superficial(line):
    anna = somebody(line, stamina=4)
    hit = {"amount": 5, "kind": "aggravated", "armor": 2, "halved": "no"}
    assert health(does(anna, "take_damage", **hit, works="off")) == (0, 3)
    assert health(does(anna, "take_damage", **hit, works="turns")) == (2, 3)
    assert health(does(anna, "take_damage", **hit | {"armor": 6}, works="turns")) == (5, 0)


@ANYBODY
def test_an_attack_does_its_margin_and_the_weapons_damage(line):
    anna = somebody(line, stamina=4)
    assert health(does(anna, "suffer_attack", margin=2, weapon="heavy_melee", kind="aggravated")) == (0, 5)
    assert health(does(anna, "suffer_attack", margin=0, weapon="none", kind="aggravated")) == (0, 1)


@ANYBODY
def test_reinforced_clothing_does_nothing_against_firearms(line):
    anna = somebody(line, stamina=4)
    shot = {"margin": 1, "kind": "aggravated", "worn": "reinforced_clothing"}
    assert health(does(anna, "suffer_attack", weapon="medium_gunshot", **shot)) == (0, 4)
    assert health(does(anna, "suffer_attack", weapon="heavy_melee", **shot)) == (0, 2)


@ANYBODY
def test_a_full_track_is_said(line):
    anna = somebody(line, stamina=1)
    hurt = does(anna, "take_damage", amount=4, kind="superficial", halved="no")
    assert "Health is full: Impaired, two dice fewer on Physical rolls." in sentences(anna, hurt)
    dead = does(anna, "take_damage", amount=4, kind="aggravated")
    assert "Every box of Health is Aggravated." in sentences(anna, dead)


@ANYBODY
@given(taken=st.lists(st.tuples(st.integers(1, 6), st.sampled_from(("superficial", "aggravated"))), max_size=6))
def test_no_damage_is_lost_while_it_can_still_hurt(line, taken):
    anna = somebody(line, stamina=3)
    for number, (amount, kind) in enumerate(taken, 1):
        hurt = health(does(anna, "take_damage", amount=amount, kind=kind, halved="no"))
        assert sum(hurt) == min(6, sum(points for points, _ in taken[:number]))
        assert hurt[1] >= anna.ratings["health_aggravated"]
        anna = somebody(line, stamina=3, health_superficial=hurt[0], health_aggravated=hurt[1])


@ANYBODY
def test_whatever_heals_heals_as_much_as_there_is(line):
    anna = somebody(line, health_superficial=2, health_aggravated=1)
    assert health(does(anna, "heal")) == (1, 1)
    assert health(does(anna, "heal", superficial=9, aggravated=1)) == (0, 0)


def test_mortals_hunters_and_ghouls_recover_by_their_stamina_and_the_dead_do_not():
    hurt: Any = {"stamina": 2, "health_superficial": 5, "health_aggravated": 1}
    for anna in (somebody("htr", **hurt), somebody("vtm", texts={"kind": "Mortal"}, **hurt)):
        assert health(does(anna, "recover", after="rest")) == (3, 1)
        assert health(does(anna, "recover", after="week")) == (5, 0)
    assert health(does(somebody("vtm", texts={"kind": "Ghoul"}, **hurt), "recover", after="rest")) == (1, 1)
    assert somebody("vtm", **hurt).layout.action("recover") is None


def test_a_thin_blood_recovers_with_mortal_frailty_alone():
    hurt: Any = {"health_superficial": 1}
    assert barred(somebody("vtm", texts={"kind": "Thin-blood"}, **hurt), "recover")
    frail = somebody("vtm", ("flaws", "Mortal Frailty"), texts={"kind": "Thin-blood"}, **hurt)
    assert health(does(frail, "recover")) == (0, 0)


# --- Willpower --------------------------------------------------------------------------------------------------


@ANYBODY
def test_willpower_is_spent_as_superficial_damage_and_of_a_full_track_as_aggravated(line):
    anna = somebody(line, composure=1, resolve=2)
    assert willpower(does(anna, "spend_willpower")) == (1, 0)
    spent = somebody(line, composure=1, resolve=2, willpower_superficial=3)
    assert willpower(does(spent, "spend_willpower")) == (2, 1)
    assert barred(somebody(line, composure=1, resolve=2, willpower_aggravated=3), "spend_willpower")


@ANYBODY
def test_social_conflicts_hurt_willpower(line):
    anna = somebody(line, composure=1, resolve=1)
    lost = does(anna, "take_willpower_damage", amount=2, kind="aggravated")
    assert willpower(lost) == (0, 2)
    assert "Every box of Willpower is Aggravated: the social conflict is lost." in sentences(anna, lost)


@ANYBODY
def test_a_desire_gives_one_willpower_back_once_a_session(line):
    anna = somebody(line, willpower_superficial=2)
    met = does(anna, "desire")
    assert willpower(met) == (1, 0)
    assert [(one.key, one.until) for one in met.begun] == [("in_effect_desire_met", "session")]
    again = somebody(line, ("in_effect", "Desire met"), willpower_superficial=1)
    assert barred(again, "desire") == "A desire was met this session."


@ANYBODY
def test_an_ambition_gives_an_aggravated_willpower_back(line):
    assert willpower(does(somebody(line, willpower_aggravated=2), "ambition")) == (0, 1)
    assert barred(somebody(line), "ambition")


# --- Sessions ---------------------------------------------------------------------------------------------------


@ANYBODY
def test_a_session_gives_willpower_back_by_composure_or_resolve_unless_waking_did(line):
    anna = somebody(line, ("touchstones", "Her brother"), composure=2, resolve=3, willpower_superficial=5)
    assert willpower(does(anna, "session_start")) == (2, 0)
    assert willpower(does(anna, "session_start", willpower="waking")) == (5, 0)


@pytest.mark.parametrize(
    ("ends", "lasting"),
    [
        ("scene_end", {"night", "session", "ended"}),
        ("night_end", {"session", "ended"}),
        ("session_end", {"ended"}),
    ],
)
@ANYBODY
def test_what_lasts_ends_with_its_time(line, ends, lasting):
    until = ("Turn", "Scene", "Night", "Session", "Ended")
    rows = [[id, "in_effect", None, id, f"Effect {id}", 0, {"until": one}] for id, one in enumerate(until, 1)]
    sheet = acting.Sheet.of_parts(LINES[line], 1, {}, {}, rows)
    assert {one.until for one in does(sheet, ends).in_effect} == lasting


def test_a_vampires_session_ends_with_remorse_where_there_are_stains():
    assert proposed(does(somebody("vtm", stains=1), "session_end")) == ["remorse"]
    assert proposed(does(somebody("vtm"), "session_end")) == []


# --- Every action of every line ---------------------------------------------------------------------------------


def steps(action_steps: tuple[Step, ...]) -> Iterator[Step]:
    """All steps, inner ones too."""
    for step in action_steps:
        yield step
        match step:
            case Check():
                yield from steps((*step.failed, *step.marked))
            case PoolTest():
                yield from steps((*step.critical, *step.success, *step.failure))
            case Draw():
                yield from steps(tuple(inner for row in step.rows for inner in row.steps))
            case _:
                yield from steps(getattr(step, "beyond", ()))


@ANYBODY
def test_every_proposal_is_an_action_of_the_line_with_its_answers(line):
    for action in LINES[line].actions:
        for step in steps(action.steps):
            if isinstance(step, Propose):
                found = LINES[line].action(step.action)
                assert found, (action.name, step.action)
                asks = {ask.name: {option.name for option in ask.options} for ask in found.asks}
                assert all(answer in asks[name] for name, answer in step.answers.items()), step


@ANYBODY
def test_whatever_begins_has_a_name(line):
    for action in LINES[line].actions:
        for step in steps(action.steps):
            if isinstance(step, Begin):
                assert LINES[line].listings["in_effect"].choice("", key=step.key), step


def every_answer(action: Action, sheet: acting.Sheet) -> Iterator[dict[str, int | str]]:
    """What is answered at first, and each other answer beside it: every open option, the lowest and highest number."""
    yield {}
    for one in acting.ActionForm(sheet, action, "").questions:
        for answer in [option.name for option in one.options] or {one.ask.low, one.ask.high}:
            yield {one.ask.name: answer}


def situations(line: str) -> Iterator[acting.Sheet]:
    """Hunters in despair and not, werewolves in every form with Rage and without, in frenzy and not, every kind of a
    vampire's line, hungry and not, of thick blood and thin; hurt and not.
    """
    hurt: Any = {"health_superficial": 2, "health_aggravated": 2, "willpower_superficial": 1, "willpower_aggravated": 1}
    if line == "htr":
        yield from (somebody(line, despair=despair, **some) for despair in (0, 1) for some in ({}, hurt))
    elif line == "vtm":
        kinds = [kind.stored for kind in LINES[line].kinds]
        for kind, hunger, potency, humanity in product(kinds, (0, 4, 5), (0, 5), (0, 8)):
            some = hurt if hunger else {}
            yield somebody(
                line,
                texts={"kind": kind, "clan": "Lasombra"},
                hunger=hunger,
                blood_potency=potency,
                humanity=humanity,
                stains=hunger,
                frenzy=hunger // 5,
                **some,
            )
    else:
        for form, rage, frenzy in product(range(5), (0, 1, 5), (0, 1)):
            some: Any = hurt if form % 2 else {}
            yield somebody(line, form=form, rage=rage, frenzy=frenzy, harano=rage, hauglosk=rage // 2, **some)


@ANYBODY
def test_whatever_is_answered_every_action_can_be_shown_and_leaves_every_rating_in_its_range(line):
    for sheet in situations(line):
        for action in sheet.layout.actions:
            for answers in every_answer(action, sheet):
                form = acting.ActionForm(sheet, action, "", answers)
                if not form.reason:
                    assert form.forecast, action.name
                    for face in (1, 6):
                        in_range(sheet, form.after(repeat(face)), action.name)


def in_range(sheet: acting.Sheet, play: acting.Play, name: str) -> None:
    """Every rating is within its range, and what is proposed is there."""
    for trait in sheet.line.traits.values():
        assert trait.low <= play.ratings[trait.name] <= trait.high, (name, trait.name)
    for damage in sheet.line.damage:
        assert play.ratings[damage] >= 0, (name, damage)
    assert set(proposed(play)) <= {one.name for one in sheet.layout.actions}
