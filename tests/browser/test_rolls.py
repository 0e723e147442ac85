"""A player rolls, on a phone and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.axe import complaints_as_it_stands
from tests.browser.devices import PHONE
from tests.browser.selectors import row


def test_a_phone_without_scripts_rolls_writes_real_dice_down_and_throws_some_again(sign_in, make_character, player):
    anna = make_character(player, hunger=2, wits=3, stealth=3)
    page = sign_in(java_script_enabled=False, **PHONE)
    page.goto(anna.path)
    page.get_by_role("link", name="Dice", exact=True).click()
    page.get_by_label("Pool", exact=True).fill("wits + stealth")
    page.get_by_role("button", name="Count the dice").click()
    expect(page.get_by_role("checkbox", name="Hunger dice")).to_be_checked()
    page.get_by_role("button", name="Roll 6", exact=True).click()
    expect(page.get_by_role("list", name="Regular dice").get_by_role("listitem")).to_have_count(4)
    expect(page.get_by_role("list", name="Hunger dice").get_by_role("listitem")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"#roll-\d+$"))

    page.get_by_text("Real dice").click()
    page.get_by_label("Regular dice").last.fill("2 3 10 7")
    page.locator("#real-fell_special").fill("10 1")
    page.locator("#real-difficulty").fill("5")
    page.get_by_role("button", name="Write down").click()
    expect(page.get_by_role("heading", name="Messy critical")).to_be_visible()
    page.get_by_role("checkbox", name="2", exact=True).uncheck()
    page.get_by_role("button", name="Re-roll for 1 Willpower").click()
    expect(page.locator(".die[data-again]")).to_have_count(1)
    expect(page.get_by_role("button", name="Re-roll for 1 Willpower")).to_have_count(0)
    page.get_by_role("link", name="Sheet", exact=True).click()
    expect(row(page, "Willpower")).to_contain_text("1 superficial")


def test_the_dice_keep_nobody_out(sign_in, make_character, factory, player):
    anna = make_character(player)
    factory.roll(anna, 2, 6, 10, special=(1, 10))
    factory.roll(anna, 2, 6, 10, special=(1, 10))
    page = sign_in(**PHONE)
    page.goto(f"{anna.path}/rolls")
    assert complaints_as_it_stands(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_as_it_stands(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert complaints_as_it_stands(page) == []


def test_any_two_traits_are_rolled_in_a_few_taps(sign_in, make_character, player):
    anna = make_character(player, wits=3, stealth=2, hunger=1)
    page = sign_in(java_script_enabled=False, **PHONE)
    page.goto(f"{anna.path}/rolls")
    for trait in ("Wits 3", "Stealth 2"):
        page.get_by_text("Traits to tap").click()
        page.get_by_role("button", name=trait).click()
    expect(page.get_by_label("Pool", exact=True)).to_have_value("Wits + Stealth")
    page.get_by_role("button", name="Roll 5", exact=True).click()
    expect(page.get_by_role("list", name="Regular dice").get_by_role("listitem")).to_have_count(4)
    expect(page.locator(".result")).to_contain_text("Wits + Stealth")
