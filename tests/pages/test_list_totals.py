"""Lists: how many dots there are in all, and what one more costs."""

from __future__ import annotations

import pytest

from tests.markup import names, page
from tests.pages.test_lists import OUTER, added
from wodsheet.lines import LINES

TOTALLED = [
    pytest.param(line.name, listing.name, id=f"{line.name}-{listing.name}")
    for line in LINES.values()
    for listing in line.listings.values()
    if listing.totalled
]


@pytest.mark.parametrize(("line", "name"), TOTALLED)
def test_a_heading_says_how_many_dots_there_are_in_all_whatever_is_done(as_owner, make_character, line, name):
    owner = as_owner(make_character(line=line))
    partial = f"hx-partial[hx-target='#dots-{name}']"
    assert names(owner.sheet(), f"#dots-{name}") == [""]
    one = owner.add(name, "One of my own")
    assert names(page(one), partial) == ["1 dot"]
    two = owner.add(name, "Another of my own")
    assert names(page(two), partial) == ["2 dots"]
    assert names(page(owner.post(f"lists/{name}/{added(two)}/rating", dots=4)), partial) == ["5 dots"]
    assert names(owner.sheet(), f"#dots-{name}") == ["5 dots"]
    assert f"{LINES[line].listings[name].label}5 dots" in page(owner.get("/print")).body.text()
    assert names(page(owner.post(f"lists/{name}/{added(one)}/remove")), partial) == ["4 dots"]
    assert names(page(owner.post(f"lists/{name}/{added(one)}/restore")), partial) == ["5 dots"]
    assert names(page(owner.post(f"lists/{name}/{added(two)}/rating", dots=0)), partial) == ["1 dot"]


@pytest.mark.parametrize("line", LINES)
def test_advantages_and_flaws_are_totalled_in_every_line(line):
    assert [name for name, listing in LINES[line].listings.items() if listing.totalled] == ["advantages", "flaws"]


def test_no_other_list_says_how_many_dots_it_has(as_owner, anna, make_entry):
    make_entry(anna, "disciplines", "Auspex", 3)
    assert not as_owner(anna).sheet().css("#dots-disciplines")


PRICES = {
    "vtm": {
        "specialties": "3 experience",
        "advantages": "3 experience for each dot",
        "disciplines": (
            "5 experience times the new rating if it is of your Clan, else 7 experience times the new rating"
        ),
        "rituals": "3 experience for each level",
        "ceremonies": "3 experience for each level",
    },
    "htr": {
        "specialties": "3 experience",
        "advantages": "3 experience for each dot",
        "edges": "6 experience, or 7 or 10: the sources differ, so ask your Storyteller",
    },
    "wta": {
        "specialties": "3 experience",
        "advantages": "3 experience for each dot",
        "gifts": "2 experience: 2 for each gift, this one too",
        "rites": "5 experience",
    },
}


@pytest.mark.parametrize(("line", "name"), OUTER)
def test_the_form_that_adds_says_what_it_costs_as_far_as_the_books_do(as_owner, make_character, line, name):
    form = page(as_owner(make_character(line=line)).get(f"/lists/{name}/new"))
    price = PRICES[line].get(name)
    assert names(form, ".adding__price") == ([price] if price else [])


def test_a_perk_says_what_it_costs_where_it_is_added_to_its_edge(as_owner, make_character, make_entry):
    ines = make_character(line="htr")
    form = page(as_owner(ines).get("/lists/perks/new", under=make_entry(ines, "edges", "Library")))
    assert names(form, ".adding__price") == ["3 experience"]


def test_each_gift_costs_more_than_the_one_before(as_owner, make_character, make_entry):
    ruta = make_character(line="wta")
    for place, name in enumerate(("Catfeet", "Of my own")):
        make_entry(ruta, "gifts", name, position=place)
    form = page(as_owner(ruta).get("/lists/gifts/new"))
    assert names(form, ".adding__price") == ["6 experience: 2 for each gift, this one too"]


def test_what_is_refused_still_says_what_it_costs(as_owner, anna):
    assert names(page(as_owner(anna).add("advantages", "")), ".adding__price") == ["3 experience for each dot"]
