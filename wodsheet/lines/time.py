"""What ends and what comes back as time passes: scenes, nights, sessions."""

from __future__ import annotations

from wodsheet.engine.action import Action, Ask, End, Heal, Option, Step
from wodsheet.engine.amount import chosen, largest, rating

SESSION = "Scene and session"

# Superficial Willpower by the larger of the two (agreed); whether a session or a waking is the time is not.
WILLPOWER_BACK = Heal(
    "willpower", superficial=largest(rating("composure"), rating("resolve")), when=chosen("willpower", "back", "anyway")
)
BACK = Option("back", "Superficial damage heals, by the larger of Composure and Resolve")
WAKING = Option("waking", "It came back when waking")
WHEN = "Sources differ on whether Willpower comes back at each session's start or at each waking."


def session_start(*steps: Step, willpower: tuple[Option, ...] = (BACK, WAKING), asks: tuple[Ask, ...] = ()) -> Action:
    """What comes back when a session begins: Willpower as one of the options, and what the ``steps`` say."""
    return Action(
        "session_start",
        "The session begins",
        SESSION,
        (WILLPOWER_BACK, *steps),
        asks=(Ask("willpower", "Willpower", options=willpower), *asks),
        doubt=WHEN,
    )


def session_end(*steps: Step, asks: tuple[Ask, ...] = ()) -> Action:
    """What lasts no longer than a session ends."""
    ends = End(until=("turn", "scene", "night", "session"))
    return Action("session_end", "The session ends", SESSION, (ends, *steps), asks=asks)


def scene_end(*steps: Step) -> Action:
    """What lasts no longer than a scene ends."""
    return Action("scene_end", "The scene ends", SESSION, (End(until=("turn", "scene")), *steps))


def night_end(*steps: Step) -> Action:
    """What lasts no longer than a night ends."""
    return Action("night_end", "The night ends", SESSION, (End(until=("turn", "scene", "night")), *steps))
