"""The dots an entry can have: what its listing, the book or its player says, whoever sends them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import HTMX, JSON, names, page
from wodsheet.lines import LINES

RATED = [(line, name) for line in LINES for name, listing in LINES[line].listings.items() if listing.high]


@pytest.mark.parametrize("headers", [JSON, HTMX, {}], ids=["JSON", "htmx", "plain"])
@pytest.mark.parametrize(("line", "name"), RATED)
def test_nobody_sends_more_dots_than_the_row_shows(as_owner, make_character, make_entry, line, name, headers):
    owner = as_owner(make_character(line=line))
    listing = LINES[line].listings[name]
    entry = make_entry(owner.character, name, "Of her own", 1)
    most = listing.most_dots[""]
    address = f"{owner.character.path}/lists/{name}/{entry}/rating"
    assert owner.browser.post(address, data={"dots": most + 1}, headers=headers).status_code == 422
    kept = owner.browser.get(owner.character.path, headers=JSON).get_json()["lists"][name]
    assert [one["dots"] for one in kept] == [1]
    assert owner.browser.post(address, data={"dots": most}, headers=headers).status_code < 400


def test_the_refusal_says_what_the_row_has(as_owner, anna, make_entry):
    haven = make_entry(anna, "advantages", "Haven", 2)
    refused = page(as_owner(anna).post(f"lists/advantages/{haven}/rating", dots=20))
    assert names(refused, ".problem") == ["20 dots: choose 0 to 5. Still 2."]


def test_a_book_may_give_more_than_the_listing_does(as_owner, anna, make_entry, connection):
    owner = as_owner(anna)
    owner.add("advantages", "Allies")
    (entry,) = (row.id for row in connection.execute("SELECT id FROM entries"))
    assert owner.post(f"lists/advantages/{entry}/rating", dots=6).status_code == 200
    assert owner.post(f"lists/advantages/{entry}/rating", dots=7).status_code == 422


def test_what_it_has_of_old_stays_and_can_be_lowered(as_owner, anna, make_entry):
    owner, auspex = as_owner(anna), make_entry(anna, "disciplines", "Auspex", 6)
    assert owner.sheet().css_first("#list-disciplines [checked]").attributes["value"] == "6"
    assert owner.post(f"lists/disciplines/{auspex}/rating", dots=5).status_code == 200
    assert owner.post(f"lists/disciplines/{auspex}/rating", dots=6).status_code == 422


def dots_of(owner, name: str) -> list[int]:
    """The dots of each entry of a list, in its order."""
    sheet = owner.browser.get(owner.character.path, headers=JSON).get_json()
    return [one["dots"] for one in sheet["lists"][name]]


def test_an_entry_comes_with_the_dots_that_are_chosen_and_else_with_the_fewest(as_owner, anna):
    owner = as_owner(anna)
    for name, dots in (("Mawla", "3"), ("Mawla", ""), ("Mawla", None), ("Allies", "")):
        sent = {} if dots is None else {"dots": dots}
        assert owner.add("advantages", name, **sent).status_code == 200
    assert dots_of(owner, "advantages") == [3, 1, 1, 2]


@pytest.mark.parametrize("headers", [JSON, HTMX, {}], ids=["JSON", "htmx", "plain"])
@pytest.mark.parametrize("dots", ["6", "-1", "two", "1.5", "999999999"])
def test_nothing_is_added_with_more_dots_than_its_row_shows(as_owner, anna, dots, headers):
    owner = as_owner(anna)
    form = {"name": "Presence", "form_key": str(uuid4()), "dots": dots}
    answer = owner.browser.post(f"{anna.path}/lists/disciplines", data=form, headers=headers)
    assert answer.status_code == 422
    assert dots_of(owner, "disciplines") == []
    if headers is not JSON:
        refused = page(answer).css_first("form.adding")
        assert len(names(refused, ".problem")) == 1
        assert refused.css_first("[name=dots]").attributes["value"] == dots


def test_what_has_no_dots_takes_none(as_owner, anna):
    assert as_owner(anna).add("touchstones", "Her brother", dots="1").status_code == 422


def test_the_form_stands_open_again_for_another_until_the_list_is_full(as_owner, anna, make_entry):
    owner = as_owner(anna)
    most = LINES["vtm"].listings["flaws"].most
    for _ in range(most - 3):
        make_entry(anna, "flaws", "Dark Secret", 1)
    key = str(uuid4())
    again = page(owner.post("lists/flaws?another=", name="Archaic", form_key=key))
    assert again.css_first("form.adding [name=form_key]").attributes["value"] != key
    assert page(owner.add("flaws", "Bond Junkie")).css("form.adding") == []
    full = page(owner.post("lists/flaws?another=", name="Stigmata", form_key=str(uuid4())))
    assert full.css("form.adding") == []
