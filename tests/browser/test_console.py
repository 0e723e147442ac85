"""What a browser writes to its console while somebody uses a sheet: nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.devices import DESKTOP, PHONE
from tests.browser.selectors import add_entry, dot, expect_saved, section


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_walk_of_thirty_actions_leaves_it_empty(open_sheet, anna, make_entry, device):
    presence = make_entry(anna, "disciplines", "Presence", 2)
    page = open_sheet(anna, **device)
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    if device is PHONE:
        for folded in ("Notes", "Identity"):
            page.get_by_role("heading", name=folded, exact=True).get_by_role("button").tap()
    notes = page.get_by_role("textbox", name="Notes")
    notes.focus()
    for name in ("Ferdinand", "Milena", "Ota"):
        part = add_entry(page, "Touchstones", name, "Add touchstone")
    if device is PHONE:
        part.get_by_label("Edit list").check()
    for name in ("Ferdinand", "Milena"):
        part.get_by_role("listitem").filter(has=page.get_by_role("button", name=f"Remove {name}")).hover()
        part.get_by_role("button", name=f"Move {name} down").click()
        part.get_by_role("button", name=f"Remove {name}").click()
        part.get_by_role("button", name=f"Bring back {name}").click()
    for attribute in ("Strength", "Wits", "Resolve"):
        dot(page, attribute, 3).click()
        dot(page, attribute, 3).click()
    page.get_by_label("Clan", exact=True).select_option("Brujah")
    expect(page.locator("#standfirst")).to_contain_text("Brujah")
    expect_saved(page)
    page.get_by_label("Clan", exact=True).select_option("Of my own…")
    page.locator("#form-text-clan").get_by_label("Of my own").fill("Baali")
    notes.fill("A night in the library")
    page.get_by_role("link", name="Add power to Presence").click()
    page.get_by_role("form", name="Add power").get_by_role("link", name="Cancel").click()
    if device is PHONE:
        section(page, "Disciplines").get_by_label("Edit list").check()
    page.locator(f"#entry-{presence}").hover()
    page.get_by_role("link", name="Rename Presence").click()
    page.get_by_role("link", name="Done with Presence").click()
    box = notes.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 3, box["y"] + box["height"] - 3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 3, box["y"] + box["height"] + 60)
    page.mouse.up()
    page.get_by_label("Kind", exact=True).select_option("Ghoul")
    expect(page.locator("#standfirst")).to_contain_text("Ghoul")
    expect_saved(page)
    assert messages == []
