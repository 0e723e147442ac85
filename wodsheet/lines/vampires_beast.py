"""The Beast and what is left of the human: frenzy, Compulsions, stains, remorse, wounds that stay."""

from __future__ import annotations

from collections.abc import Iterator

from wodsheet.engine import Source
from wodsheet.engine.action import (
    Action,
    Ask,
    Assign,
    Bar,
    Begin,
    Change,
    Damage,
    Draw,
    End,
    Option,
    PoolTest,
    Propose,
    Row,
    Say,
    Step,
)
from wodsheet.engine.amount import answer, chosen, free, largest, owned, rating, read_off
from wodsheet.lines import names
from wodsheet.lines.vampires_blood import SEVERITY

BEAST, HUMANITY = "The Beast", "Humanity"
COMPULSIONS = names.choices("vtm_compulsions")
GENERAL = tuple(choice for choice in COMPULSIONS if not choice.of)

# --- Frenzy -----------------------------------------------------------------------------------------------------

# Thin-bloods know no frenzy of fury or terror but with Bestial Temper (agreed by two sources).
_WHOLE = owned("kind_thin_blood").equals(0) | owned("bestial_temper")
KINDS_OF_FRENZY = {"fury": "Fury", "hunger": "Hunger", "terror": "Terror"}


def _provocations() -> Iterator[Option]:
    for row in names.rows("vtm_provocations"):
        yield Option(
            row["key"],
            f"{KINDS_OF_FRENZY[row['frenzy']]}: {row['label']}",
            {"difficulty": int(row["difficulty"]), row["frenzy"]: 1},
            when=None if row["frenzy"] == "hunger" else _WHOLE,
        )


# Brujah lose dice against fury (core 65).
_BANE = owned("bane_violent_temper") * answer("provocation.fury") * read_off(SEVERITY, "blood_potency")
FRENZY_TEST = Action(
    "frenzy",
    "Resist frenzy",
    BEAST,
    (
        PoolTest(
            "Frenzy test",
            free("willpower") + rating("humanity") // 3 - _BANE,
            answer("provocation.difficulty") + chosen("provocation", "other") * answer("difficulty"),
            critical=(Say("Resisted, and no turn is lost."),),
            success=(Say("Resisted; a turn is spent on it."),),
            failure=(Assign("frenzy", 1),),
        ),
    ),
    asks=(
        Ask("provocation", "Provocation", options=(*_provocations(), Option("other", "Another"))),
        Ask("difficulty", "Difficulty of another", low=1, high=9, start=3),
    ),
    bars=(Bar(rating("frenzy").equals(1), "The frenzy is there already."),),
    hint="The boxes of Willpower that are free, and a third of Humanity; no Hunger dice.",
    doubt="The difficulties of fury and terror rest on one source.",
    sources=(Source("core", 219),),
)
RIDE = Action(
    "ride_the_wave",
    "Ride the wave",
    BEAST,
    (Assign("frenzy", 1), Say("It gives in, and steers the way in."), Propose("stain")),
    bars=(Bar(rating("frenzy").equals(1), "The frenzy is there already."),),
    hint="Frenzy without a test; stains as the chronicle's tenets say.",
    sources=(Source("core", 219),),
    grave=True,
)
CALM = Action(
    "frenzy_ends",
    "Frenzy ends",
    BEAST,
    (Assign("frenzy", 0),),
    bars=(Bar(rating("frenzy").equals(0), "There is no frenzy."),),
    hint="When its cause is gone, or the scene ends.",
)
CONTROL = Action(
    "control_frenzy",
    "A turn of control",
    BEAST,
    (Damage("willpower", superficial=1), Say("It acts freely for one turn.")),
    bars=(
        Bar(rating("frenzy").equals(0), "There is no frenzy."),
        Bar(free("willpower").equals(0), "No Willpower is left."),
    ),
    hint="One Willpower.",
    doubt="It rests on one source.",
)

# --- Compulsions ------------------------------------------------------------------------------------------------

CLAN = {key: choice for choice in COMPULSIONS for key in choice.of}


def _general(number: int) -> tuple[Step, ...]:
    return (Begin(f"in_effect_{GENERAL[number].key}", "scene"),)


def _of_the_clan() -> Iterator[Step]:
    """The Compulsion of the character's clan; who has none draws again, from memory."""
    for key, choice in CLAN.items():
        yield Begin(f"in_effect_{choice.key}", "scene", when=owned(key))
    clanless = owned(*CLAN).equals(0)
    yield Say("Without a clan it is drawn again.", when=clanless)
    yield Propose("draw_compulsion", when=clanless)


def _drawn() -> Iterator[Row]:
    place = {choice.key.removeprefix("compulsion_"): number for number, choice in enumerate(GENERAL)}
    for row in names.rows("vtm_compulsion_draw"):
        first, _, last = row["die"].partition("-")
        steps = _general(place[row["key"]]) if row["key"] in place else tuple(_of_the_clan())
        yield Row(int(first), int(last or first), row["label"], steps)


_ROWS = tuple(_drawn())
COMPULSION = Action(
    "draw_compulsion",
    "Compulsion",
    BEAST,
    (Draw("Compulsion", _ROWS, row=answer("which.row")),),
    asks=(
        Ask(
            "which",
            "Which one",
            options=(
                Option("die", "By a die"),
                *(Option(key_row.label.lower(), key_row.label, {"row": n}) for n, key_row in enumerate(_ROWS, start=1)),
            ),
        ),
    ),
    hint="After a bestial failure, or where the Storyteller says so after a messy critical.",
    doubt="The table rests on one source and memory.",
)
COMPULSION_ENDS = Action(
    "compulsion_ends",
    "Compulsion ends",
    BEAST,
    (End(keys=tuple(f"in_effect_{choice.key}" for choice in COMPULSIONS)),),
    hint="Once it is done, or at the scene's end.",
)

# --- Humanity ---------------------------------------------------------------------------------------------------

# Stains beyond what Humanity leaves are aggravated Willpower damage each (agreed by two sources).
_EXCESS = largest(0, rating("stains") + rating("humanity") - 10)
_MORE_EXCESS = largest(0, rating("stains") + answer("stains") + rating("humanity") - 10) - _EXCESS
STAIN = Action(
    "stain",
    "Stains",
    HUMANITY,
    (Damage("willpower", aggravated=_MORE_EXCESS), Change("stains", answer("stains"))),
    asks=(Ask("stains", "Stains", low=1, high=10, start=1, hint="A Conviction may take some off: the Storyteller's"),),
    sources=(Source("core", 239),),
)
_CALLOUS = chosen("bane", "yes") * read_off(SEVERITY, "blood_potency")
NO_STAINS = Bar(rating("stains").equals(0), "There are no stains.")
REMORSE = Action(
    "remorse",
    "Remorse",
    HUMANITY,
    (
        PoolTest(
            "Remorse",
            10 - rating("humanity") - rating("stains") - _CALLOUS,
            1,
            success=(Assign("stains", 0),),
            failure=(Change("humanity", -1), Assign("stains", 0)),
        ),
    ),
    asks=(
        Ask(
            "bane",
            "Callousness takes dice",
            options=(Option("yes", "Yes"), Option("no", "No")),
            when=owned("bane_callousness"),
        ),
    ),
    bars=(NO_STAINS,),
    hint="At a session's end with stains: a die for each box between stains and Humanity, at least one.",
    sources=(Source("core", 239),),
)
LET_GO = Action(
    "let_go_of_humanity",
    "Let go of Humanity",
    HUMANITY,
    (Change("humanity", -1), Assign("stains", 0)),
    bars=(NO_STAINS,),
    hint="One Humanity at once; the stains and the degeneration go.",
    grave=True,
)

# --- Wounds that stay -------------------------------------------------------------------------------------------


def _injuries() -> Iterator[Row]:
    for row in names.rows("vtm_injuries"):
        words = f"{row['label']}: {row['effect']}" if row["effect"] else row["label"]
        yield Row(int(row["from"] or 1), int(row["to"] or 99), row["label"], (Say(words),))


INJURY = Action(
    "critical_injury",
    "Critical injury",
    "Damage",
    (Draw("Critical injury", tuple(_injuries()), plus=rating("health_aggravated")),),
    bars=(Bar(free("health"), "Health is not full: there is no critical injury."),),
    hint="A die and the aggravated damage on Health.",
    doubt="The table rests on one source.",
)

ACTIONS = (
    FRENZY_TEST,
    RIDE,
    CALM,
    CONTROL,
    COMPULSION,
    COMPULSION_ENDS,
    STAIN,
    REMORSE,
    LET_GO,
    INJURY,
)
