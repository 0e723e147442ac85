"""A player whose browser runs no scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.selectors import dot, entry_names, expect_dots, row, section, until


@pytest.fixture
def open_plainly(open_sheet: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a sheet in a browser that runs no scripts."""
    return lambda character: open_sheet(character, java_script_enabled=False)


def form_of(control: Locator) -> Locator:
    return control.locator("xpath=ancestor::form")


def save(control: Locator) -> None:
    """Press the Save button of the form that a control stands in."""
    form_of(control).get_by_role("button", name="Save").click()


def test_a_vampire_is_made_and_rated_and_written(sign_in, saved, connection):
    page = sign_in("Robin", java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="New vampire").click()
    page.get_by_label("Name").fill("Alan Cadd")
    page.get_by_role("button", name="Begin").click()

    dot(page, "Strength", 4).check()
    save(row(page, "Strength"))
    expect_dots(page, "Strength", 4)
    assert page.url.endswith("#rating-strength")

    page.get_by_label("Sire", exact=True).fill("Georgius")
    save(page.get_by_label("Sire", exact=True))
    page.get_by_role("textbox", name="Notes").fill("Two\nlines.")
    save(page.get_by_role("textbox", name="Notes"))
    page.get_by_label("Clan", exact=True).select_option("Brujah")
    save(page.get_by_label("Clan", exact=True))
    expect(page.locator("#standfirst")).to_have_text("Brujah of the 13th generation")
    expect(page.get_by_label("Sire", exact=True)).to_have_value("Georgius")
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Two\nlines.")

    row(page, "Health").get_by_role("button", name="Take superficial").click()
    expect(row(page, "Health")).to_contain_text("4 boxes, 1 superficial, 0 aggravated")
    page.get_by_role("button", name="Undo").click()
    expect(row(page, "Health")).to_contain_text("4 boxes, 0 superficial, 0 aggravated")
    page.get_by_role("button", name="Redo").click()
    expect(row(page, "Health")).to_contain_text("4 boxes, 1 superficial, 0 aggravated")
    made = connection.execute("SELECT ratings, texts FROM characters").fetchone()
    assert made.ratings == {"strength": 4, "health_superficial": 1, "health_aggravated": 0}
    assert made.texts == {
        "name": "Alan Cadd",
        "kind": "Vampire",
        "sire": "Georgius",
        "notes": "Two\nlines.",
        "clan": "Brujah",
    }


def test_words_of_ones_own_are_written_beside_a_choice(open_plainly, anna, saved):
    page = open_plainly(anna)
    clan = form_of(page.get_by_label("Clan", exact=True))
    clan.get_by_label("Of my own").fill("Baali")
    save(page.get_by_label("Clan", exact=True))
    expect(page.get_by_label("Clan", exact=True)).to_have_value("Baali")
    assert saved(anna).texts["clan"] == "Baali"


def test_entries_are_added_moved_rated_and_removed(open_plainly, anna):
    page = open_plainly(anna)
    for discipline in ("Celerity", "Potence"):
        page.get_by_role("link", name="Add discipline").click()
        section(page, "Disciplines").get_by_label("Discipline", exact=True).select_option(discipline)
        section(page, "Disciplines").get_by_role("button", name="Add", exact=True).click()
    part = section(page, "Disciplines")
    dot(page, "Celerity", 2).check()
    save(row(page, "Celerity"))
    page.get_by_role("link", name="Add power to Celerity").click()
    part.get_by_label("Power", exact=True).select_option("Fleetness")
    part.get_by_role("button", name="Add", exact=True).click()
    until(page, lambda: entry_names(part) == ["Fleetness", "Celerity", "Potence"])
    expect_dots(page, "Celerity", 2)

    part.get_by_role("button", name="Move Potence up").click()
    until(page, lambda: entry_names(part) == ["Potence", "Fleetness", "Celerity"])
    part.get_by_role("link", name="Rename Potence").click()
    part.get_by_label("Discipline", exact=True).select_option("Presence")
    save(part.get_by_label("Discipline", exact=True))
    until(page, lambda: entry_names(part) == ["Presence", "Fleetness", "Celerity"])
    part.get_by_role("button", name="Remove Presence").click()
    until(page, lambda: entry_names(part) == ["Fleetness", "Celerity"])
    part.get_by_role("button", name="Bring back Presence").click()
    until(page, lambda: entry_names(part) == ["Presence", "Fleetness", "Celerity"])
    expect(part.get_by_text("Removed Presence")).to_have_count(0)


def test_a_refused_value_shows_at_its_field(open_plainly, anna, saved, complaints):
    complaints.expect("422")
    page = open_plainly(anna)
    page.get_by_label("Name", exact=True).fill("  ")
    save(page.get_by_label("Name", exact=True))
    expect(form_of(page.get_by_label("Name", exact=True))).to_contain_text("Name needs at least one letter.")
    assert saved(anna).texts["name"] == "Anna"

    page.goto(anna.path)
    page.get_by_role("link", name="Add touchstone").click()
    part = section(page, "Touchstones")
    part.get_by_label("Who they are").fill("Somebody's sister")
    part.get_by_role("button", name="Add", exact=True).click()
    expect(part).to_contain_text("Choose one, or write a name.")
    expect(part.get_by_label("Who they are")).to_have_value("Somebody's sister")


def test_a_text_changed_elsewhere_shows_both_and_keeps_the_chosen_one(
    open_plainly, anna, saved, connection, complaints
):
    complaints.expect("409")
    page = open_plainly(anna)
    connection.execute("""UPDATE characters SET texts = texts || '{"sire": "Milly"}'""")
    page.get_by_label("Sire", exact=True).fill("Georgius")
    save(page.get_by_label("Sire", exact=True))
    expect(page.get_by_role("blockquote")).to_have_text("Milly")
    expect(page.get_by_label("Sire", exact=True)).to_have_value("Georgius")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_role("blockquote")).to_have_count(0)
    assert saved(anna).texts["sire"] == "Georgius"


def test_the_print_is_one_link_away(open_plainly, anna):
    page = open_plainly(anna)
    page.get_by_role("link", name="Print", exact=True).click()
    expect(page).to_have_url(re.compile("/print$"))
    expect(page.get_by_text("Strength", exact=True).first).to_be_visible()


def test_a_character_is_deleted_and_brought_back_from_the_roster(sign_in, anna):
    page = sign_in(anna.owner.name, java_script_enabled=False)
    page.goto("/")
    page.locator("summary", has_text="Manage Anna").click()
    page.get_by_role("link", name="Delete Anna").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("region", name="Deleted")).to_contain_text("30 days left")
    page.get_by_role("button", name="Bring back Anna").click()
    page.get_by_role("link", name="Anna", exact=True).click()
    expect(page).to_have_url(re.compile(f"{anna.path}$"))
