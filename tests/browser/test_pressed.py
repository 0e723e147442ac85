"""Between press and release nothing moves, so every click arrives where it was meant."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.devices import DESKTOP, PHONE
from tests.browser.selectors import dot, expect_dots, expect_saved, until


def press(page: Page, target: Locator) -> tuple[float, float]:
    """Put the button of the mouse down on something; where that is."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    return box["x"], box["y"]


def place(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    return box["x"], box["y"]


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_cancel_and_add_are_hit_from_an_empty_field_of_ones_own(open_sheet, anna, make_entry, complaints, device):
    complaints.expect("422")
    make_entry(anna, "disciplines", "Presence", 2)
    page = open_sheet(anna, **device)
    form = page.get_by_role("form", name="Add power")
    for name, role in ("Add", "button"), ("Cancel", "link"):
        if not form.count():
            page.get_by_role("link", name="Add power to Presence").click()
        form.get_by_label("Power").select_option("Of my own…")
        expect(form.get_by_label("Of my own")).to_be_focused()
        expect(form.get_by_text("Of my own", exact=True)).to_be_visible()
        border = form.locator(".text").first.evaluate("row => getComputedStyle(row).borderBlockEndColor")
        assert "0, 0, 0, 0" not in border, "a form inside an entry has lines as every other has"
        button = form.get_by_role(role, name=name, exact=True)
        if device is PHONE:
            button.tap()
        else:
            pressed = press(page, button)
            page.wait_for_timeout(150)
            assert place(button) == pressed
            page.mouse.up()
        if name == "Add":
            expect(form.locator(".problem")).to_be_visible()
            expect(form.locator("select").first).to_be_focused()
    expect(form).to_have_count(0)


def test_an_answer_waits_for_the_release(open_sheet, anna, saved):
    page = open_sheet(anna)
    page.get_by_label("Clan", exact=True).select_option("Of my own…")
    page.locator("#form-text-clan").get_by_label("Of my own").fill("Baali")
    strength = dot(page, "Strength", 3)
    pressed = press(page, strength)
    until(page, lambda: saved(anna).texts.get("clan") == "Baali")
    page.wait_for_timeout(150)
    assert place(strength) == pressed
    page.mouse.up()
    expect_dots(page, "Strength", 3)
    expect(page.locator("#form-text-clan select")).to_have_value("Baali")
    expect_saved(page)
    assert saved(anna).ratings["strength"] == 3
