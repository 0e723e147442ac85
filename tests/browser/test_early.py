"""A slow line: the page is there, and its scripts are still on their way."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.selectors import dot, expect_dots, expect_saved, until


def hold_scripts(page: Page) -> list[Route]:
    """Keep the scripts of further pages from arriving until ``let_go``."""
    held: list[Route] = []
    page.route("**/*.js", lambda route: held.append(route))
    return held


def let_go(page: Page, held: list[Route]) -> None:
    until(page, lambda: len(held) == 2)
    for route in held:
        route.continue_()
    page.wait_for_load_state()


def test_what_was_done_before_the_scripts_were_there_is_kept(sign_in, anna, saved):
    page = sign_in(anna.owner.name)
    held = hold_scripts(page)
    page.goto(anna.path, wait_until="commit")
    dot(page, "Strength", 3).click()
    page.get_by_label("Clan", exact=True).select_option("Brujah")
    page.get_by_role("textbox", name="Notes").fill("Written in a hurry")
    assert saved(anna).ratings == {}
    let_go(page, held)
    until(page, lambda: saved(anna).texts.get("notes") == "Written in a hurry")
    until(page, lambda: saved(anna).texts.get("clan") == "Brujah")
    until(page, lambda: saved(anna).ratings == {"strength": 3})
    expect_saved(page)
    expect_dots(page, "Strength", 3)


def test_a_page_on_which_nothing_was_done_sends_nothing(open_sheet, anna):
    sent: list[str] = []
    page = open_sheet(anna)
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.reload()
    dot(page, "Strength", 2).click()
    expect_saved(page)
    assert [url for url in sent if not url.endswith("/strength")] == []


def test_a_preference_chosen_early_is_kept(sign_in, connection):
    page = sign_in()
    held = hold_scripts(page)
    page.goto("/preferences", wait_until="commit")
    page.get_by_role("radio", name="Dark").check()
    let_go(page, held)
    until(page, lambda: connection.execute("SELECT FROM user_preferences WHERE theme = 'dark'").rowcount)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_what_is_changed_while_htmx_takes_the_sheet_up_goes_out_once(sign_in, anna, saved):
    page = sign_in(anna.owner.name)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    # No section gets its turn: each is taken up by what is done in it.
    page.add_init_script("MessagePort.prototype.postMessage = () => {}")
    page.goto(anna.path)
    page.get_by_label("Clan", exact=True).select_option("Brujah")
    dot(page, "Wits", 4).click()
    page.get_by_role("textbox", name="Notes").fill("Once")
    page.keyboard.press("Tab")
    until(page, lambda: saved(anna).texts.get("notes") == "Once")
    until(page, lambda: saved(anna).ratings == {"wits": 4})
    expect_saved(page)
    assert sorted(url.rsplit("/", 1)[1] for url in sent) == ["clan", "notes", "wits"]
