"""Choosing what gives something: shown first, one revision, and another choice takes exactly that back."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import JSON, page


@pytest.fixture
def browser(signed_in, player):
    return signed_in(player)


@pytest.fixture
def ida(make_character, player):
    return make_character(player, texts={"clan": "Toreador"})


@pytest.fixture
def choose(browser, ida):
    """Choose a predator type, with what is picked in it."""

    def choose(key: str, form_key: str = "", **picks: str):
        form = {"form_key": form_key or str(uuid4()), **picks}
        return browser.post(f"{ida.path}/grants/predator_type/{key}", data=form)

    return choose


@pytest.fixture
def lists(browser, ida):
    """What stands in the lists now: names with their dots, by list."""

    def lists() -> dict[str, list[tuple[str, int]]]:
        found = browser.get(ida.path, headers=JSON).json["lists"]
        return {
            name: [(one["name"], one.get("dots", 0)) for one in entries] for name, entries in found.items() if entries
        }

    return lists


def test_what_a_predator_type_gives_is_shown_before_it_is_chosen(browser, ida, lists):
    shown = page(browser.get(f"{ida.path}/grants/predator_type/siren"))
    words = shown.css_first("#forecast").text()
    assert "Adds Beautiful 2" in words
    assert "Adds Enemy 1" in words
    assert [option.text() for option in shown.css("#discipline option")] == ["Fortitude 1", "Presence 1"]
    assert lists() == {}


def test_it_is_one_revision_that_is_undone_whole(browser, ida, choose, lists, saved):
    assert choose("alleycat", specialty="1", discipline="0").headers["Location"] == f"{ida.path}/guide/predator_type"
    assert lists() == {
        "specialties": [("Grappling", 0)],
        "disciplines": [("Celerity", 1)],
        "advantages": [("Contacts", 3)],
    }
    assert (saved(ida).ratings["humanity"], saved(ida).texts["predator_type"]) == (6, "Alleycat")
    browser.post(f"{ida.path}/undo", data={"form_key": str(uuid4())})
    assert lists() == {}
    assert saved(ida).ratings["humanity"] == 7
    assert not saved(ida).texts.get("predator_type")


def test_another_choice_takes_back_exactly_what_the_first_gave(ida, choose, lists, saved, make_entry):
    make_entry(ida, "advantages", "Resources", 2)
    choose("alleycat")
    choose("siren", discipline="1")
    assert lists() == {
        "specialties": [("Seduction", 0)],
        "disciplines": [("Presence", 1)],
        "advantages": [("Resources", 2), ("Beautiful", 2)],
        "flaws": [("Enemy", 1)],
    }
    assert saved(ida).ratings["humanity"] == 7


def test_after_an_undo_there_is_nothing_to_take_back(browser, ida, choose, lists, saved):
    choose("alleycat")
    browser.post(f"{ida.path}/undo", data={"form_key": str(uuid4())})
    choose("sandman")
    assert lists()["advantages"] == [("Resources", 1)]
    assert saved(ida).ratings["humanity"] == 7


def test_what_was_raised_since_stays_and_the_page_says_so(browser, ida, choose, lists):
    choose("alleycat")
    entries = browser.get(ida.path, headers=JSON).json["lists"]["advantages"]
    browser.post(f"{ida.path}/lists/advantages/{entries[0]['id']}/rating", data={"dots": "4"})
    shown = page(browser.get(f"{ida.path}/grants/predator_type/sandman")).css_first("#forecast").text()
    assert "Contacts stays, since you changed it." in shown
    choose("sandman")
    assert lists()["advantages"] == [("Contacts", 1), ("Resources", 1)]


def test_the_same_form_sent_twice_gives_once(choose, lists):
    key = str(uuid4())
    assert [choose("alleycat", key).status_code for _ in range(2)] == [303, 303]
    assert lists()["advantages"] == [("Contacts", 3)]


def test_what_the_book_does_not_name_is_named_by_the_player(choose, lists):
    choose("osiris", specialty="0", specialty_named="Spiritism", following="1")
    assert lists()["specialties"] == [("Spiritism", 0)]
    assert lists()["advantages"] == [("Fame", 2), ("Herd", 1)]


def test_blood_sorcery_is_open_to_those_clans_that_have_it(browser, ida, choose, lists):
    options = page(browser.get(f"{ida.path}/grants/predator_type/osiris")).css("#discipline option")
    assert [option.text() for option in options] == ["Presence 1"]
    assert choose("osiris", discipline="0").status_code == 422
    assert lists() == {}


def test_a_kind_without_a_predator_type_cannot_choose_one(browser, make_character, player):
    mortal = make_character(player, texts={"kind": "Mortal"})
    assert browser.get(f"{mortal.path}/grants/predator_type/siren").status_code == 404


def test_a_nosferatu_is_repulsive_until_another_clan_is_chosen(browser, make_character, player):
    ida = make_character(player)
    for key, flaws in (("nosferatu", ["Repulsive"]), ("brujah", [])):
        browser.post(f"{ida.path}/grants/clan/{key}", data={"form_key": str(uuid4())})
        found = browser.get(ida.path, headers=JSON).json
        assert [one["name"] for one in found["lists"]["flaws"]] == flaws
        assert found["keys"]["clan"] == key
