"""Another kind of character: the whole sheet goes by it, and is drawn again in its place."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.network import hold_answers, record_warnings, slow
from tests.browser.selectors import dot, expect_dots, expect_saved, section, until


def choose_kind(page: Page, kind: str) -> None:
    page.get_by_label("Kind", exact=True).focus()
    page.get_by_label("Kind", exact=True).select_option(kind)


def test_a_ghoul_has_a_ghouls_sheet_at_once_and_the_page_stays(open_sheet, make_character, player, saved):
    anna = make_character(player, hunger=3)
    page = open_sheet(anna)
    page.evaluate("window.stays = true")
    page.mouse.wheel(0, 400)
    choose_kind(page, "Ghoul")
    expect(page.get_by_label("Domitor", exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Hunger", exact=True)).to_have_count(0)
    expect(page.get_by_label("Kind", exact=True)).to_have_value("Ghoul")
    expect(page.get_by_label("Kind", exact=True)).to_be_focused()
    assert page.evaluate("window.stays")
    dot(page, "Wits", 3).click()
    expect_saved(page)
    choose_kind(page, "Vampire")
    expect(page.get_by_label("Domitor", exact=True)).to_have_count(0)
    expect(page.locator("#rating-hunger [value='3']")).to_be_checked()
    expect_dots(page, "Wits", 3)
    dot(page, "Strength", 4).click()
    expect_saved(page)
    assert saved(anna).ratings == {"hunger": 3, "wits": 3, "strength": 4}


def test_who_goes_on_writing_on_a_slow_line_is_asked_nothing_and_loses_nothing(open_sheet, anna, saved):
    page = open_sheet(anna)
    warnings = record_warnings(page)
    slow(page, 400)
    choose_kind(page, "Ghoul")
    notes = page.get_by_role("textbox", name="Notes")
    notes.click()
    for words in ("Owes Georgius ", "a car and ", "an apology."):
        page.keyboard.type(words, delay=60)
        page.wait_for_timeout(300)
    expect(page.get_by_label("Domitor", exact=True)).to_be_visible()
    page.keyboard.type(" Twice.")
    expect(notes).to_have_value("Owes Georgius a car and an apology. Twice.")
    expect(notes).to_be_focused()
    until(page, lambda: saved(anna).texts.get("notes") == "Owes Georgius a car and an apology. Twice.")
    expect_saved(page)
    assert saved(anna).texts["kind"] == "Ghoul"
    assert warnings == []


def test_a_sheet_that_was_asked_for_before_the_last_words_does_not_take_them_back(open_sheet, anna, saved):
    page = open_sheet(anna)
    sheets = hold_answers(page, f"**{anna.path}")
    choose_kind(page, "Ghoul")
    until(page, lambda: sheets)
    page.get_by_label("Sire", exact=True).fill("Georgius")
    page.keyboard.press("Tab")
    expect_saved(page)
    sheets.pop()()
    until(page, lambda: sheets)
    expect(page.get_by_label("Domitor", exact=True)).to_have_count(0)
    sheets.pop()()
    expect(page.get_by_label("Domitor", exact=True)).to_be_visible()
    assert saved(anna).texts["sire"] == "Georgius"


def test_what_somebody_has_begun_to_add_stays_open(open_sheet, anna):
    page = open_sheet(anna)
    page.get_by_role("link", name="Add tenet").click()
    form = page.get_by_role("form", name="Add tenet")
    form.get_by_label("Tenet", exact=True).fill("Never kill the")
    choose_kind(page, "Mortal")
    expect(page.get_by_role("heading", name="Disciplines")).to_have_count(0)
    form.get_by_label("Tenet", exact=True).press("End")
    form.get_by_label("Tenet", exact=True).press_sequentially(" innocent")
    form.get_by_role("button", name="Add", exact=True).click()
    part = section(page, "Chronicle tenets")
    expect(part.get_by_role("button", name="Remove Never kill the innocent")).to_have_count(1)
