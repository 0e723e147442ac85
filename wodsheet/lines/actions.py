"""What every character does or suffers in a night: damage, Willpower, the beginning and the end of a session."""

from __future__ import annotations

from wodsheet.engine.action import Action, Ask, Damage, Option
from wodsheet.engine.amount import answer, chosen, largest

AMOUNT = Ask("amount", "Damage", low=1, high=20, start=1)
SUPERFICIAL, AGGRAVATED = Option("superficial", "Superficial"), Option("aggravated", "Aggravated")
ARMOR = Ask("armor", "Armor", high=6, hint="Its value is taken off the damage")
HALVED = Ask("halved", "Halved", options=(Option("no", "No"), Option("yes", "Yes, rounded up")))

_HURT = largest(0, answer("amount") - answer("armor"))
TAKE_DAMAGE = Action(
    "take_damage",
    "Take damage",
    "Damage",
    (
        Damage("health", superficial=_HURT.halved_up(), when=chosen("kind", "superficial") & chosen("halved", "yes")),
        Damage("health", superficial=_HURT, when=chosen("kind", "superficial") & chosen("halved", "no")),
        Damage("health", aggravated=_HURT, when=chosen("kind", "aggravated")),
    ),
    asks=(AMOUNT, Ask("kind", "Kind", options=(SUPERFICIAL, AGGRAVATED)), HALVED, ARMOR),
    doubt="Sources differ on who halves superficial damage, and on how armor works: it is taken off here.",
)
ACTIONS = (TAKE_DAMAGE,)
