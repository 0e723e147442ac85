"""Vampire: The Masquerade, fifth edition. Names and numbers only."""

from __future__ import annotations

from dataclasses import replace

from wodsheet.engine import Choice, Line, Modifier, Pairing, Paper, Section, Text, Vital, sentences
from wodsheet.engine.action import Propose
from wodsheet.engine.amount import rating
from wodsheet.lines import (
    actions,
    core,
    creation_vampires,
    guide,
    names,
    payments,
    time,
    vampires_blood,
    vampires_night,
    vtm_guide,
)
from wodsheet.lines.blood import (
    BLOOD_POTENCY,
    BROKEN,
    CONDITIONS,
    FRENZY,
    GENERATION,
    HUMANITY,
    HUNGER,
    RESONANCE,
    STAINS,
    TORPID,
)
from wodsheet.lines.dice import HUNGER_DICE
from wodsheet.lines.disciplines import CEREMONIES, DISCIPLINES, POWERS, RITUALS
from wodsheet.lines.kinds import DOMITOR, KIND, KINDS

# --- Clans ------------------------------------------------------------------------------------------------------

BANES = names.choices("vtm_banes")
COMPULSIONS = names.choices("vtm_compulsions")


def _clan(clan: Choice) -> Choice:
    """A clan with what other lists say of it: its disciplines, bane and compulsion."""
    disciplines = ", ".join(discipline.label for discipline in DISCIPLINES.choices if clan.key in discipline.of)
    bane = next(bane for bane in BANES if clan.key in bane.of)
    compulsion = next((compulsion.label for compulsion in COMPULSIONS if clan.key in compulsion.of), "")
    said = (("Disciplines", disciplines), ("Bane", bane.label), ("Compulsion", compulsion))
    return replace(clan, facts=(*((label, words) for label, words in said if words), *clan.facts))


CLAN = Text("clan", "Clan", choices=tuple(map(_clan, names.choices("vtm_clans"))))
PREDATOR_TYPE = Text("predator_type", "Predator Type", 50, choices=names.choices("vtm_predator_types"))
BANE = Text("bane", "Bane", 200, choices=BANES, by=("clan",), follows=True)
COMPULSION = Text("compulsion", "Compulsion", 200, choices=COMPULSIONS, by=("clan",), follows=True)

# --- Advantages and flaws ---------------------------------------------------------------------------------------


ADVANTAGES = core.advantages(
    (
        *core.under("Backgrounds", names.choices("vtm_backgrounds")),
        *core.under("Merits", names.choices("vtm_merits")),
        *core.under("Loresheets", names.choices("vtm_loresheets")),
    ),
    names.price("vtm_prices", "advantage"),
    by=("clan",),
    single=("Loresheets",),  # core 382: one, unless the Storyteller agrees
    paired=(Pairing("Merits: Thin-blood", "flaws", "Thin-blood"),),  # core 109
)
FLAWS = core.flaws(names.choices("vtm_flaws"), by=("clan",))
CONVICTION = Text("conviction", "Conviction", 500, lines=True, shape="quote")
TOUCHSTONES = core.touchstones(CONVICTION)

# --- The sheet --------------------------------------------------------------------------------------------------

# Resilience: core 258; a ghoul's Crone's Curse: tattered_facade 100
HEALTH = core.health(Modifier("resilience", "fortitude"), Modifier("crones_curse", -1))
SKILLS = core.skills()
SPECIALTIES = core.specialties(SKILLS, names.price("vtm_prices", "specialty"))

# What lasts: powers, rituals and ceremonies in use, and Compulsions.
LASTING = tuple(one for of in (POWERS, RITUALS, CEREMONIES) for one in of.choices if one.until)
IN_EFFECT = core.in_effect(*vampires_blood.LASTING, *map(core.effect, (*COMPULSIONS, *LASTING)))

SIRE = core.words("sire", "Sire")
TRUE_AGE = core.words("true_age", "True age", 50)
APPARENT_AGE = core.words("apparent_age", "Apparent age", 50)
BORN = core.words("date_of_birth", "Born", 50)
DIED = core.words("date_of_death", "Died", 50)
ETHNICITY = core.words("ethnicity", "Ethnicity")
LANGUAGES = core.words("languages", "Languages", 500)
ORIGIN = core.words("birthplace", "Origin")
HISTORY_IN_LIFE = core.prose("history_in_life", "History in life")
AFTER_DEATH = core.prose("after_death", "After death")

PARTICULARS = (TRUE_AGE, APPARENT_AGE, BORN, DIED, ETHNICITY, LANGUAGES, ORIGIN)

IDENTITY = Section(
    "identity",
    "Identity",
    (
        KIND,
        CLAN,
        PREDATOR_TYPE,
        GENERATION,
        SIRE,
        DOMITOR,
        core.CHRONICLE,
        core.CONCEPT,
        core.PRONOUNS,
        *PARTICULARS,
        core.OWN_RULES,
    ),
)
BLOOD = Section("blood", "Blood", (BLOOD_POTENCY,))
BANE_AND_COMPULSION = Section("bane_and_compulsion", "Bane and compulsion", (BANE, COMPULSION))

VTM = Line(
    name="vtm",
    label="Vampire: The Masquerade",
    one="vampire",
    many="vampires",
    group="coterie",
    title=core.NAME,
    standfirst=sentences("%(clan)s", " of the %(generation)s generation", ", %(chronicle)s"),
    after=(core.AMBITION, core.DESIRE),
    vitals=(
        Vital(HEALTH),
        Vital(core.WILLPOWER),
        Vital(HUNGER, (RESONANCE, FRENZY), reads=(BLOOD_POTENCY,)),
        Vital(HUMANITY, (STAINS,)),
    ),
    main=(
        ((core.ATTRIBUTES,),),
        ((SKILLS,),),
        ((BLOOD,), (BANE_AND_COMPULSION,)),
    ),
    lists=(
        core.section(IN_EFFECT),
        core.section(SPECIALTIES),
        core.section(DISCIPLINES),
        core.section(TOUCHSTONES),
        core.section(ADVANTAGES),
        core.section(FLAWS),
        core.section(core.EQUIPMENT),
        core.section(RITUALS),
        core.section(CEREMONIES),
        core.section(core.OWN),
    ),
    margin=(IDENTITY, core.section(core.TENETS)),
    foot=(core.LOOKS, core.alone(HISTORY_IN_LIFE), core.alone(AFTER_DEATH), core.alone(core.NOTES)),
    paper=Paper(
        facts=("chronicle", "clan", "concept", "sire", "domitor", "generation", "predator_type"),
        top=(((core.ATTRIBUTES,),),),
        first=(
            ((SKILLS,),),
            ((core.section(DISCIPLINES),),),
            (
                (replace(BLOOD, label=BLOOD_POTENCY.label),),
                (core.alone(RESONANCE), core.section(CEREMONIES)),
                (core.section(RITUALS),),
            ),
        ),
        second=(
            ((core.section(TOUCHSTONES),), (core.section(ADVANTAGES),), (core.section(FLAWS),)),
            (
                (core.section(core.TENETS),),
                (BANE_AND_COMPULSION, core.section(core.EQUIPMENT)),
                (Section("particulars", "Particulars", (KIND, core.PRONOUNS, *PARTICULARS)),),
            ),
            ((core.section(IN_EFFECT),), (core.section(core.OWN),)),
        ),
        story=("appearance", "distinguishing_features", "history_in_life", "after_death", "notes"),
    ),
    dice=HUNGER_DICE,
    books=names.books("vtm_books"),
    glance=("health", "willpower", "hunger"),
    kinds=KINDS,
    conditions=(TORPID, BROKEN, *core.IMPAIRED, *CONDITIONS),
    folded=core.FOLDED | {"blood", "history_in_life", "after_death"},
    marked=CLAN,
    prices={
        "attributes": names.price("vtm_prices", "attribute"),
        "skills": names.price("vtm_prices", "skill"),
        "blood_potency": names.price("vtm_prices", "blood_potency"),
    },
    beginning=("clan", "predator_type", "concept", "sire", "ambition", "desire"),
    payments=(payments.ROUSE, payments.STAINS, payments.WILLPOWER),
    actions=(
        *vampires_night.ACTIONS,
        actions.take_damage(),
        actions.suffer_attack("vtm_gear"),
        actions.HEAL,
        actions.RECOVER,
        actions.SPEND_WILLPOWER,
        *actions.OF_WILLPOWER,
        time.session_start(),
        time.scene_end(),
        time.night_end(),
        time.session_end(Propose("remorse", when=rating("stains").at_least(1))),
    ),
    stages=vtm_guide.STAGES,
    hints=guide.HINTS,
    creations=creation_vampires.CREATIONS,
)
