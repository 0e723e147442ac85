"""A vampire's disciplines with their powers, and the rituals and ceremonies two of them open."""

from __future__ import annotations

from wodsheet.engine import Choice, Listing
from wodsheet.lines import core, names

# How many Rouse checks a use costs, as the files count them and as people say it
ROUSE_CHECKS = {
    "0": "",
    "0-1": "free or one Rouse check",
    "1": "one Rouse check",
    "1+": "one Rouse check or more",
    "1-3": "one to three Rouse checks",
    "1 or 3": "one or three Rouse checks",
    "2": "two Rouse checks",
    "3": "three Rouse checks",
    "12": "twelve Rouse checks",
    "as copied": "as the copied power",
}
STAINS = {"": "", "1+": "one stain or more", "2+": "two stains or more", "possible": "stains possible"}
WILLPOWER = {"": "", "1": "one Willpower"}


def priced(row: names.Row) -> names.Row:
    """A row whose columns of Rouse checks, stains and Willpower have become one cost in words."""
    said = (
        ROUSE_CHECKS[row.pop("rouse")],
        STAINS[row.pop("stains", "")],
        WILLPOWER[row.pop("willpower", "")],
    )
    return {**row, "cost": ", ".join(words for words in said if words)}


def _priced(file: str, **more: str) -> tuple[Choice, ...]:
    return names.choices(priced(row) | more for row in names.rows(file))


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
