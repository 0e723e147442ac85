"""What a vampire does with blood: Rouse checks, waking, surging, blushing and mending."""

from __future__ import annotations

from wodsheet.engine import Choice, Source
from wodsheet.engine.action import (
    Action,
    Ask,
    Assign,
    Bar,
    Begin,
    Change,
    Check,
    Damage,
    End,
    Heal,
    Option,
    Propose,
    Say,
)
from wodsheet.engine.amount import answer, chosen, largest, owned, rating, read_off
from wodsheet.lines.blood import BLOOD_POTENCY_TABLE

BLOOD = "Blood"
_, MENDED, _, REROLLED, SEVERITY, *_ = (tuple(column) for column in zip(*BLOOD_POTENCY_TABLE, strict=True))
NO, YES = Option("no", "No"), Option("yes", "Yes")
STARVING = rating("hunger").at_least(5)

# What lasts: own choices of what is in effect.
OF_BLOOD = (Source("core", 218),)
BLUSH = Choice(
    "in_effect_blush_of_life", "Blush of Life", hint="Looks, feels and digests like the living", sources=OF_BLOOD
)
SURGE = Choice("in_effect_blood_surge", "Blood surge", hint="More dice on one roll with an Attribute", sources=OF_BLOOD)
LASTING = (BLUSH, SURGE)

# A failed check raises Hunger; one that had to be made at Hunger 5 is a test of hunger frenzy instead (core 211).
HUNGRIER = Change("hunger", 1, beyond=(Propose("frenzy", {"provocation": "rouse_failed_at_hunger_5"}),))
NONE_BY_CHOICE = Bar(STARVING, "Hunger is 5: no Rouse check is made by choice.")


def rouse_check(dice: int = 1) -> Check:
    """So many Rouse checks, as waking, surging and mending cost."""
    return Check("Rouse check", (HUNGRIER,), dice=dice)


ROUSE = Action(
    "rouse",
    "Rouse check",
    BLOOD,
    (
        Check(
            "Rouse check",
            (HUNGRIER,),
            dice=answer("checks"),
            again=answer("level").at_least(1) & read_off(REROLLED, "blood_potency").at_least(answer("level")),
            marks=(1, 10),
            marked=(Change("stains", 1, when=chosen("oblivion", "yes")),),
        ),
    ),
    asks=(
        Ask("checks", "Checks", low=1, high=5, start=1),
        Ask("level", "Level of the power", high=5, hint="Blood Potency throws checks of low levels once more"),
        Ask("oblivion", "A power of Oblivion", options=(NO, YES), when=owned("oblivion")),
        Ask("forced", "It has to be made", options=(NO, YES), when=STARVING),
    ),
    bars=(Bar(STARVING & chosen("forced", "yes").equals(0), "Hunger is 5: no Rouse check is made by choice."),),
    hint="Hunger rises with each check that fails.",
    doubt="That no check may be chosen at Hunger 5 rests on one source.",
    sources=(Source("core", 211),),
)
# A ghoul has no blood of its own to rouse (core 234); one source leaves powers of level 1 free.
GHOUL_ROUSE = Action(
    "rouse",
    "Pay for a power",
    BLOOD,
    (Damage("health", aggravated=answer("checks")),),
    asks=(Ask("checks", "Checks", low=1, high=5, start=1),),
    hint="A ghoul takes one aggravated damage in the place of a Rouse check.",
    sources=(Source("core", 234),),
)

WAKE = Action(
    "wake",
    "Wake up",
    BLOOD,
    (
        End(until=("turn", "scene", "night")),
        Check(
            "Rouse check",
            (Change("hunger", 1, beyond=(Say("It stays in torpor: the check failed at Hunger 5."),)),),
        ),
        Heal("willpower", superficial=largest(rating("composure"), rating("resolve")), when=chosen("back", "yes")),
    ),
    asks=(
        Ask(
            "back",
            "Willpower comes back",
            options=(Option("no", "At the session's start"), Option("yes", "At each waking")),
        ),
    ),
    hint="The first check of the night; what lasted until now ends.",
    doubt="Willpower comes back at each waking by one source, at a session's start by the others.",
)

SURGE_BLOOD = Action(
    "blood_surge",
    "Blood surge",
    BLOOD,
    (rouse_check(), Begin(SURGE.key, "turn")),
    bars=(NONE_BY_CHOICE,),
    hint="More dice on the next roll with an Attribute in it; the roll has the Hunger after the check.",
    sources=OF_BLOOD,
)

# None at Humanity 9 and 10; at 8 two dice of which the better counts (core 218, agreed by two sources).
_COLD = chosen("bane", "yes")
BLUSH_OF_LIFE = Action(
    "blush_of_life",
    "Blush of Life",
    BLOOD,
    (
        Check(
            "Rouse check",
            (HUNGRIER,),
            dice=_COLD * read_off(SEVERITY, "blood_potency") + (1 - _COLD) * rating("humanity").below(9),
            best_of=1 + rating("humanity").equals(8),
        ),
        Begin(BLUSH.key, "scene"),
    ),
    asks=(Ask("bane", "Cold-Blooded", options=(YES, NO), when=owned("bane_cold_blooded")),),
    bars=(Bar(STARVING & rating("humanity").below(9), "Hunger is 5: no Rouse check is made by choice."),),
    doubt="It lasts a scene, or until the next waking: the sources differ.",
    sources=OF_BLOOD,
)

_FRAIL = Bar(owned("mortal_frailty"), "Mortal Frailty: no wound is mended with blood.")
MEND = Action(
    "mend",
    "Mend superficial damage",
    "Damage",
    (rouse_check(), Heal("health", superficial=read_off(MENDED, "blood_potency"))),
    bars=(
        Bar(rating("health_superficial").equals(0), "There is no superficial damage to Health."),
        _FRAIL,
        NONE_BY_CHOICE,
    ),
    hint="Once a turn; Blood Potency says how much.",
    sources=OF_BLOOD,
)
MEND_AGGRAVATED = Action(
    "mend_aggravated",
    "Mend aggravated damage",
    "Damage",
    (rouse_check(3), Heal("health", aggravated=1)),
    bars=(
        Bar(rating("health_aggravated").equals(0), "There is no aggravated damage to Health."),
        _FRAIL,
        NONE_BY_CHOICE,
    ),
    hint="Three Rouse checks for one point, once a night.",
    doubt="That it is done on waking, once a night, rests on one source; by it Hunger beyond 5 is torpor here.",
    sources=OF_BLOOD,
)

RISE = Action(
    "rise_from_torpor",
    "Rise from torpor",
    BLOOD,
    (Assign("hunger", 5),),
    hint="How long it lasts stands beside Humanity.",
    doubt="That one wakes with Hunger 5 is from memory.",
    grave=True,
)

ACTIONS = (ROUSE, WAKE, SURGE_BLOOD, BLUSH_OF_LIFE, RISE, MEND, MEND_AGGRAVATED)
