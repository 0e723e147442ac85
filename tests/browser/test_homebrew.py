"""What the books do not have, in a browser: rows of boxes, counters, and powers of one's own."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import complaints_of_axe
from tests.browser.devices import DESKTOP, PHONE
from tests.browser.network import hold_answers, slow
from tests.browser.selectors import dot, expect_dots, expect_saved, row, section, until

SHAPES = ("Dots", "Boxes", "Counter", "Words")


def count(page: Page, name: str) -> Locator:
    """The number of a counter."""
    return row(page, name).get_by_label("Count")


def step(page: Page, name: str, label: str) -> Locator:
    """One of a counter's two buttons."""
    return row(page, name).get_by_role("button", name=label)


@pytest.fixture
def arrows(anna, make_entry):
    """A counter of Anna's that stands at 3 of 12."""
    return make_entry(anna, "own", "Arrows", 3, shape="Counter", most="12")


@pytest.fixture
def kept_dots(connection):
    """How many dots the database keeps of an entry."""
    return lambda entry: connection.execute("SELECT dots FROM entries WHERE id = %s", [entry]).fetchone().dots


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_quick_taps_on_a_counter_are_all_counted(open_sheet, anna, arrows, kept_dots, device):
    page = open_sheet(anna, **device)
    slow(page)
    for _ in range(4):
        step(page, "Arrows", "One more").click(no_wait_after=True)
    expect(count(page, "Arrows")).to_have_value("7")
    expect_saved(page)
    assert kept_dots(arrows) == 7


def test_taps_on_a_counter_outlive_a_list_that_changes(open_sheet, anna, arrows, make_entry, kept_dots):
    make_entry(anna, "own", "Luck", 1, shape="Counter", most="3", position=1)
    page = open_sheet(anna)
    moved, taps = hold_answers(page, "**/move"), hold_answers(page, f"**/{arrows}/rating")
    page.get_by_role("button", name="Move Arrows down").click()
    until(page, lambda: moved)
    for _ in range(3):
        step(page, "Arrows", "One more").click()
    until(page, lambda: taps)
    moved.pop()()
    expect(page.get_by_role("status")).to_have_text("Arrows is number 2 now.")
    for _ in range(3):
        until(page, lambda: taps)
        taps.pop()()
    expect(count(page, "Arrows")).to_have_value("6")
    expect_saved(page)
    assert kept_dots(arrows) == 6


def test_one_more_counts_from_the_number_typed_just_before(open_sheet, anna, arrows, kept_dots):
    page = open_sheet(anna)
    slow(page)
    count(page, "Arrows").fill("8")
    step(page, "Arrows", "One more").click()
    expect(count(page, "Arrows")).to_have_value("9")
    expect_saved(page)
    assert kept_dots(arrows) == 9


def test_a_number_is_typed_and_enter_keeps_it(open_sheet, anna, arrows, kept_dots):
    page = open_sheet(anna)
    count(page, "Arrows").fill("11")
    with page.expect_response("**/rating"):
        count(page, "Arrows").press("Enter")
    expect_saved(page)
    expect(count(page, "Arrows")).to_be_focused()
    assert kept_dots(arrows) == 11


def test_more_than_there_is_room_for_is_said_and_not_kept(open_sheet, anna, arrows, kept_dots, complaints):
    complaints.expect("422")
    page = open_sheet(anna)
    count(page, "Arrows").fill("13")
    count(page, "Arrows").blur()
    expect(page.locator(f"#rating-e{arrows} .problem")).to_have_text("13 dots: choose 0 to 12. Still 3.")
    expect(count(page, "Arrows")).to_have_value("3")
    assert kept_dots(arrows) == 3


def test_at_the_end_the_focus_goes_to_the_other_step(open_sheet, anna, make_entry):
    make_entry(anna, "own", "Arrows", 1, shape="Counter", most="2")
    page = open_sheet(anna)
    step(page, "Arrows", "One more").focus()
    page.keyboard.press("Enter")
    expect(count(page, "Arrows")).to_have_value("2")
    expect(step(page, "Arrows", "One less")).to_be_focused()


def test_boxes_are_marked_like_dots(open_sheet, anna, make_entry, kept_dots):
    lives = make_entry(anna, "own", "Nine lives", 0, shape="Boxes", most="9")
    page = open_sheet(anna)
    dot(page, "Nine lives", 7).click()
    expect_saved(page)
    dot(page, "Nine lives", 7).click()
    expect_dots(page, "Nine lives", 6)
    expect_saved(page)
    assert kept_dots(lives) == 6


def test_it_is_added_drawn_otherwise_and_nothing_is_lost(open_sheet, anna):
    page = open_sheet(anna)
    page.get_by_role("link", name="Add trait or tracker of your own").click()
    form = page.get_by_role("form", name="Add trait or tracker of your own")
    form.get_by_label("Name").fill("Luck")
    form.get_by_label("Drawn as").select_option("Boxes")
    form.get_by_label("At most").select_option("7")
    form.get_by_role("button", name="Add", exact=True).click()
    dot(page, "Luck", 6).click()
    expect_saved(page)
    part = section(page, "Of your own")
    part.get_by_role("listitem").hover()
    part.get_by_role("link", name="Rename Luck").click()
    part.get_by_label("Drawn as").select_option("Counter")
    expect(count(page, "Luck")).to_have_value("6")
    step(page, "Luck", "One less").click()
    expect(count(page, "Luck")).to_have_value("5")
    part.get_by_label("At most").select_option("3")
    expect(row(page, "Luck")).to_contain_text("of 5")
    part.get_by_label("Drawn as").select_option("Words")
    expect(row(page, "Luck")).to_have_count(0)
    part.get_by_label("Drawn as").select_option("Dots")
    expect_dots(page, "Luck", 5)
    part.get_by_role("link", name="Done with Luck").click()
    expect(part.get_by_label("Drawn as")).to_have_count(0)
    expect_dots(page, "Luck", 5)


def test_a_power_of_ones_own_is_said_where_a_book_would_say_it(open_sheet, anna, make_entry):
    make_entry(anna, "disciplines", "Auspex", 1)
    page = open_sheet(anna)
    page.get_by_role("link", name="Add power to Auspex").click()
    form = page.get_by_role("form", name="Add power")
    expect(form.get_by_label("Rolled")).to_be_hidden()
    form.get_by_label("Power").select_option("Of my own…")
    form.get_by_label("Of my own").fill("Ear for Tides")
    form.get_by_label("Level").select_option("2")
    form.get_by_label("Rolled").fill("Wits + Auspex")
    form.get_by_role("button", name="Add", exact=True).click()
    power = section(page, "Disciplines").get_by_role("listitem").filter(has_text="Ear for Tides").last
    expect(power).to_contain_text("Level 2, above Auspex 1.")
    power.locator("summary").click()
    power.get_by_label("Cost").fill("one Rouse check")
    power.get_by_label("Level").select_option("1")
    expect(power.locator("summary")).to_have_text("Wits + Auspex · one Rouse check")
    expect(power).not_to_contain_text("Level 2")
    expect(power.get_by_label("Cost")).to_have_value("one Rouse check")
    expect_saved(page)
    page.reload()
    expect(power.locator("summary")).to_have_text("Wits + Auspex · one Rouse check")


def test_a_counter_is_counted_without_scripts(open_sheet, anna, arrows, kept_dots):
    page = open_sheet(anna, java_script_enabled=False)
    step(page, "Arrows", "One more").click()
    expect(count(page, "Arrows")).to_have_value("4")
    assert page.url.endswith(f"#rating-e{arrows}")
    count(page, "Arrows").fill("9")
    page.locator(f"#rating-e{arrows}").get_by_role("button", name="Save").click()
    expect(count(page, "Arrows")).to_have_value("9")
    assert kept_dots(arrows) == 9


def test_a_power_of_ones_own_is_added_without_scripts(open_sheet, anna, make_entry):
    make_entry(anna, "disciplines", "Auspex", 2)
    page = open_sheet(anna, java_script_enabled=False)
    page.get_by_role("link", name="Add power to Auspex").click()
    form = page.get_by_role("form", name="Add power")
    form.get_by_label("Of my own").fill("Ear for Tides")
    form.get_by_label("What it does").fill("Hears the sea")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".book--own summary")).to_have_text("Hears the sea")


@pytest.mark.parametrize(("theme", "device"), [("light", DESKTOP), ("dark", PHONE)], ids=["light-wide", "dark-phone"])
def test_axe_finds_nothing_in_what_is_ones_own(sign_in, anna, make_entry, theme, device):
    for shape in SHAPES:
        for most in ("5", "20"):
            make_entry(anna, "own", f"{shape} of {most}", 2, shape=shape, most=most)
    sea = make_entry(anna, "disciplines", "Thalassomancy", 2)
    make_entry(anna, "powers", "Bell", parent=sea, level="3", pool="Resolve")
    last = make_entry(anna, "own", "The last", 2, shape="Counter")
    page = sign_in(anna.owner.name, color_scheme=theme, **device)
    own = ["#list-own", "/lists/own/new#list-own", f"/lists/own?edit={last}#list-own"]
    addresses = [*own, f"/lists/powers/new?under={sea}#list-disciplines", "/print"]
    assert complaints_of_axe(page, *(anna.path + address for address in addresses)) == []
    page.goto(anna.path)
    page.locator(".book--own summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == device["viewport"]["width"]
