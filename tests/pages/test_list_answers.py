"""What a change of a list is answered with: what changed, and nothing that somebody may be typing in."""

from __future__ import annotations

from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from tests.markup import HTMX, names, page
from wodsheet.sheet import hash_text


@pytest.fixture
def three(anna, make_entry) -> list[int]:
    """The ids of Haven, Contacts and Allies among Anna's advantages."""
    return [
        make_entry(anna, "advantages", name, 1, position=at) for at, name in enumerate(("Haven", "Contacts", "Allies"))
    ]


def partials(answer) -> list[str | None]:
    """Where the parts of an answer go."""
    return [part.attributes["hx-target"] for part in page(answer).css("hx-partial")]


def order(answer, list_id: str) -> list[str | None]:
    """The ids of the entries in the order of a list, as an answer has it."""
    return [one.id for one in page(answer).css(f"hx-partial[hx-target='#entries-{list_id}'][hx-swap=order] > li")]


def test_adding_an_advantage_answers_with_one_entry_and_the_way_to_add_another(as_owner, anna, three):
    answer = as_owner(anna).add("advantages", "Resources", note="An old family")
    assert names(answer_page := page(answer), "li.entry legend") == ["Resources"]
    assert order(answer, "advantages")[:3] == [f"entry-{id}" for id in three]
    assert len(order(answer, "advantages")) == 4
    assert names(answer_page, "a.add") == ["Add advantage"]
    assert not answer_page.css("form.adding")
    assert not answer_page.css(f"#entry-{three[0]} *")
    assert len(answer.data) < 4000


def test_the_same_form_sent_twice_answers_twice_with_the_same_entry(as_owner, anna):
    key = str(uuid4())
    answers = [as_owner(anna).add("advantages", "Haven", form_key=key) for _ in range(2)]
    first, second = (page(answer).css_first("li.entry").id for answer in answers)
    assert first == second


def test_an_inner_entry_is_added_inside_its_outer_one(as_owner, anna, make_entry):
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    answer = as_owner(anna).add("powers", "Premonition", under=auspex)
    assert len(order(answer, f"powers-{auspex}")) == 1
    assert names(page(answer), "li.entry .entry__name span:last-child") == ["Premonition"]
    assert page(answer).css_first("a.add").attributes["aria-label"] == "Add power to Auspex"


def test_removing_answers_with_a_deletion_and_the_way_back(as_owner, anna, three):
    answer = as_owner(anna).post(f"lists/advantages/{three[1]}/remove")
    assert page(answer).css_first("hx-partial[hx-swap=delete]").attributes["hx-target"] == f"#entry-{three[1]}"
    assert order(answer, "advantages") == [f"entry-{three[0]}", f"entry-{three[2]}"]
    assert names(page(answer), "form.removed span") == ["Removed Contacts."]
    assert not page(answer).css("li.entry")


def test_removing_what_is_gone_answers_with_the_deletion_alone(as_owner, anna, three):
    owner = as_owner(anna)
    owner.post(f"lists/advantages/{three[1]}/remove")
    assert partials(owner.post(f"lists/advantages/{three[1]}/remove")) == [f"#entry-{three[1]}"]


def test_what_is_restored_is_the_one_entry_at_its_place(as_owner, anna, three):
    owner = as_owner(anna)
    owner.post(f"lists/advantages/{three[1]}/remove")
    answer = owner.post(f"lists/advantages/{three[1]}/restore")
    assert order(answer, "advantages") == [f"entry-{id}" for id in three]
    assert names(page(answer), "li.entry legend") == ["Contacts"]
    assert page(answer).css_first("hx-partial[hx-swap=delete]").attributes["hx-target"] == "#removed-advantages > form"


def test_moving_answers_with_an_order_and_no_entry(as_owner, anna, three):
    answer = as_owner(anna).post(f"lists/advantages/{three[2]}/move", place=0)
    assert order(answer, "advantages") == [f"entry-{three[at]}" for at in (2, 0, 1)]
    assert partials(answer) == ["#entries-advantages", "#said"]
    assert not page(answer).css("form")


def test_renaming_opens_and_closes_the_name_of_one_entry(as_owner, anna, three):
    def fetch(**asked: int) -> TestResponse:
        return as_owner(anna).browser.get(f"{anna.path}/lists/advantages", query_string=asked, headers=HTMX)

    for answer, fields, tool in (
        (fetch(edit=three[0]), 1, "Done with Haven"),
        (fetch(done=three[0]), 0, "Rename Haven"),
    ):
        assert partials(answer) == [f"#naming-{three[0]}", f"#tools-{three[0]}"]
        assert len(page(answer).css("select[name=text]")) == fields
        assert page(answer).css_first("a.tool").attributes["aria-label"] == tool


def test_another_name_is_said_wherever_the_old_one_stood(as_owner, anna, make_entry):
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    form = {"text": "Dominate", "seen": hash_text("Auspex")}
    answer = page(as_owner(anna).post(f"lists/disciplines/{auspex}/texts/name", **form))
    assert names(answer, f"hx-partial[hx-target='#rating-e{auspex}'] legend") == ["Dominate"]
    labels = [tool.attributes["aria-label"] for tool in answer.css(f"hx-partial[hx-target='#tools-{auspex}'] .tool")]
    assert labels == ["Done with Dominate", "Move Dominate up", "Move Dominate down", "Remove Dominate"]
    way = answer.css_first(f"hx-partial[hx-target='#adding-powers-{auspex}:not(:has(form))'] a")
    assert way.attributes["aria-label"] == "Add power to Dominate"


def test_a_refused_addition_is_answered_with_its_form_alone(as_owner, anna, three):
    answer = as_owner(anna).add("advantages", "", note="An old family")
    assert answer.status_code == 422
    assert len(page(answer).css("form.adding")) == len(page(answer).css("form")) == 1
    assert not partials(answer)


def test_what_comes_and_goes_is_said_at_what_requires_it_in_other_lists(as_owner, anna, make_entry):
    oblivion = make_entry(anna, "disciplines", "Oblivion", 3)
    ceremony = make_entry(anna, "ceremonies", "Ashen Relic")
    owner, about = as_owner(anna), f"hx-partial[hx-target='#about-{ceremony}']"
    came = page(owner.add("powers", "Oblivion's Sight", under=oblivion))
    assert came.css(about)
    assert not came.css(f"{about} .entry__warning")
    went = page(owner.post(f"lists/disciplines/{oblivion}/remove"))
    assert "Needs Ashes to Ashes or Oblivion's Sight." in names(went, f"{about} .entry__warning")


def test_a_full_list_says_so_instead_of_offering_the_form_and_offers_it_again(as_owner, anna, make_entry):
    ids = [make_entry(anna, "tenets", f"Tenet {number}", position=number) for number in range(100)]
    owner = as_owner(anna)
    assert names(owner.sheet(), "#adding-tenets") == ["This list is full: a character can have 100."]
    answer = page(owner.post(f"lists/tenets/{ids[0]}/remove"))
    assert names(answer, "hx-partial[hx-target='#adding-tenets:not(:has(form))'] a.add") == ["Add tenet"]


def test_a_button_that_cannot_be_pressed_says_why(as_owner, anna, three, make_entry):
    sheet = as_owner(anna).sheet()
    reasons = {one.attributes["aria-label"]: one.attributes.get("title") for one in sheet.css(".tool[disabled]")}
    assert reasons == {"Move Haven up": "It is the first.", "Move Allies down": "It is the last."}
    counted = make_entry(anna, "own", "Favours", 0, shape="Counter", most="1")
    reason = as_owner(anna).sheet().css_first(f"#e{counted}-1").attributes
    assert ("disabled" in reason, reason["title"]) == (True, "There is none left.")
    as_owner(anna).post(f"lists/own/{counted}/rating", dots=1)
    reason = as_owner(anna).sheet().css_first(f"#e{counted}-2").attributes
    assert ("disabled" in reason, reason["title"]) == (True, "There are as many as there can be.")
