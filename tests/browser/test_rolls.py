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
    for number, face in enumerate((2, 3, 10, 7), start=1):
        page.get_by_label(f"Regular die {number}").fill(str(face))
    page.get_by_label("Hunger die 1").fill("10")
    page.get_by_label("Hunger die 2").fill("1")
    page.get_by_role("button", name="Write down").click()
    page.get_by_label("It was Difficulty").fill("5")
    page.get_by_role("button", name="Set").click()
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
    page.get_by_text("Traits to tap").click()
    # The list stays open while somebody taps, on the page that each tap loads.
    for trait, pool in (("Wits 3", "Wits"), ("Stealth 2", "Wits + Stealth")):
        page.get_by_role("button", name=trait).click()
        expect(page.get_by_label("Pool", exact=True)).to_have_value(pool)
    page.get_by_role("button", name="Roll 5", exact=True).click()
    expect(page.get_by_role("list", name="Regular dice").get_by_role("listitem")).to_have_count(4)
    expect(page.locator(".result")).to_contain_text("Wits + Stealth")


def test_real_dice_are_typed_one_after_the_other_and_a_pool_is_completed(sign_in, make_character, player, connection):
    anna = make_character(player, wits=3, stealth=2, hunger=2)
    page = sign_in(**PHONE)
    page.goto(f"{anna.path}/play")
    page.evaluate("at => htmx.ajax('GET', at + '/rolls/form', {target: '#roll', swap: 'innerHTML'})", anna.path)
    typed = page.locator("#roll-typed")
    typed.press_sequentially("wits + ste")
    expect(page.locator("#roll-names option").nth(1)).to_have_attribute("value", re.compile(r"^wits \+ "))
    typed.press("Tab")
    expect(page.locator(".roll__words")).to_have_text("Wits 3 + Stealth 2 · Hunger dice 2")
    page.get_by_text("Real dice").click()
    page.locator("#fell_regular-1").focus()
    page.keyboard.type("7102")
    expect(page.locator("#fell_special-1")).to_be_focused()
    assert [page.locator(f"#fell_regular-{number}").input_value() for number in (1, 2, 3)] == ["7", "10", "2"]
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("#fell_special-2")).to_be_focused()
    page.keyboard.press("Backspace")
    expect(page.locator("#fell_special-1")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("0")
    expect(page.get_by_role("button", name="Write down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#roll .dice-word")).to_have_text("5 successes")
    expect(page.locator("#said")).to_contain_text("5 successes")
    expect(page.get_by_role("list", name="Hunger dice").get_by_role("listitem")).to_have_text(["1", "10"])

    page.get_by_label("It was Difficulty").fill("4")
    page.get_by_role("button", name="Set").click()
    expect(page.locator("#roll .dice-word")).to_have_text("Messy critical")
    page.get_by_text("Keep this pool").click()
    page.get_by_label("Keep it as").fill("Hide")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("button", name="Hide 5")).to_be_visible()
    page.get_by_role("button", name="Hide 5").click()
    expect(page.locator("#roll .roll__what")).to_have_text("Hide")
    page.locator("#roll input[name=dice]").first.check()  # where all three succeed, none is ticked at first
    page.get_by_role("button", name="Re-roll for 1 Willpower").click()
    expect(row(page, "Willpower")).to_contain_text("1 superficial")
    page.get_by_role("button", name="Roll 5 again").click()
    expect(page.locator("#roll .die[data-again]")).to_have_count(0)
    assert connection.execute("SELECT count(*) FROM rolls").fetchone()[0] == 3
