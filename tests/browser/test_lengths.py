"""Lengths a player gives parts of a sheet by hand: the width of the margin, the heights of text areas."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.devices import SHIFTS
from tests.browser.selectors import expect_saved, share_of_margin, until
from tests.factories.people import ordinary


def height(area: Locator) -> float:
    return (area.bounding_box() or {})["height"]


def drag_corner(page: Page, area: Locator, down: int) -> None:
    """Drag a text area's lower corner by so many pixels."""
    area.scroll_into_view_if_needed()
    area.hover()
    box = area.bounding_box() or {}
    x, y = box["x"] + box["width"] - 4, box["y"] + box["height"] - 4
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + down, steps=3)
    page.mouse.up()


def test_the_margin_is_moved_by_keys_and_stays(open_sheet, anna, chosen):
    page = open_sheet(anna)
    line = page.get_by_role("separator", name="Width of the margin")
    expect(line).to_have_attribute("aria-orientation", "vertical")
    before = share_of_margin(page)
    line.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    expect(line).to_have_attribute("aria-valuenow", str(before + 2))
    until(page, lambda: chosen() and chosen().margin_width == before + 2)
    expect_saved(page)
    page.reload()
    assert share_of_margin(page) == before + 2
    for key, width in (("End", 50), ("ArrowRight", 50), ("Home", 20), ("ArrowLeft", 20)):
        line.focus()
        page.keyboard.press(key)
        expect(line).to_have_attribute("aria-valuenow", str(width))
        assert share_of_margin(page) == width
    until(page, lambda: chosen().margin_width == 20)


def test_the_margin_is_dragged_and_stays_and_a_double_click_takes_it_back(open_sheet, anna, chosen):
    page = open_sheet(anna)
    before = share_of_margin(page)
    box = page.get_by_role("separator").bounding_box() or {}
    body = page.locator(".sheet__body").bounding_box() or {}
    page.mouse.move(box["x"] + 8, 700)
    page.mouse.down()
    page.mouse.move(body["x"] + body["width"] * 0.36, 720, steps=4)
    page.mouse.up()
    until(page, lambda: chosen() and chosen().margin_width == 36)
    page.reload()
    assert share_of_margin(page) == 36
    box = page.get_by_role("separator").bounding_box() or {}
    page.mouse.dblclick(box["x"] + 8, 700)
    until(page, lambda: chosen().margin_width is None)
    assert share_of_margin(page) == before


def test_a_text_area_keeps_the_height_it_was_dragged_to(open_sheet, anna, chosen):
    page = open_sheet(anna)
    notes = page.get_by_role("textbox", name="Notes", exact=True)
    before = height(notes)
    drag_corner(page, notes, 80)
    until(page, lambda: chosen() and chosen().heights == {"text-notes": round(before + 80)})
    page.reload()
    assert height(notes) == pytest.approx(before + 80, abs=1)
    notes.fill("One more line.\n" * 30)
    assert height(notes) > before + 80
    notes.fill("")
    drag_corner(page, notes, -60)
    until(page, lambda: chosen().heights == {"text-notes": round(before + 20)})
    page.reload()
    assert height(notes) == pytest.approx(before + 20, abs=1)


def test_a_height_outlives_a_list_that_is_drawn_anew(open_sheet, anna, make_entry):
    made = make_entry(anna, "touchstones", "Milly", description="A friend from before")
    make_entry(anna, "touchstones", "Georgius")
    page = open_sheet(anna)
    area = page.locator(f"#text-e{made}-description")
    drag_corner(page, area, 60)
    dragged = height(area)
    page.get_by_role("button", name="Move Milly down").click()
    expect(page.get_by_role("button", name="Move Milly down")).to_be_disabled()
    assert height(area) == dragged


def test_a_click_into_a_text_area_gives_it_no_height(open_sheet, anna, chosen):
    page = open_sheet(anna)
    notes = page.get_by_role("textbox", name="Notes", exact=True)
    before = height(notes)
    notes.click()
    assert height(notes) == before
    notes.fill("A line.\n" * 20)
    assert height(notes) > before
    expect_saved(page)
    assert chosen() is None


def test_what_a_player_chose_moves_nothing_while_the_sheet_loads(sign_in, factory, player, prefer):
    prefer(theme="dark", text_size="large", density="close", margin_width=35, heights={"text-notes": 400})
    page = sign_in(player.name)
    page.add_init_script(SHIFTS)
    page.goto(ordinary(factory, player, "vtm").path)
    page.evaluate("document.fonts.ready")
    assert share_of_margin(page) == 35
    assert height(page.locator("#text-notes")) == 400
    assert sum(page.evaluate("window.shifts")) < 0.01


def test_beside_the_widest_margin_names_are_whole(open_sheet, factory, player, prefer):
    prefer(margin_width=50)
    page = open_sheet(ordinary(factory, player, "vtm"))
    names = page.locator("#attributes legend, #skills legend")
    for width in (1210, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        assert share_of_margin(page) == 50, width
        assert max(names.evaluate_all("all => all.map(one => one.offsetHeight)")) < 30, width
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_there_is_no_line_to_drag(open_sheet, anna):
    page = open_sheet(anna, java_script_enabled=False)
    expect(page.locator("#margin")).to_be_visible()
    expect(page.locator(".grip")).not_to_be_visible()
