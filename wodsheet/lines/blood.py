"""What a vampire's blood does: generation, Blood Potency, Hunger, Humanity, resonance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wodsheet.engine import Choice, Condition, ReadOut, Span, Text, Trait
from wodsheet.lines import names

# The lowest and highest Blood Potency of each generation (core, the generation table)
GENERATIONS = {
    4: (5, 10),
    5: (4, 9),
    6: (3, 8),
    7: (3, 7),
    8: (2, 6),
    9: (2, 5),
    10: (1, 4),
    11: (1, 4),
    12: (1, 3),
    13: (1, 3),
    14: (0, 0),
    15: (0, 0),
    16: (0, 0),
}


def _generation(number: int) -> Choice:
    low, high = GENERATIONS[number]
    potency = f"{low} to {high}" if low < high else str(low)
    return Choice(f"generation_{number}", f"{number}th", facts=(("Blood Potency", potency),))


GENERATION = Text("generation", "Generation", 50, choices=tuple(map(_generation, GENERATIONS)), start="13th")

# Blood Potency from 0 to 10 (core, the Blood Potency table): dice of a blood surge, superficial damage mended,
# bonus dice of Discipline rolls, highest level of powers whose Rouse checks are re-rolled, bane severity,
# what animal and bagged blood slakes, how much less a human slakes, the Hunger below which prey must be killed.
BLOOD_POTENCY_TABLE = (
    (1, 1, 0, 0, 0, "full", 0, 0),
    (2, 1, 0, 1, 2, "full", 0, 0),
    (2, 2, 1, 1, 2, "half", 0, 0),
    (3, 2, 1, 2, 3, "none", 0, 0),
    (3, 3, 2, 2, 3, "none", 1, 0),
    (4, 3, 2, 3, 4, "none", 1, 2),
    (4, 3, 3, 3, 4, "none", 2, 2),
    (5, 3, 3, 4, 5, "none", 2, 2),
    (5, 4, 4, 4, 5, "none", 2, 3),
    (6, 4, 4, 5, 6, "none", 2, 3),
    (6, 5, 5, 5, 6, "none", 3, 3),
)


def _dice(count: int) -> str:
    return "none" if not count else f"{count:+} {'die' if count in (1, -1) else 'dice'}".replace("-", "\N{MINUS SIGN}")


def _levels(highest: int) -> str:
    return ("none", "level 1")[highest] if highest < 2 else f"levels 1 to {highest}"


def _blood_potency() -> tuple[ReadOut, ...]:
    surge, mend, bonus, reroll, severity, animals, less, kill = zip(*BLOOD_POTENCY_TABLE, strict=True)
    slakes = {"full": "slake fully", "half": "slake half", "none": "slake nothing"}
    return (
        ReadOut("Blood surge", tuple(map(_dice, surge))),
        ReadOut("Mend", tuple(f"{boxes} superficial" for boxes in mend)),
        ReadOut("Discipline bonus", tuple(map(_dice, bonus))),
        ReadOut("Rouse re-roll", tuple(map(_levels, reroll))),
        ReadOut("Bane severity", tuple(map(str, severity))),
        ReadOut("Animals and bags", tuple(slakes[blood] for blood in animals)),
        ReadOut("Humans", tuple(f"slake {fewer} less" if fewer else "" for fewer in less)),
        ReadOut("Must kill", tuple(f"to slake below {hunger}" if hunger else "" for hunger in kill)),
    )


# A 13th generation vampire has 1 (core, the generation table)
BLOOD_POTENCY = Trait(
    "blood_potency",
    "Blood Potency",
    high=10,
    start=1,
    read_outs=_blood_potency(),
    span=Span("generation", {f"generation_{number}": span for number, span in GENERATIONS.items()}),
)

# Humanity from 0 to 10 (core, the Humanity chapter): torpor, dice among mortals, Blush of Life
TORPOR = ("", "5 centuries", "1 century", "5 decades", "1 decade", "1 year")
TORPOR += ("1 month", "2 weeks", "1 week", "3 days", "1 day")
AMONG_MORTALS = (0, -8, -6, -4, -2, -1, 0, 0, 0, 0, 0)
BLUSH = (
    "",
    *(["one Rouse check"] * 7),
    "two Rouse dice, keep the best",
    "ill-looking without it",
    "not needed",
)

HUMANITY = Trait(
    "humanity",
    "Humanity",
    high=10,
    start=7,
    plate="drains",
    read_outs=(
        ReadOut("Torpor", TORPOR),
        ReadOut("Mortals", tuple(_dice(dice) if dice else "" for dice in AMONG_MORTALS)),
        ReadOut("Blush", BLUSH),
    ),
)
STAINS = Trait("stains", "Stains", high=10, shape="stains")
HUNGER = Trait(
    "hunger",
    "Hunger",
    start=1,
    shape="drops",
    dire=(4, 5),
    plate="darkens",
    read_outs=(
        ReadOut("Blood in sight", ("", "", "", "", "frenzy test", "frenzy test")),
        ReadOut("Rouse checks", ("", "", "", "", "", "none by choice")),
    ),
)
FRENZY = Trait("frenzy", "Frenzy", high=1, shape="switch", names=("Not in frenzy", "In frenzy"), dire=(1,))

# Torpor comes with a Health full of aggravated damage; it lasts as Humanity says, which stands beside
TORPID = Condition("health_aggravated", "health", "Torpor", aggravated=True)
# Willpower full of aggravated damage ends a social conflict (core, social combat)
BROKEN = Condition(
    "willpower_aggravated",
    "willpower",
    "Breaks down",
    "loses face and the conflict; \N{MINUS SIGN}2 dice on Social and Mental rolls",
    aggravated=True,
)
RAVING = Condition(
    "frenzy",
    "hunger",
    "In frenzy",
    "until its cause is gone or the scene ends; 1 Willpower gives a turn of control",
    traits=("frenzy",),
    at=(1,),
)
# Stains that reach into Humanity (core, the Humanity chapter). One source has it begin a stain earlier.
DEGENERATION = Condition(
    "degeneration",
    "humanity",
    "Degeneration",
    "\N{MINUS SIGN}2 dice on all rolls, until remorse or a lower Humanity",
    traits=("humanity", "stains"),
    at=tuple(range(11, 21)),
)
LOST = Condition("lost", "humanity", "Lost to the Beast", "leaves play", traits=("humanity",), at=(0,))
CONDITIONS = (RAVING, LOST, DEGENERATION)

# A die decides on the temperament of blood, on 9 and 10 a second one; only the acute has a dyscrasia (core 230).
TEMPERAMENTS = names.rows("vtm_temperaments")


def _resonances() -> tuple[Choice, ...]:
    """Every resonance; the four humours of mortal blood also in each temperament, under the humour's name."""
    *humours, animal, empty = names.choices("vtm_resonances")
    tempered = (one for humour in humours for one in (replace(humour, group=humour.label), *_tempered(humour)))
    return (*tempered, animal, empty)


def _tempered(humour: Choice) -> Iterator[Choice]:
    for row in TEMPERAMENTS:
        temperament, percent, dice = row["key"], row["percent"], int(row["discipline_dice"])
        shown = [fact for fact in humour.facts if fact[0] != "Dyscrasias" or row["dyscrasia"]]
        yield replace(
            humour,
            key=f"{humour.key}_{temperament}",
            label=f"{humour.label}, {temperament}",
            group=humour.label,
            aka=tuple(f"{other}, {temperament}" for other in humour.aka),
            facts=(*shown, ("Of mortals", f"{percent} in 100"), ("Discipline bonus", _dice(dice))),
        )


RESONANCE = Text("resonance", "Resonance", 200, choices=_resonances())
