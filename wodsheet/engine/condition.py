"""States that change play: Impaired, Torpor, Degeneration, frenzy, despair."""

from __future__ import annotations

from dataclasses import dataclass

from wodsheet.engine.messages import Message


@dataclass(frozen=True)
class Condition:
    """A state that changes play: a word in sight where the ``part`` of this name stands, and its ``effect``.

    Of a tracker it holds while every box is marked; with ``aggravated`` while every box is aggravated, and then it
    stands before those that come after it. Else it holds while the sum of the ``traits`` is one of ``at``.
    A kind of character lacks it, or has its own, by its ``name``.
    """

    name: str
    part: str
    label: Message
    effect: Message = ""
    aggravated: bool = False
    traits: tuple[str, ...] = ()
    at: tuple[int, ...] = ()
