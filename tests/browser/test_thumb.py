"""A phone in one hand at the table."""

from playwright.sync_api import expect

from tests.browser.reading import dot, expect_dots, section

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_tap_beside_the_open_panel_closes_it_and_touches_no_dot(open_sheet, anna):
    page = open_sheet(anna, **PHONE)
    cells = page.locator(".vital")
    health, hunger = cells.filter(has_text="Health"), cells.filter(has_text="Hunger")
    strength = dot(page, "Strength", 4).bounding_box()
    for cell in health, hunger:  # From one to the next it is one tap.
        box = cell.locator("> summary").bounding_box()
        page.touchscreen.tap(box["x"] + 20, box["y"] + 20)
        expect(cell).to_have_attribute("open", "")
    expect(health).not_to_have_attribute("open", "")
    page.touchscreen.tap(strength["x"] + 10, strength["y"] + 10)
    expect(hunger).not_to_have_attribute("open", "")
    expect_dots(page, "Strength", 1)


def test_how_a_thumb_lowers_a_rating_is_said_where_ratings_begin(open_sheet, anna):
    said = "Tap the last full dot to lower"
    expect(section(open_sheet(anna, **PHONE), "Skills").get_by_text(said)).to_be_visible()
    expect(section(open_sheet(anna), "Skills").get_by_text(said)).to_be_hidden()
