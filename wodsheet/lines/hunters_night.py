"""What a hunter does and suffers in a night: desperation, danger, despair and what redeems it."""

from __future__ import annotations

from wodsheet.engine.action import Action, Ask, Assign, Bar, Change, Heal, Option, PoolTest, Say
from wodsheet.engine.amount import Amount, answer, chosen, listed, rating
from wodsheet.lines import actions, time

CELL, DESPAIR = "Desperation and Danger", "Despair"
UP, DOWN = {"by": 1}, {"by": -1}

# --- Desperation and danger -------------------------------------------------------------------------------------

DESPERATION = Action(
    "desperation",
    "Desperation",
    CELL,
    (Change("desperation", answer("why.by")),),
    hint="Rises and falls by one, for the whole cell",
    asks=(
        Ask(
            "why",
            "What happened",
            options=(
                Option("hurt", "Rises: a hunter is badly hurt or killed", UP),
                Option("quarry_gains", "Rises: the quarry escapes or gains", UP),
                Option("innocents_die", "Rises: innocents die by the cell's doing", UP),
                Option("facts", "Falls: key facts are won", DOWN),
                Option("innocents_saved", "Falls: innocents are saved", DOWN),
                Option("quarry_hurt", "Falls: the quarry is badly hurt", DOWN),
            ),
        ),
    ),
)
DANGER = Action(
    "danger",
    "Danger",
    CELL,
    (
        Change("danger", answer("why.by"), when=1 - chosen("why", "new_story")),
        Assign("danger", 1, when=chosen("why", "new_story")),
    ),
    hint="Rises and falls for the whole cell; it is no Difficulty",
    asks=(
        Ask(
            "why",
            "What happened",
            options=(
                Option("storyteller", "Rises: the Storyteller says so", UP),
                Option("loud", "Rises: a Perk that draws attention", UP),
                Option("low", "Falls: the cell lies low for long", DOWN),
                Option("between", "Falls: between two stories", DOWN),
                Option("new_story", "Begins again at 1, with a new story"),
            ),
        ),
    ),
    doubt="Sources differ on whether Danger falls by one between stories or begins again, and that it begins at 1 rests"
    " on one example.",
)
OVERREACH = Action(
    "overreach",
    "Overreach",
    CELL,
    (Change("danger", answer("ones") * chosen("counts", "each") + chosen("counts", "once")),),
    hint="The roll is a win, and Danger rises",
    asks=(
        Ask("ones", "Desperation dice on 1", low=1, high=5, start=1),
        Ask(
            "counts",
            "Danger rises",
            options=(Option("each", "By one for each 1"), Option("once", "By one in all")),
        ),
    ),
    bars=(Bar(rating("despair"), "In Despair there are no Desperation dice."),),
    doubt="One source raises Danger for each 1. Whether it is one in all, only the book says.",
)

# --- Despair ----------------------------------------------------------------------------------------------------

ALONE: Amount = listed("touchstones").equals(0)
PERMANENT = "Without a Touchstone the Despair is permanent, and no Willpower comes back."
FALL_INTO_DESPAIR = Action(
    "fall_into_despair",
    "Fall into Despair",
    DESPAIR,
    (
        Assign("despair", 1),
        Say(
            "The roll fails; until the Drive is redeemed it gives nothing, and there are no Desperation dice.",
            when=1 - chosen("why", "alone"),
        ),
        Say(PERMANENT, when=chosen("why", "alone")),
    ),
    asks=(
        Ask(
            "why",
            "Why",
            options=(
                Option("failed", "A roll failed with a 1 on a Desperation die"),
                Option("instead", "Chosen instead of overreach"),
                Option("alone", "The last Touchstone is lost"),
            ),
        ),
    ),
    bars=(Bar(rating("despair"), "You are in Despair already."),),
)
# Permanent without a Touchstone: one source.
REDEEMED = (1 - ALONE) | chosen("touchstone", "left")
REDEMPTION = Action(
    "redemption",
    "Redeem the Drive",
    DESPAIR,
    (Assign("despair", 0, when=REDEEMED), Say(PERMANENT, when=1 - REDEEMED)),
    hint="The Redemption of your Drive was done, by you or by somebody of your cell",
    asks=(
        Ask(
            "touchstone",
            "The sheet has no Touchstone",
            options=(
                Option("none", "None is left"),
                Option("left", "There is one, it is not on the sheet"),
            ),
            when=ALONE,
        ),
    ),
    bars=(Bar(rating("despair").equals(0), "You are not in Despair."),),
)

# --- Medicine ---------------------------------------------------------------------------------------------------

YOURSELF = chosen("patient", "yourself")
TURNED = rating("medicine").halved_up()
MEDICINE = Action(
    "medicine",
    "Treat wounds",
    actions.DAMAGE,
    (
        PoolTest(
            "Intelligence + Medicine",
            rating("intelligence") + rating("medicine") + answer("more") - answer("fewer"),
            difficulty=answer("aggravated") * (1 - YOURSELF) + (rating("health_aggravated") + 1) * YOURSELF,
            success=(
                Heal("health", eased=TURNED, when=YOURSELF),
                Say(
                    "Aggravated that turn to Superficial: up to %(amount)s.",
                    TURNED,
                    when=1 - YOURSELF,
                ),
            ),
            failure=(Say("The wounds stay as they are."),),
        ),
    ),
    hint="Turns Aggravated damage to Superficial; the Difficulty is the patient's Aggravated damage",
    asks=(
        Ask("patient", "Patient", options=(Option("other", "Somebody else"), Option("yourself", "Yourself"))),
        Ask("aggravated", "Their Aggravated", low=1, high=20, start=1, hint="Your own is on the sheet; one is added"),
        Ask("more", "More dice", high=10),
        Ask("fewer", "Fewer dice", high=10),
    ),
    bars=(
        Bar(rating("medicine").equals(0), "Without a dot of Medicine nothing turns."),
        Bar(YOURSELF & rating("health_aggravated").equals(0), "None of your own damage is Aggravated."),
    ),
    doubt="Taken over from the werewolves' rules, by one source: half of Medicine turns. We round it up.",
)

# --- The session ------------------------------------------------------------------------------------------------

# By one source Willpower comes back to those who have a Touchstone.
SESSION_START = time.session_start(
    Heal("health", superficial=rating("stamina"), when=chosen("health", "back")),
    Say(PERMANENT, when=chosen("willpower", "alone") & rating("despair")),
    willpower=(
        Option("back", time.BACK.label, when=listed("touchstones")),
        Option("alone", "It does not come back: the sheet has no Touchstone", when=ALONE),
        Option("anyway", "Superficial damage heals: a Touchstone is not on the sheet", when=ALONE),
        time.WAKING,
    ),
    asks=(
        Ask(
            "health",
            "Health",
            options=(
                Option("back", "Superficial damage heals, by Stamina"),
                Option("rest", "It heals at each rest instead"),
            ),
        ),
    ),
)
ACTIONS = (
    DESPERATION,
    DANGER,
    OVERREACH,
    FALL_INTO_DESPAIR,
    REDEMPTION,
    actions.take_damage(),
    actions.suffer_attack("htr_gear"),
    actions.HEAL,
    actions.RECOVER,
    MEDICINE,
    actions.SPEND_WILLPOWER,
    *actions.OF_WILLPOWER,
    SESSION_START,
    time.scene_end(),
    time.night_end(),
    time.session_end(),
)
