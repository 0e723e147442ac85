"""Vampire: The Masquerade, fifth edition. Names and numbers only."""

from __future__ import annotations

from dataclasses import replace

from wodsheet.engine import Choice, Line, Listing, Modifier, Paper, ReadOut, Section, Text, Trait, Vital
from wodsheet.lines import core, names

BOOKS = {
    "core": "Vampire: The Masquerade (core rulebook)",
    "companion": "Vampire: The Masquerade Companion",
    "players_guide": "Players Guide",
    "camarilla": "Camarilla",
    "anarch": "Anarch",
    "chicago_by_night": "Chicago by Night",
    "chicago_folios": "The Chicago Folios",
    "cults_of_the_blood_gods": "Cults of the Blood Gods",
    "let_the_streets_run_red": "Let the Streets Run Red",
    "fall_of_london": "The Fall of London",
    "second_inquisition": "Second Inquisition",
    "sabbat": "Sabbat: The Black Hand",
    "forbidden_religions": "Forbidden Religions",
    "children_of_the_blood": "Children of the Blood",
    "trails_of_ash_and_bone": "Trails of Ash and Bone",
    "winters_teeth": "Winter's Teeth (comic issues with rules)",
    "blood_sigils": "Blood Sigils",
    "blood_stained_love": "Blood-Stained Love",
    "book_of_nod_apocrypha": "Book of Nod Apocrypha",
    "gehenna_war": "Gehenna War",
    "in_memoriam": "In Memoriam",
    "tattered_facade": "Tattered Façade",
    "live_from_the_succubus_club": "Live from the Succubus Club",
    "courts_of_the_damned": "Courts of the Damned",
    "boston_by_night": "Boston by Night",
}

# --- Clans ------------------------------------------------------------------------------------------------------

BANES = names.choices("vtm_banes")
COMPULSIONS = names.choices("vtm_compulsions")
CLAN_DISCIPLINES = names.choices("vtm_disciplines")


def _clan(clan: Choice) -> Choice:
    """A clan with what other lists say of it: its disciplines, bane and compulsion."""
    disciplines = ", ".join(discipline.label for discipline in CLAN_DISCIPLINES if clan.key in discipline.of)
    bane = next(bane for bane in BANES if clan.key in bane.of)
    compulsion = next((compulsion.label for compulsion in COMPULSIONS if clan.key in compulsion.of), "")
    said = (("Disciplines", disciplines), ("Bane", bane.label), ("Compulsion", compulsion))
    return replace(clan, hint=bane.hint, facts=(*((label, words) for label, words in said if words), *clan.facts))


CLAN = Text("clan", "Clan", choices=tuple(map(_clan, names.choices("vtm_clans"))))
PREDATOR_TYPE = Text("predator_type", "Predator type", 50, choices=names.choices("vtm_predator_types"))
BANE = Text("bane", "Bane", 200, choices=BANES, by="clan")
COMPULSION = Text("compulsion", "Compulsion", 200, choices=COMPULSIONS, by="clan")

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

# --- Blood ------------------------------------------------------------------------------------------------------

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
BLOOD_POTENCY = Trait("blood_potency", "Blood Potency", high=10, start=1, read_outs=_blood_potency())

# Humanity from 0 to 10 (core, the Humanity chapter): torpor, dice among mortals, Blush of Life
TORPOR = ("", "5 centuries", "1 century", "5 decades", "1 decade", "1 year")
TORPOR += ("1 month", "2 weeks", "1 week", "3 days", "1 day")
AMONG_MORTALS = (0, -8, -6, -4, -2, -1, 0, 0, 0, 0, 0)
BLUSH = (
    "",
    *(["one Rouse check"] * 7),
    "one Rouse check, two dice, keep the best",
    "ill-looking without it",
    "not needed",
)

HUMANITY = Trait(
    "humanity",
    "Humanity",
    high=10,
    start=7,
    read_outs=(
        ReadOut("Torpor", TORPOR),
        ReadOut("Among mortals", tuple(_dice(dice) if dice else "" for dice in AMONG_MORTALS)),
        ReadOut("Blush of Life", BLUSH),
    ),
)
STAINS = Trait("stains", "Stains", high=10, shape="stains")
HUNGER = Trait("hunger", "Hunger", start=1, shape="drops")

# Temperaments by their percentage and bonus dice (core 230): a pair of dice decides, only the acute have a dyscrasia
TEMPERAMENTS = (("negligible", 50, 0), ("fleeting", 30, 0), ("intense", 16, 1), ("acute", 4, 1))


def _resonances() -> tuple[Choice, ...]:
    """Every resonance alone, then the four humours of mortal blood in each temperament."""
    plain = names.choices("vtm_resonances")
    return (*plain, *(_tempered(humour, *how) for humour in plain[:4] for how in TEMPERAMENTS))


def _tempered(humour: Choice, temperament: str, percent: int, dice: int) -> Choice:
    shown = [fact for fact in humour.facts if fact[0] != "Dyscrasias" or temperament == "acute"]
    return replace(
        humour,
        key=f"{humour.key}_{temperament}",
        label=f"{humour.label}, {temperament}",
        aka=tuple(f"{other}, {temperament}" for other in humour.aka),
        facts=(*shown, ("Of mortals", f"{percent} in 100"), ("Discipline bonus", _dice(dice))),
    )


RESONANCE = Text("resonance", "Resonance", 200, choices=_resonances())

# --- Disciplines ------------------------------------------------------------------------------------------------

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def rouse_checks(count: str) -> str:
    """Rouse checks in words: "3", "1+" one or more, "0-1", "1-3", "1 or 3", "as copied"; nothing for "0"."""
    if count == "as copied":
        return "as the copied power"
    if count.endswith("+"):
        return f"{rouse_checks(count[:-1])} or more"
    if count == "0-1":
        return "free or one Rouse check"
    *first, last = count.replace(" or ", "-").split("-")
    said = COUNTS[int(last)]
    if first:
        said = f"{COUNTS[int(first[0])]} {'or' if 'or' in count else 'to'} {said}"
    return f"{said} Rouse check{'' if last == '1' else 's'}" if last != "0" else ""


def stains(count: str) -> str:
    """Stains in words: "1+" is at least one."""
    if count == "possible":
        return "stains possible"
    return f"{COUNTS[int(count[0])]} or more stains" if count else ""


def costing(row: names.Row) -> names.Row:
    """A row whose columns of Rouse checks, stains and Willpower have become one price."""
    rouse, stain, willpower = row.pop("rouse"), row.pop("stains", ""), row.pop("willpower", "")
    prices = (rouse_checks(rouse), stains(stain), f"{COUNTS[int(willpower)]} Willpower" if willpower else "")
    return {**row, "cost": ", ".join(price for price in prices if price)}


def _costly(file: str) -> tuple[Choice, ...]:
    return names.choices(map(costing, names.rows(file)))


POWERS = Listing("powers", "Powers", "power", _costly("vtm_powers"), shape="powers", naming="Power")
DISCIPLINES = Listing(
    "disciplines",
    "Disciplines",
    "discipline",
    CLAN_DISCIPLINES,
    by="clan",
    high=5,
    inside=POWERS,
    shape="powers",
    naming="Discipline",
)
RITUALS = Listing("rituals", "Rituals", "ritual", _costly("vtm_rituals"), shape="powers", naming="Ritual")
CEREMONIES = Listing(
    "ceremonies", "Ceremonies", "ceremony", _costly("vtm_ceremonies"), shape="powers", naming="Ceremony"
)

# --- Advantages and flaws ---------------------------------------------------------------------------------------


def _under(heading: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices under a heading, each with its own group after a colon."""
    return tuple(replace(c, group=f"{heading}: {c.group}" if c.group else heading) for c in choices)


ADVANTAGES = core.advantages(
    (
        *_under("Backgrounds", names.choices("vtm_backgrounds")),
        *_under("Merits", names.choices("vtm_merits")),
        *_under("Loresheets", names.choices("vtm_loresheets")),
    ),
    by="clan",
)
FLAWS = core.flaws(names.choices("vtm_flaws"), by="clan")
CONVICTION = Text("conviction", "Conviction", 500, lines=True, shape="quote")
TOUCHSTONES = core.touchstones(CONVICTION)

# --- The sheet --------------------------------------------------------------------------------------------------

HEALTH = core.health(Modifier("resilience", "fortitude"))  # Resilience: core 258
SKILLS = core.skills()
SPECIALTIES = core.specialties(SKILLS)

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
LOOKS = (core.APPEARANCE, core.DISTINGUISHING_FEATURES)

IDENTITY = Section(
    "identity",
    "Identity",
    (
        CLAN,
        PREDATOR_TYPE,
        GENERATION,
        SIRE,
        core.CHRONICLE,
        core.CONCEPT,
        core.PRONOUNS,
        *PARTICULARS,
        *LOOKS,
    ),
)
BLOOD = Section("blood", "Blood", (BLOOD_POTENCY,))
BANE_AND_COMPULSION = Section("bane_and_compulsion", "Bane and compulsion", (BANE, COMPULSION))

VTM = Line(
    name="vtm",
    label="Vampire: The Masquerade",
    one="vampire",
    group="coterie",
    title=core.NAME,
    standfirst=(("clan", "{}"), ("generation", " of the {} generation"), ("chronicle", ", {}")),
    after=(core.AMBITION, core.DESIRE),
    vitals=(
        Vital(HEALTH),
        Vital(core.WILLPOWER),
        Vital(HUNGER, (RESONANCE,)),
        Vital(HUMANITY, (STAINS,)),
    ),
    main=(
        ((core.ATTRIBUTES,),),
        ((SKILLS,),),
        ((core.section(DISCIPLINES),),),
        (
            (core.section(TOUCHSTONES),),
            (core.section(ADVANTAGES), core.section(core.EQUIPMENT)),
            (core.section(FLAWS), core.section(RITUALS), core.section(CEREMONIES)),
        ),
    ),
    margin=(
        IDENTITY,
        BLOOD,
        BANE_AND_COMPULSION,
        core.section(core.TENETS),
        core.section(SPECIALTIES),
    ),
    foot=(core.alone(HISTORY_IN_LIFE), core.alone(AFTER_DEATH), core.alone(core.NOTES)),
    paper=Paper(
        facts=("chronicle", "clan", "concept", "sire", "generation", "predator_type"),
        first=(
            ((SKILLS,),),
            ((core.section(DISCIPLINES),),),
            ((BLOOD,), (core.alone(RESONANCE),), (core.section(RITUALS), core.section(CEREMONIES))),
        ),
        second=(
            ((core.section(TOUCHSTONES),), (core.section(ADVANTAGES),), (core.section(FLAWS),)),
            (
                (core.section(core.TENETS),),
                (BANE_AND_COMPULSION, core.section(core.EQUIPMENT)),
                (Section("particulars", "Particulars", (core.PRONOUNS, *PARTICULARS)),),
            ),
        ),
        story=("appearance", "distinguishing_features", "history_in_life", "after_death", "notes"),
    ),
    books=BOOKS,
    glance=("health", "willpower", "hunger"),
)
