"""A phone in one hand at the table."""

import pytest
from playwright.sync_api import expect

from tests.browser.selectors import dot, expect_dots, section

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_tap_beside_the_open_panel_closes_it_and_touches_no_dot(open_sheet, anna):
    page = open_sheet(anna, **PHONE)
    cells = page.locator(".vital")
    health, hunger = cells.filter(has_text="Health"), cells.filter(has_text="Hunger")
    section(page, "Attributes").evaluate("section => section.scrollIntoView()")
    strength = dot(page, "Strength", 4).bounding_box()
    for cell in health, hunger:  # From one to the next it is one tap.
        box = cell.locator("> summary").bounding_box()
        page.touchscreen.tap(box["x"] + 20, box["y"] + 20)
        expect(cell).to_have_attribute("open", "")
    expect(health).not_to_have_attribute("open", "")
    page.touchscreen.tap(strength["x"] + 10, strength["y"] + 10)
    expect(hunger).not_to_have_attribute("open", "")
    expect_dots(page, "Strength", 1)


def test_how_a_thumb_lowers_a_rating_is_said_where_ratings_begin(open_sheet, make_character, player):
    hint = "Tap the last full dot to lower"
    anna = make_character(player, athletics=2)
    page = open_sheet(anna, **PHONE)
    expect(page.get_by_text(hint)).to_have_count(1)
    expect(section(page, "Attributes").get_by_text(hint)).to_be_visible()
    dot(page, "Athletics", 2).tap()
    expect_dots(page, "Athletics", 1)
    expect(page.get_by_text(hint)).to_be_hidden()
    expect(section(open_sheet(anna), "Attributes").get_by_text(hint)).to_be_hidden()


@pytest.mark.parametrize("what", ["specialty", "touchstone", "discipline"])
def test_a_form_opened_near_the_lower_edge_is_all_above_the_bar(open_sheet, anna, what):
    page = open_sheet(anna, **PHONE)
    link = page.get_by_role("link", name=f"Add {what}", exact=True)
    link.evaluate("link => link.scrollIntoView({ block: 'end' })")
    link.tap()
    form = page.get_by_role("form", name=f"Add {what}")
    expect(form.locator(":focus")).to_be_visible()
    expect(form).to_be_in_viewport(ratio=1)
    cancel, bar = form.get_by_role("link", name="Cancel").bounding_box(), page.locator(".vitals").bounding_box()
    assert cancel["y"] + cancel["height"] <= bar["y"]
