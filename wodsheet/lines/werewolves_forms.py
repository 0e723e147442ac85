"""What a werewolf's body does in a night: the five forms and their price, silver, regeneration."""

from __future__ import annotations

from wodsheet.engine.action import (
    Action,
    Ask,
    Assign,
    Bar,
    CarryOver,
    Check,
    Damage,
    Heal,
    Option,
    Propose,
    Say,
)
from wodsheet.engine.amount import answer, chosen, level, owned, rating, read_off, smallest
from wodsheet.lines import actions
from wodsheet.lines.forms import CHECKS, FORMS, GLABRO, HISPO, HOMID, LUPUS, REGENERATES, SUPERNATURAL
from wodsheet.lines.werewolves_rage import CHANGED, FAILED, FORM, IN_CRINOS, LOST, NO_WOLF, losing, rage_rises

# --- The five forms ---------------------------------------------------------------------------------------------


# From how many dots of the flaw Limited Forms on there is no such form
LIMITED = {HISPO: 1, GLABRO: 2}


def _form(number: int) -> Option:
    name, _ = FORMS[number]
    open_now = 1 - rating("form").equals(number)
    if number in SUPERNATURAL:
        open_now = open_now & rating("rage")
    if number in LIMITED:
        open_now = open_now & level("limited_forms").below(LIMITED[number])
    return Option(name.lower(), name, {"form": number, "checks": CHECKS[number]}, when=open_now)


COST = answer("to.checks") * chosen("price", "checks")
# A change whose checks take the last Rage does not come about: one source.
COMES_ABOUT = COST.equals(0) | rating("rage").at_least(1)
INTO_CHANGED = answer("to.form").equals(*SUPERNATURAL)
SHIFT = Action(
    "shift",
    "Change form",
    FORM,
    (
        Check("Rage check", FAILED, dice=COST, when=COST),
        Say("The checks took the last Rage: the change does not come about.", when=1 - COMES_ABOUT),
        Assign("rage", smallest(rating("rage"), 1), when=COMES_ABOUT & IN_CRINOS),
        Assign("form", answer("to.form"), when=COMES_ABOUT),
        CarryOver("health"),
        *actions.HEALTH_FULL,
        Damage("health", superficial=1, when=COMES_ABOUT & INTO_CHANGED & owned("painful_change")),
        Propose("crinos_turn", when=IN_CRINOS),
        *losing(1 - COMES_ABOUT),
    ),
    hint="Leaving Crinos makes Rage 1, and damage without a box moves to the ordinary ones",
    asks=(
        Ask("to", "Form", options=tuple(map(_form, (*SUPERNATURAL, LUPUS, HOMID)))),
        Ask(
            "price",
            "Price",
            options=(
                Option("checks", "Its Rage checks"),
                Option("free", "None: something else paid for it"),
            ),
        ),
    ),
    doubt="That a change fails with the last Rage, and that Crinos leaves Rage at 1, rest on one source each.",
)
REGENERATE = Action(
    "regenerate",
    "Regenerate",
    FORM,
    (
        Check("Rage check", FAILED),
        Heal("health", superficial=read_off(REGENERATES, "form")),
        *losing(),
    ),
    hint="Superficial damage, as much as the form heals",
    bars=(
        NO_WOLF,
        Bar(read_off(REGENERATES, "form").equals(0), "This form does not regenerate."),
        Bar(rating("health_superficial").equals(0), "No damage is Superficial."),
    ),
    doubt="Whether it heals when the check takes the last Rage is in no source: here it does.",
)
REST = Action(
    "recover",
    "Recover",
    actions.DAMAGE,
    (Heal("health", aggravated=1),),
    asks=(
        Ask(
            "after",
            "After",
            options=(
                Option("night", "A night at rest: one Aggravated, not of fire or silver"),
                Option("week", "A week: one Aggravated of any kind"),
            ),
        ),
    ),
    bars=(Bar(rating("health_aggravated").equals(0), "No damage is Aggravated."),),
)
TOUCHED, STRUCK = chosen("how", "touch"), chosen("how", "struck")
SILVER = Action(
    "silver",
    "Silver",
    actions.DAMAGE,
    (
        Damage("health", aggravated=answer("many"), when=(TOUCHED & CHANGED) | STRUCK),
        rage_rises(answer("many"), when=1 - LOST),
        *actions.HEALTH_FULL,
    ),
    hint="Aggravated damage, and Rage rises with it; in Homid and Lupus touch does not hurt",
    asks=(
        Ask(
            "how",
            "How",
            options=(
                Option("touch", "Touched: one for each turn"),
                Option("struck", "Struck: one for each point of damage"),
            ),
        ),
        Ask("many", "Turns or points", low=1, high=10, start=1),
    ),
    doubt="One source raises Rage for each turn of touch and for each point of damage: here a turn counts once.",
)

OF_FORMS = (SHIFT, REGENERATE)
