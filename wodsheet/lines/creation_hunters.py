"""How a hunter is made (Hunter core, character creation)."""

from __future__ import annotations

from wodsheet.engine import Creation, Evidence, OuterAndInner, Said
from wodsheet.lines import creation_core as core

EDGES = OuterAndInner(
    "edges", ((1, 2), (2, 1)), Evidence(doubt="One source has two Edges and no Perk, or one Edge and two Perks.")
)
HUNTER = Creation(
    "hunter",
    "Hunter",
    "",
    (Said("creed"), Said("motive"), *core.TRAITS, EDGES, core.ADVANTAGES, core.FLAWS, core.touchstones()),
)
CREATIONS = (HUNTER,)
