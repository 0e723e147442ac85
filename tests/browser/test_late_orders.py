"""The answer to a move comes late: what was clicked, typed and begun meanwhile is what the list shows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.network import hold_answers, slow
from tests.browser.selectors import dot, entry_names, expect_dots, expect_saved, row, section, until


def test_words_on_their_way_outlive_a_list_that_changes(open_sheet, anna, make_entry, connection):
    make_entry(anna, "touchstones", "Milly")
    page = open_sheet(anna)
    slow(page)
    part = section(page, "Touchstones")
    who = part.get_by_label("Who they are")
    who.press_sequentially("Childhood friend")
    page.get_by_role("link", name="Add touchstone").click()
    expect(part.get_by_role("form", name=re.compile("Add"))).to_be_visible()
    expect(who.first).to_have_value("Childhood friend")
    expect_saved(page)
    until(page, lambda: connection.execute("SELECT texts ->> 'description' FROM entries").fetchone()[0])
    part.get_by_role("link", name="Cancel").click()
    expect(part.get_by_role("form", name=re.compile("Add"))).to_have_count(0)
    expect(who).to_have_value("Childhood friend")


@pytest.fixture
def moving(open_sheet, anna, make_entry) -> tuple[Page, list]:
    """A sheet on which Haven was moved below Contacts, and the answer to that, which is still on its way."""
    for at, (name, dots) in enumerate((("Haven", 2), ("Contacts", 1))):
        make_entry(anna, "advantages", name, dots, position=at)
    page = open_sheet(anna)
    held = hold_answers(page, "**/move")
    page.get_by_role("button", name="Move Haven down").click()
    until(page, lambda: held)
    return page, held


def arrive(page: Page, held: list) -> None:
    """Let the new order arrive."""
    held.pop()()
    until(page, lambda: entry_names(section(page, "Advantages")) == ["Contacts", "Haven"])


def test_dots_set_while_a_list_is_on_its_way_are_those_it_shows(moving):
    page, held = moving
    with page.expect_response("**/rating"):
        dot(page, "Contacts", 3).click()
    expect(page.locator("#dots-advantages")).to_have_text("5 dots")
    arrive(page, held)
    expect_saved(page)
    expect_dots(page, "Contacts", 3)
    expect(page.locator("#dots-advantages")).to_have_text("5 dots")
    dot(page, "Contacts", 3).click()
    expect_dots(page, "Contacts", 2)
    expect_saved(page)
    page.reload()
    expect_dots(page, "Contacts", 2)


def test_dots_on_their_way_outlive_a_list_that_changes(moving):
    page, held = moving
    clicks = hold_answers(page, "**/rating")
    dot(page, "Contacts", 3).click()
    until(page, lambda: clicks)
    arrive(page, held)
    expect_dots(page, "Contacts", 3)
    expect(page.locator("#saved")).to_have_text("Saving…")
    clicks.pop()()
    expect_saved(page)
    expect_dots(page, "Contacts", 3)
    expect(page.locator("#dots-advantages")).to_have_text("5 dots")


@pytest.mark.parametrize("browser_moves", [True, False])
def test_a_letter_typed_the_moment_a_list_changes_is_kept(moving, connection, browser_moves):
    page, held = moving
    if not browser_moves:  # Safari does not yet: it takes what is moved out, and the focus with it.
        page.evaluate("delete Element.prototype.moveBefore")
    note = section(page, "Advantages").get_by_label("Note").last
    note.press_sequentially("ab")
    page.evaluate("""() => new MutationObserver((seen, drawn) => {
      drawn.disconnect();
      document.execCommand("insertText", false, "c");
    }).observe(document.getElementById("entries-advantages"), { childList: true })""")
    arrive(page, held)
    page.keyboard.type("d")
    expect(section(page, "Advantages").get_by_label("Note").first).to_have_value("abcd")
    said = "SELECT texts ->> 'note' AS note FROM entries WHERE name = 'Contacts'"
    until(page, lambda: connection.execute(said).fetchone().note == "abcd")
    expect_saved(page)


def test_a_choice_on_its_way_outlives_a_list_that_changes(open_sheet, anna, make_entry):
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    for at, name in enumerate(("Ear for Tides", "Salt Memory")):
        make_entry(anna, "powers", name, parent=auspex, position=at, level="2")
    page = open_sheet(anna)
    held, choices = hold_answers(page, "**/move"), hold_answers(page, "**/texts/level")
    tides = page.get_by_role("listitem").filter(has_text="Ear for Tides").last
    tides.locator("summary").click()
    page.get_by_role("button", name="Move Ear for Tides down").click()
    until(page, lambda: held)
    tides.get_by_label("Level").select_option("1")
    until(page, lambda: choices)
    held.pop()()
    expect(page.get_by_role("status")).to_have_text("Ear for Tides is number 2 now.")
    expect(tides.get_by_label("Level", exact=True)).to_have_value("1")
    expect(page.locator("#saved")).to_have_text("Saving…")
    choices.pop()()
    expect_saved(page)
    expect(tides.get_by_label("Level", exact=True)).to_have_value("1")


def test_what_is_being_added_outlives_a_list_that_changes(moving):
    page, held = moving
    page.get_by_role("link", name="Add advantage").click()
    form = section(page, "Advantages").get_by_role("form", name="Add advantage")
    form.get_by_label("Advantage", exact=True).select_option("Of my own…")
    page.keyboard.type("A crypt")
    form.get_by_label("Note").press_sequentially("Under the")
    arrive(page, held)
    page.keyboard.type(" chapel")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form).to_have_count(0)
    assert entry_names(section(page, "Advantages")) == ["Contacts", "Haven", "A crypt"]
    expect(section(page, "Advantages").get_by_label("Note").last).to_have_value("Under the chapel")


def test_a_power_being_added_outlives_a_move_beside_it_and_keeps_the_focus(open_sheet, anna, make_entry):
    auspex = make_entry(anna, "disciplines", "Auspex", 2)
    for at, name in enumerate(("Premonition", "Scry the Soul")):
        make_entry(anna, "powers", name, parent=auspex, position=at)
    page = open_sheet(anna)
    held = hold_answers(page, "**/move")
    page.get_by_role("button", name="Move Premonition down").click()
    until(page, lambda: held)
    page.get_by_role("link", name="Add power to Auspex").click()
    form = page.get_by_role("form", name="Add power")
    form.get_by_label("Power").select_option("Of my own…")
    page.keyboard.type("Ear for Tides")
    form.get_by_label("Rolled").press_sequentially("Wits")
    held.pop()()
    expect(page.get_by_role("status")).to_have_text("Premonition is number 2 now.")
    expect(form.get_by_label("Rolled")).to_be_focused()
    page.keyboard.type(" + Auspex")
    page.keyboard.press("Enter")
    expect(page.locator("summary").filter(has_text="Wits + Auspex")).to_be_visible()
    expect_saved(page)


def test_an_entry_on_its_way_is_not_called_saved_when_its_list_changes(moving, complaints):
    complaints.expect("ERR_FAILED")
    complaints.expect("Failed to fetch")
    page, held = moving
    page.get_by_role("link", name="Add advantage").click()
    form = section(page, "Advantages").get_by_role("form", name="Add advantage")
    form.get_by_label("Advantage", exact=True).select_option("Resources")
    lost: list[Route] = []
    page.route("**/lists/advantages", lambda route: lost.append(route))
    form.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#saved")).to_have_text("Saving…")
    arrive(page, held)
    until(page, lambda: lost)
    expect(page.locator("#saved")).to_have_text("Saving…")
    page.unroute("**/lists/advantages")
    lost.pop().abort()
    expect(row(page, "Resources")).to_be_visible()
    expect_saved(page)
    assert entry_names(section(page, "Advantages")) == ["Contacts", "Haven", "Resources"]
