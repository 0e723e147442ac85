"""Hunter: The Reckoning, fifth edition. Names and numbers only."""

from __future__ import annotations

from dataclasses import replace

from wodsheet.engine import Choice, Condition, Line, Listing, Modifier, Paper, Section, Text, Trait, Vital, sentences
from wodsheet.lines import core, creation_hunters, guide, htr_guide, hunters_night, names
from wodsheet.lines.dice import DESPERATION_DICE

# --- Creed and drive --------------------------------------------------------------------------------------------

CREED = Text("creed", "Creed", choices=names.choices("htr_creeds"))

# "Drive" to a hunter's player; its name leaves "drive" to the skill, which hunters call Driving
MOTIVE = Text("motive", "Drive", choices=names.choices("htr_drives"))


def _redemption(drive: Choice) -> Choice:
    """What redeems a drive, as a choice of its own."""
    return Choice(f"redemption_{drive.key}", dict(drive.facts)["Redemption"], of=(drive.key,), sources=drive.sources)


REDEMPTIONS = tuple(map(_redemption, MOTIVE.choices))
REDEMPTION = Text("redemption", "Redemption", 500, lines=True, choices=REDEMPTIONS, by=("motive",), follows=True)

# --- Edges and perks --------------------------------------------------------------------------------------------

EDGE_VARIANTS = tuple(replace(variant, group="Of a lineage") for variant in names.choices("htr_edge_variants"))


def _perk(perk: Choice) -> Choice:
    """A perk of an edge is one of that edge's lineage variants too (our reading of "variant")."""
    return replace(perk, of=perk.of + tuple(variant.key for variant in EDGE_VARIANTS if perk.of[0] in variant.of))


PERKS = Listing(
    "perks",
    "Perks",
    "perk",
    tuple(map(_perk, names.choices("htr_perks"))),
    own_texts=core.OWN_POWER,
    price=names.price("htr_prices", "perk"),
    once=True,
    shape="powers",
    naming="Perk",
)
EDGES = Listing(
    "edges",
    "Edges",
    "edge",
    (*names.choices("htr_edges"), *EDGE_VARIANTS),
    inside=PERKS,
    own_texts=core.OWN_POWER,
    price=names.price("htr_prices", "edge"),
    once=True,
    shape="powers",
    naming="Edge",
)

# --- Advantages and flaws ---------------------------------------------------------------------------------------


ADVANTAGES = core.advantages(
    (
        *core.under("Backgrounds", names.choices("htr_backgrounds")),
        *core.under("Merits", names.choices("htr_merits")),
        *core.under("Loresheets", names.choices("htr_loresheets")),
    ),
    names.price("htr_prices", "advantage"),
)
FLAWS = core.flaws(names.choices("htr_flaws"))
TOUCHSTONES = core.touchstones()

# --- The cell's ratings -----------------------------------------------------------------------------------------

OF_THE_CELL = "One for the whole cell"
# 1 to 5, of the cell; that both start at 1 rests on one worked example (core)
DESPERATION = Trait("desperation", "Desperation", low=1, start=1, shape="drops", hint=OF_THE_CELL)
DANGER = Trait("danger", "Danger", low=1, start=1, shape="drops", hint=OF_THE_CELL)
DESPAIR = Trait("despair", "Despair", high=1, shape="switch", names=("Not in despair", "In despair"), dire=(1,))
DESPAIRING = Condition(
    "despair", "desperation", "In despair", "no Drive, no Desperation dice", traits=("despair",), at=(1,)
)

# --- The sheet --------------------------------------------------------------------------------------------------

# Crone's Curse: core; Malnourished: a supplement
HEALTH = core.health(Modifier("malnourished", -1), Modifier("crones_curse", -1))
SKILLS = core.skills(drive="Driving")
SPECIALTIES = core.specialties(SKILLS, names.price("htr_prices", "specialty"))

LASTING = tuple(one for of in (EDGES, PERKS) for one in of.choices if one.until)
IN_EFFECT = core.in_effect(*map(core.effect, LASTING))

MINUS = "\N{MINUS SIGN}"  # a keyboard's hyphen finds it too


def _blood(group: str, positive: bool, rare: bool = False) -> Choice:
    return Choice(
        f"{group.lower()}_{'positive' if positive else 'negative'}",
        f"{group}{'+' if positive else MINUS}",
        aka=() if positive else (f"{group}-",),
        facts=(("Rarity", "rare"),) if rare else (),
    )


BLOOD_TYPE = Text(
    "blood_type",
    "Blood type",
    choices=(
        _blood("A", True),
        _blood("A", False, rare=True),
        _blood("B", True),
        _blood("B", False, rare=True),
        _blood("AB", True),
        _blood("AB", False, rare=True),
        _blood("O", True),
        _blood("O", False, rare=True),
    ),
)
CELL = core.words("cell", "Cell")
AGE = core.words("age", "Age", 50)
BORN = core.words("date_of_birth", "Born", 50)
ORIGIN = core.words("origin", "Origin")
FIRST_ENCOUNTER = core.prose("first_encounter", "First encounter")
HISTORY = core.prose("history", "History")
MISSION = core.prose("mission", "Current mission")

IDENTITY = Section(
    "identity",
    "Identity",
    (
        CREED,
        MOTIVE,
        REDEMPTION,
        CELL,
        core.CHRONICLE,
        core.CONCEPT,
        core.PRONOUNS,
        AGE,
        BORN,
        BLOOD_TYPE,
        ORIGIN,
        core.OWN_RULES,
    ),
)
PARTICULARS = Section("particulars", "Particulars", (REDEMPTION, core.PRONOUNS, AGE, BORN, BLOOD_TYPE, ORIGIN))

HTR = Line(
    name="htr",
    label="Hunter: The Reckoning",
    one="hunter",
    many="hunters",
    group="cell",
    title=core.NAME,
    standfirst=sentences("%(creed)s", ", driven by %(motive)s", ", of %(cell)s"),
    after=(core.AMBITION, core.DESIRE),
    vitals=(
        Vital(HEALTH),
        Vital(core.WILLPOWER),
        Vital(DESPERATION, (DESPAIR,)),
        Vital(DANGER),
    ),
    main=(
        ((core.ATTRIBUTES,),),
        ((SKILLS,),),
    ),
    lists=(
        core.section(IN_EFFECT),
        core.section(SPECIALTIES),
        core.section(EDGES),
        core.section(TOUCHSTONES),
        core.section(ADVANTAGES),
        core.section(FLAWS),
        core.section(core.EQUIPMENT),
        core.section(core.OWN),
    ),
    margin=(IDENTITY, core.section(core.TENETS)),
    foot=(
        core.LOOKS,
        core.alone(FIRST_ENCOUNTER),
        core.alone(HISTORY),
        Section("notes", "Notes", (MISSION, core.NOTES)),
    ),
    paper=Paper(
        facts=("chronicle", "cell", "creed", "motive", "concept"),
        top=(((core.ATTRIBUTES,),),),
        first=(
            ((SKILLS,),),
            ((core.section(EDGES),),),
            ((core.section(core.TENETS),), (core.section(core.EQUIPMENT),), (PARTICULARS,)),
        ),
        second=(
            ((core.section(TOUCHSTONES),), (core.section(ADVANTAGES),), (core.section(FLAWS),)),
            ((core.section(IN_EFFECT),), (core.section(core.OWN),)),
        ),
        story=("appearance", "distinguishing_features", "first_encounter", "history", "mission", "notes"),
    ),
    dice=DESPERATION_DICE,
    books=names.books("htr_books"),
    glance=("health", "willpower", "danger"),
    conditions=(core.DYING, *core.IMPAIRED, DESPAIRING),
    folded=core.FOLDED | {"first_encounter"},
    marked=CREED,
    prices={"attributes": names.price("htr_prices", "attribute"), "skills": names.price("htr_prices", "skill")},
    beginning=("creed", "motive", "concept", "cell", "ambition", "desire"),
    actions=hunters_night.ACTIONS,
    stages=htr_guide.STAGES,
    hints=guide.HINTS,
    creations=creation_hunters.CREATIONS,
)
