"""A list that changes while somebody goes on: nothing that is typed or clicked elsewhere is disturbed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.network import hold_answers, slow
from tests.browser.selectors import entry_names, expect_saved, row, section, until

Change = Callable[[Page, Locator], None]


def open_form(page: Page, part: Locator) -> Locator:
    page.get_by_role("link", name="Add advantage").click()
    return part.get_by_role("form", name="Add advantage")


def add(page: Page, part: Locator) -> None:
    form = open_form(page, part)
    form.get_by_label("Advantage", exact=True).select_option("Resources")
    form.get_by_role("button", name="Add", exact=True).click()


def remove(page: Page, part: Locator) -> None:
    part.get_by_role("button", name="Remove Haven").click()


def move(page: Page, part: Locator) -> None:
    part.get_by_role("button", name="Move Haven down").click()


def rename(page: Page, part: Locator) -> None:
    part.get_by_role("link", name="Rename Haven").click()
    part.get_by_label("Advantage", exact=True).select_option("Mask")


def close_name(page: Page, part: Locator) -> None:
    part.get_by_role("link", name="Rename Haven").click()
    part.get_by_role("link", name="Done with Haven").click()


# Each: what somebody does, the address that answers, and the names that are listed then.
CHANGES = {
    "added": (add, "**/lists/advantages", ["Haven", "Contacts", "Allies", "Resources"]),
    "removed": (remove, "**/remove", ["Contacts", "Allies"]),
    "moved": (move, "**/move", ["Contacts", "Haven", "Allies"]),
    "renamed": (rename, "**/texts/name", ["Mask", "Contacts", "Allies"]),
    "closed": (close_name, "**/lists/advantages?done=*", ["Haven", "Contacts", "Allies"]),
}


@pytest.fixture
def three(anna, make_entry) -> None:
    """Haven, Contacts and Allies among Anna's advantages."""
    for at, name in enumerate(("Haven", "Contacts", "Allies")):
        make_entry(anna, "advantages", name, 1, position=at)


@pytest.mark.parametrize("browser_moves", [True, False], ids=["moves", "inserts"])
@pytest.mark.parametrize("what", CHANGES)
def test_a_sentence_goes_on_while_another_entry_is(open_sheet, anna, three, connection, what, browser_moves):
    change, address, listed = CHANGES[what]
    page = open_sheet(anna, viewport={"width": 1400, "height": 500})
    if not browser_moves:
        page.evaluate("delete Element.prototype.moveBefore")
    part = section(page, "Advantages")
    answers = hold_answers(page, address)
    change(page, part)
    until(page, lambda: answers)
    note = part.get_by_label("Note").nth(1)
    note.click()
    page.keyboard.type("no cellar")
    page.keyboard.press("Home")
    note.evaluate("note => { window.note = note; window.top = note.getBoundingClientRect().top }")
    answers.pop()()
    until(page, lambda: entry_names(part) == listed)
    page.keyboard.type("It has ")
    assert page.evaluate("document.activeElement === window.note && window.note.isConnected")
    assert page.evaluate("window.note.value") == "It has no cellar"
    said = "SELECT texts ->> 'note' AS note FROM entries WHERE name = 'Contacts'"
    until(page, lambda: connection.execute(said).fetchone().note == "It has no cellar")
    expect_saved(page)


@pytest.mark.parametrize("what", ["added", "removed", "closed"])
def test_the_page_does_not_jump_while_another_entry_is(open_sheet, anna, three, what):
    change, address, listed = CHANGES[what]
    page = open_sheet(anna, viewport={"width": 1400, "height": 500})
    part = section(page, "Advantages")
    answers = hold_answers(page, address)
    change(page, part)
    until(page, lambda: answers)
    notes = page.get_by_role("textbox", name="Notes")
    notes.click()
    before = notes.bounding_box()["y"]
    answers.pop()()
    until(page, lambda: entry_names(part) == listed)
    assert abs(notes.bounding_box()["y"] - before) <= 2
    expect(notes).to_be_focused()


def test_three_things_are_added_at_once_on_a_slow_line(open_sheet, anna):
    page = open_sheet(anna)
    slow(page, 400)
    forms = []
    for what, field in (("touchstone", "Touchstone"), ("tenet", "Tenet"), ("advantage", "Advantage")):
        page.get_by_role("link", name=f"Add {what}", exact=True).click()
        form = page.get_by_role("form", name=f"Add {what}")
        name = form.get_by_label(field, exact=True)
        name.select_option("Haven") if what == "advantage" else name.fill("Milly")
        forms.append(form)
    for form in forms:
        form.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#saved")).to_have_text("Saving…")
    for form in forms:
        expect(form).to_have_count(0)
    expect_saved(page)
    for _ in range(2):
        assert entry_names(section(page, "Touchstones")) == entry_names(section(page, "Chronicle tenets")) == ["Milly"]
        assert entry_names(section(page, "Advantages")) == ["Haven"]
        page.reload()


def test_two_powers_are_added_to_two_disciplines_side_by_side(open_sheet, anna, make_entry):
    for at, name in enumerate(("Auspex", "Celerity")):
        make_entry(anna, "disciplines", name, 2, position=at)
    page = open_sheet(anna)
    for discipline, power in (("Auspex", "Premonition"), ("Celerity", "Fleetness")):
        page.get_by_role("link", name=f"Add power to {discipline}").click()
        form = page.get_by_role("listitem").filter(has=row(page, discipline)).get_by_role("form", name="Add power")
        form.get_by_label("Power", exact=True).select_option(power)
    for form in page.get_by_role("form", name="Add power").all()[::-1]:
        form.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("form", name="Add power")).to_have_count(0)
    assert entry_names(section(page, "Disciplines")) == ["Premonition", "Auspex", "Fleetness", "Celerity"]


def test_a_form_that_opens_late_does_not_take_the_focus_from_a_sentence(open_sheet, anna):
    page = open_sheet(anna)
    answers = hold_answers(page, "**/lists/advantages/new")
    page.get_by_role("link", name="Add advantage").click()
    until(page, lambda: answers)
    notes = page.get_by_role("textbox", name="Notes")
    notes.press_sequentially("Owes ")
    answers.pop()()
    expect(page.get_by_role("form", name="Add advantage")).to_be_visible()
    page.keyboard.type("a car.")
    expect(notes).to_have_value("Owes a car.")


def test_a_second_press_on_add_does_not_close_the_next_form(open_sheet, anna):
    page = open_sheet(anna)
    part = section(page, "Advantages")
    form = open_form(page, part)
    form.get_by_label("Advantage", exact=True).select_option("Haven")
    answers = hold_answers(page, "**/lists/advantages")
    form.get_by_role("button", name="Add", exact=True).dblclick()
    until(page, lambda: answers)
    answers.pop()()
    expect(row(page, "Haven")).to_be_visible()
    again = open_form(page, part)
    again.get_by_label("Note").press_sequentially("Under the chapel")
    assert answers == []
    expect(again.get_by_label("Note")).to_have_value("Under the chapel")


def test_an_order_counts_what_another_tab_added(open_sheet, anna, three, make_entry):
    page = open_sheet(anna)
    part = section(page, "Advantages")
    make_entry(anna, "advantages", "Fame", 1, position=3)
    part.get_by_role("button", name="Move Haven down").click()
    until(page, lambda: entry_names(part) == ["Contacts", "Haven", "Allies"])
    part.get_by_role("button", name="Move Allies down").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Allies is number 4 now.")
    page.reload()
    assert entry_names(part) == ["Contacts", "Haven", "Fame", "Allies"]


def test_an_entry_that_another_tab_removed_goes_when_it_is_removed_here(open_sheet, anna, three, connection):
    page = open_sheet(anna)
    part = section(page, "Advantages")
    connection.execute("DELETE FROM entries WHERE name = 'Haven'")
    part.get_by_role("button", name="Remove Haven").click()
    until(page, lambda: entry_names(part) == ["Contacts", "Allies"])
    expect(part.get_by_role("button", name="Bring back")).to_have_count(0)
    expect_saved(page)


def test_what_a_new_name_changes_elsewhere_is_said_at_once(open_sheet, anna, make_entry):
    dominate = make_entry(anna, "disciplines", "Dominate", 1)
    make_entry(anna, "powers", "Animal Messenger", parent=dominate)
    page = open_sheet(anna)
    page.locator(f"#tools-{dominate}").get_by_role("link", name="Rename").click()
    section(page, "Disciplines").get_by_label("Discipline", exact=True).select_option("Auspex")
    expect(page.get_by_role("link", name="Add power to Auspex")).to_be_visible()
    expect(row(page, "Auspex")).to_be_visible()
    expect(section(page, "Disciplines")).to_contain_text("Level 2, above Auspex 1.")
    expect(page.get_by_role("link", name="Done with Auspex")).to_be_visible()
