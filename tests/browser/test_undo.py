"""Taking back what one did, where one did it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.axe import complaints_as_it_stands
from tests.browser.devices import PHONE
from tests.browser.selectors import dot, expect_dots, expect_saved, until


def test_keys_take_back_and_do_again_and_nothing_moves(open_sheet, anna, saved, complaints):
    complaints.expect("409")
    page = open_sheet(anna)
    line = page.locator("#undo")
    place = page.locator("#attributes").bounding_box()
    dot(page, "Strength", 3).click()
    expect(line).to_contain_text("Strength 1 → 3")
    dot(page, "Wits", 2).click()
    expect(page.get_by_role("link", name="Wits 1 → 2")).to_have_attribute("href", f"{anna.path}/history?trait=wits")
    page.keyboard.press("Control+z")
    expect(line).to_contain_text("Took back: Wits 1 → 2")
    expect_dots(page, "Wits", 1)
    assert page.evaluate("document.activeElement.closest('#rating-wits') !== null")
    page.keyboard.press("Control+z")
    expect_dots(page, "Strength", 1)
    page.keyboard.press("Control+Shift+Z")
    expect_dots(page, "Strength", 3)
    page.keyboard.press("Meta+Shift+Z")
    expect(line).to_contain_text("Put back: Wits 1 → 2")
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(line).to_contain_text("There is nothing of yours to take back.")
    expect_saved(page)
    expect_dots(page, "Strength", 1)
    assert {"strength": 1, "wits": 1}.items() <= saved(anna).ratings.items()
    assert page.locator("#attributes").bounding_box() == place


def test_in_a_field_the_key_is_the_browsers_own(open_sheet, anna, saved):
    page = open_sheet(anna)
    dot(page, "Strength", 3).click()
    expect(page.locator("#undo")).to_contain_text("Strength 1 → 3")
    sire = page.get_by_label("Sire", exact=True)
    sire.press_sequentially("Georgius")
    sire.press("Control+z")
    expect(sire).not_to_have_value("Georgius")
    expect_saved(page)
    assert saved(anna).ratings["strength"] == 3


def test_words_that_are_on_their_way_are_what_is_taken_back(open_sheet, anna, saved):
    page = open_sheet(anna)
    dot(page, "Strength", 3).click()
    expect_saved(page)
    notes = page.get_by_role("textbox", name="Notes")
    notes.fill("She has a daughter.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#undo")).to_contain_text("Took back: Notes changed")
    expect(notes).to_have_value("")
    until(page, lambda: saved(anna).texts["notes"] == "" and saved(anna).ratings["strength"] == 3)


def test_a_removed_entry_comes_back_under_a_thumb(open_sheet, make_entry, anna):
    make_entry(anna, "advantages", "Iron Will", dots=2)
    page = open_sheet(anna, **PHONE)
    entry = page.get_by_role("listitem").filter(has_text="Iron Will")
    undo = page.get_by_role("button", name="Undo")
    box = undo.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    page.evaluate("document.querySelector(\"[formaction$='/remove'], form[action$='/remove'] button\").click()")
    expect(entry).to_have_count(0)
    undo.tap()
    expect(entry).to_have_count(1)
    assert page.locator("a.undo__words").get_attribute("href") == f"{anna.path}/history"
    assert complaints_as_it_stands(page, part="#undo") == []


def test_a_choice_is_taken_back_from_where_it_was_made(open_sheet, anna, saved):
    page = open_sheet(anna)
    clan = page.get_by_label("Clan", exact=True)
    clan.focus()
    clan.select_option("Brujah")
    expect(page.locator("#standfirst")).to_contain_text("Brujah")
    page.keyboard.press("Control+z")
    expect(page.locator("#undo")).to_contain_text("Took back: Changed Clan to Brujah")
    expect(page.locator("#standfirst")).not_to_contain_text("Brujah")
    expect(clan).to_have_value("")
    until(page, lambda: saved(anna).texts["clan"] == "")
