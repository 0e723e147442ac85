"""A player reads what was done to a character, takes some of it back, and looks at the sheet as it stood."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import OF_COLOUR, complaints_as_it_stands
from tests.browser.devices import PHONE


def test_the_history_is_read_narrowed_and_taken_back(open_sheet, anna):
    page: Page = open_sheet(anna, color_scheme="dark", java_script_enabled=False)
    address = f"{anna.path}/history"
    for trait, dots in (("strength", 3), ("wits", 2), ("strength", 4), ("strength", 5)):
        answer = page.request.post(f"{anna.path}/ratings/{trait}", form={"dots": str(dots)}, max_redirects=0)
        assert answer.status == 303
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator(".revisions > li")).to_have_count(3)
    page.get_by_text("in 2 steps").click()
    page.get_by_role("button", name="Undo: Strength 4 → 5").click()
    expect(page).to_have_url(f"{page.url.partition(anna.path)[0]}{address}#{page.url.partition('#')[2]}")
    expect(page.locator(".revision__words").first).to_have_text("Took back: Strength 4 → 5")
    page.get_by_role("link", name="Wits 1 → 2").click()
    expect(page.locator(".revision__words")).to_have_count(1)
    page.get_by_role("link", name="Show everything").click()
    page.locator("a.revision__time").last.click()
    expect(page.get_by_role("heading", name="As it stood")).to_be_visible()
    expect(page.locator(".stood li")).to_have_text(["Strength 3 → 4", "Wits 1 → 2"])
    page.get_by_role("link", name="Back to the history").click()
    expect(page.locator(".revision:target")).to_contain_text("Strength 1 → 3")


def test_the_history_keeps_nobody_out(open_sheet, anna):
    page = open_sheet(anna)
    for dots in (2, 3):
        page.request.post(f"{anna.path}/ratings/strength", form={"dots": str(dots)}, max_redirects=0)
    page.request.post(f"{anna.path}/ratings/wits", form={"dots": "4"}, max_redirects=0)
    page.goto(f"{anna.path}/history")
    assert complaints_as_it_stands(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_as_it_stands(page, OF_COLOUR) == []
    page.set_viewport_size(PHONE["viewport"])
    assert complaints_as_it_stands(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(page.locator("a.revision__time").last.get_attribute("href") or "")
    assert complaints_as_it_stands(page) == []
