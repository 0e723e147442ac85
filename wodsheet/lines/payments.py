"""How the use of powers, rituals, Gifts and Edges is paid."""

from __future__ import annotations

from wodsheet.engine import Payment
from wodsheet.engine.action import Bar, Change, Check, Damage
from wodsheet.engine.amount import answer, chosen, free, rating, read_off
from wodsheet.lines.vampires_blood import HUNGRIER, REROLLED

# Dice of Oblivion's powers on 1 and 10 give a stain (agreed by two sources).
STAINED = Change("stains", 1, when=chosen("of", "oblivion"))
ROUSE = Payment(
    "rouse",
    "Rouse checks",
    (
        Check(
            "Rouse check",
            (HUNGRIER,),
            dice=answer("rouse"),
            again=answer("level").at_least(1) & read_off(REROLLED, "blood_potency").at_least(answer("level")),
            marks=(1, 10),
            marked=(STAINED,),
        ),
    ),
    bars=(
        Bar(
            rating("hunger").at_least(5) & answer("rouse").at_least(1),
            "Hunger is 5: no Rouse check is made by choice.",
        ),
    ),
)
# A ghoul has no blood to rouse (core 234).
GHOUL_ROUSE = Payment("rouse", "Aggravated damage", (Damage("health", aggravated=answer("rouse")),))
STAINS = Payment("stains", "Stains", (Change("stains", answer("stains")),))
WILLPOWER = Payment(
    "willpower",
    "Willpower",
    (Damage("willpower", superficial=answer("willpower")),),
    bars=(Bar(free("willpower").below(answer("willpower")), "Not enough Willpower is left."),),
)
# A change or Gift whose checks take the last Rage does not come about (one source).
RAGE = Payment(
    "rage",
    "Rage checks",
    (Check("Rage check", (Change("rage", -1),), dice=answer("rage")),),
    bars=(Bar(rating("rage").equals(0) & answer("rage").at_least(1), "The wolf is lost: no Rage checks are made."),),
    spoiled=rating("rage").equals(0) & answer("rage").at_least(1),
    sentence="The last Rage is gone, and it does not come about.",
)
