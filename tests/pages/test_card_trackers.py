"""Damage that is marked on a card of the roster."""

from __future__ import annotations

from tests.markup import HTMX, names, page


def opened(owner, tracker: str = "health"):
    """The tracker as a card fetches it."""
    return page(owner.browser.get(f"{owner.character.path}/trackers/{tracker}", headers=HTMX)).css_first("form")


def press(owner, number: int, tracker: str = "health"):
    """Press a box on the card, counted from 1; the answer."""
    form = opened(owner, tracker)
    damage = form.css_first(f".box[aria-label='Box {number}']").attributes["value"]
    return page(owner.browser.post(form.attributes["hx-post"], data={"damage": damage}, headers=HTMX))


def test_a_card_brings_no_boxes_before_somebody_opens_them(as_owner, make_character):
    anna = as_owner(make_character(stamina=3, health_superficial=2))
    roster = page(anna.browser.get("/"))
    assert names(roster, ".glance summary") == ["Health 4 of 6", "Willpower 2 of 2"]
    assert not roster.css(".box")
    link = roster.css_first(".glance a")
    assert link.attributes["href"] == f"{anna.character.path}#tracker-health"
    assert len(page(anna.browser.get(link.attributes["hx-get"], headers=HTMX)).css(".box")) == 6


def test_a_box_on_a_card_does_what_it_does_on_the_sheet(as_owner, make_character):
    anna = as_owner(make_character(stamina=3))
    for number, then in (
        (3, "6 boxes, 3 superficial, 0 aggravated"),
        (3, "6 boxes, 2 superficial, 1 aggravated"),
        (2, "6 boxes, 1 superficial, 2 aggravated"),
    ):
        answer = press(anna, number)
        assert answer.css_first(".tracker__count").text() == then
        assert anna.sheet().css_first("#tracker-health .tracker__count").text() == then
    assert answer.css_first("hx-partial[hx-target$='> summary > span']").text().strip() == "3 of 6"


def test_the_answer_on_a_card_says_every_state_of_the_character(as_owner, make_character, make_entry, statements):
    character = make_character(willpower_aggravated=2, humanity=7, stains=4)
    fortitude = make_entry(character, "disciplines", "Fortitude", 2)
    make_entry(character, "powers", "Resilience", 0, parent=fortitude)
    anna = as_owner(character)
    states = "hx-partial[hx-target$='.card__conditions'] .condition"
    before = names(page(anna.browser.get("/")), ".card__conditions .condition")
    assert before == ["Breaks down", "Degeneration"]
    count = len(statements)
    # Six boxes: the power counts.
    assert names(press(anna, 6), states) == ["Impaired", "Breaks down", "Degeneration"]
    assert len(statements) == count + 2, "one that opens the tracker, one for the damage"
    assert names(page(anna.browser.get("/")), ".card__conditions .condition") == [
        "Impaired",
        "Breaks down",
        "Degeneration",
    ]
    press(as_owner(make_character(willpower_superficial=2)), 4)


def test_without_scripts_a_tracker_leads_to_the_sheet(as_owner, anna):
    owner = as_owner(anna)
    answer = owner.browser.get(f"{anna.path}/trackers/willpower")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}#tracker-willpower")
    form = opened(owner, "willpower")
    assert owner.browser.post(form.attributes["action"], data={"damage": "1/0"}).status_code == 303


def test_a_tracker_of_another_players_character_is_not_found(signed_in, make_player, anna):
    stranger = signed_in(make_player("Somebody else"))
    for address in f"{anna.path}/trackers/health", f"{anna.path}/trackers/hunger":
        assert stranger.get(address, headers=HTMX).status_code == 404


def test_damage_that_is_none_is_refused_on_the_card(as_owner, anna):
    answer = as_owner(anna).browser.post(f"{anna.path}/trackers/health?at=card", data={"damage": "x"}, headers=HTMX)
    assert answer.status_code == 422
    assert page(answer).css_first(".problem")
    assert page(answer).css_first("hx-partial[hx-target$='.card__conditions']")
