"""What a werewolf's body and spirit do: the five forms, Rage, frenzy, Harano and Hauglosk, Renown."""

from __future__ import annotations

from wodsheet.engine import Condition, Modifier, ReadOut, Total, Trait

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"

# The forms in the order of the book: name, what it is in short
FORMS = (
    ("Homid", "Human, no change"),
    ("Glabro", f"Near-Human, +2{NBSP}Physical, {MINUS}2{NBSP}Social"),
    ("Crinos", f"War-Form, +4{NBSP}Physical, +4{NBSP}Health"),
    ("Hispo", f"Dire Wolf, +2{NBSP}Physical, {MINUS}2{NBSP}Stealth"),
    ("Lupus", "Wolf, +2 where a wolf's body helps"),
)
HOMID, GLABRO, CRINOS, HISPO, LUPUS = range(5)
SUPERNATURAL = (GLABRO, CRINOS, HISPO)

# How many Rage checks taking each form costs, and how much one heals in it (two sources).
CHECKS = (0, 1, 2, 1, 0)
REGENERATES = (0, 1, 2, 1, 0)
CHECKS_IN_WORDS = ("no check", "1 Rage check", "2 Rage checks")
REGENERATES_IN_WORDS = ("", "1 for a Rage check", "2 for a Rage check")

# What each form brings (core). That Stealth has no bonus in Glabro, and that Lupus has one at all, rests on one source.
# Gifts work in supernatural forms, some in the others too.
FORM_TABLE = {
    "To change": tuple(CHECKS_IN_WORDS[checks] for checks in CHECKS),
    "Physical": ("", "+2 dice, not Stealth", "+4 dice", "+2 dice, not Stealth", "+2 dice where a wolf's body helps"),
    "Stealth": ("", "", "fails", f"{MINUS}2 dice", ""),
    "Social": (
        "",
        f"{MINUS}2 dice, not Intimidation nor with non-humans",
        "fails, not Intimidation; single words",
        "wolves and Garou only",
        "wolves and Garou only",
    ),
    "Health": ("", "", "+4 boxes", "", ""),
    "Regenerates": tuple(REGENERATES_IN_WORDS[heals] for heals in REGENERATES),
    "Claws": ("", "", "+3 Aggravated, to the supernatural Superficial", "", ""),
    "Bite": ("", "", "+1 Aggravated", "+1 Aggravated", ""),
    "Silver": ("harmless to touch", *["1 Aggravated for each turn of touch"] * 3, "harmless to touch"),
    "Gifts": ("some", "all", "all", "all", "some"),
    "Each turn": ("", "", "1 Willpower or frenzy, unless it has just killed", "", ""),
    "Delirium": ("", "", "in humans", "", ""),
    "Leaving it": ("", "", "Rage becomes 1, damage moves to the ordinary boxes", "", ""),
}

# At Rage 0 the wolf is lost (core 131)
LOST = (
    "no Rage checks, Gifts or rites; only Homid and Lupus,"
    " until the first howl at the moon or the Rite of the Wolf Reborn"
)
# In frenzy (core 139)
RAVING = (
    "no Gifts, Willpower or defense; +3 dice to resist minds; not impaired; ends by Willpower, Difficulty 2, at Rage 0"
)

FORM = Trait(
    "form",
    "Form",
    high=LUPUS,
    shape="states",
    plate="frames",
    names=tuple(name for name, _ in FORMS),
    briefs=tuple(brief for _, brief in FORMS),
    read_outs=(
        *(ReadOut(label, words) for label, words in FORM_TABLE.items()),
        ReadOut("Lost the wolf", (LOST, *[""] * 5), by="rage"),
        ReadOut("In frenzy", ("", RAVING), by="frenzy"),
    ),
)
CRINOS_HEALTH = Modifier(add=4, trait="form", at=(CRINOS,))
LUNAS_RESILIENCE = Modifier("lunas_resilience", 2, trait="form", at=(GLABRO, HISPO))  # wyrmtide 28

FRENZY = Trait("frenzy", "Frenzy", high=1, shape="switch", names=("Not in frenzy", "In frenzy"), dire=(1,))
RAGE = Trait(
    "rage",
    "Rage",
    start=1,
    shape="drops",
    hint="Each point over 5 is 1 superficial Willpower instead",
)

# Both are tested with as many dice as they have together, at least one; full, either ends a character (core 140)
HARANO = Trait(
    "harano",
    "Harano",
    hint="Harano is tested after tragedy or harm to a Touchstone, Hauglosk when a Tenet is broken",
)
HAUGLOSK = Trait("hauglosk", "Hauglosk")
TEST_POOL = Total("test_pool", "test pool", ("harano", "hauglosk"), low=1)

GLORY = Trait("glory", "Glory")
HONOR = Trait("honor", "Honor")
WISDOM = Trait("wisdom", "Wisdom")
TOTAL_RENOWN = Total("total_renown", "total Renown", ("glory", "honor", "wisdom"))

CONDITIONS = (
    Condition("lost_wolf", "rage", "The wolf is lost", "no Rage checks, Gifts or rites", traits=("rage",), at=(0,)),
    Condition("frenzy", "rage", "In frenzy", "not impaired; no Gifts or Willpower", traits=("frenzy",), at=(1,)),
    Condition("harano", "harano", "Lost to Harano", "leaves play", traits=("harano",), at=(5,)),
    Condition("hauglosk", "harano", "Lost to Hauglosk", "leaves play", traits=("hauglosk",), at=(5,)),
)
