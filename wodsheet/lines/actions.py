"""What every character does or suffers in a night: damage and Willpower."""

from __future__ import annotations

from collections.abc import Iterable

from wodsheet.engine.action import Action, Ask, Bar, Begin, Damage, Heal, Option, Say, Step
from wodsheet.engine.amount import Amount, answer, chosen, free, largest, owned, rating, smallest
from wodsheet.lines import names
from wodsheet.lines.core import DESIRE_MET

DAMAGE, WILLPOWER = "Damage", "Willpower"
MOST = 20

# --- Taking damage ----------------------------------------------------------------------------------------------

AMOUNT = Ask("amount", "Damage", low=1, high=MOST, start=1)
KIND = Ask("kind", "Kind", options=(Option("superficial", "Superficial"), Option("aggravated", "Aggravated")))
ARMOR = Ask("armor", "Armor", high=6, hint="Reinforced clothing has 2, but 0 against firearms")
# Two ways are played, and the sources are silent.
WORKS = Ask(
    "works",
    "What armor does",
    options=(
        Option("off", "It is taken off the damage"),
        Option("turns", "It turns Aggravated to Superficial, up to its value"),
    ),
)
HALVES, WHOLE = Option("yes", "Halved, rounded up"), Option("no", "Not halved")
DOUBT = (
    "Sources differ on whose Superficial damage is halved: by some everybody's, by others that of vampires alone."
    " What armor does is in none of them. It counts before the damage is halved."
)


def superficial_damage(halves: bool) -> Ask:
    """Whether Superficial damage is halved, with what is answered at first."""
    return Ask("halved", "Superficial damage", options=(HALVES, WHOLE) if halves else (WHOLE, HALVES))


def suffered(tracker: str, amount: Amount, armor: Amount) -> Iterable[Step]:
    """Damage of the kind that was answered, behind so much armor."""
    aggravated, turns = chosen("kind", "aggravated"), chosen("works", "turns")
    left = largest(0, amount - armor)
    superficial = (1 - aggravated) * (turns * amount + (1 - turns) * left) + aggravated * turns * smallest(
        amount, armor
    )
    yield Damage(tracker, superficial=superficial.halved_up(), when=chosen("halved", "yes"))
    yield Damage(tracker, superficial=superficial, when=chosen("halved", "no"))
    yield Damage(tracker, aggravated=aggravated * left)


# A full track (core, Health and damage); that social conflicts end with it rests on one source.
HEALTH_FULL = (
    Say(
        "Health is full: Impaired, two dice fewer on Physical rolls.",
        when=free("health").equals(0) & rating("health_superficial"),
    ),
    Say("Every box of Health is Aggravated.", when=free("health").equals(0) & rating("health_superficial").equals(0)),
)
WILLPOWER_FULL = (
    Say(
        "Willpower is full: Impaired, two dice fewer on Social and Mental rolls.",
        when=free("willpower").equals(0) & rating("willpower_superficial"),
    ),
    Say(
        "Every box of Willpower is Aggravated: the social conflict is lost.",
        when=free("willpower").equals(0) & rating("willpower_superficial").equals(0),
    ),
)


def take_damage(*after: Step, halves: bool = True) -> Action:
    """So much damage to Health."""
    return Action(
        "take_damage",
        "Take damage",
        DAMAGE,
        (*suffered("health", answer("amount"), answer("armor")), *HEALTH_FULL, *after),
        asks=(AMOUNT, KIND, superficial_damage(halves), ARMOR, WORKS),
        doubt=DOUBT,
    )


def suffer_attack(gear: str, *after: Step, halves: bool = True) -> Action:
    """What an attack does: its margin, and the damage of the weapon, less the armor. ``gear`` names its file.

    That it is at least 1 rests on one source; core 123 has the sum.
    """
    rows = names.rows(gear)
    weapons = (
        Option(row["key"], row["label"], {"damage": int(row["Damage"]), "ranged": int(row["group"] == RANGED)})
        for row in rows
        if row["Damage"]
    )
    worn = (
        Option(
            row["key"],
            row["label"],
            {"value": int(row["Armor"]), "against_firearms": int(row["Against firearms"] or row["Armor"])},
        )
        for row in rows
        if row["Armor"]
    )
    ranged = answer("weapon.ranged")
    armor = ranged * answer("worn.against_firearms") + (1 - ranged) * answer("worn.value")
    return Action(
        "suffer_attack",
        "Suffer an attack",
        DAMAGE,
        (*suffered("health", largest(1, answer("margin") + answer("weapon.damage")), armor), *HEALTH_FULL, *after),
        hint="The attacker's margin and weapon, less your armor",
        asks=(
            Ask("margin", "Margin", high=MOST, start=1, hint="By how many successes the attack won"),
            Ask("weapon", "Weapon", options=(Option("none", "Bare hands"), *weapons)),
            KIND,
            superficial_damage(halves),
            Ask("worn", "Armor", options=(Option("none", "None"), *worn)),
            WORKS,
        ),
        doubt=DOUBT,
    )


RANGED = "Weapons: ranged"

# --- Healing ----------------------------------------------------------------------------------------------------


def healed(one: int) -> tuple[Ask, Ask]:
    """How much heals, at first so much Superficial damage."""
    return (
        Ask("superficial", "Superficial", high=MOST, start=one),
        Ask("aggravated", "Aggravated", high=MOST),
    )


UNHURT = Bar(
    rating("health_superficial").equals(0) & rating("health_aggravated").equals(0), "There is no damage to heal."
)
HEAL = Action(
    "heal",
    "Heal damage",
    DAMAGE,
    (Heal("health", superficial=answer("superficial"), aggravated=answer("aggravated")),),
    hint="By whatever heals it: a power, a doctor, your Storyteller's word",
    asks=healed(1),
    bars=(UNHURT,),
)


def recover(times: int = 1, bars: tuple[Bar, ...] = ()) -> Action:
    """How mortal flesh heals: Superficial damage by Stamina, so many times, and an Aggravated point a week."""
    return Action(
        "recover",
        "Recover",
        DAMAGE,
        (
            Heal("health", superficial=rating("stamina") * times, when=chosen("after", "rest")),
            Heal("health", aggravated=1, when=chosen("after", "week")),
        ),
        asks=(
            Ask(
                "after",
                "After",
                options=(
                    Option("rest", "A rest: Superficial damage, by Stamina"),
                    Option("week", "A week: one Aggravated"),
                ),
            ),
        ),
        bars=(*bars, UNHURT),
        doubt="Sources differ on whether a rest is each night or each session's start.",
    )


RECOVER = recover()

# --- Willpower --------------------------------------------------------------------------------------------------

TAKE_WILLPOWER_DAMAGE = Action(
    "take_willpower_damage",
    "Take Willpower damage",
    WILLPOWER,
    (*suffered("willpower", answer("amount"), answer("none")), *WILLPOWER_FULL),
    asks=(AMOUNT, KIND, superficial_damage(halves=False)),
    doubt="Sources differ on whether Superficial damage to Willpower is halved.",
)


def spend_willpower(*bars: Bar) -> Action:
    """Superficial damage for what is spent; in a full track each point turns one to Aggravated, which is doubtful."""
    spent_up = free("willpower").equals(0) & rating("willpower_superficial").equals(0)
    return Action(
        "spend_willpower",
        "Spend Willpower",
        WILLPOWER,
        (Damage("willpower", superficial=answer("amount")), *WILLPOWER_FULL),
        asks=(Ask("amount", "Willpower", low=1, high=MOST, start=1),),
        bars=(*bars, Bar(spent_up, "No Willpower is left.")),
        doubt="With a full track each point turns one to Aggravated: whether it may be spent then is not certain.",
    )


SPEND_WILLPOWER = spend_willpower()
UNSPENT = Bar(
    rating("willpower_superficial").equals(0) & rating("willpower_aggravated").equals(0), "All Willpower is there."
)
REGAIN_WILLPOWER = Action(
    "regain_willpower",
    "Get Willpower back",
    WILLPOWER,
    (Heal("willpower", superficial=answer("superficial"), aggravated=answer("aggravated")),),
    asks=healed(1),
    bars=(UNSPENT,),
)
# The amounts of both rest on one source.
DESIRE = Action(
    "desire",
    "Desire met",
    WILLPOWER,
    (Heal("willpower", superficial=1), Begin(DESIRE_MET.key, "session")),
    hint="One Superficial Willpower comes back, once a session",
    bars=(
        Bar(owned(DESIRE_MET.key), "A desire was met this session."),
        Bar(rating("willpower_superficial").equals(0), "No Willpower is Superficial."),
    ),
    doubt="The amount rests on one source.",
)
AMBITION = Action(
    "ambition",
    "A step towards your Ambition",
    WILLPOWER,
    (Heal("willpower", aggravated=1),),
    hint="One Aggravated Willpower comes back",
    bars=(Bar(rating("willpower_aggravated").equals(0), "No Willpower is Aggravated."),),
    doubt="The amount rests on one source.",
)
OF_WILLPOWER = (TAKE_WILLPOWER_DAMAGE, REGAIN_WILLPOWER, DESIRE, AMBITION)
