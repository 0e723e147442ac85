"""How a vampire feeds: what a source slakes, by Blood Potency and by what they are, and the resonance it brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wodsheet.engine import Source
from wodsheet.engine.action import Action, Ask, Bar, Change, Damage, Draw, Option, Propose, Row, Say, Step, Write
from wodsheet.engine.amount import answer, chosen, largest, owned, rating, read_off, smallest
from wodsheet.lines import names
from wodsheet.lines.blood import BLOOD_POTENCY_TABLE, RESONANCE, TEMPERAMENTS
from wodsheet.lines.vampires_blood import BLOOD, SEVERITY

# --- What slakes how much ---------------------------------------------------------------------------------------

*_, ANIMALS, LESS, MUST_KILL = (tuple(column) for column in zip(*BLOOD_POTENCY_TABLE, strict=True))
# Of each point of animals' and bagged blood so much counts, in halves.
HALVES = tuple({"full": 2, "half": 1, "none": 0}[blood] for blood in ANIMALS)
HALVES_TWO_LOWER = tuple(HALVES[max(0, potency - 2)] for potency in range(len(HALVES)))


def _sources() -> Iterator[Option]:
    """Every source of blood, one for each number that it may slake."""
    for row in names.rows("vtm_feeding"):
        first, _, last = (row["slakes"] or "0").partition("-")
        for slakes in range(int(first), int(last or first) + 1):
            label = f"{row['label']}: {slakes}" if last else row["label"]
            yield Option(
                f"{row['key']}_{slakes}" if last else row["key"],
                label,
                {"slakes": slakes, row["kind"]: 1, "kills": int(row["to_hunger"] == "0")},
                hint=row["unverified"],
            )


SOURCES = tuple(_sources())
_SUCCULENT = owned("animal_succulence")
_ANIMAL = answer("source.animal")
_HALVES = (1 - _SUCCULENT * _ANIMAL) * read_off(HALVES, "blood_potency") + _SUCCULENT * _ANIMAL * read_off(
    HALVES_TWO_LOWER, "blood_potency"
)
# A human slakes less for thick blood; half a point is lost, where some keep it until the next half.
_SLAKED = (
    (answer("source.slakes") + _SUCCULENT * _ANIMAL) * (_ANIMAL + answer("source.bagged")) * _HALVES // 2
    + answer("source.human") * largest(0, answer("source.slakes") - read_off(LESS, "blood_potency"))
    + answer("source.vampire") * answer("drunk")
)
# Never under 1 but by a kill, and for thick blood not under 2 or 3.
_FLOOR = largest(1, read_off(MUST_KILL, "blood_potency"))
_FALLS = smallest(_SLAKED, largest(0, rating("hunger") - _FLOOR))
_KILLS = answer("source.kills")

# --- The resonance ----------------------------------------------------------------------------------------------

HUMOURS = tuple(choice for choice in RESONANCE.choices if "Die" in dict(choice.facts) and "," not in choice.label)


def _faces(words: str) -> tuple[int, int]:
    first, _, last = (words or "1-10").partition("-")
    return int(first), int(last or first)


def _humours(temperament: str) -> tuple[Step, ...]:
    """A die for the humour, in one temperament."""
    rows = tuple(
        Row(*_faces(dict(humour.facts)["Die"]), humour.label, (Write("resonance", f"{humour.key}_{temperament}"),))
        for humour in HUMOURS
    )
    acute = (Say("The blood is acute: choose a Dyscrasia of its humour."),) if temperament == "acute" else ()
    return (Draw("Resonance", rows), *acute)


def _temperaments() -> Draw:
    """A die for the temperament; 9 and 10 throw a second one (core 230)."""
    first = [row for row in TEMPERAMENTS if not row["second"]]
    second = [row for row in TEMPERAMENTS if row["second"]]
    strong = Draw(
        "Temperament", tuple(Row(*_faces(row["second"]), row["label"], _humours(row["key"])) for row in second)
    )
    low, high = _faces(second[0]["first"])
    return Draw(
        "Temperament",
        (
            *(Row(*_faces(row["first"]), row["label"], _humours(row["key"])) for row in first),
            Row(low, high, " or ".join(row["label"] for row in second), (strong,)),
        ),
    )


BY_DICE, KEPT = Option("dice", "By dice"), Option("kept", "As it is")
CHOICES = tuple(Option(choice.key, choice.label) for choice in RESONANCE.choices)


def _resonance() -> Iterator[Step]:
    """What the blood brings: by dice that of a human, and an animal its own; or what was chosen."""
    by_dice = chosen("resonance", "dice")
    yield replace(_temperaments(), when=by_dice & answer("source.human"))
    yield Write("resonance", "resonance_animal_blood", when=by_dice & answer("source.animal"))
    for choice in RESONANCE.choices:
        yield Write("resonance", choice.key, when=chosen("resonance", choice.key))


FEED = Action(
    "feed",
    "Feed",
    BLOOD,
    (
        Propose("frenzy", {"provocation": "blood_tasted"}, when=rating("hunger").at_least(4)),
        Damage("willpower", superficial=2, when=owned("farmer") & answer("source.human")),
        Damage("willpower", superficial=read_off(SEVERITY, "blood_potency"), when=chosen("preferred", "no")),
        Change("hunger", 0 - _FALLS, when=_KILLS.equals(0)),
        Change("hunger", owned("methuselahs_thirst") - rating("hunger"), when=_KILLS),
        Say("A killing stains, as the chronicle's tenets say.", when=_KILLS),
        Propose("stain", when=_KILLS),
        *_resonance(),
    ),
    asks=(
        Ask("source", "Source", options=SOURCES),
        Ask("drunk", "Slaked by a vampire", high=5, hint="Of vampires' blood no source has a number"),
        Ask("resonance", "Resonance", options=(BY_DICE, KEPT, *CHOICES)),
        Ask(
            "preferred",
            "Preferred prey",
            options=(Option("yes", "Yes"), Option("no", "No: Willpower by Bane severity")),
            when=owned("bane_rarefied_tastes"),
        ),
    ),
    bars=(Bar(rating("hunger").equals(0), "Hunger is 0: there is nothing to slake."),),
    hint="Below 1 only by a killing; thick blood takes less of a human, and little or nothing of animals and bags.",
    doubt=(
        "What blood slakes, and what a Farmer and a Ventrue pay, rests on one source for most of it. Half a point is"
        " lost here; some keep it until the next half."
    ),
    sources=(Source("core", 212),),
)

ACTIONS = (FEED,)
