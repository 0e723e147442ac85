"""Modifiers of dice pools, for each line: what comes to a pool or goes from it, and why."""

from __future__ import annotations

from collections.abc import Iterator

from wodsheet.engine import PoolModifier, RatingBar
from wodsheet.lines import core, names
from wodsheet.lines.blood import AMONG_MORTALS, BLOOD_POTENCY_TABLE
from wodsheet.lines.disciplines import DISCIPLINES
from wodsheet.lines.forms import CRINOS, GLABRO, HISPO, LUPUS

PHYSICAL, SOCIAL, MENTAL = (tuple(trait.name for trait in group.traits) for group in core.ATTRIBUTES.groups)
EVERY_ATTRIBUTE = (*PHYSICAL, *SOCIAL, *MENTAL)
EVERY_DISCIPLINE = tuple(choice.key for choice in DISCIPLINES.choices)

# --- Common to the lines ----------------------------------------------------------------------------------------

IMPAIRED = "impaired"
STORYTELLER = "Without an Attribute in the pool the Storyteller says whether it counts"


def impairment(unless: str = "") -> tuple[PoolModifier, ...]:
    """Two dice fewer with a full track: Health for Physical pools, Willpower for Social and Mental ones (core).

    A pool belongs to the group of its Attribute, from memory; no pool loses four, by one source. ``unless``: a
    condition in which nobody is impaired.
    """
    health, willpower = ("health_impaired", "health_aggravated"), ("willpower_impaired", "willpower_aggravated")
    return tuple(
        PoolModifier(
            f"{name}{'' if among else '_unsure'}",
            label,
            (-2,),
            among=among,
            without=without,
            conditions=conditions,
            unless=unless,
            group=IMPAIRED,
            likely=bool(among),
            doubt="" if among else STORYTELLER,
        )
        for name, label, among_all, conditions in (
            ("health_impaired", "Impaired, Health is full", PHYSICAL, health),
            ("willpower_impaired", "Impaired, Willpower is full", (*SOCIAL, *MENTAL), willpower),
        )
        for among, without in ((among_all, ()), ((), EVERY_ATTRIBUTE))
    )


# --- Vampires ---------------------------------------------------------------------------------------------------

SURGE = tuple(row[0] for row in BLOOD_POTENCY_TABLE)
DISCIPLINE_DICE = tuple(row[2] for row in BLOOD_POTENCY_TABLE)
LOST_TO_BANE = tuple(-row[4] for row in BLOOD_POTENCY_TABLE)

DISCIPLINE_BONUS = PoolModifier(
    "discipline_bonus", "Discipline bonus", DISCIPLINE_DICE, "blood_potency", among=EVERY_DISCIPLINE
)
# To one roll with an Attribute in it, before the roll (core 218, with the publisher's errata). That the check is rolled
# before the Hunger dice are counted rests on one source and memory, that none may be chosen at Hunger 5 on one source.
BLOOD_SURGE = PoolModifier(
    "blood_surge",
    "Blood surge",
    SURGE,
    "blood_potency",
    among=EVERY_ATTRIBUTE,
    bars=(RatingBar("hunger", (5,), "At Hunger 5 no Rouse check can be chosen"),),
    likely=False,
    effect="in_effect_blood_surge",
    once=True,
    cost="one Rouse check, made first: the roll has the Hunger after it",
)
# Two sources add it to Impaired, one does not, and one has it begin a stain earlier.
DEGENERATION = PoolModifier(
    "degeneration",
    "Degeneration",
    (-2,),
    conditions=("degeneration",),
    beside=IMPAIRED,
    doubt="Sources differ on whether it comes on top of Impaired",
)
# The dead among the living (core, Humanity); ghouls and mortals have no Blood Potency and no such trouble.
MORTALS = PoolModifier(
    "among_mortals",
    "Among mortals",
    AMONG_MORTALS,
    "humanity",
    among=SOCIAL,
    needs=("blood_potency",),
    likely=False,
    hint="Humanity shows",
)


def _resonances() -> Iterator[PoolModifier]:
    """A die on Disciplines of the blood that was drunk, when it was intense or acute (core 226-231)."""
    for row in names.rows("vtm_resonances"):
        disciplines = tuple(one.key for one in DISCIPLINES.choices if one.label in row["Disciplines"].split(", "))
        yield PoolModifier(
            row["key"],
            row["label"],
            (1,),
            among=disciplines,
            needs=(row["key"],),
            likely=False,
            hint="When it is intense or acute",
        )
        for tempered in names.rows("vtm_temperaments"):
            if row["Die"] and tempered["discipline_dice"] != "0":
                key, label = f"{row['key']}_{tempered['key']}", f"{row['label']}, {tempered['key']}"
                yield PoolModifier(key, label, (int(tempered["discipline_dice"]),), among=disciplines, needs=(key,))


# How many dice go while a Compulsion lasts, where it is not two, and from which pools, where not from all
COMPULSION_DICE = {"compulsion_judgment": -3, "compulsion_feral_impulses": -3, "compulsion_morbidity": -3}
COMPULSION_POOLS = {
    "compulsion_feral_impulses": ("manipulation", "intelligence"),
    "compulsion_delusion": ("dexterity", "manipulation", "composure", "wits"),
}


def compulsion(row: names.Row) -> PoolModifier:
    """Dice that go while a Compulsion lasts: two, or three (the clans' pages)."""
    return PoolModifier(
        row["key"],
        row["label"],
        (COMPULSION_DICE.get(row["key"], -2),),
        among=COMPULSION_POOLS.get(row["key"], ()),
        needs=(row["key"],),
        likely=False,
        effect=f"in_effect_{row['key']}",
        hint="While the Compulsion lasts",
    )


# Banes that take as many dice as their severity: the pools, and when
BANES = {
    "bane_abhors_the_light": ((), "In bright light"),
    "bane_aesthetic_fixation": (EVERY_DISCIPLINE, "In ugly surroundings"),
    "bane_asceticism": (EVERY_DISCIPLINE, "Below Hunger 3"),
    "bane_cursed_courtesy": ((), "Where nobody invited you"),
    "bane_fractured_perspective": ((), "In one group of traits, after a bestial failure or under a Compulsion"),
    "bane_hierarchy": (EVERY_DISCIPLINE, "On somebody of a lower generation"),
    "bane_repulsiveness": ((), "To look like somebody else"),
    "bane_unnatural_manifestations": (SOCIAL, "With mortals who saw a Discipline used"),
}
# Whether one of them holds is on the sheet.
BANES_AT = {"bane_asceticism": (("hunger", (0, 1, 2)),)}


def bane(row: names.Row) -> PoolModifier:
    """Dice that go by a bane, as many as its severity (the clans' pages)."""
    key = row["key"]
    among, hint = BANES[key]
    at = BANES_AT.get(key, ())
    return PoolModifier(
        key,
        row["label"],
        LOST_TO_BANE,
        "blood_potency",
        among=among,
        needs=(key,),
        at=at,
        likely=bool(at),
        hint=hint,
    )


# Each needs what only some vampires, and no ghouls or mortals, have.
OF_VAMPIRES = (
    DISCIPLINE_BONUS,
    *_resonances(),
    BLOOD_SURGE,
    *impairment(),
    DEGENERATION,
    MORTALS,
    *(bane(row) for row in names.rows("vtm_banes") if row["key"] in BANES),
    *map(compulsion, names.rows("vtm_compulsions")),
)

# --- Werewolves -------------------------------------------------------------------------------------------------

INTIMIDATION, STEALTH = ("intimidation",), ("stealth",)


def _in(*shapes: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return (("form", shapes),)


# The forms (core, the five forms). That Stealth has no bonus in Glabro, and that Lupus has one, rests on one source.
OF_WEREWOLVES = (
    PoolModifier("glabro", "Glabro", (2,), among=PHYSICAL, without=STEALTH, at=_in(GLABRO)),
    PoolModifier("crinos", "Crinos", (4,), among=PHYSICAL, without=STEALTH, at=_in(CRINOS)),
    PoolModifier("hispo", "Hispo", (2,), among=PHYSICAL, without=STEALTH, at=_in(HISPO)),
    PoolModifier(
        "glabro_stealth",
        "Glabro",
        (2,),
        among=PHYSICAL,
        also=STEALTH,
        at=_in(GLABRO),
        likely=False,
        doubt="One source has no bonus on Stealth",
    ),
    PoolModifier("hispo_stealth", "Hispo", (-2,), among=STEALTH, at=_in(HISPO)),
    PoolModifier(
        "lupus",
        "Lupus",
        (2,),
        at=_in(LUPUS),
        likely=False,
        hint="Where a wolf's body helps",
        doubt="One source has it",
    ),
    PoolModifier(
        "glabro_social",
        "Glabro",
        (-2,),
        among=SOCIAL,
        without=INTIMIDATION,
        at=_in(GLABRO),
        hint="Not with wolves and spirits",
    ),
    PoolModifier("crinos_stealth", "Crinos", (0,), among=STEALTH, at=_in(CRINOS), words="Stealth fails"),
    PoolModifier(
        "crinos_social",
        "Crinos",
        (0,),
        among=SOCIAL,
        without=INTIMIDATION,
        at=_in(CRINOS),
        words="Social rolls fail, but for Intimidation",
    ),
    PoolModifier(
        "wolves_only",
        "Form",
        (0,),
        among=SOCIAL,
        at=_in(HISPO, LUPUS),
        words="Only wolves and Garou understand",
    ),
    *impairment(unless="frenzy"),
    PoolModifier(
        "frenzy",
        "In frenzy",
        (3,),
        conditions=("frenzy",),
        likely=False,
        hint="To resist what reaches for the mind",
        doubt="One source has it",
    ),
)
