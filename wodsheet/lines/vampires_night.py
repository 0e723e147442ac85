"""What a vampire does and suffers in a night: blood, hunger, frenzy, humanity."""

from __future__ import annotations

from wodsheet.engine.action import Action, Ask, Bar, Change, Check, Propose
from wodsheet.engine.amount import answer, rating

# A failed check raises Hunger; at Hunger 5 it is a test of hunger frenzy instead (core 211).
HUNGRIER = Change("hunger", 1, beyond=(Propose("frenzy", {"provocation": "rouse_failed_at_hunger_5"}),))
ROUSE = Action(
    "rouse",
    "Rouse check",
    "Blood",
    (Check("Rouse check", (HUNGRIER,), dice=answer("checks")),),
    asks=(Ask("checks", "Checks", low=1, high=3, start=1),),
    bars=(Bar(rating("hunger").at_least(5), "Hunger is 5: no check is made by choice."),),
)
ACTIONS = (ROUSE,)
