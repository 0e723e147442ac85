"""The same character in two tabs."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.selectors import dot, expect_dots, expect_saved, until
from wodsheet.sheet.hashes import hash_text


def second_tab(page: Page) -> Page:
    other = page.context.new_page()
    other.goto(page.url)
    return other


def test_two_tabs_on_different_things_never_disturb_each_other(open_sheet, anna, saved):
    page = open_sheet(anna)
    other = second_tab(page)
    dot(page, "Strength", 4).click()
    dot(other, "Wits", 3).click()
    page.get_by_label("Sire", exact=True).fill("Georgius")
    other.get_by_label("Chronicle", exact=True).fill("Prague")
    dot(page, "Strength", 5).click()
    for tab in (page, other):
        tab.keyboard.press("Tab")
    until(page, lambda: {"strength": 5, "wits": 3}.items() <= saved(anna).ratings.items())
    until(page, lambda: {"sire": "Georgius", "chronicle": "Prague"}.items() <= saved(anna).texts.items())
    for tab in (page, other):
        expect_saved(tab)
        tab.reload()
        expect_dots(tab, "Strength", 5)
        expect_dots(tab, "Wits", 3)


def test_of_one_trait_the_last_click_stays(open_sheet, anna, saved):
    page = open_sheet(anna)
    other = second_tab(page)
    for tab, dots in ((page, 4), (other, 2)):
        with tab.expect_response("**/ratings/wits"):
            dot(tab, "Wits", dots).click()
    assert saved(anna).ratings["wits"] == 2


def test_the_same_text_in_two_tabs_keeps_both_until_one_is_chosen(open_sheet, anna, saved, complaints):
    complaints.expect("409")
    page = open_sheet(anna)
    other = second_tab(page)
    with page.expect_response("**/texts/notes"):
        page.get_by_role("textbox", name="Notes").fill("She has a daughter.")
    notes = other.get_by_role("textbox", name="Notes")
    notes.fill("She has a son.")
    conflict = other.locator("#form-text-notes")
    expect(conflict).to_contain_text("Notes was changed somewhere else meanwhile.")
    expect(conflict.get_by_role("blockquote")).to_have_text("She has a daughter.")
    expect(notes).to_have_value("She has a son.")
    expect(other.locator("#saved")).to_contain_text("Not saved")
    assert saved(anna).texts["notes"] == "She has a daughter."

    notes.press("End")
    with other.expect_response("**/texts/notes") as answer:
        notes.press_sequentially(" Or two.")
    assert answer.value.status == 409, "who goes on typing has not chosen yet"
    assert saved(anna).texts["notes"] == "She has a daughter."
    expect(conflict.get_by_role("blockquote")).to_have_text("She has a daughter.")

    conflict.get_by_role("button", name="Keep mine").click()
    until(other, lambda: saved(anna).texts["notes"] == "She has a son. Or two.")
    expect_saved(other)
    expect(conflict).not_to_contain_text("somewhere else")
    expect(notes).to_be_focused()


def test_the_same_choice_in_two_tabs_keeps_both_until_one_is_chosen(open_sheet, anna, saved, complaints):
    complaints.expect("409")
    page = open_sheet(anna)
    other = second_tab(page)
    with page.expect_response("**/texts/clan"):
        page.get_by_label("Clan", exact=True).select_option("Brujah")
    other.get_by_label("Clan", exact=True).select_option("Toreador")
    conflict = other.locator("#form-text-clan")
    expect(conflict.get_by_role("blockquote")).to_have_text("Brujah")
    expect(other.get_by_label("Clan", exact=True)).to_have_value("Toreador")
    expect(other.locator("#saved")).to_contain_text("Not saved")
    conflict.get_by_role("button", name="Keep mine").click()
    until(other, lambda: saved(anna).texts["clan"] == "Toreador")
    expect_saved(other)


def test_who_comes_back_to_a_page_sees_what_is_kept_by_now(open_sheet, anna):
    page = open_sheet(anna)
    dot(page, "Strength", 2).click()
    page.get_by_label("Clan", exact=True).select_option("Brujah")
    expect_saved(page)
    page.get_by_role("link", name="Print", exact=True).click()
    other = second_tab(page)
    other.goto(anna.path)
    dot(other, "Strength", 4).click()
    other.get_by_label("Clan", exact=True).select_option("Ventrue")
    expect_saved(other)
    page.go_back()
    expect(page.locator("#standfirst")).to_contain_text("Ventrue")
    expect_dots(page, "Strength", 4)
    expect(page.get_by_label("Clan", exact=True)).to_have_value("Ventrue")


def come_back(page: Page) -> None:
    """Let a page come into sight again, as by Back, when a browser says it twice."""
    page.evaluate(
        "document.dispatchEvent(new Event('visibilitychange'));"
        " window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    )


def test_a_page_that_comes_into_sight_asks_once_and_draws_what_changed_elsewhere(open_sheet, anna, make_entry, saved):
    make_entry(anna, "touchstones", "Ferdinand")
    page = open_sheet(anna)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    with page.expect_response(f"**{anna.path}") as answer:
        come_back(page)
    assert (answer.value.status, len(requested)) == (304, 1)

    page.get_by_role("textbox", name="Notes").focus()
    page.get_by_role("link", name="Add touchstone").click()
    form = page.get_by_role("form", name="Add touchstone")
    form.locator("[name=name]").fill("Half a na")
    other = second_tab(page)
    dot(other, "Wits", 3).click()
    with other.expect_response("**/texts/notes"):
        other.get_by_role("textbox", name="Notes").fill("Written in the other tab.")
    other.get_by_role("button", name="Remove Ferdinand").click()
    expect_saved(other)
    requested.clear()
    come_back(page)
    expect_dots(page, "Wits", 3)
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Written in the other tab.")
    expect(page.get_by_role("button", name="Remove Ferdinand")).to_have_count(0)
    expect(form.locator("[name=name]")).to_have_value("Half a na")
    assert requested == [page.url]

    sire = page.get_by_label("Sire", exact=True)
    sire.press_sequentially("Georg")
    dot(other, "Wits", 4).click()
    expect_saved(other)
    come_back(page)
    sire.press_sequentially("ius")
    expect_dots(page, "Wits", 4)
    expect(sire).to_have_value("Georgius")
    expect(sire).to_be_focused()
    expect_saved(page)
    assert saved(anna).texts["sire"] == "Georgius"


def test_every_page_that_comes_into_sight_shows_what_changed_elsewhere(sign_in, anna, player):
    """One browser, a page after the other: each is drawn by now, and what is being typed stays, focus and all."""
    other = sign_in(player.name)

    def comes_back(address: str) -> Page:
        """A page that was open while something changed in another tab."""
        page = other.context.new_page()
        page.goto(address)
        return page

    experience, roster, preferences = map(comes_back, (f"{anna.path}/experience", "/", "/preferences"))
    portraits, tokens, account = map(comes_back, (f"{anna.path}/portraits", "/tokens", "/account"))
    pages = (experience, roster, preferences, portraits, tokens, account, comes_back(anna.path))

    form = experience.get_by_role("form", name="Earn")
    form.get_by_label("Reason").fill("A night in")
    tokens.get_by_label("Name").fill("My scr")
    more = roster.locator("details.card__more").first
    more.locator("summary").click()

    post = other.request.post
    assert post(f"{anna.path}/experience/earned", form={"amount": "7", "reason": "Ferry", "form_key": str(uuid4())}).ok
    assert post(f"{anna.path}/texts/name", form={"text": "Annabel", "seen": hash_text("Anna")}).ok
    assert post("/preferences/theme", form={"theme": "dark"}).ok
    assert post("/tokens", form={"name": "Ledger bot", "scope": "read", "form_key": str(uuid4())}).ok

    for page in pages:
        come_back(page)
    expect(experience.locator("#ledger")).to_contain_text("Ferry")
    expect(experience.locator("#totals")).to_contain_text("7")
    expect(form.get_by_label("Reason")).to_have_value("A night in")
    expect(form.get_by_label("Reason")).to_be_focused()
    expect(roster.locator(".cards")).to_contain_text("Annabel")
    expect(more).to_have_attribute("open", "")
    expect(preferences.get_by_label("Dark", exact=True)).to_be_checked()
    expect(preferences.locator("html")).to_have_attribute("data-theme", "dark")
    expect(portraits.get_by_role("heading", level=1)).to_have_text("Annabel")
    expect(tokens.locator("#main")).to_contain_text("Ledger bot")
    expect(tokens.get_by_label("Name")).to_have_value("My scr")
    expect(account.locator(".trail")).to_contain_text("Made the token Ledger bot")
    expect(pages[-1].locator("#running-head")).to_contain_text("7 left")
    for page in pages:
        with page.expect_response(page.url) as answer:
            come_back(page)
        assert answer.value.status == 304, page.url
