"""Werewolf: The Apocalypse, fifth edition. Names and numbers only."""

from __future__ import annotations

from dataclasses import replace

from wodsheet.engine import Choice, Group, Line, Modifier, Paper, Section, Text, Trait, Vital, sentences
from wodsheet.lines import core, creation_werewolves, guide, names, payments, werewolves_night, wta_guide
from wodsheet.lines.dice import RAGE_DICE
from wodsheet.lines.forms import (
    CONDITIONS,
    CRINOS_HEALTH,
    FORM,
    FRENZY,
    GLORY,
    HARANO,
    HAUGLOSK,
    HONOR,
    LUNAS_RESILIENCE,
    RAGE,
    TEST_POOL,
    TOTAL_RENOWN,
    WISDOM,
)
from wodsheet.lines.gifts import GIFTS, RITES
from wodsheet.lines.werewolves_rage import HOWLED, HURT

# --- Tribe and auspice ------------------------------------------------------------------------------------------

TRIBE = Text("tribe", "Tribe", choices=names.choices("wta_tribes"), opened=True)
AUSPICE = Text("auspice", "Auspice", choices=names.choices("wta_auspices"))

# --- Advantages and flaws ---------------------------------------------------------------------------------------

ADVANTAGES = core.advantages(
    (
        *core.under("Backgrounds", names.choices("wta_backgrounds")),
        *core.under("Merits", names.choices("wta_merits")),
        *core.under("Talismans", names.choices("wta_talismans")),
        *core.under("Loresheets", names.choices("wta_loresheets")),
    ),
    names.price("wta_prices", "advantage"),
)
FLAWS = core.flaws(names.choices("wta_flaws"))
NATURE = Text("nature", "Nature", choices=(Choice("human", "Human"), Choice("wolf", "Wolf")), closed=True)
TOUCHSTONES = core.touchstones(NATURE)

# --- The sheet --------------------------------------------------------------------------------------------------

# Crone's Curse: core 100; Thick Hide: wyrmtide 29
HEALTH = core.health(Modifier("thick_hide", 1), Modifier("crones_curse", -1), CRINOS_HEALTH, LUNAS_RESILIENCE)
SKILLS = core.skills(drive="Driving")
SPECIALTIES = core.specialties(SKILLS, names.price("wta_prices", "specialty"))

LASTING = tuple(one for of in (GIFTS, RITES) for one in of.choices if one.until)
IN_EFFECT = core.in_effect(HOWLED, HURT, *map(core.effect, LASTING))

# A caern has 1 to 5, a pack without one none
CAERN = Trait("caern", "Caern")
PACK = core.words("pack", "Pack")
PACK_PATRON = core.words("pack_patron", "Pack patron")
TERRITORY = core.words("territory", "Territory")
AGE = core.words("age", "Age", 50)
BORN = core.words("date_of_birth", "Born", 50)
HISTORY = core.prose("history", "History")

KIN = Section("kin", "Tribe and auspice", (TRIBE, AUSPICE))
OWN_PACK = Section("own_pack", "Pack", (PACK, PACK_PATRON, TERRITORY, CAERN))
IDENTITY = Section("identity", "Identity", (core.CHRONICLE, core.CONCEPT, core.PRONOUNS, AGE, BORN, core.OWN_RULES))
PARTICULARS = Section("particulars", "Particulars", (core.PRONOUNS, AGE, BORN))
FORMS = Section("forms", "Form", (FORM,))
RENOWN = Section("renown", "Renown", (Group("", (GLORY,)), Group("", (HONOR,)), Group("", (WISDOM,)), TOTAL_RENOWN))

WTA = Line(
    name="wta",
    label="Werewolf: The Apocalypse",
    one="werewolf",
    many="werewolves",
    group="pack",
    title=core.NAME,
    standfirst=sentences("%(auspice)s", " of the %(tribe)s", ", %(pack)s"),
    after=(core.AMBITION, core.DESIRE),
    vitals=(
        Vital(HEALTH),
        Vital(core.WILLPOWER),
        Vital(RAGE, (FRENZY,), reads=(FORM,)),
        Vital(HARANO, (HAUGLOSK, TEST_POOL)),
    ),
    main=(
        ((FORMS,),),
        ((RENOWN,),),
        ((core.ATTRIBUTES,),),
        ((SKILLS,),),
    ),
    lists=(
        core.section(IN_EFFECT),
        core.section(SPECIALTIES),
        core.section(GIFTS),
        core.section(RITES),
        core.section(TOUCHSTONES),
        core.section(ADVANTAGES),
        core.section(FLAWS),
        core.section(core.EQUIPMENT),
        core.section(core.OWN),
    ),
    margin=(KIN, OWN_PACK, IDENTITY, core.section(core.TENETS)),
    foot=(core.LOOKS, core.alone(HISTORY), core.alone(core.NOTES)),
    paper=Paper(
        facts=("chronicle", "pack", "concept", "tribe", "auspice", "pack_patron"),
        top=(((core.ATTRIBUTES,),),),
        first=(
            ((RENOWN,),),
            ((SKILLS,),),
            ((core.section(GIFTS),),),
            ((core.alone(TRIBE),), (core.section(RITES),), (replace(OWN_PACK, parts=(TERRITORY, CAERN)), PARTICULARS)),
        ),
        second=(
            ((FORMS,),),
            ((core.section(TOUCHSTONES),), (core.section(ADVANTAGES),), (core.section(FLAWS),)),
            ((core.section(core.TENETS),), (core.section(core.EQUIPMENT),)),
            ((core.section(IN_EFFECT),), (core.section(core.OWN),)),
        ),
        story=("appearance", "distinguishing_features", "history", "notes"),
    ),
    dice=RAGE_DICE,
    books=names.books("wta_books"),
    glance=("health", "willpower", "rage"),
    conditions=(core.DYING, *core.IMPAIRED, *CONDITIONS),
    folded=core.FOLDED | {"kin", "own_pack"},
    marked=TRIBE,
    prices={
        "attributes": names.price("wta_prices", "attribute"),
        "skills": names.price("wta_prices", "skill"),
        "renown": names.price("wta_prices", "renown"),
        "caern": names.price("wta_prices", "caern"),
    },
    beginning=("tribe", "auspice", "concept", "pack", "ambition", "desire"),
    payments=(payments.RAGE, payments.WILLPOWER),
    actions=werewolves_night.ACTIONS,
    stages=wta_guide.STAGES,
    hints=guide.HINTS,
    creations=creation_werewolves.CREATIONS,
)
