"""Prices: what each next dot costs, by its kind, clan and line, and whether the experience is enough."""

from __future__ import annotations

from typing import Any

import pytest

from tests.markup import HTMX, JSON, page


@pytest.fixture
def prices(signed_in):
    """What each next dot of a character costs, by trait: (from, to, price, afford)."""

    def prices(character: Any) -> dict[str, tuple[int, int, int, bool]]:
        found = signed_in(character.owner).get(f"{character.path}/prices", headers=JSON).json["prices"]
        return {one["trait"]: (one["from"], one["to"], one["price"], one["afford"]) for one in found}

    return prices


@pytest.mark.parametrize(
    ("line", "trait", "rating", "price"),
    [
        ("vtm", "strength", 2, 15),
        ("vtm", "brawl", 0, 3),
        ("vtm", "brawl", 4, 15),
        ("vtm", "blood_potency", 1, 20),
        ("htr", "wits", 3, 20),
        ("htr", "occult", 1, 6),
        ("wta", "glory", 2, 15),
        ("wta", "stealth", 2, 9),
        ("wta", "caern", 0, 5),
    ],
)
def test_a_dot_costs_times_its_new_rating(factory, prices, line, trait, rating, price):
    assert prices(factory.character(line=line, **{trait: rating}))[trait] == (rating, rating + 1, price, False)


@pytest.mark.parametrize(
    ("generation", "rating", "next_price"),
    [("13th", 2, 30), ("13th", 3, None), ("10th", 3, 40), ("10th", 4, None), ("4th", 9, 100), ("of my own", 9, 100)],
)
def test_blood_potency_is_sold_up_to_what_the_generation_has(factory, prices, generation, rating, next_price):
    found = prices(factory.character(texts={"generation": generation}, blood_potency=rating))
    assert found.get("blood_potency", (rating, rating + 1, None, False))[2] == next_price


def test_the_blood_of_thin_bloods_is_not_for_sale(factory, prices):
    thin = factory.character(texts={"kind": "Thin-blood", "generation": "14th"}, blood_potency=0)
    assert "blood_potency" not in prices(thin)


@pytest.mark.parametrize("line", ["vtm", "htr", "wta"])
def test_a_program_gets_these_words_of_a_price_and_no_others(factory, signed_in, line):
    character = factory.character(line=line)
    answer = signed_in(character.owner).get(f"{character.path}/prices", headers=JSON).json
    assert answer["prices"]
    assert all(one.keys() == {"trait", "from", "to", "price", "afford"} for one in answer["prices"])


def test_what_is_full_or_never_bought_has_no_price(factory, prices):
    found = prices(factory.character(strength=5))
    assert not found.keys() & {"strength", "humanity", "hunger", "health", "willpower", "stains"}


@pytest.mark.parametrize(
    ("texts", "discipline", "price"),
    [
        ({"clan": "Tremere"}, "Auspex", 15),
        ({"clan": "Tremere"}, "Celerity", 21),
        ({}, "Celerity", 21),
        ({"kind": "Caitiff"}, "Celerity", 18),
        ({"kind": "Thin-blood"}, "Thin-Blood Alchemy", 15),
    ],
)
def test_a_discipline_costs_by_clan_and_kind(factory, prices, texts, discipline, price):
    vampire = factory.character(texts=texts)
    entry = factory.entry(vampire, "disciplines", discipline, 2)
    assert prices(vampire)[f"disciplines/{entry}"] == (2, 3, price, False)


def test_what_sources_do_not_price_has_no_price(factory, prices):
    thin = factory.character(texts={"kind": "Thin-blood"})
    entry = factory.entry(thin, "disciplines", "Celerity", 1)
    assert f"disciplines/{entry}" not in prices(thin)


def test_an_advantage_of_fixed_ratings_is_raised_to_the_next_of_them(factory, prices, signed_in):
    vampire = factory.character()
    allies = factory.entry(vampire, "advantages", "Allies", 2)
    assert prices(vampire)[f"advantages/{allies}"] == (2, 3, 3, False)
    stunning = factory.entry(vampire, "advantages", "Bond Resistance", 1)
    assert prices(vampire)[f"advantages/{stunning}"][:2] == (1, 2)


def test_what_can_be_afforded_says_so_and_the_rest_by_how_much(factory, prices, signed_in):
    rich = factory.character(strength=2)
    factory.experience(rich, "earned", 14)
    assert prices(rich)["brawl"][3]
    assert not prices(rich)["strength"][3]
    shown = page(signed_in(rich.owner).get(f"{rich.path}/prices"))
    assert "1 short" in next(node.text() for node in shown.css("li") if "Strength" in node.text())


def test_an_edge_says_what_sources_leave_open_where_it_is_added(factory, signed_in):
    hunter = factory.character(line="htr")
    assert "7 or 10" in signed_in(hunter.owner).get(f"{hunter.path}/lists/edges/new", headers=HTMX).text
