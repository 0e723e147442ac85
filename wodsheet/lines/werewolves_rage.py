"""What a werewolf's Rage does in a night: checks, howls, the wolf that is lost and found, frenzy.

Most of it rests on one source (its pages of the core book are 131 and 139); what sources do not agree on is said.
"""

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
    Option,
    PoolTest,
    Propose,
    Say,
    Step,
)
from wodsheet.engine.amount import Amount, answer, chosen, counted, free, owned, rating
from wodsheet.lines.forms import CRINOS, SUPERNATURAL

RAGE, FORM, FRENZY = "Rage", "Form", "Frenzy"

LOST = rating("rage").equals(0)
CHANGED = rating("form").equals(*SUPERNATURAL)
IN_FRENZY = rating("frenzy")
IN_CRINOS = rating("form").equals(CRINOS)

# What is had once a night, and once a conflict
HOWLED = Choice("in_effect_howled", "Howled at the moon", until="night", sources=(Source("core", 131),))
HURT = Choice("in_effect_hurt", "Hurt in this conflict", until="scene", sources=(Source("core", 131),))
UNHURT = 1 - owned(HURT.key)
# What an injury may lead to
ANGERED = Propose("rage_rises", {"why": "damage"}, when=UNHURT & (1 - LOST))

# --- Rage -------------------------------------------------------------------------------------------------------

ANGRIER = (Damage("willpower", superficial=1),)


def rage_rises(by: Amount | int, when: Amount | None = None) -> Change:
    """Rage rises; each point over 5 is one Superficial Willpower instead."""
    return Change("rage", by, beyond=ANGRIER, when=when)


def losing(when: Amount | int = 1) -> tuple[Step, ...]:
    """What follows where Rage came to 0: the wolf is lost, frenzy is over, and only Homid and Lupus are left."""
    lost = LOST * when
    return (
        Say("Rage is 0: the wolf is lost, with Gifts, rites and supernatural forms.", when=lost),
        Propose("shift", {"to": "homid"}, when=lost & CHANGED),
        Assign("frenzy", 0, when=lost & IN_FRENZY),
    )


FAILED = (Change("rage", -1),)
NO_WOLF = Bar(LOST, "The wolf is lost: no Rage checks are made.")
RAGE_CHECK = Action(
    "rage_check",
    "Rage check",
    RAGE,
    (Check("Rage check", FAILED, dice=answer("checks")), *losing()),
    asks=(Ask("checks", "Checks", low=1, high=5, start=1),),
    bars=(NO_WOLF,),
    doubt="By one source there must be as much Rage as checks; by another there must be some.",
)
RAGE_RISES = Action(
    "rage_rises",
    "Rage rises",
    RAGE,
    (rage_rises(answer("by")), Begin(HURT.key, "scene", when=chosen("why", "damage"))),
    hint="Each point over 5 is one Superficial Willpower instead",
    asks=(
        Ask(
            "why",
            "Why",
            options=(
                Option("damage", "The first damage in a conflict", when=UNHURT),
                Option("provocation", "A provocation"),
                Option("gift", "A Gift or a rite"),
                Option("storyteller", "The Storyteller says so"),
            ),
        ),
        Ask("by", "Points", low=1, high=5, start=1),
    ),
    bars=(Bar(LOST, "The wolf is lost: a howl at the moon or a rite brings it back."),),
)

# --- Lost and found again ---------------------------------------------------------------------------------------

# With the flaw the howl needs a check (two sources); that a failed one costs Rage, as others do, is ours.
HEARD = owned("ill_moon").equals(0) | counted("failed").equals(0)
HOWL = Action(
    "howl",
    "Howl at the moon",
    RAGE,
    (
        Check("Rage check", FAILED, when=owned("ill_moon")),
        rage_rises(owned("moon_riled") + 1, when=HEARD),
        Say("The moon does not answer. Whether the failed check costs Rage, as here, is in no source.", when=1 - HEARD),
        *losing(1 - HEARD),
        Begin(HOWLED.key, "night"),
    ),
    hint="The first of a night raises Rage by one, and brings a lost wolf back",
    bars=(Bar(owned(HOWLED.key), "You have howled at the moon this night."),),
)
WOLF_REBORN = Action(
    "wolf_reborn",
    "The wolf comes back",
    RAGE,
    (Assign("rage", 1),),
    hint="By the Rite of the Wolf Reborn: Rage is 1",
    bars=(Bar(rating("rage"), "The wolf is not lost."),),
)
LOSE_THE_WOLF = Action(
    "lose_the_wolf",
    "Lose the wolf",
    RAGE,
    (Assign("rage", 0), *losing()),
    hint="Rage is 0: Homid and Lupus alone, no Rage checks, Gifts or rites",
    bars=(Bar(LOST, "The wolf is lost already."),),
    grave=True,
)

# --- Frenzy -----------------------------------------------------------------------------------------------------

# Rage 5 and Crinos, by one source.
FRENZIED = (Assign("frenzy", 1), Assign("rage", 5), Assign("form", CRINOS))
RAVING = Say("In frenzy: not Impaired, but no Gifts, Willpower or defense.", when=IN_FRENZY)
ALREADY = Bar(IN_FRENZY, "You are in frenzy already.")
ENTER_FRENZY = Action(
    "frenzy",
    "Frenzy begins",
    FRENZY,
    (*FRENZIED, RAVING),
    hint="Crinos and Rage 5",
    asks=(
        Ask(
            "why",
            "Why",
            options=(
                Option("provocation", "A provocation was not resisted"),
                Option("crinos", "No Willpower for a turn in Crinos"),
                Option("given_in", "You give in to it"),
            ),
        ),
    ),
    bars=(ALREADY, Bar(LOST, "The wolf is lost: there is nothing to rage.")),
    doubt="The roll that resists a provocation is in no source: roll what your Storyteller asks for."
    " That Rage becomes 5 rests on one source.",
)
UNPAID = chosen("pays", "nothing")
CRINOS_TURN = Action(
    "crinos_turn",
    "A turn in Crinos",
    FRENZY,
    (
        Damage("willpower", superficial=1, when=chosen("pays", "willpower")),
        *(Assign(step.trait, step.to, when=UNPAID) for step in FRENZIED),
        RAVING,
    ),
    hint="One Willpower each turn, or frenzy",
    asks=(
        Ask(
            "pays",
            "Price",
            options=(
                Option("willpower", "One Willpower", when=free("willpower") | rating("willpower_superficial")),
                Option("killed", "None: it has just killed"),
                Option("waived", "None: Willful Crinos, the first time", when=owned("deliberate_crinos")),
                Option("nothing", "It is not paid: frenzy"),
            ),
        ),
    ),
    bars=(Bar(1 - IN_CRINOS, "You are not in Crinos."), ALREADY),
)
CALMED = (Assign("frenzy", 0), Assign("rage", 0))
CALM = Action(
    "calm",
    "Calm the frenzy",
    FRENZY,
    (
        PoolTest(
            "Willpower",
            free("willpower"),
            difficulty=2,
            success=CALMED,
            failure=(Say("The frenzy goes on."),),
            when=chosen("how", "test"),
        ),
        *(Assign(step.trait, step.to, when=chosen("how", "over")) for step in CALMED),
        *losing(),
    ),
    hint="When no foe is left: Willpower, Difficulty 2; afterwards Rage is 0",
    asks=(
        Ask(
            "how",
            "How",
            options=(Option("test", "A roll of Willpower"), Option("over", "The scene ends, or a power ends it")),
        ),
    ),
    bars=(Bar(1 - IN_FRENZY, "You are not in frenzy."),),
    doubt="The roll rests on one source. It is made with the Willpower that is not damaged.",
)
# The scene ends it, too.
FRENZY_ENDS = (Assign("rage", 0, when=IN_FRENZY), *losing(IN_FRENZY))
OF_RAGE = (RAGE_CHECK, HOWL, RAGE_RISES, LOSE_THE_WOLF, WOLF_REBORN)
OF_FRENZY = (CRINOS_TURN, ENTER_FRENZY, CALM)
