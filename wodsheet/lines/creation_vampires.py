"""How the people of the night are made: vampires of all clans, Caitiff, thin-bloods, fledglings, ghouls and mortals."""

from __future__ import annotations

from dataclasses import replace

from wodsheet.engine import (
    Age,
    AsManyInside,
    Count,
    Creation,
    Each,
    Evidence,
    First,
    Given,
    Grant,
    Matched,
    Need,
    Pick,
    Said,
    Shares,
    Source,
)
from wodsheet.lines import creation_core as core
from wodsheet.lines.creation_predators import PREDATORS
from wodsheet.lines.disciplines import CEREMONIES, DISCIPLINES

CONVICTIONS = (
    core.touchstones(Evidence((Source("core", 172),))),
    Each("touchstones", "conviction", Evidence((Source("core", 173),))),
)
POWERS = AsManyInside("disciplines")
LEVEL_1 = tuple(one for one in CEREMONIES.choices if one.level == 1)
CEREMONY_NEEDS = tuple(
    sorted({(key, dots) for one in LEVEL_1 for need in one.needs for key, dots in need.any_of}),
)
FIRST_RITUAL = First("rituals", 1, (Need((("blood_sorcery", 1),)),))
# One source; of level 1, where a power is owned that one of them needs
FIRST_CEREMONY = First("ceremonies", 1, (Need((("oblivion", 1),)), Need(CEREMONY_NEEDS)), core.ONE_SOURCE)

NEWLY_MADE = "Embraced a moment ago, a fledgling has none yet."
PREDATOR_TYPE = Said("predator_type", due=False, unless=NEWLY_MADE, evidence=Evidence((Source("core", 175),)))

# --- The sea of time (core 136; the ancilla's Humanity by two sources) ---------------------------------------------


def _generations(*numbers: int) -> tuple[str, ...]:
    return tuple(f"generation_{number}" for number in numbers)


CHILDER = Age(
    *("childer", "Childer", "Within the last 15 years", "generation"),
    _generations(12, 13),
    (("blood_potency", 1), ("humanity", 7)),
)
NEONATE = Age(
    *("neonate", "Neonate", "1940 to a decade ago", "generation"),
    _generations(12, 13),
    (("blood_potency", 1), ("humanity", 7)),
    experience=15,
)
ANCILLA = Age(
    *("ancilla", "Ancilla", "1780 to 1940", "generation"),
    _generations(10, 11),
    (("blood_potency", 2), ("humanity", 6)),
    experience=35,
    more=(("advantages", 2), ("flaws", 2)),
)
THIN_BLOOD_CHILDER = Age(
    *("childer_thin_blood", "Childer", "Within the last 15 years", "generation"),
    _generations(14, 15, 16),
    (("blood_potency", 0), ("humanity", 7)),
)
AGES = (CHILDER, NEONATE, ANCILLA)

# --- What clans, kinds and merits give ----------------------------------------------------------------------------

NOSFERATU = Grant("nosferatu", (Given("flaws", "repulsive", 2),), evidence=Evidence((Source("core", 81),)))
SUSPECT = Grant(
    "caitiff",
    (Given("flaws", "suspect", 1),),
    evidence=Evidence(
        (Source("core", 105),), "doubtful", "Whether Suspect counts against the flaws of creation, no source says."
    ),
)
NATIVE = tuple(Given("disciplines", one.key, 1) for one in DISCIPLINES.choices if one.key != "thin_blood_alchemy")
OF_THIN_BLOODS = (
    Grant("anarch_comrades", (Given("advantages", "mawla", 1),), evidence=Evidence((Source("core", 183),))),
    Grant("camarilla_contact", (Given("advantages", "mawla", 1),), evidence=Evidence((Source("core", 183),))),
    Grant(
        "discipline_affinity",
        picks=(Pick("discipline", NATIVE),),
        evidence=Evidence((Source("core", 184),), doubt="By one source it is never more than one dot."),
    ),
    Grant(
        "thin_blood_alchemist",
        (Given("disciplines", "thin_blood_alchemy", 1),),
        evidence=Evidence((Source("core", 184),)),
    ),
)

# --- Each kind ----------------------------------------------------------------------------------------------------

BOUGHT = (core.ADVANTAGES, core.FLAWS)
RULES = (
    Said("clan"),
    *core.TRAITS,
    PREDATOR_TYPE,
    Shares("disciplines", (2, 1), by="clan"),
    POWERS,
    FIRST_RITUAL,
    FIRST_CEREMONY,
    *BOUGHT,
    *CONVICTIONS,
)
VAMPIRE = Creation("vampire", "Vampire", "vampire", RULES, (*PREDATORS, NOSFERATU), AGES)
FLEDGLING = replace(
    VAMPIRE,
    name="fledgling",
    label="Fledgling",
    ages=(CHILDER,),
    without=("predator_type",),
    evidence=core.ONE_SOURCE,
)
CAITIFF = Creation(
    "caitiff",
    "Caitiff",
    "kind_caitiff",
    (
        *core.TRAITS,
        PREDATOR_TYPE,
        Shares("disciplines", (2, 1)),
        POWERS,
        FIRST_RITUAL,
        FIRST_CEREMONY,
        *BOUGHT,
        *CONVICTIONS,
    ),
    (*PREDATORS, SUSPECT),
    AGES,
    evidence=Evidence((Source("core", 105),)),
)
PAIRS = Evidence((Source("core", 182),))
MERITS, FAULTS = "Merits: Thin-blood", "Thin-blood"
THIN_BLOOD = Creation(
    "thin_blood",
    "Thin-blood",
    "kind_thin_blood",
    (
        *core.TRAITS,
        # As many of one as of the other, one to three, and outside of what is bought
        Count("advantages", 1, 3, MERITS, PAIRS),
        Count("flaws", 1, 3, FAULTS, PAIRS),
        Matched("flaws", FAULTS, "advantages", MERITS, PAIRS),
        Shares("disciplines", ()),
        POWERS,
        *BOUGHT,
        *CONVICTIONS,
    ),
    OF_THIN_BLOODS,
    (THIN_BLOOD_CHILDER,),
    evidence=Evidence((Source("core", 109),)),
)
GHOUL = Creation(
    "ghoul",
    "Ghoul",
    "ghoul",
    (*core.TRAITS, Shares("disciplines", (1,)), POWERS, *BOUGHT, *CONVICTIONS),
    evidence=core.NOT_FOUND,
)
MORTAL = Creation(
    "mortal",
    "Mortal",
    "mortal",
    (*core.TRAITS, *BOUGHT, *CONVICTIONS),
    # Among vampires alone
    without=("haven", "herd", "mawla", "status", "suspect", "shunned", "adversary", "known_corpse", "known_blankbody"),
    evidence=core.NOT_FOUND,
)

CREATIONS = (VAMPIRE, FLEDGLING, CAITIFF, THIN_BLOOD, GHOUL, MORTAL)
