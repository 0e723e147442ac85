"""A werewolf's Gifts, each open to some from so much total Renown on, and the rites."""

from __future__ import annotations

from wodsheet.engine import Choice, Listing, key_of
from wodsheet.lines import core, names
from wodsheet.lines.forms import TOTAL_RENOWN

# What a use costs, as the files count it: as people say it, and from how much to how much.
RAGE_CHECKS = {
    "": ("", 0, 0),
    "0-1": ("free or one Rage check", 0, 1),
    "1": ("one Rage check", 1, 1),
    "1+": ("one Rage check or more", 1, 5),
    "1 for each additional opponent": ("one Rage check for each additional opponent", 0, 5),
    "4": ("four Rage checks", 4, 4),
}
WILLPOWER = {
    "": ("", 0, 0),
    "0-1": ("free or one Willpower", 0, 1),
    "1": ("one Willpower", 1, 1),
    "1-3": ("one to three Willpower", 1, 3),
    "4": ("four Willpower", 4, 4),
}
COSTS = {"rage": RAGE_CHECKS, "willpower": WILLPOWER}


def _gift(row: names.Row) -> Choice:
    """A Gift as its row says it; that its own Renown has to be 1 at least rests on one source."""
    return names.priced({**row, "needs": f"{key_of(row['Renown'])} 1"}, COSTS)


GIFTS = Listing(
    "gifts",
    "Gifts",
    "gift",
    tuple(map(_gift, names.rows("wta_gifts"))),
    by=("auspice", "tribe"),
    earned_by=TOTAL_RENOWN.name,
    own_texts=core.OWN_POWER,
    price=names.price("wta_prices", "gift"),
    once=True,
    shape="powers",
    naming="Gift",
)
RITES = Listing(
    "rites",
    "Rites",
    "rite",
    names.choices("wta_rites"),
    own_texts=core.OWN_POWER,
    price=names.price("wta_prices", "rite"),
    once=True,
    shape="powers",
    naming="Rite",
)
