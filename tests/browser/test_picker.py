"""The picker in a browser: a select of things of the book, opened, searched and chosen from."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import complaints_as_it_stands
from tests.browser.devices import PHONE, SHIFTS
from tests.browser.network import hold_answers
from tests.browser.selectors import entry_names, expect_saved, focused, section, until
from wodsheet.lines import LINES
from wodsheet.unicode import fold

RITUALS, ADVANTAGES = (len(LINES["vtm"].listings[name].choices) for name in ("rituals", "advantages"))


def picker(page: Page) -> Locator:
    return page.get_by_role("dialog")


def count(page: Page) -> Locator:
    """How many rows are shown."""
    return picker(page).locator("#picker-count")


def picks(page: Page) -> list[str]:
    """The names in the rows that are shown."""
    return picker(page).locator(".pick:visible .pick__name").all_inner_texts()


def active(page: Page) -> str:
    """The name in the row that Enter chooses."""
    return picker(page).locator("[data-active] .pick__name").inner_text()


def test_three_rituals_and_a_clan_are_chosen_by_keys_alone(open_sheet, anna, make_entry, saved):
    make_entry(anna, "disciplines", "Blood Sorcery", 2)
    page = open_sheet(anna)
    part, form = section(page, "Rituals"), page.get_by_role("form", name="Add ritual")
    added: list[str] = []
    for key, chosen in (
        ("Enter", {"walk": "Blood Walk"}),
        ("Space", {"EYES OF bab": "Eyes of Babel", "wárd against gh": "Ward against Ghouls"}),
    ):
        page.get_by_role("link", name="Add ritual").press("Enter")
        expect(form.get_by_label("Ritual")).to_be_focused()
        page.keyboard.press(key)
        expect(picker(page)).to_be_visible()
        expect(count(page)).to_have_text(f"{RITUALS} to choose from")
        for words, name in chosen.items():
            page.keyboard.type(words)
            expect(count(page)).to_contain_text(f"of {RITUALS}")
            assert active(page) == name
            page.keyboard.press("Enter")
            expect(picker(page).get_by_text("Added:")).to_contain_text(name)
            expect(count(page)).to_have_text(f"{RITUALS} to choose from")
            added.append(name)
            until(page, lambda: entry_names(part) == added)
        page.keyboard.press("Escape")
        expect(picker(page)).to_be_hidden()
        expect(form).to_have_count(0)
        expect(page.get_by_role("link", name="Add ritual")).to_be_focused()
    assert entry_names(part) == ["Blood Walk", "Eyes of Babel", "Ward against Ghouls"]
    expect(part).not_to_contain_text("above Blood Sorcery")

    clan = page.get_by_label("Clan", exact=True)
    clan.focus()
    page.evaluate(SHIFTS.replace("buffered: true", ""))
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text("16 to choose from")
    page.keyboard.press("ArrowDown")
    assert active(page) == "Banu Haqim"
    page.keyboard.press("Escape")
    expect(picker(page)).to_be_hidden()
    expect(clan).to_be_focused()
    expect(clan).to_have_value("")
    assert page.evaluate("window.shifts") == []
    page.keyboard.press("Enter")
    page.keyboard.type("dominate")
    until(page, lambda: len(picks(page)) == 7)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert active(page) == "Malkavian"
    page.keyboard.press("Enter")
    until(page, lambda: saved(anna).texts.get("clan") == "Malkavian")
    expect(clan).to_be_focused()
    expect_saved(page)


def test_what_is_not_open_says_why_and_axe_finds_nothing_in_either_theme(open_sheet, anna):
    page = open_sheet(anna)
    page.get_by_role("link", name="Add advantage").click()
    expect(count(page)).to_have_text(f"{ADVANTAGES} to choose from")
    page.get_by_role("form", name="Add advantage").get_by_label("Advantage", exact=True).click()
    search = picker(page).get_by_role("combobox", name="Search")
    expect(search).to_be_focused()
    search.fill("descendant of tyler")
    expect(picker(page).locator(".pick:visible .pick__reason")).to_have_text(["Needs Brujah."])
    search.fill("nobody has written this")
    expect(count(page)).to_have_text("Nothing fits.")
    assert picks(page) == ["Of my own…"]
    picker(page).get_by_role("button", name="Show all").click()
    expect(count(page)).to_have_text(f"{ADVANTAGES} to choose from")
    picker(page).get_by_role("checkbox", name="Merits").check()
    picker(page).get_by_label("Book", exact=True).select_option("Players Guide")
    expect(count(page)).to_have_text(re.compile(rf"^\d\d of {ADVANTAGES}$"))
    picker(page).get_by_role("checkbox", name="Merits").uncheck()
    picker(page).get_by_label("Book", exact=True).select_option("Book")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert complaints_as_it_stands(page, part="#picker") == []
    picker(page).get_by_role("button", name="Close").click()
    expect(picker(page)).to_be_hidden()


def test_under_a_thumb_it_fills_the_screen_and_back_closes_it(open_sheet, anna, make_entry, saved):
    presence = make_entry(anna, "disciplines", "Presence", 2)
    page = open_sheet(anna, **PHONE)
    page.get_by_role("link", name="Add power to Presence").tap()
    form = page.get_by_role("form", name="Add power")
    field = form.get_by_label("Power", exact=True)
    expect(picker(page).locator(".pick").first).to_be_visible()
    expect(field).to_be_focused()  # A keyboard would take half of the rows away.
    below, cancel = picker(page).bounding_box(), form.get_by_role("link", name="Cancel").bounding_box()
    assert (below["x"], below["width"], below["y"] + below["height"]) == (0, 390, 844)
    assert cancel["y"] + cancel["height"] <= below["y"]
    picker(page).get_by_role("combobox", name="Search").tap()
    until(page, lambda: picker(page).bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844})
    address = page.url
    page.go_back()
    expect(picker(page)).to_be_hidden()
    assert page.url == address
    expect(field).to_be_focused()
    field.tap()
    expect(picker(page).locator(".pick").first).to_be_visible()
    assert focused(page) == "picker-name"
    assert picker(page).bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    picker(page).get_by_label("2", exact=True).tap()
    expect(picker(page).locator(".pick:visible .pick__level").first).to_have_text("2")
    heights = (
        picker(page)
        .locator(":is(.pick, .chip, button):visible")
        .evaluate_all("all => all.map(one => one.offsetHeight)")
    )
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 320, "height": 640})
    assert picker(page).evaluate("panel => panel.scrollWidth") == 320
    picker(page).get_by_role("option", name="Lingering Kiss").tap()
    expect(picker(page).get_by_text("Added:")).to_have_text("Added: Lingering Kiss")
    picker(page).get_by_role("button", name="Close").tap()
    expect(picker(page)).to_be_hidden()
    expect(page.locator(f"#entries-powers-{presence}")).to_contain_text("Lingering Kiss")
    # Back once more leaves the page, as it would without the picker.
    assert page.evaluate("history.state") is None

    section(page, "Identity").get_by_role("button", name="Identity").tap()
    page.get_by_label("Clan", exact=True).tap()
    picker(page).get_by_role("option", name="Of my own…").tap()
    own = page.locator("#text-clan-own")
    expect(own).to_be_focused()
    own.fill("Baali")
    own.blur()
    until(page, lambda: saved(anna).texts.get("clan") == "Baali")


def test_the_form_beside_an_open_panel_can_be_used_and_closes_it(open_sheet, anna):
    page = open_sheet(anna)
    part, link = section(page, "Advantages"), page.get_by_role("link", name="Add advantage")
    form = page.get_by_role("form", name="Add advantage")
    field = form.get_by_label("Advantage", exact=True)

    # A row adds, with the dots that are chosen in it, and then another; letters typed beside the panel look for it.
    link.click()
    expect(count(page)).to_have_text(f"{ADVANTAGES} to choose from")
    expect(field).to_be_focused()
    page.keyboard.type("fam")
    until(page, lambda: active(page) == "Fame")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    until(page, lambda: entry_names(part) == ["Fame"])
    picker(page).get_by_role("checkbox", name="Backgrounds").check()
    picker(page).get_by_role("option", name="Mawla, dots: 3").click()
    until(page, lambda: entry_names(part) == ["Fame", "Mawla"])
    expect(picker(page).get_by_text("Added:")).to_have_text("Added: Fame, dots: 2 · Mawla, dots: 3")
    expect(picker(page).get_by_role("option", name="Mawla", exact=False).first).to_contain_text("On the sheet")
    expect(picker(page).get_by_role("checkbox", name="Backgrounds")).to_be_checked()
    assert [one.input_value() for one in part.locator(".entry .rating :checked").all()] == ["2", "3"]
    link_of_another = page.get_by_role("link", name="Add flaw")
    link_of_another.press("Enter")
    expect(picker(page)).to_be_hidden()
    expect(form).to_have_count(0)
    page.get_by_role("form", name="Add flaw").get_by_role("link", name="Cancel").click()

    # A choice in the select itself.
    link.click()
    expect(picker(page).locator(".pick").first).to_be_visible()
    field.select_option("Haven")
    expect(picker(page)).to_be_hidden()
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form).to_have_count(0)
    assert entry_names(part) == ["Fame", "Mawla", "Haven"]

    # Another field, a button of the form, and Escape, which closes the form as well.
    link.click()
    expect(picker(page).locator(".pick").first).to_be_visible()
    form.get_by_label("Note").click()
    expect(picker(page)).to_be_hidden()
    expect(form.get_by_label("Note")).to_be_focused()
    form.get_by_role("link", name="Cancel").click()
    for close in (lambda: page.keyboard.press("Escape"), form.get_by_role("link", name="Cancel").click):
        link.click()
        expect(picker(page).locator(".pick").first).to_be_visible()
        close()
        expect(form).to_have_count(0)
        expect(picker(page)).to_be_hidden()

    # By the key Enter the panel waits until the select asks for it.
    link.press("Enter")
    expect(field).to_be_focused()
    expect(picker(page)).to_be_hidden()


def test_a_discipline_gets_a_power_for_each_dot_and_then_the_panel_closes_by_itself(open_sheet, anna, make_entry):
    presence = make_entry(anna, "disciplines", "Presence", 2)
    page = open_sheet(anna, **PHONE)
    powers = page.locator(f"#entries-powers-{presence}")
    page.get_by_role("link", name="Add power to Presence").tap()
    picker(page).get_by_role("option", name="Awe").tap()
    expect(picker(page).get_by_text("Added:")).to_have_text("Added: Awe")
    picker(page).get_by_role("option", name="Lingering Kiss").tap()
    expect(picker(page)).to_be_hidden()
    expect(page.get_by_role("form", name="Add power")).to_have_count(0)
    expect(powers.locator(".entry__name")).to_contain_text(["Awe", "Lingering Kiss"])
    expect(page.get_by_role("link", name="Add power to Presence")).to_be_focused()
    # Somebody who has one more all the same.
    page.get_by_role("link", name="Add power to Presence").tap()
    picker(page).get_by_role("option", name="Daunt").tap()
    expect(powers.locator(".entry__name")).to_contain_text(["Awe", "Lingering Kiss", "Daunt"])


def test_a_clan_is_chosen_for_a_vampire_that_is_not_made_yet(sign_in, connection):
    page = sign_in("Robin")
    page.goto("/vtm/new")
    page.get_by_label("Name").fill("Mara")
    page.get_by_label("Clan").click()
    page.keyboard.type("tor")
    until(page, lambda: active(page) == "Toreador")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Clan")).to_have_value("Toreador")
    page.get_by_label("Predator Type").click()
    picker(page).get_by_role("option", name="Of my own…").click()
    # What Back brings along has passed; the words stay where they are typed.
    until(page, lambda: page.evaluate("history.state") is None)
    page.keyboard.type("Owl")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mara")
    made = connection.execute("SELECT texts FROM characters").fetchone().texts
    assert made == {"name": "Mara", "kind": "Vampire", "clan": "Toreador", "predator_type": "Owl"}


def test_on_a_bad_line_it_opens_at_once_and_the_plain_list_remains(open_sheet, anna, saved, complaints):
    complaints.expect("ERR_FAILED")
    page = open_sheet(anna)
    clan = page.get_by_label("Clan", exact=True)
    held = hold_answers(page, "**/texts/clan/offers")
    clan.click()
    expect(count(page)).to_have_text("Loading…")
    page.keyboard.type("brujah")
    until(page, lambda: held)
    held.pop()()
    until(page, lambda: picks(page) == ["Brujah", "Of my own…"])
    page.keyboard.press("Escape")
    expect(picker(page)).to_be_hidden()
    page.unroute("**/texts/clan/offers")
    page.route("**/texts/clan/offers", lambda route: route.abort())
    clan.click()
    expect(count(page)).to_contain_text("could not be loaded")
    page.reload()
    expect(picker(page)).to_be_hidden()
    until(page, lambda: page.evaluate("history.state") is None)
    clan.click()
    picker(page).get_by_role("button", name="Try again").click()
    picker(page).get_by_role("button", name="Close").click()
    expect(picker(page)).to_be_hidden()
    assert clan.evaluate("one => one.dispatchEvent(new MouseEvent('mousedown', {bubbles: true, cancelable: true}))")
    clan.select_option("Toreador")
    until(page, lambda: saved(anna).texts.get("clan") == "Toreador")
    expect_saved(page)


def test_words_are_compared_as_the_server_compares_them(open_sheet, anna):
    page = open_sheet(anna)
    labels = {choice.label for line in LINES.values() for text in line.listings.values() for choice in text.choices}
    names = sorted({*labels, "Zoë O’Tolley", "Émile", "Straße", "Łódź", "a\u0301b", "x\u200by", "a−b", "ŒUVRE"})
    folded = page.evaluate("names => names.map(window.fold)", names)
    assert folded == [fold(name) for name in names]
