"""A player and their experience."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints_of_axe
from tests.browser.devices import DESKTOP, PHONE
from tests.browser.selectors import expect_saved


@pytest.fixture
def open_ledger(open_sheet):
    """Opens the sheet of a character and goes on to its experience."""

    def open_ledger(character, **options) -> Page:
        page = open_sheet(character, **options)
        page.get_by_role("link", name="Experience", exact=True).click()
        expect(page.get_by_role("heading", name="Experience")).to_be_visible()
        return page

    return open_ledger


def test_experience_is_earned_spent_and_taken_back_by_keyboard(open_ledger, anna, complaints):
    complaints.expect("422")
    page = open_ledger(anna)
    earn, spend = page.get_by_role("form", name="Earn"), page.get_by_role("form", name="Spend")
    rows, left = page.locator("#ledger tbody tr"), page.locator(".total--left dd")

    earn.get_by_label("Amount").fill("5")
    earn.get_by_label("Reason").fill("A night in the library")
    earn.get_by_label("Reason").press("Enter")
    expect(left).to_have_text("5")
    expect(earn.get_by_label("Reason")).to_have_value("")
    expect(earn.get_by_label("Reason")).to_be_focused()

    spend.get_by_label("Amount").fill("6")
    spend.get_by_label("Reason").fill("Auspex 2")
    spend.get_by_label("Reason").press("Enter")
    expect(spend.get_by_text("6 is more than there is: 5 left.")).to_be_visible()
    expect(spend.get_by_label("Reason")).to_have_value("Auspex 2")
    expect(page.locator("#saved")).to_contain_text("Not saved")
    spend.get_by_label("Amount").fill("4")
    spend.get_by_label("Amount").press("Enter")
    expect(rows.first).to_contain_text("−4")
    expect(left).to_have_text("1")
    expect(page.get_by_role("img", name="Experience earned and spent over time")).to_contain_text("Spent 4")

    page.get_by_role("button", name="Take back A night in the library").press("Enter")
    expect(rows.last).to_contain_text("Some of this is spent: 1 left.")
    expect_saved(page)
    page.get_by_role("button", name="Take back Auspex 2").press("Enter")
    expect(left).to_have_text("5")
    expect(rows).to_have_count(3)
    expect(rows.nth(1).get_by_text("Taken back.")).to_be_focused()
    expect_saved(page)


@pytest.mark.parametrize(("theme", "device"), [("light", DESKTOP), ("dark", PHONE)], ids=["light-wide", "dark-phone"])
def test_axe_finds_nothing_and_no_word_is_too_long(open_ledger, anna, factory, theme, device):
    page = open_ledger(anna, color_scheme=theme, **device)
    assert complaints_of_axe(page, f"{anna.path}/experience") == []
    factory.experience(anna, "earned", 9999, "W" * 200, day="2025-03-01")
    factory.experience(anna, "spent", 3, "Auspex 2")
    factory.experience(anna, "correction", 3, "Auspex 2", corrects=factory.experience(anna, "spent", 3, "Auspex 2"))
    assert complaints_of_axe(page, f"{anna.path}/experience") == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
