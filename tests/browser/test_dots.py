"""Clicking dots and boxes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.network import hold_answers, slow
from tests.browser.selectors import dot, expect_dots, expect_saved, row, until


def test_a_player_signs_in_makes_a_vampire_and_clicks_a_dot_that_stays(visit):
    page = visit()
    page.goto("/login")
    page.get_by_label("Name").fill("Robin")
    page.get_by_role("button", name="Sign in on this computer").click()
    page.get_by_role("link", name="New vampire").click()
    page.get_by_label("Name").fill("Alan Cadd")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Alan Cadd")
    with page.expect_response("**/ratings/strength"):
        dot(page, "Strength", 3).click()
    expect_dots(page, "Strength", 3)
    expect_saved(page)
    page.reload()
    expect_dots(page, "Strength", 3)


def test_a_double_click_on_begin_makes_one_vampire(sign_in, connection):
    page = sign_in("Robin")
    page.goto("/vtm/new")
    page.get_by_label("Name").fill("Alan Cadd")
    page.get_by_role("button", name="Begin").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alan Cadd")
    assert connection.execute("SELECT count(*) FROM characters").fetchone()[0] == 1


def test_a_thumb_lowers_by_one_too(open_sheet, make_character, saved):
    anna = make_character(athletics=3)
    page = open_sheet(anna, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for dots in (2, 1, 0):
        dot(page, "Athletics", dots + 1).tap()
        expect_dots(page, "Athletics", dots)
        until(page, lambda dots=dots: saved(anna).ratings["athletics"] == dots)


def test_a_click_sets_a_dot_and_on_the_last_full_one_lowers_by_one_down_to_the_fewest(
    open_sheet, make_character, saved
):
    anna = make_character(strength=3)
    page = open_sheet(anna)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    for dots in (2, 5, 3):
        dot(page, "Wits", dots).hover()
    row(page, "Strength").hover()
    expect_dots(page, "Wits", 1)
    assert sent == [], "a pointer that only passes over dots"
    dot(page, "Strength", 3).click()
    expect_dots(page, "Strength", 2)
    until(page, lambda: saved(anna).ratings["strength"] == 2)
    for trait, lowest in (("Dexterity", 1), ("Athletics", 0)):
        with page.expect_response("**/ratings/*"):
            dot(page, trait, 2).click()
        for dots in (2, 1):
            dot(page, trait, dots).click()
            expect_dots(page, trait, max(dots - 1, lowest))
        until(page, lambda trait=trait, lowest=lowest: saved(anna).ratings[trait.lower()] == lowest)
    with page.expect_response("**/ratings/wits"):
        dot(page, "Wits", 4).dblclick()
    expect_saved(page)
    expect_dots(page, "Wits", 4)
    assert saved(anna).ratings["wits"] == 4, "a double click sets it"
    slow(page)
    for dots in (2, 5, 3):
        dot(page, "Wits", dots).click()
    until(page, lambda: saved(anna).ratings["wits"] == 3)
    expect_saved(page)
    expect_dots(page, "Wits", 3)


def test_a_click_on_stamina_redraws_health_and_moves_nothing(open_sheet, anna):
    page = open_sheet(anna)
    where = dot(page, "Athletics", 1).bounding_box()
    dot(page, "Stamina", 3).click()
    expect(row(page, "Health")).to_contain_text("6 boxes, 0 superficial, 0 aggravated")
    expect(page.locator("#said")).to_have_text("Stamina 1 → 3")
    assert dot(page, "Athletics", 1).bounding_box() == where


def test_a_refused_value_gives_way_to_what_the_server_kept(open_sheet, anna, complaints):
    complaints.expect("422")
    page = open_sheet(anna)
    dot(page, "Strength", 5).evaluate("dot => dot.value = 9")
    dot(page, "Strength", 5).click()
    expect(row(page, "Strength").locator("..")).to_contain_text(re.compile("9.* 1 .*5.*Still 1"))
    expect_dots(page, "Strength", 1)
    with page.expect_response("**/ratings/strength"):
        dot(page, "Strength", 2).click()
    expect_dots(page, "Strength", 2)
    expect(row(page, "Strength").locator("..")).not_to_contain_text("Still")


@pytest.mark.parametrize("latency", [0, 300])
def test_three_quick_taps_are_three_boxes(open_sheet, make_character, saved, latency):
    anna = make_character(stamina=3)
    page = open_sheet(anna)
    slow(page, latency)
    take = row(page, "Health").get_by_role("button", name="Take superficial")
    for _ in range(3):
        take.click()
    until(page, lambda: saved(anna).ratings.get("health_superficial") == 3)
    expect(row(page, "Health")).to_contain_text("6 boxes, 3 superficial, 0 aggravated")
    expect_saved(page)


def test_boxes_that_become_more_keep_the_damage_taken_meanwhile(open_sheet, anna, saved):
    page = open_sheet(anna)
    held = hold_answers(page, "**/ratings/stamina")
    dot(page, "Stamina", 3).click()
    until(page, lambda: held)
    with page.expect_response("**/trackers/health"):
        row(page, "Health").get_by_role("button", name="Take aggravated").click()
    held.pop()()
    expect(row(page, "Health")).to_contain_text("6 boxes, 0 superficial, 1 aggravated")
    expect_saved(page)
    expect(row(page, "Health")).to_contain_text("6 boxes, 0 superficial, 1 aggravated")
    assert saved(anna).ratings == {"health_superficial": 0, "health_aggravated": 1, "stamina": 3}


def test_damage_of_both_kinds_is_taken_and_healed(open_sheet, make_character):
    page = open_sheet(make_character(stamina=1))
    health = row(page, "Health")
    for words, count in (
        ("Take superficial", "4 boxes, 1 superficial, 0 aggravated"),
        ("Take aggravated", "4 boxes, 1 superficial, 1 aggravated"),
        ("Take superficial", "4 boxes, 2 superficial, 1 aggravated"),
        ("Take superficial", "4 boxes, 3 superficial, 1 aggravated. Impaired"),
        ("Take superficial", "4 boxes, 2 superficial, 2 aggravated. Impaired"),
        ("Heal aggravated", "4 boxes, 2 superficial, 1 aggravated"),
        ("Heal superficial", "4 boxes, 1 superficial, 1 aggravated"),
    ):
        health.get_by_role("button", name=words).click()
        expect(health).to_contain_text(count)
    for box, count in (
        ("Box 3", "4 boxes, 2 superficial, 1 aggravated"),
        ("Box 3", "4 boxes, 1 superficial, 2 aggravated"),
        ("Box 1", "4 boxes, 1 superficial, 1 aggravated"),
    ):
        health.get_by_role("button", name=box).click()
        expect(health).to_contain_text(count)
    health.get_by_role("button", name="Box 1").focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(health.get_by_role("button", name="Box 3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(health).to_contain_text("4 boxes, 2 superficial, 1 aggravated")
    expect(health.get_by_role("button", name="Box 3")).to_be_focused()
    quick = health.get_by_role("button", name="Box 3")
    quick.click(click_count=2)
    expect(health).to_contain_text("4 boxes, 0 superficial, 3 aggravated")


def test_a_click_on_a_character_that_is_gone_is_not_called_saved(open_sheet, anna, connection, complaints):
    complaints.expect("404")
    page = open_sheet(anna)
    connection.execute("DELETE FROM characters")
    dot(page, "Wits", 3).click()
    expect(page.locator("#saved")).to_contain_text("Not saved")
    expect(page.get_by_role("alert")).to_contain_text("What this would change is not here any more")


def test_a_tap_whose_button_is_drawn_anew_under_the_finger_is_a_box(open_sheet, anna, saved):
    page = open_sheet(anna)
    take = page.get_by_role("group", name="Health").get_by_role("button", name="Take superficial")
    take.hover()
    page.mouse.down()
    take.evaluate("button => button.replaceWith(button.cloneNode(true))")
    page.mouse.up()
    until(page, lambda: saved(anna).ratings.get("health_superficial") == 1)
    expect_saved(page)
