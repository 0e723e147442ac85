"""Every price of the data, as the books have it: another one, or one more, is a choice somebody has to make here."""

from __future__ import annotations

import pytest

from wodsheet.engine import Price
from wodsheet.lines import names

# By file and key: how many points, and what each is counted by. Sources and pages stand in the files themselves.
TABLE = {
    "vtm_prices": {
        "attribute": (5, "new"),
        "skill": (3, "new"),
        "specialty": (3, ""),
        "clan_discipline": (5, "new"),
        "other_discipline": (7, "new"),
        "caitiff_discipline": (6, "new"),
        "thin_blood_alchemy": (5, "new"),
        "blood_sorcery_ritual": (3, "level"),
        "oblivion_ceremony": (3, "level"),
        "thin_blood_formula": (3, "level"),
        "advantage": (3, "dot"),
        "blood_potency": (10, "new"),
    },
    "htr_prices": {
        "attribute": (5, "new"),
        "skill": (3, "new"),
        "specialty": (3, ""),
        "advantage": (3, "dot"),
        "edge": (6, ""),
        "perk": (3, ""),
    },
    "wta_prices": {
        "attribute": (5, "new"),
        "skill": (3, "new"),
        "specialty": (3, ""),
        "renown": (5, "new"),
        "gift": (2, "number"),
        "rite": (5, ""),
        "advantage": (3, "dot"),
        "caern": (5, "new"),
    },
}


@pytest.mark.parametrize("file", TABLE)
def test_every_price_of_the_data_stands_in_the_table(file):
    prices = {row["key"]: names.price(file, row["key"]) for row in names.rows(file)}
    assert {key: (price.points, price.each) for key, price in prices.items()} == TABLE[file]


def test_each_dot_is_paid_by_itself():
    price = Price(5, "new")
    assert [price.of_dot(dots) for dots in (1, 2, 3, 4, 5)] == [5, 10, 15, 20, 25]
