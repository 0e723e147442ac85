"""The play view: what can be done now, what is in effect, names that are rolled, and nothing that changes a trait."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from tests.factories.people import ordinary
from tests.markup import HTMX, names, page
from wodsheet.lines import LINES
from wodsheet.sheet import hash_text


@pytest.fixture
def play(as_owner):
    """The play view of a character, as its player sees it."""
    return lambda character: page(as_owner(character).get("/play"))


def test_what_needs_no_answer_is_done_by_one_tap_and_says_first_what_it_will_do(anna, play):
    form = play(anna).css_first(f"form[action='{anna.path}/actions/rouse']")
    assert form.css_first("button").text() == "Rouse check If it passes: nothing changes; If it fails: Hunger 1 → 2"
    asked = play(anna).css_first(f"a.deed__do[href='{anna.path}/actions/take_damage']")
    assert asked.attributes["hx-target"] == "#action"


@pytest.mark.parametrize(
    ("line", "action"), [("vtm", "rise_from_torpor"), ("vtm", "ride_the_wave"), ("wta", "lose_the_wolf")]
)
def test_what_is_grave_opens_its_form_first(factory, play, line, action):
    shown = play(character := factory.character(line=line))
    assert not shown.css(f"form[action='{character.path}/actions/{action}']")
    assert shown.css_first(f"a.deed__do[href='{character.path}/actions/{action}']")


def test_a_pool_that_was_kept_meanwhile_is_seen_when_the_page_looks_again(anna, signed_in):
    browser, path = signed_in(anna.owner), f"{anna.path}/play"
    mark = json.loads(page(browser.get(path)).css_first("#redraw").attributes["hx-headers"] or "")
    assert browser.get(path, headers=mark).status_code == 304
    form = {"name": "Hide", "typed": "dexterity + stealth", "form_key": str(uuid4())}
    assert browser.post(f"{anna.path}/rolls/named", data=form, headers=HTMX).status_code == 200
    assert browser.get(path, headers=mark).status_code == 200


def test_what_cannot_be_done_now_has_no_button_and_says_why(factory, play):
    hungry = factory.character(hunger=5)
    shown = play(hungry)
    assert not shown.css(f"form[action='{hungry.path}/actions/rouse']")
    assert "Rouse check Hunger is 5: no Rouse check is made by choice." in names(shown, ".deed__barred")


def test_what_can_be_paid_stands_before_what_cannot(factory, play, make_entry):
    hungry = factory.character(hunger=5)
    auspex = make_entry(hungry, "disciplines", "Auspex", dots=3)
    make_entry(hungry, "powers", "Premonition", parent=auspex)
    make_entry(hungry, "powers", "Scry the Soul", parent=auspex, position=1)
    make_entry(hungry, "powers", "Heightened Senses", parent=auspex, position=2)
    assert names(play(hungry), "#now > .deeds:last-of-type .deed :is(.deed__do, .deed__barred) b") == [
        "Premonition",
        "Heightened Senses",
        "Scry the Soul",
    ]
    assert names(play(hungry), "#now > .deeds:last-of-type .deed__barred b") == ["Scry the Soul"]


@pytest.mark.parametrize("line", LINES)
def test_traits_are_words_and_only_what_is_played_is_a_form(factory, player, play, line):
    anna = ordinary(factory, player, line)
    shown = play(anna)
    own = {
        trait.name for section in LINES[line].sections.values() for group in section.groups for trait in group.traits
    }
    actions = [form.attributes["action"] for form in shown.css("main form[method=post]")]
    assert not [one for one in actions if one.rpartition("/")[2] in own]
    assert shown.css(f".names a[href='{anna.path}/rolls?add=strength#throw']")
    written = {one for one in actions if "/texts/" in one}
    assert f"{anna.path}/texts/notes" in written
    at_hand = {text.name for vital in LINES[line].vitals for text in vital.also}
    assert {one.rpartition("/")[2] for one in written} <= {"notes"} | at_hand


def test_what_is_in_effect_ends_by_a_button_and_the_player_is_on_the_play_view_again(anna, as_owner, play, make_entry):
    blush = make_entry(anna, "in_effect", "Blush of Life")
    assert names(play(anna), ".effect b") == ["Blush of Life"]
    at = f"{anna.path}/lists/in_effect/{blush}/remove"
    answer = as_owner(anna).browser.post(at, headers={"Referer": f"http://localhost{anna.path}/play"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{anna.path}/play#undo")
    assert not play(anna).css(".effect")


@pytest.mark.parametrize(
    ("path", "place", "form"),
    [
        ("trackers/health", "tracker-health", lambda: {"damage": "1/0"}),
        ("ratings/hunger", "rating-hunger", lambda: {"dots": "2"}),
        ("texts/notes", "text-notes", lambda: {"text": "The Prince lies.", "seen": hash_text("")}),
        ("undo", "undo", lambda: {"form_key": str(uuid4())}),
    ],
)
@pytest.mark.parametrize("page_of_form", ["/play", ""])
def test_without_scripts_a_form_leads_back_to_the_page_it_stood_on(anna, as_owner, page_of_form, path, place, form):
    owner = as_owner(anna)
    owner.post_plainly("ratings/hunger", dots="3")
    came_from = {"Referer": f"http://localhost{anna.path}{page_of_form}"}
    answer = owner.browser.post(f"{anna.path}/{path}", data=form(), headers=came_from)
    assert answer.headers["Location"] == f"{anna.path}{page_of_form}#{place}"


def test_without_scripts_the_play_view_says_what_was_done(anna, as_owner):
    owner = as_owner(anna)
    answer = owner.post_plainly("actions/rouse", form_key=str(uuid4()), fell="3")
    assert answer.status_code == 303
    shown = page(owner.browser.get(answer.headers["Location"]))
    assert names(shown, "#action .action__words") == ["Hunger 1 → 2"]
    assert names(shown, "#action .die") == ["3"]
    assert names(page(owner.get("/play", done=str(uuid4()))), "#action .action__words") == []
    assert owner.get("/play", done="no key").status_code == 422


def test_the_play_view_is_less_than_a_third_of_the_sheet(factory, player, as_owner):
    owner = as_owner(ordinary(factory, player, "vtm"))
    assert 3 * len(owner.get("/play").data) < len(owner.get().data)


def test_what_was_done_by_a_tap_opens_where_it_can_be_read_and_the_page_is_drawn_again(anna, as_owner):
    answer = as_owner(anna).browser.post(f"{anna.path}/actions/rouse", data={"form_key": str(uuid4())}, headers=HTMX)
    assert answer.headers["HX-Trigger"] == "redraw"
    assert names(page(answer), ".action__label") == ["Rouse check"]


def test_without_scripts_the_names_on_the_sheet_and_what_has_a_pool_lead_to_dice(anna, as_owner, make_entry):
    auspex = make_entry(anna, "disciplines", "Auspex", dots=3)
    senses = make_entry(anna, "powers", "Heightened Senses", parent=auspex)
    markup = as_owner(anna).get().text
    assert f'href="{anna.path}/rolls?add=strength">Roll Strength</a>' in markup
    shown = page(as_owner(anna).get())
    link = shown.css_first(f"#about-{senses} .throw")
    assert link.attributes["href"] == f"{anna.path}/rolls?roll={senses}-0#throw"
    assert names(shown, "#rating-strength legend") == ["Strength"]
