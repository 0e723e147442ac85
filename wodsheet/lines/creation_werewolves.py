"""How a werewolf is made (Werewolf core, character creation)."""

from __future__ import annotations

from wodsheet.engine import Count, Creation, Favored, OneOfEach, Said, key_of
from wodsheet.lines import creation_core as core
from wodsheet.lines import names

# The Renown that each tribe holds highest
RENOWN = {row["key"]: key_of(row["Renown"]) for row in names.rows("wta_tribes")}

WEREWOLF = Creation(
    "werewolf",
    "Werewolf",
    "",
    (
        Said("auspice"),
        Said("tribe"),
        *core.TRAITS,
        Favored("renown", "tribe", RENOWN),
        OneOfEach("gifts", ("auspice", "tribe")),
        Count("rites", 1, 1),
        core.ADVANTAGES,
        core.FLAWS,
        core.touchstones(core.ONE_SOURCE),
    ),
)
CREATIONS = (WEREWOLF,)
