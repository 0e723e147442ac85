"""The special dice of each line, and how its rolls turn out: of the outcomes the first that fits."""

from __future__ import annotations

from wodsheet.engine import Dice, Outcome, RatingBar, Reading, SpecialDice
from wodsheet.engine.action import Propose
from wodsheet.lines.modifiers import OF_VAMPIRES, OF_WEREWOLVES, impairment

EVERY_FACE = tuple(range(1, 11))

# Common to the lines
CRITICAL = Outcome("critical", "Critical win", "It succeeds better than hoped.", wins=True, tens=2)
WIN = Outcome("success", "Win", "It succeeds.", wins=True)
FAILURE = Outcome("failure", "Failure", "It fails; you may ask to win at a cost that the table agrees on.", successes=1)
TOTAL_FAILURE = Outcome("total_failure", "Total failure", "It fails, without a single success.")

# A Compulsion after a bestial failure, and where the Storyteller says so after a messy critical; stains, a wound or
# something else instead (core 207).
THE_BEAST_STIRS = (Propose("draw_compulsion"), Propose("stain"), Propose("take_damage"))

# Hunger dice take the place of regular ones, as many as the Hunger, and are never re-rolled (vtm core, Hunger dice).
# A bestial failure goes before a total one; a failed roll is never a messy critical.
HUNGER_DICE = Dice(
    SpecialDice(
        "hunger", "Hunger dice", "Hunger die", marked=(1,), locked=EVERY_FACE, without=("willpower", "humanity")
    ),
    (
        Outcome(
            "messy_critical",
            "Messy critical",
            "It succeeds, and the Beast has its way with it.",
            wins=True,
            tens=2,
            special_tens=1,
            dire=True,
            proposals=THE_BEAST_STIRS,
        ),
        CRITICAL,
        WIN,
        Outcome(
            "bestial_failure",
            "Bestial failure",
            "It fails, and the Beast stirs: a Compulsion, or another price.",
            wins=False,
            marks=1,
            dire=True,
            proposals=THE_BEAST_STIRS,
        ),
        FAILURE,
        TOTAL_FAILURE,
    ),
    reroll_costs="willpower",
    modifiers=OF_VAMPIRES,
)

# Desperation dice are added, when the action fits the Creed and nobody is in Despair (htr core). There is no messy
# critical. Whether overreach raises Danger by one in all or by one for each 1 wants the book: one source says for each.
OVERREACH = (
    Reading(
        "overreach",
        "Overreach",
        "It succeeds, and Danger rises by one for each 1 on a Desperation die.",
        proposals=(Propose("overreach", marks="ones"),),
    ),
    Reading(
        "despair",
        "Despair",
        "It fails, and you fall into Despair.",
        fails=True,
        proposals=(Propose("fall_into_despair"),),
    ),
)
DESPERATION_DICE = Dice(
    SpecialDice(
        "desperation",
        "Desperation dice",
        "Desperation die",
        marked=(1,),
        locked=EVERY_FACE,
        adds=True,
        hint="Added where the action fits your Creed, and never in Despair.",
        bars=(RatingBar("despair", (1,), "In Despair there are no Desperation dice"),),
    ),
    (
        Outcome(
            "choice_critical",
            "Critical win, at a price",
            "It succeeds better than hoped, if you overreach; or it fails, and you despair.",
            wins=True,
            tens=2,
            marks=1,
            readings=OVERREACH,
        ),
        Outcome(
            "choice",
            "Win, at a price",
            "It succeeds, if you overreach; or it fails, and you despair.",
            wins=True,
            marks=1,
            readings=OVERREACH,
        ),
        CRITICAL,
        WIN,
        Outcome(
            "despair",
            "Despair",
            "It fails, and you fall into Despair.",
            wins=False,
            marks=1,
            dire=True,
            proposals=(Propose("fall_into_despair"),),
        ),
        FAILURE,
        TOTAL_FAILURE,
    ),
    reroll_costs="willpower",
    modifiers=impairment(),
)

# Rage dice take the place of regular ones; two of them at 1 or 2 are brutal whatever else fell (wta core 133). That
# four successes come once and not for each pair rests on two sources against one.
RAGE_DICE = Dice(
    SpecialDice(
        "rage",
        "Rage dice",
        "Rage die",
        marked=(1, 2),
        locked=(1, 2),
        # That Renown is rolled without them rests on one source, as does the rest.
        without=("willpower", "harano", "hauglosk", "test_pool", "glory", "honor", "wisdom", "total_renown"),
    ),
    (
        Outcome(
            "brutal",
            "Brutal outcome",
            "It fails; where harm was the aim, four successes come on top instead.",
            marks=2,
            dire=True,
            readings=(
                Reading("fails", "Not meant to harm", "It fails.", fails=True),
                Reading("harm", "Meant to harm", "It has four successes more.", adds=4),
            ),
        ),
        CRITICAL,
        WIN,
        FAILURE,
        TOTAL_FAILURE,
    ),
    reroll_costs="willpower",
    modifiers=OF_WEREWOLVES,
)
