"""Which states that change play hold for a character.

Sources: a full track means impaired (Vampire core, Health and damage), one full of aggravated damage torpor to the dead
and death to the living; stains that reach into Humanity mean degeneration (Vampire core, Humanity).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wodsheet.engine import Condition
from wodsheet.rules.trackers import Track


def on_track(conditions: Iterable[Condition], track: Track) -> list[Condition]:
    """The first of a tracker's conditions that holds, or none: torpor goes before impaired."""
    holds = (one for one in conditions if track.full and (not one.aggravated or not track.superficial))
    return [*holds][:1]


def by_ratings(conditions: Iterable[Condition], ratings: Mapping[str, int]) -> list[Condition]:
    """The conditions that hold by the sum of their traits, in their order. ``ratings`` has every rating of the line."""
    return [one for one in conditions if sum(ratings[name] for name in one.traits) in one.at]
