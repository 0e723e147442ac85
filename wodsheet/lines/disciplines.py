"""A vampire's disciplines with their powers, and the rituals and ceremonies two of them open."""

from __future__ import annotations

from wodsheet.engine import Choice, Listing
from wodsheet.lines import core, names

# What a use costs, as the files count it: as people say it, and from how much to how much.
ROUSE_CHECKS = {
    "0": ("", 0, 0),
    "0-1": ("free or one Rouse check", 0, 1),
    "1": ("one Rouse check", 1, 1),
    "1+": ("one Rouse check or more", 1, 5),
    "1-3": ("one to three Rouse checks", 1, 3),
    "1 or 3": ("one or three Rouse checks", 1, 3),
    "2": ("two Rouse checks", 2, 2),
    "3": ("three Rouse checks", 3, 3),
    "12": ("twelve Rouse checks", 12, 12),
    "as copied": ("as the copied power", 0, 3),
}
STAINS = {
    "": ("", 0, 0),
    "1+": ("one stain or more", 1, 10),
    "2+": ("two stains or more", 2, 10),
    "possible": ("stains possible", 0, 10),
}
WILLPOWER = {"": ("", 0, 0), "1": ("one Willpower", 1, 1)}
COSTS = {"rouse": ROUSE_CHECKS, "stains": STAINS, "willpower": WILLPOWER}


def _priced(file: str, **more: str) -> tuple[Choice, ...]:
    return tuple(names.priced(row | more, COSTS) for row in names.rows(file))


OWN_POWER = (core.LEVEL, *core.OWN_POWER)

POWERS = Listing(
    "powers", "Powers", "power", _priced("vtm_powers"), own_texts=OWN_POWER, once=True, shape="powers", naming="Power"
)
DISCIPLINES = Listing(
    "disciplines",
    "Disciplines",
    "discipline",
    names.choices("vtm_disciplines"),
    by=("clan",),
    high=5,
    inside=POWERS,
    price=names.price("vtm_prices", "other_discipline"),
    own_price=names.price("vtm_prices", "clan_discipline"),
    once=True,
    shape="powers",
    naming="Discipline",
)
RITUALS = Listing(
    "rituals",
    "Rituals",
    "ritual",
    _priced("vtm_rituals", of="blood_sorcery"),
    own_texts=OWN_POWER,
    price=names.price("vtm_prices", "blood_sorcery_ritual"),
    once=True,
    shape="powers",
    naming="Ritual",
)
CEREMONIES = Listing(
    "ceremonies",
    "Ceremonies",
    "ceremony",
    _priced("vtm_ceremonies", of="oblivion"),
    own_texts=OWN_POWER,
    price=names.price("vtm_prices", "oblivion_ceremony"),
    once=True,
    shape="powers",
    naming="Ceremony",
)
