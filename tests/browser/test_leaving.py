"""A page that is hidden, closed or left in the middle of a word."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.selectors import expect_saved, until

HIDE = """
Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
document.dispatchEvent(new Event("visibilitychange"));
"""


def sent(page: Page) -> list[str]:
    """The addresses of the writes of a page's tab, from here on."""
    addresses: list[str] = []
    page.context.on("request", lambda request: addresses.append(request.url) if request.method == "POST" else None)
    return addresses


def test_what_was_typed_last_is_sent_once_when_the_page_goes(open_sheet, anna, make_entry, saved, connection):
    arrows = make_entry(anna, "own", "Arrows", 3, shape="Counter", most="12")
    page = open_sheet(anna)
    writes = sent(page)
    notes = page.get_by_role("textbox", name="Notes")
    notes.press_sequentially("Hidden")
    page.evaluate(HIDE)
    until(page, lambda: saved(anna).texts.get("notes") == "Hidden")
    expect_saved(page)
    page.wait_for_timeout(900)
    assert len(writes) == 1
    notes.press_sequentially(" and left")
    page.goto("about:blank")
    until(page, lambda: saved(anna).texts.get("notes") == "Hidden and left")

    page.goto(anna.path)
    page.get_by_label("Count").fill("7")
    other = page.context.new_page()
    page.close()
    counted = "SELECT dots FROM entries WHERE id = %s"
    until(other, lambda: connection.execute(counted, [arrows]).fetchone().dots == 7)
    other.goto(anna.path)
    expect(other.get_by_role("textbox", name="Notes")).to_have_value("Hidden and left")
    other.get_by_label("Clan", exact=True).select_option("Of my own…")
    other.locator("#form-text-clan").get_by_label("Of my own").fill("Baali")
    last = other.context.new_page()
    other.close()
    until(last, lambda: saved(anna).texts.get("clan") == "Baali")
