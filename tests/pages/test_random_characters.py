"""Random characters: as a document, and three to choose from on the page that makes one."""

from __future__ import annotations

import pytest

from tests.markup import page

JSON = {"Accept": "application/json"}
KEY = "0c7d4c1e-3b0e-4c39-9d0a-0d8f6a4c1f77"


@pytest.fixture
def browser(signed_in, player):
    return signed_in(player)


@pytest.mark.parametrize("kind", ["vampire", "Caitiff", "thin_blood", "Thin-blood", "fledgling", "ghoul", "mortal"])
def test_a_document_of_each_kind_is_the_same_for_the_same_seed(browser, kind):
    first, again = (browser.get(f"/vtm/random?kind={kind}&seed=42", headers=JSON).json for _ in range(2))
    assert first == again
    assert first["line"] == "vtm"
    assert first["texts"]["name"]


def test_what_is_no_kind_of_the_line_is_refused(browser):
    refused = browser.get("/vtm/random?kind=werewolf&seed=1", headers=JSON)
    assert refused.status_code == 422
    assert refused.json["details"][0]["field"] == "kind"
    assert browser.get("/vtm/random?seed=-1", headers=JSON).status_code == 422


def test_three_are_shown_for_a_seed_and_the_address_shows_them_again(browser):
    shown = page(browser.get("/htr/new?seed=5"))
    three = [one.text().strip() for one in shown.css(".three__one .card__name")]
    assert len(set(three)) == 3
    assert three == [one.text().strip() for one in page(browser.get("/htr/new?seed=5")).css(".three__one .card__name")]
    assert shown.css_first(".three__ask button").attributes["value"] == "8"
    assert not page(browser.get("/htr/new")).css(".three__one")
    assert page(browser.get("/htr/new")).css_first(".three__ask").attributes["action"] == "/htr/random"


def test_three_are_the_same_people_in_every_language(browser):
    def people(language: str) -> list[str]:
        shown = page(browser.get("/vtm/new?seed=5", headers={"Accept-Language": language}))
        return [one.text().strip() for one in shown.css(".three__one .card__name")]

    assert people("en-XA") == people("en")


def test_a_document_is_the_same_in_every_language(browser):
    address = "/vtm/random?kind=thin_blood&seed=3"
    other = browser.get(address, headers={**JSON, "Accept-Language": "en-XA"}).json
    assert other == browser.get(address, headers=JSON).json


def test_one_tap_makes_the_one_that_was_shown_and_only_once(browser):
    shown = page(browser.get("/vtm/new?kind=caitiff&seed=5"))
    form = shown.css("form[action='/vtm/random']")[1]
    fields = {field.attributes["name"]: field.attributes["value"] for field in form.css("input")}
    made = {browser.post("/vtm/random", data=fields).headers["Location"] for _ in range(2)}
    assert len(made) == 1
    (path,) = made
    document = browser.get("/vtm/random?kind=caitiff&seed=6", headers=JSON).json
    assert browser.get(path, headers=JSON).json["name"] == document["texts"]["name"]
    assert browser.get(f"{path}/check", headers=JSON).json["legal"]


def test_a_full_roster_has_no_room(browser, make_character, player):
    for _ in range(3):
        make_character(player)
    assert browser.post("/vtm/random", data={"seed": 1, "form_key": KEY}).status_code == 409


def test_in_a_browser_the_address_leads_to_three(browser):
    to = browser.get("/wta/random?seed=3").headers["Location"]
    assert to == "/wta/new?kind=werewolf&seed=3#three"
