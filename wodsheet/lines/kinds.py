"""The kinds of character a vampire's line has: what the smaller people of the night lack, and what they have."""

from __future__ import annotations

from dataclasses import replace

from wodsheet.engine import Kind, Source, sentences, which
from wodsheet.engine.action import Bar
from wodsheet.engine.amount import owned
from wodsheet.lines import actions, core, names, payments, vampires_blood, vampires_night
from wodsheet.lines.blood import HUMANITY
from wodsheet.lines.disciplines import DISCIPLINES

# Torpor, the Blush of Life and the unease of mortals are for the dead
MORTAL_HUMANITY = replace(HUMANITY, read_outs=())
DOMITOR = core.words("domitor", "Domitor")

CLANLESS = {"clan", "compulsion"}
# Blood that is dead, and what comes with it
UNDEAD = CLANLESS | {
    "predator_type", "generation", "sire", "bane", "blood_potency", "hunger", "frenzy", "lost", "resonance",
    "rituals", "ceremonies", "date_of_death", "after_death",
}  # fmt: skip

# The dead do not heal by themselves
NOT_OF_THE_DEAD = {"domitor", "recover"}
# Whose Superficial damage is not halved, by one source
MENDED_BY_BLOOD = Bar(owned("mortal_frailty").equals(0), "Without Mortal Frailty it is mended with blood.")
MORTAL_DAMAGE = (actions.take_damage(halves=False), actions.suffer_attack("vtm_gear", halves=False))

VAMPIRE = Kind("vampire", "Vampire", without=frozenset(NOT_OF_THE_DEAD))
CAITIFF = Kind(
    "kind_caitiff",
    "Caitiff",
    without=frozenset(CLANLESS | NOT_OF_THE_DEAD),
    instead=(replace(DISCIPLINES, price=names.price("vtm_prices", "caitiff_discipline"), own_price=None),),
    counts_as={"clan": "Caitiff"},
    standfirst=sentences("%(kind)s", " of the %(generation)s generation", ", %(chronicle)s"),
    hint="Clanless, and free to choose Disciplines",
    sources=(Source("core", 105),),
)
THIN_BLOOD = Kind(
    "kind_thin_blood",
    "Thin-blood",
    # No predator type: core's creation of thin-bloods, by three sources.
    # They need no Blush of Life (one source).
    without=frozenset(CLANLESS | {"domitor", "rituals", "ceremonies", "predator_type", "blush_of_life"}),
    ratings={"blood_potency": 0},
    texts={"generation": "14th"},
    # What another Discipline costs a thin-blood, sources do not agree on.
    instead=(
        replace(DISCIPLINES, price=None, own_price=names.price("vtm_prices", "thin_blood_alchemy")),
        *MORTAL_DAMAGE,
        actions.recover(bars=(MENDED_BY_BLOOD,)),
    ),
    counts_as={"clan": "Thin-Blood"},
    standfirst=sentences("%(kind)s", " of the %(generation)s generation", ", %(chronicle)s"),
    hint="Blood Potency 0; as many thin-blood merits as thin-blood flaws, one to three",
    sources=(Source("core", 109),),
)
GHOUL = Kind(
    "ghoul",
    "Ghoul",
    without=frozenset(UNDEAD | vampires_night.OF_THE_DEAD - {"rouse"}),
    instead=(
        replace(DISCIPLINES, high=1, in_all=1, price=None, own_price=None),
        MORTAL_HUMANITY,
        core.DYING,
        payments.GHOUL_ROUSE,
        vampires_blood.GHOUL_ROUSE,
        *MORTAL_DAMAGE,
        # Twice a mortal's, by one source
        actions.recover(times=2),
    ),
    standfirst=sentences("%(kind)s", " of %(domitor)s", ", %(chronicle)s"),
    glance=("health", "willpower", "humanity"),
    moved_up="particulars",
    hint="One dot of a Discipline, one of the domitor's",
    unverified="page not found",
)
MORTAL = Kind(
    "mortal",
    "Mortal",
    without=frozenset(UNDEAD | vampires_night.OF_THE_DEAD | {"domitor", "disciplines"}),
    instead=(MORTAL_HUMANITY, core.DYING, *MORTAL_DAMAGE),
    standfirst=sentences("%(kind)s", ", %(concept)s", ", %(chronicle)s"),
    glance=("health", "willpower", "humanity"),
    moved_up="touchstones",
    unverified="page not found",
)

KINDS = (VAMPIRE, CAITIFF, THIN_BLOOD, GHOUL, MORTAL)
KIND = which(KINDS)
