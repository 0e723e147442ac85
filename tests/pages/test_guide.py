"""The guided way: a character made one stage after the other."""

from __future__ import annotations

import pytest

from tests.markup import names, page
from wodsheet.lines import LINES
from wodsheet.sheet import hash_text

KINDS = [(line, kind) for line in LINES.values() for kind in line.kinds or (line.kind(""),)]


@pytest.fixture
def browser(signed_in, player):
    return signed_in(player)


@pytest.mark.parametrize(("line", "kind"), KINDS, ids=lambda one: one.name or "usual")
def test_each_stage_of_each_kind_has_its_page_and_leads_to_the_next(browser, make_character, player, line, kind):
    draft = make_character(player, line.name, draft=True, texts=kind.written)
    address, seen = f"{draft.path}/guide/concept", []
    while not address.endswith("/end"):
        seen.append(address.rpartition("/")[2])
        stage = page(browser.get(address))
        assert stage.css_first(".guide__stages [aria-current]").attributes["href"] == address
        address = stage.css_first(".guide__bar .button--first").attributes["href"]
    assert seen == [stage.name for stage in line.of(kind).stages]
    assert browser.get(address).status_code == 200


def test_a_mortal_is_not_asked_for_a_clan(browser, make_character, player):
    ida = make_character(player, texts={"kind": "Mortal"})
    assert browser.get(f"{ida.path}/guide/clan").status_code == 404
    assert browser.get(f"{ida.path}/guide/attributes").status_code == 200


def test_a_clan_is_chosen_from_its_card_without_scripts_and_the_stage_stays(browser, make_character, player, saved):
    ida = make_character(player)
    stage = f"{ida.path}/guide/clan"
    card = page(browser.get(stage)).css_first("button[aria-label='Choose Toreador']").parent
    form = {field.attributes["name"]: field.attributes["value"] for field in card.css("input")}
    answer = browser.post(card.attributes["action"], data=form, headers={"Referer": f"http://localhost{stage}"})
    assert answer.headers["Location"].partition("#")[0] == stage
    assert saved(ida).texts["clan"] == "Toreador"
    assert names(page(browser.get(stage)), ".choice-card[aria-current] h2") == ["Toreador"]


def test_what_there_is_so_far_is_in_sight(browser, make_character, make_entry, player):
    ida = make_character(player, strength=3, texts={"clan": "Toreador"})
    make_entry(ida, "disciplines", "Auspex", 2)
    so_far = page(browser.get(f"{ida.path}/guide/skills")).css_first(".guide__far").text()
    assert "Strength 3" in so_far
    assert "Auspex 2" in so_far
    assert "Dexterity" not in so_far


def test_any_character_can_be_guided_and_a_draft_left_for_its_sheet(browser, make_character, player):
    for ida in (make_character(player), make_character(player, draft=True)):
        assert browser.get(f"{ida.path}/guide/attributes").status_code == 200
        assert browser.get(ida.path).status_code == 200
    assert "a draft" in page(browser.get(ida.path)).css_first(".masthead__line").text()


def test_a_refused_choice_changes_nothing(browser, make_character, player, saved):
    ida = make_character(player, texts={"clan": "Toreador"})
    stale = {"text": "Tremere", "seen": hash_text("Brujah")}
    assert browser.post(f"{ida.path}/texts/clan", data=stale).status_code == 409
    assert saved(ida).texts["clan"] == "Toreador"


@pytest.mark.parametrize(("line", "stage"), [("vtm", "clan"), ("htr", "creed"), ("wta", "tribe")])
def test_a_few_questions_lead_to_three_with_their_reasons(browser, make_character, player, line, stage):
    address = f"{make_character(player, line).path}/guide/{stage}"
    asked = page(browser.get(address)).css(".guide__questions select")
    assert len(asked) >= 3
    first = LINES[line].stages[[one.name for one in LINES[line].stages].index(stage)].questions[0].answers[0]
    cards = page(browser.get(address, query_string={"answer": "1"})).css(".choice-card")
    suggested = [card for card in cards if "choice-card--suggested" in (card.attributes["class"] or "")]
    assert 1 <= len(suggested) <= 3
    assert all(first.words in card.css_first(".choice-card__why").text() for card in suggested)
    assert cards[: len(suggested)] == suggested


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.name)
def test_every_choice_can_be_reached_by_the_questions_and_every_answer_leads_to_one(line):
    for stage in line.stages:
        if stage.questions:
            keys = {choice.key for choice in line.texts[stage.cards].choices}
            answered = {key for question in stage.questions for answer in question.answers for key in answer.keys}
            assert answered == keys


def test_an_answer_that_is_none_is_refused(browser, make_character, player):
    address = f"{make_character(player).path}/guide/clan"
    assert browser.get(address, query_string={"answer": "x"}).status_code == 422
    assert browser.get(address, query_string={"answer": "19"}).status_code == 200


def test_what_the_rules_say_stands_at_its_stage_and_marks_it(browser, make_character, player):
    ida = make_character(player, strength=4)
    stage = page(browser.get(f"{ida.path}/guide/attributes"))
    assert stage.css(".guide__tallies [data-state='open']")
    marks = {a.attributes["href"]: a.attributes.get("data-state") for a in stage.css(".guide__stages a")}
    assert marks[f"{ida.path}/guide/attributes"] == "open"
    assert marks[f"{ida.path}/guide/concept"] is None
    assert browser.get(f"{ida.path}/guide").headers["Location"].endswith("/guide/clan")


@pytest.mark.parametrize("line", LINES)
def test_a_ready_character_has_done_every_stage_and_ends_ready(browser, line):
    made = browser.post(f"/{line}/ready", data={"form_key": "5a6f6c7e-0a86-4a4a-8b0e-1df2f2a3b7c4"})
    path = made.headers["Location"]
    stages = page(browser.get(f"{path}/guide/attributes")).css(".guide__stages [data-state]")
    assert {one.attributes["data-state"] for one in stages} == {"done"}
    end = browser.get(f"{path}/guide").headers["Location"]
    assert end == f"{path}/guide/end"
    assert page(browser.get(end)).css_first("h1").text() == "Ready to play"


def test_the_end_leads_back_to_the_stage_of_what_is_left(browser, make_character, player):
    ida = make_character(player)
    links = [link.attributes["href"] for link in page(browser.get(f"{ida.path}/guide/end")).css(".finding a")]
    assert f"{ida.path}/guide/attributes" in links
    assert all(browser.get(link).status_code == 200 for link in links)


def test_how_many_dots_are_left_is_said_for_each_tier(browser, make_character, player):
    ida = make_character(player, strength=4, wits=3, brawl=2)
    tiers = page(browser.get(f"{ida.path}/guide/attributes")).css_first(".guide__tiers").text()
    assert "1 of 1 at 4" in tiers
    assert "1 of 3 at 3" in tiers
    skills = page(browser.get(f"{ida.path}/guide/skills"))
    assert names(skills, ".guide__tiers dt") == ["Jack of All Trades", "Balanced", "Specialist"]
    assert "1 of 5 at 2" in skills.css_first(".guide__tiers").text()


def test_what_is_against_the_book_leads_to_rules_of_their_own_and_is_no_conflict_then(browser, make_character, player):
    ida = make_character(player, strength=5)
    stage = f"{ida.path}/guide/attributes"
    assert page(browser.get(stage)).css_first(".guide__stages [aria-current]").attributes["data-state"] == "conflicting"
    assert page(browser.get(stage)).css(f".guide__stage a[href='{ida.path}/check']")
    browser.post(f"{ida.path}/ratings/own_rules", data={"dots": "1"})
    after = page(browser.get(stage))
    assert after.css_first(".guide__stages [aria-current]").attributes["data-state"] != "conflicting"
    assert not after.css(f".guide__stage a[href='{ida.path}/check']")
