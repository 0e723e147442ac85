"""The picker: the rows that a select of things of the book opens."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.factories.sheets import KINDS
from tests.markup import HTMX, names, page
from wodsheet.lines import LINES

READ = [(line.name, name) for line in LINES.values() for name, text in line.texts.items() if text.described]


def rows(owner: Any, path: str, **asked: Any) -> LexborHTMLParser:
    """The rows that a field opens, by the address of its form."""
    answer = owner.browser.get(f"{owner.character.path}/{path}/offers", query_string=asked, headers=HTMX)
    assert answer.status_code == 200
    return page(answer)


def words(found: LexborHTMLParser) -> list[str]:
    """What its rows choose, sorted; "own" for words of one's own."""
    picks = found.css(".pick[role=option]")
    return sorted("own" if "data-own" in one.attributes else one.attributes["data-words"] or "" for one in picks)


def offered(select: LexborNode | None, blank: bool) -> list[str]:
    """What a select offers, sorted; where its form adds something, its empty option is no choice."""
    assert select
    chosen = [
        "own" if "data-own" in one.attributes else one.attributes.get("value", one.text()) or ""
        for one in select.css("option")
    ]
    return sorted(one for one in chosen if one or blank)


@pytest.mark.parametrize(("line", "name"), READ)
def test_each_choice_has_a_row_for_each_of_its_options_and_nothing_else(as_owner, make_character, line, name):
    owner = as_owner(make_character(line=line))
    select = owner.sheet().css_first(f"#text-{name}[data-picker]")
    assert words(rows(owner, f"texts/{name}")) == offered(select, blank=True)


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_each_list_has_a_row_for_each_of_its_options_and_nothing_else(
    as_owner, make_character, fill_sheet, line, kind, connection
):
    character = make_character(line=line, texts={"kind": kind} if kind else {})
    fill_sheet(character)
    owner = as_owner(character)
    walked = set()
    for entry in connection.execute("SELECT id, kind FROM entries WHERE character_id = %s", [character.id]).fetchall():
        listing = LINES[line].listings[entry.kind]
        if not listing.choices:
            continue
        renamed = page(owner.browser.get(f"{character.path}/lists/{listing.name}?edit={entry.id}", headers=HTMX))
        if select := renamed.css_first("select[data-picker]"):
            found = rows(owner, f"lists/{listing.name}/{entry.id}/texts/name")
            assert words(found) == offered(select, blank=True)
            walked.add(listing.name)
        for inner in [listing.inside] if listing.inside else []:
            form = page(owner.browser.get(f"{character.path}/lists/{inner.name}/new?under={entry.id}", headers=HTMX))
            if select := form.css_first("select[data-picker]"):
                under = rows(owner, f"lists/{inner.name}", under=entry.id)
                assert words(under) == offered(select, blank=False)
        if listing.name not in LINES[line].outer:
            form = page(owner.browser.get(f"{character.path}/lists/{listing.name}/new", headers=HTMX))
            found = rows(owner, f"lists/{listing.name}")
            assert words(found) == offered(form.css_first("select[data-picker]"), blank=False)
    assert walked == {listing.name for listing in LINES[line].listings.values() if listing.choices}


def test_a_row_says_level_name_what_it_does_how_and_where_it_stands(as_owner, anna, make_entry):
    animalism = make_entry(anna, "disciplines", "Animalism", 2)
    found = rows(as_owner(anna), "lists/powers", under=animalism)
    messenger = found.css_first("#pick-animal_messenger")
    assert names(messenger, ".pick__level, .pick__name") == ["2", "Animal Messenger"]
    assert names(messenger, ".pick__hint") == ["Famulus carries a spoken message; one check per night"]
    [facts] = names(messenger, ".pick__facts")
    assert facts.startswith("one Rouse check")
    assert "Players Guide, page 69" in facts
    assert names(messenger, ".pick__reason") == ["Needs Auspex 1."]
    assert found.css("#pick-animal_messenger.pick--closed")
    assert not found.css("#pick-feral_whispers.pick--closed")


def test_a_row_offers_the_dots_that_something_can_be_added_with_and_a_name_alone_none(as_owner, anna, make_entry):
    presence = make_entry(anna, "disciplines", "Presence", 2)
    owner = as_owner(anna)
    numbers = {
        path: rows(owner, path, **query).css_first(f"#pick-{key}").attributes.get("data-ratings")
        for path, query, key in (
            ("lists/advantages", {}, "contacts"),
            ("lists/disciplines", {}, "auspex"),
            ("lists/powers", {"under": presence}, "awe"),
            (f"lists/disciplines/{presence}/texts/name", {}, "auspex"),
        )
    }
    assert numbers == {
        "lists/advantages": "1 2 3",
        "lists/disciplines": "1 2 3 4 5",
        "lists/powers": None,
        f"lists/disciplines/{presence}/texts/name": None,
    }


def test_what_is_open_stands_before_what_is_not(as_owner, anna, make_entry):
    celerity = make_entry(anna, "disciplines", "Celerity", 2)
    found = rows(as_owner(anna), "lists/powers", under=celerity)
    order = [row.css_first(".pick__reason") is not None for row in found.css(".pick[data-is]")]
    assert True in order
    assert order == sorted(order)


def test_a_thing_the_character_has_says_so(as_owner, anna, make_entry):
    make_entry(anna, "advantages", "Allies", 2)
    found = rows(as_owner(anna), "lists/advantages")
    assert names(found, "#pick-allies .pick__mark") == ["On the sheet"]
    assert names(found, ".pick__mark") == ["On the sheet"]


def test_the_choice_of_now_is_marked_and_so_are_words_of_ones_own(as_owner, make_character):
    found = rows(as_owner(make_character(texts={"clan": "Toreador "})), "texts/clan")
    assert [row.attributes["id"] for row in found.css("[aria-selected=true]")] == ["pick-toreador"]
    found = rows(as_owner(make_character(texts={"clan": "Baali"})), "texts/clan")
    assert names(found, "[aria-selected=true]") == ["Baali"]


def test_another_players_character_has_no_rows(anna, signed_in, make_player):
    stranger = signed_in(make_player())
    for path in ("texts/clan", "lists/rituals"):
        assert stranger.get(f"{anna.path}/{path}/offers", headers=HTMX).status_code == 404


def test_what_offers_nothing_of_a_book_is_not_found(as_owner, anna, make_entry):
    owner, haven = as_owner(anna), make_entry(anna, "advantages", "Haven", 1)
    for path in (
        *("texts/sire", "texts/unknown", "lists/touchstones", "lists/unknown", "lists/powers"),
        *(f"lists/flaws/{haven}/texts/name", "lists/advantages/999999/texts/name", f"lists/powers?under={haven}"),
    ):
        path, _, asked = path.partition("?")
        answer = owner.browser.get(f"{anna.path}/{path}/offers?{asked}", headers=HTMX)
        assert answer.status_code == 404, path


def test_somebody_who_follows_its_address_comes_to_the_sheet(as_owner, anna):
    answer = as_owner(anna).get("/texts/clan/offers")
    assert (answer.status_code, answer.headers["Location"]) == (303, anna.path)


def test_skills_and_numbers_stay_a_plain_list(as_owner, anna):
    form = page(as_owner(anna).browser.get(f"{anna.path}/lists/specialties/new", headers=HTMX))
    assert form.css("select")
    assert not form.css("[data-picker]")


def test_the_longest_list_is_small_on_the_wire(as_owner, anna):
    answer = as_owner(anna).browser.get(f"{anna.path}/lists/advantages/offers", headers=HTMX)
    assert len(gzip.compress(answer.data)) < 20_000


def test_rows_speak_the_readers_language_and_choose_what_is_stored(as_owner, anna):
    headers = {**HTMX, "Accept-Language": "en-XA"}
    found = page(as_owner(anna).browser.get(f"{anna.path}/lists/rituals/offers", headers=headers))
    ritual = found.css_first("#pick-astromancy")
    assert ritual.attributes["data-words"] == "Astromancy"
    assert names(ritual, ".pick__name") != ["Astromancy"]
    assert "above" not in found.root.text()
