"""The network goes, or an answer gets lost: what was done is kept, and goes out again."""

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.network import record_warnings
from tests.browser.selectors import dot, expect_dots, expect_saved, expect_unsaved, row, until


def lose_the_first_answer(page: Page, address: str) -> list[str | None]:
    """Let the server do what is asked at this address, and lose its first answer on the way back; what was asked."""
    asked: list[str | None] = []

    def lose(route: Route, request: Request) -> None:
        asked.append(request.post_data)
        if len(asked) > 1:
            return route.continue_()
        route.fetch()
        return route.abort()

    page.route(address, lose)
    return asked


# The network.


@pytest.fixture
def on_the_train(open_sheet, anna, complaints) -> Page:
    """A sheet whose network is gone."""
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    complaints.expect("Failed to fetch")
    page = open_sheet(anna)
    page.context.set_offline(True)
    return page


def test_clicks_and_words_without_a_network_are_kept_and_sent_when_it_is_back(on_the_train, anna, saved):
    page = on_the_train
    dot(page, "Strength", 3).click()
    dot(page, "Wits", 2).click()
    dot(page, "Wits", 4).click()
    page.get_by_role("textbox", name="Notes").fill("In the tunnel.")
    page.get_by_label("Sire", exact=True).fill("Georgius")
    page.keyboard.press("Tab")
    expect_unsaved(page)
    expect(page.get_by_role("status")).to_contain_text("Not saved yet")
    assert saved(anna).ratings == {}

    page.context.set_offline(False)
    expect_saved(page)
    now = saved(anna)
    assert now.ratings == {"strength": 3, "wits": 4}
    assert {"notes": "In the tunnel.", "sire": "Georgius"}.items() <= now.texts.items()
    expect_dots(page, "Strength", 3)
    page.reload()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("In the tunnel.")


def test_leaving_while_something_is_only_kept_here_asks_first(on_the_train, anna):
    page = on_the_train
    asked = record_warnings(page)
    dot(page, "Strength", 3).click()
    expect_unsaved(page)
    page.evaluate("location.reload()")
    until(page, lambda: asked == ["beforeunload"])
    page.context.set_offline(False)
    expect_saved(page)
    page.reload()
    expect_dots(page, "Strength", 3)
    assert asked == ["beforeunload"]


def test_what_is_not_saved_is_said_in_the_bar_of_a_phone(open_sheet, anna, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    complaints.expect("Failed to fetch")
    page = open_sheet(anna, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.context.set_offline(True)
    dot(page, "Wits", 3).tap()
    expect_unsaved(page)
    expect(page.locator("#saved")).to_be_in_viewport(ratio=1)
    said, cell = (page.locator(which).first.bounding_box() for which in ("#saved", ".vital > summary"))
    assert said["y"] + said["height"] <= cell["y"]
    page.context.set_offline(False)
    expect_saved(page)


def test_taps_without_a_network_are_so_many_boxes_when_it_is_back(on_the_train, anna, saved):
    page = on_the_train
    for _ in range(3):
        row(page, "Health").get_by_role("button", name="Take superficial").click()
    expect_unsaved(page)
    page.context.set_offline(False)
    until(page, lambda: saved(anna).ratings.get("health_superficial") == 3)
    expect_saved(page)
    expect(row(page, "Health")).to_contain_text("4 boxes, 3 superficial, 0 aggravated")


def test_typing_on_without_a_network_sends_the_last_of_it(on_the_train, anna, saved):
    page = on_the_train
    notes = page.get_by_role("textbox", name="Notes")
    notes.press_sequentially("In the")
    expect_unsaved(page)
    notes.press_sequentially(" tunnel.")
    page.context.set_offline(False)
    until(page, lambda: saved(anna).texts.get("notes") == "In the tunnel.")
    expect_saved(page)


def test_a_list_that_cannot_be_opened_says_so(on_the_train):
    page = on_the_train
    page.get_by_role("link", name="Add touchstone").click()
    expect(page.get_by_role("status")).to_contain_text("cannot be reached")


def test_an_entry_added_without_a_network_is_added_once(open_sheet, anna, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    complaints.expect("Failed to fetch")
    page = open_sheet(anna)
    page.get_by_role("link", name="Add touchstone").click()
    page.get_by_role("textbox", name="Touchstone", exact=True).fill("Milly")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add", exact=True).click()
    expect_unsaved(page)
    expect(page.get_by_role("textbox", name="Touchstone", exact=True)).to_have_value("Milly")
    page.context.set_offline(False)
    expect_saved(page)
    expect(page.locator("#touchstones").get_by_role("listitem")).to_have_count(1)


# Answers that get lost.


def test_a_lost_answer_to_words_is_no_conflict(open_sheet, anna, saved, complaints):
    complaints.expect("ERR_FAILED")
    complaints.expect("Failed to fetch")
    page = open_sheet(anna)
    asked = lose_the_first_answer(page, "**/texts/notes")
    notes = page.get_by_role("textbox", name="Notes")
    notes.press_sequentially("Owes")
    until(page, lambda: saved(anna).texts.get("notes") == "Owes")
    expect_unsaved(page)
    notes.press_sequentially(" a car.")
    until(page, lambda: saved(anna).texts["notes"] == "Owes a car.")
    expect_saved(page)
    assert len(asked) == 3


def test_a_lost_answer_to_a_tap_is_still_one_box(open_sheet, anna, saved, complaints):
    complaints.expect("ERR_FAILED")
    complaints.expect("Failed to fetch")
    page = open_sheet(anna)
    lose_the_first_answer(page, "**/trackers/health")
    row(page, "Health").get_by_role("button", name="Take aggravated").click()
    expect(row(page, "Health")).to_contain_text("4 boxes, 0 superficial, 1 aggravated")
    expect_saved(page)
    assert saved(anna).ratings["health_aggravated"] == 1


def test_a_lost_answer_to_a_new_entry_is_still_one_entry(open_sheet, anna, complaints):
    complaints.expect("ERR_FAILED")
    complaints.expect("Failed to fetch")
    page = open_sheet(anna)
    lose_the_first_answer(page, "**/lists/touchstones")
    page.get_by_role("link", name="Add touchstone").click()
    page.get_by_role("textbox", name="Touchstone", exact=True).fill("Milly")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#touchstones").get_by_role("listitem")).to_have_count(1)
    expect_saved(page)
    page.reload()
    expect(page.locator("#touchstones").get_by_role("listitem")).to_have_count(1)


def test_a_lost_tap_asked_for_again_is_not_changed_by_what_was_drawn_meanwhile(open_sheet, anna, saved, complaints):
    complaints.expect("ERR_FAILED")
    complaints.expect("Failed to fetch")
    page = open_sheet(anna)
    asked = lose_the_first_answer(page, "**/trackers/health")
    row(page, "Health").get_by_role("button", name="Take superficial").click()
    until(page, lambda: saved(anna).ratings.get("health_superficial") == 1)
    dot(page, "Stamina", 3).click()
    expect(row(page, "Health")).to_contain_text("6 boxes, 1 superficial")
    until(page, lambda: len(asked) == 2)
    expect_saved(page)
    assert saved(anna).ratings == {"health_superficial": 1, "health_aggravated": 0, "stamina": 3}
