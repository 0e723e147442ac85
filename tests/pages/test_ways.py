"""The line above every page: the same ways in the same order, sign-out included."""

from __future__ import annotations

import pytest

from tests.markup import names, page
from wodsheet.pregens import PREGENS

ACCOUNT = ["Preferences", "Account", "Sign out"]
CHARACTER = ["Sheet", "Play", "Portraits", "Experience", "Dice", "History", "Check", "Print", "Export"]
WAYS = ".running-head .ways :is(a, button)"


def ways(browser, path):
    """The ways of a page, and which of them it marks as where one is."""
    markup = page(browser.get(path))
    return names(markup, WAYS), names(markup, ".running-head [aria-current=page]")


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", []),
        ("/vtm/new", []),
        ("/vtm/ready/print", []),
        ("/preferences", ["Preferences"]),
        ("/account", ["Account"]),
        ("/account/import", []),
        ("/account/deletion", []),
        ("/tokens", []),
        ("/vtm/999999", []),
        ("/nothing-here", []),
    ],
)
def test_every_page_of_a_players_own_has_the_same_ways(signed_in, player, path, here):
    assert ways(signed_in(player), path) == (ACCOUNT, here)


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("", ["Sheet"]),
        ("/play", ["Play"]),
        ("/portraits", ["Portraits"]),
        ("/experience", ["Experience"]),
        ("/history", ["History"]),
        ("/check", ["Check"]),
        ("/print", ["Print"]),
        ("/lists/touchstones/new", []),
        ("/death", []),
        ("/deletion", []),
    ],
)
def test_every_page_of_a_character_has_its_ways_and_then_the_players(as_owner, anna, path, here):
    owner = as_owner(anna)
    assert ways(owner.browser, f"{anna.path}{path}") == (CHARACTER + ACCOUNT, here)
    assert names(page(owner.get(path)), ".wordmark") == ["Your characters"]


def test_a_refused_form_and_a_full_roster_have_the_ways_too(as_owner, anna, make_character):
    owner = as_owner(anna)
    refused = page(owner.post_plainly("experience/earned", amount="none"))
    assert names(refused, WAYS) == CHARACTER + ACCOUNT
    for _ in range(2):
        make_character(anna.owner)
    full = owner.browser.post("/vtm/ready", data={"form_key": "22222222-2222-4222-8222-222222222222"})
    assert (full.status_code, names(page(full), WAYS)) == (409, ACCOUNT)


def test_who_is_signed_out_is_led_in_from_every_page_but_the_two_that_do_so_themselves(client):
    for path, expected in {
        "/nothing-here": ["Sign in"],
        "/account/deleted": ["Sign in"],
        "/login": [],
        "/": [],
    }.items():
        assert ways(client, path)[0] == expected, path
    assert len(page(client.get("/")).css("a[href='/login']")) == 1


# Looking at a ready character.


@pytest.mark.parametrize("line", PREGENS)
def test_everybody_can_look_at_a_ready_character_and_nothing_is_written(client, line, statements):
    before = len(statements)
    preview = page(client.get(f"/{line}/ready/print"))
    assert len(statements) == before
    assert names(preview, ".leaf h1") == [PREGENS[line].name]
    assert names(preview, ".paper__switch a") == [f"Sign in to play {PREGENS[line].first_name}"]
    assert not preview.css(".leaf :is(form, input, button, a:not(.colophon a))")


def test_a_player_plays_a_ready_character_from_its_preview(signed_in, player):
    browser = signed_in(player)
    preview = page(browser.get("/vtm/ready/print"))
    assert names(preview, "form[action='/vtm/ready'] button") == ["Play Matthias"]
    key = preview.css_first("[name=form_key]").attributes["value"]
    made = browser.post("/vtm/ready", data={"form_key": key}).location
    assert page(browser.get(made)).css_first("#heading").text() == "Matthias Orel"


def test_the_roster_offers_only_ready_characters_that_are_not_on_it(signed_in, player):
    browser = signed_in(player)
    assert names(page(browser.get("/")), "form[action$='/ready'] button") == ["Play Matthias", "Play Inês", "Play Ruta"]
    made = browser.post("/vtm/ready", data={"form_key": "22222222-2222-4222-8222-222222222222"}).location
    assert names(page(browser.get("/")), "form[action$='/ready'] button") == ["Play Inês", "Play Ruta"]
    browser.post(f"{made}/deletion")
    assert names(page(browser.get("/")), "form[action$='/ready'] button") == ["Play Matthias", "Play Inês", "Play Ruta"]
