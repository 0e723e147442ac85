"""The page that checks a sheet, and its JSON."""

from __future__ import annotations

from typing import Any

import pytest

from tests.markup import names, page

JSON = {"Accept": "application/json"}


@pytest.fixture
def browser(signed_in, player):
    return signed_in(player)


def found(browser: Any, path: str) -> dict[str, Any]:
    return browser.get(f"{path}/check", headers=JSON).json


def states(answer: dict[str, Any], rule: str) -> set[str]:
    return {one["state"] for one in answer["findings"] if one["rule"] == rule}


def ready(browser: Any, line: str) -> str:
    form = {"form_key": "0c7d4c1e-3b0e-4c39-9d0a-0d8f6a4c1f0e"}
    return browser.post(f"/{line}/ready", data=form).headers["Location"]


@pytest.mark.parametrize("line", ["vtm", "htr", "wta"])
def test_a_ready_character_is_legal(browser, line):
    answer = found(browser, ready(browser, line))
    assert answer["legal"]
    assert {one["state"] for one in answer["findings"]} == {"kept"}
    assert set(answer["findings"][0]) == {"rule", "state", "trait", "words", "source"}


def test_it_finds_the_same_in_another_language(browser):
    path = ready(browser, "vtm")
    answer = browser.get(f"{path}/check", headers={**JSON, "Accept-Language": "en-XA"}).json
    assert answer["legal"]
    assert {one["state"] for one in answer["findings"]} == {"kept"}
    assert answer["findings"][0]["words"] != found(browser, path)["findings"][0]["words"]


def test_each_finding_leads_to_its_place_on_the_sheet(browser):
    path = ready(browser, "vtm")
    sheet, shown = browser.get(path), page(browser.get(f"{path}/check"))
    places = [link.attributes["href"].partition("#")[2] for link in shown.css(".check__list a")]
    assert places
    for place in set(places):
        assert page(sheet).css_first(f"[id='{place}']"), place


def test_what_is_to_be_done_stands_before_what_is_kept(browser, make_character, player):
    shown = page(browser.get(f"{make_character(player).path}/check"))
    assert names(shown, ".check h2") == ["Missing", "Open"]
    assert shown.css_first(".check__kept").attributes.get("open") is None


def test_the_ledger_explains_what_it_names_until_that_is_taken_back(browser):
    path = ready(browser, "vtm")
    browser.post(f"{path}/ratings/strength", data={"dots": 2})
    assert states(found(browser, path), "spread") == {"over"}
    for kind, key in (("earned", "1"), ("spent", "2")):
        form = {"amount": 10, "reason": "Strength 2", "form_key": f"0c7d4c1e-3b0e-4c39-9d0a-0d8f6a4c1f0{key}"}
        assert browser.post(f"{path}/experience/{kind}", data=form).status_code == 303
    assert found(browser, path)["legal"]
    ledger = browser.get(f"{path}/experience", headers=JSON).json["entries"]
    spent = next(one["id"] for one in ledger if one["kind"] == "spent")
    browser.post(f"{path}/experience/corrections", data={"entry": spent})
    assert states(found(browser, path), "spread") == {"over"}


def test_own_rules_are_one_switch_and_one_revision(browser):
    path = ready(browser, "vtm")
    browser.post(f"{path}/ratings/strength", data={"dots": 5})
    back = browser.post(
        f"{path}/ratings/own_rules", data={"dots": 1}, headers={"Referer": f"http://localhost{path}/check"}
    )
    assert back.headers["Location"].startswith(f"{path}/check")
    assert not found(browser, path)["legal"]
    assert "own rules" in page(browser.get(f"{path}/check")).css_first(".standfirst").text()
    newest = browser.get(f"{path}/history", headers=JSON).json["revisions"][0]
    assert "Rules" in newest["words"]
    browser.post(f"{path}/undo", data={"form_key": "0c7d4c1e-3b0e-4c39-9d0a-0d8f6a4c1f09"})
    assert browser.get(path, headers=JSON).json["ratings"]["own_rules"] == 0


def test_by_own_rules_the_sheet_says_nothing_against_an_entry(browser):
    path = ready(browser, "vtm")
    form = {"name": "Lifelike", "form_key": "0c7d4c1e-3b0e-4c39-9d0a-0d8f6a4c1f07"}
    browser.post(f"{path}/lists/advantages", data=form)
    assert page(browser.get(path)).css(".entry__warning")
    switched = browser.post(f"{path}/ratings/own_rules", data={"dots": 1}, headers={"HX-Request": "true"})
    assert switched.headers["HX-Trigger"] == "redraw"
    assert not page(browser.get(path)).css(".entry__warning")
    assert "need_not_met" in {one["rule"] for one in found(browser, path)["findings"]}


def test_own_rules_go_along_with_a_clone(browser):
    path = ready(browser, "htr")
    browser.post(f"{path}/ratings/own_rules", data={"dots": 1})
    clone = browser.post(f"{path}/clone", data={"form_key": "0c7d4c1e-3b0e-4c39-9d0a-0d8f6a4c1f08"}).headers["Location"]
    assert browser.get(clone, headers=JSON).json["ratings"]["own_rules"] == 1
