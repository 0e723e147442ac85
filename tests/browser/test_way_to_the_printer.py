"""From the sheet to the printer: the Print link opens the dialog once, and only then."""

from __future__ import annotations

from playwright.sync_api import expect

COUNTED = "window.prints = 0; window.print = () => { window.prints += 1; window.ready = document.fonts.status; };"


def test_print_opens_the_dialog_once_everything_is_loaded_and_not_again_after_a_reload_or_back(open_sheet, anna):
    page = open_sheet(anna)
    page.add_init_script(COUNTED)
    page.get_by_role("link", name="Print", exact=True).click()
    page.wait_for_function("window.prints === 1")
    assert page.evaluate("window.ready") == "loaded"
    page.get_by_role("button", name="Print this page").click()
    assert page.evaluate("window.prints") == 2
    page.get_by_role("link", name="Print", exact=True).click()
    page.wait_for_function("window.prints === 3")
    page.reload()
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    assert page.evaluate("window.prints") == 0
    page.get_by_role("link", name="Sheet", exact=True).click()
    page.go_back()
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()
    page.wait_for_load_state()
    assert page.evaluate("window.prints") == 0
