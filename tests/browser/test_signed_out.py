"""A session that was ended somewhere else."""

from playwright.sync_api import Page, expect

from tests.browser.network import record_warnings
from tests.browser.selectors import dot, expect_dots, expect_saved, until


def end_everywhere(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Sign out everywhere").click()


def sign_in_again(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Sign in on this computer").click()


def test_a_click_after_it_leads_to_the_sign_in_and_back(open_sheet, sign_in, anna, complaints):
    complaints.expect("401")
    page = open_sheet(anna)
    end_everywhere(sign_in(anna.owner.name))
    asked = record_warnings(page)
    dot(page, "Strength", 3).click()
    expect(page.get_by_role("button", name="Sign in on this computer")).to_be_visible()
    assert asked == []
    sign_in_again(page, anna.owner.name)
    expect(page).to_have_url(f"{page.url.split('/vtm')[0]}{anna.path}")
    dot(page, "Strength", 3).click()
    expect_dots(page, "Strength", 3)


def test_words_typed_after_it_stay_until_somebody_signs_in_again(open_sheet, sign_in, anna, saved, complaints):
    complaints.expect("401")
    page = open_sheet(anna)
    other = sign_in(anna.owner.name)
    end_everywhere(other)
    asked = record_warnings(page)
    notes = page.get_by_role("textbox", name="Notes")
    notes.press_sequentially("Owes Georgius")
    expect(page.locator("#saved")).to_contain_text("you are signed out")
    dot(page, "Wits", 3).click()
    expect(page.locator("#problem")).not_to_be_empty()
    assert asked == []
    expect(notes).to_have_value("Owes Georgius")

    tab = page.context.new_page()
    tab.goto("/login")
    sign_in_again(tab, anna.owner.name)
    expect(tab.get_by_role("link", name="New vampire")).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, lambda: saved(anna).texts.get("notes") == "Owes Georgius")
    until(page, lambda: saved(anna).ratings.get("wits") == 3)
    notes.press_sequentially(" a car.")
    until(page, lambda: saved(anna).texts["notes"] == "Owes Georgius a car.")
    expect_saved(page)
