"""From the sheet to the printer: the Print link opens the dialog once, and only then."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.selectors import until

COUNTED = "window.prints = 0; window.print = () => { window.prints += 1; window.ready = document.fonts.status; };"


def prints(page: Page) -> int:
    """How often the page has asked the printer since it was loaded."""
    return page.evaluate("window.prints")


def test_print_opens_the_dialog_once_everything_is_loaded_and_not_again_after_a_reload_or_back(open_sheet, anna):
    page = open_sheet(anna)
    page.add_init_script(COUNTED)
    page.get_by_role("link", name="Print", exact=True).click()
    until(page, lambda: prints(page) == 1)
    assert page.evaluate("window.ready") == "loaded"
    page.get_by_role("button", name="Print this page").click()
    assert prints(page) == 2
    page.get_by_role("link", name="Print", exact=True).click()
    until(page, lambda: prints(page) == 1)
    page.reload()
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    assert prints(page) == 0
    page.get_by_role("link", name="Sheet", exact=True).click()
    page.go_back()
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    page.wait_for_load_state()
    assert prints(page) == 0
