"""A player without a mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.network import slow
from tests.browser.selectors import dot, expect_dots, expect_saved, row, section, until

ATTRIBUTES = (
    *("Strength", "Dexterity", "Stamina"),
    *("Charisma", "Manipulation", "Composure"),
    *("Intelligence", "Wits", "Resolve"),
)


def tab_until(page: Page, last: str) -> Iterator[str]:
    """Press Tab and say where it leads, the name of a row of dots or of a single control, until that is ``last``."""
    for _ in range(200):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "(document.activeElement.closest('fieldset')?.querySelector('legend')"
            " ?? document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        )
        yield where
        if where == last:
            return
    raise AssertionError(f"Tab never came to {last}")


def test_tab_comes_to_each_trait_once_where_arrows_and_digits_set_its_dots(open_sheet, anna, saved):
    page = open_sheet(anna)
    dot(page, "Strength", 1).focus()
    assert ["Strength", *tab_until(page, "Athletics")] == [*ATTRIBUTES, "Skills", "Athletics"]
    dot(page, "Wits", 1).focus()
    for key, dots in (("ArrowRight", 2), ("ArrowUp", 3), ("ArrowLeft", 2), ("ArrowDown", 1), ("4", 4), ("2", 2)):
        with page.expect_response("**/ratings/wits"):
            page.keyboard.press(key)
        expect_dots(page, "Wits", dots)
        expect_saved(page)
        expect(dot(page, "Wits", dots)).to_be_focused()
    assert saved(anna).ratings["wits"] == 2
    # A one with a nought right behind it is ten, where there are ten.
    dot(page, "Humanity", 7).focus()
    page.keyboard.type("10")
    expect_dots(page, "Humanity", 10)
    expect_saved(page)
    page.keyboard.press("0")
    expect_dots(page, "Humanity", 0)
    dot(page, "Wits", 2).focus()
    page.keyboard.type("410")
    expect_saved(page)
    expect_dots(page, "Wits", 1)
    assert saved(anna).ratings.items() >= {"humanity": 0, "wits": 1}.items()


def test_arrows_stop_at_both_ends_and_digits_out_of_range_do_nothing(open_sheet, make_character, saved):
    anna = make_character(strength=1, wits=5)
    page = open_sheet(anna)
    for trait, dots, keys in (
        ("Strength", 1, ("ArrowLeft", "ArrowDown", "0", "7")),
        ("Wits", 5, ("ArrowRight", "ArrowUp", "9")),
    ):
        dot(page, trait, dots).focus()
        for key in keys:
            page.keyboard.press(key)
            expect_dots(page, trait, dots)
    assert saved(anna).ratings == {"strength": 1, "wits": 5}


@pytest.mark.parametrize("latency", [0, 300])
def test_three_fast_arrows_are_three_dots_here_and_there(open_sheet, anna, saved, latency):
    page = open_sheet(anna)
    slow(page, latency)
    dot(page, "Resolve", 1).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    until(page, lambda: saved(anna).ratings.get("resolve") == 4)
    expect_saved(page)
    expect_dots(page, "Resolve", 4)
    expect(dot(page, "Resolve", 4)).to_be_focused()
    expect(row(page, "Willpower")).to_contain_text("5 boxes")


def test_words_damage_and_a_touchstone_take_no_mouse(open_sheet, make_character, saved):
    anna = make_character(stamina=3)
    page = open_sheet(anna)
    section(page, "Identity").get_by_label("Sire", exact=True).focus()
    page.keyboard.type("Georgius")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Chronicle", exact=True)).to_be_focused()
    page.keyboard.type("Prague")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Sire", exact=True)).to_be_focused()
    until(page, lambda: {"sire": "Georgius", "chronicle": "Prague"}.items() <= saved(anna).texts.items())

    take = row(page, "Health").get_by_role("button", name="Take superficial")
    take.focus()
    for taken in (1, 2):
        page.keyboard.press("Space")
        until(page, lambda taken=taken: saved(anna).ratings.get("health_superficial") == taken)
        expect_saved(page)
        expect(take).to_be_focused()
    heal = row(page, "Health").get_by_role("button", name="Heal superficial")
    heal.focus()
    for left in (1, 0):
        page.keyboard.press("Enter")
        expect(row(page, "Health")).to_contain_text(f"{left} superficial")
    expect(take).to_be_focused()

    page.get_by_role("link", name="Add touchstone").focus()
    page.keyboard.press("Enter")
    expect(section(page, "Touchstones").get_by_role("textbox", name="Touchstone", exact=True)).to_be_focused()
    page.keyboard.type("Milly")
    page.keyboard.press("Enter")
    expect(section(page, "Touchstones").get_by_role("listitem")).to_have_count(1)
    assert page.evaluate("document.activeElement.closest('#list-touchstones') !== null")
