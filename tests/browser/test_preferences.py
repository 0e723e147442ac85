"""What a player chose about pages, as a browser draws it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import STRICTLY, complaints_of_axe
from tests.browser.devices import DESKTOP, PHONE
from tests.browser.paper import printed
from tests.browser.selectors import expect_saved, share_of_margin, until
from tests.factories.people import ordinary

LIGHTNESS = "Number(getComputedStyle(document.body).backgroundColor.match(/oklch\\(([0-9.]+)/)?.[1])"


def preference(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def test_a_choice_shows_at_once_and_is_kept_and_the_focus_stays(sign_in, player, chosen):
    page = sign_in(player.name, color_scheme="light")
    page.goto("/")
    page.get_by_role("link", name="Preferences").click()
    theme = preference(page, "Theme")
    theme.get_by_label("As the system has it").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#preference-theme .preference__answer")).to_have_text("Saved.")
    expect(theme.get_by_label("Dark")).to_be_focused()
    expect(theme.get_by_label("Dark")).to_be_checked()
    assert page.evaluate(LIGHTNESS) < 0.3
    expect_saved(page)
    assert chosen().theme == "dark"
    page.get_by_role("link", name="Your characters").click()
    page.wait_for_url("/")
    assert page.evaluate(LIGHTNESS) < 0.3


@pytest.mark.parametrize(("theme", "system", "dark"), [("dark", "light", True), ("light", "dark", False)])
def test_the_first_paint_has_the_players_theme(open_sheet, anna, prefer, theme, system, dark):
    prefer(theme=theme)
    page = open_sheet(anna, color_scheme=system, java_script_enabled=False)
    assert (page.evaluate(LIGHTNESS) < 0.3) is dark
    scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert scheme == theme == page.locator("meta[name=color-scheme]").get_attribute("content")


def test_without_scripts_each_choice_has_a_button(open_sheet, anna, chosen):
    page = open_sheet(anna, java_script_enabled=False, color_scheme="light")
    page.get_by_role("link", name="Preferences").click()
    preference(page, "Theme").get_by_label("Dark").check()
    page.get_by_role("button", name="Save Theme").click()
    expect(page.locator("[data-theme=dark] main")).to_be_visible()
    assert page.evaluate(LIGHTNESS) < 0.3
    page.get_by_label("Width of the margin").fill("40")
    page.get_by_role("button", name="Save Width of the margin").click()
    expect(page.get_by_label("Width of the margin")).to_have_value("40")
    assert (chosen().theme, chosen().margin_width) == ("dark", 40)
    page.goto(anna.path)
    assert share_of_margin(page) == 40


# The colours of every element.
COLOURS = """() => [...document.querySelectorAll("body, body *")].map(getComputedStyle).map(
  ({color, backgroundColor, borderBlockEndColor}) => [color, backgroundColor, borderBlockEndColor].join())"""


@pytest.mark.parametrize("system", ["light", "dark"])
def test_high_contrast_is_seven_to_one_everywhere_and_is_what_a_system_gets_that_asks_for_it(
    sign_in, factory, player, prefer, system
):
    vampire = ordinary(factory, player, "vtm")
    page = sign_in(player.name, color_scheme=system)
    names = page.locator(".throw:not(.throw--pool)")
    page.goto(vampire.path)
    expect(names).to_have_count(36)
    usual = page.evaluate(COLOURS)
    page.emulate_media(contrast="more")
    page.reload()
    expect(names).to_have_count(36)
    asked_for = page.evaluate(COLOURS)
    assert asked_for != usual
    prefer(theme="contrast")
    page.emulate_media(contrast="no-preference")
    page.reload()
    expect(names).to_have_count(36)
    assert page.evaluate(COLOURS) == asked_for
    paths = [vampire.path, f"{vampire.path}/lists/advantages/new#list-advantages", "/", "/vtm/new", "/preferences"]
    assert complaints_of_axe(page, *paths, rules=STRICTLY) == []


@pytest.mark.parametrize(
    ("device", "chosen"),
    [
        (DESKTOP, {"theme": "light", "text_size": "small", "density": "close"}),
        (PHONE, {"theme": "dark", "text_size": "small", "density": "close"}),
        (PHONE, {"theme": "light", "text_size": "larger"}),
    ],
    ids=["small-wide", "small-phone", "larger-phone"],
)
def test_axe_finds_nothing_however_pages_are_drawn(sign_in, factory, player, prefer, device, chosen):
    prefer(**chosen)
    vampire = ordinary(factory, player, "vtm")
    page = sign_in(player.name, **device)
    assert complaints_of_axe(page, vampire.path, "/", "/preferences") == []


def test_targets_stay_large_enough_when_everything_is_small_and_close(open_sheet, anna, prefer):
    prefer(text_size="small", density="close")
    for device, least in ((DESKTOP, 24), (PHONE, 34)):
        page = open_sheet(anna, **device)
        sizes = page.locator(".sheet__main .dot:not([value='0'])").evaluate_all(
            "all => all.map(one => Math.min(one.offsetWidth, one.offsetHeight))"
        )
        assert min(sizes) >= least


@pytest.mark.parametrize(("device", "widths"), [(PHONE, (360,)), (DESKTOP, (620, 900, 1100, 1280, 1400))])
def test_larger_text_neither_breaks_names_nor_widens_the_page(open_sheet, factory, player, prefer, device, widths):
    prefer(text_size="larger", margin_width=50)
    page = open_sheet(ordinary(factory, player, "vtm"), **device)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        lines = page.locator("#attributes legend, #skills legend").evaluate_all(
            "all => all.map(one => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
        )
        assert max(lines) < 1.5, width


# How many rows of letters each word of the name takes.
ROWS = """(field) => field.value.split(" ").map((word) => {
  const alone = field.cloneNode();
  alone.value = word;
  field.after(alone);
  const rows = Math.round(alone.clientHeight / parseFloat(getComputedStyle(alone).lineHeight));
  alone.remove();
  return rows;
})"""


@pytest.mark.parametrize(("size", "widths"), [("larger", (360, 375, 390)), ("large", (320,))])
def test_larger_text_breaks_no_word_of_a_name_at_the_top_of_a_phone(open_sheet, factory, player, prefer, size, widths):
    prefer(text_size=size)
    page = open_sheet(ordinary(factory, player, "vtm"), **PHONE)
    page.evaluate("document.fonts.ready")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.get_by_label("Name", exact=True).evaluate(ROWS) == [1, 1], width


def test_less_motion_is_none(open_sheet, anna, prefer):
    page = open_sheet(anna)
    longest = """Math.max(...[...document.querySelectorAll("body *")].flatMap((one) =>
      getComputedStyle(one).transitionDuration.split(",").map(parseFloat)))"""
    assert page.evaluate(longest) > 0
    prefer(motion="less")
    page.reload()
    assert page.evaluate(longest) == 0


def test_the_paper_chosen_at_the_printer_is_remembered(open_sheet, anna, chosen):
    page = open_sheet(anna)
    page.get_by_role("link", name="Print", exact=True).click()
    page.get_by_label("US Letter").check()
    until(page, lambda: chosen() and chosen().paper == "letter")
    page.reload()
    expect(page.get_by_label("US Letter")).to_be_checked()
    assert round(printed(page)[0].size[0]) == 216


def test_without_scripts_the_paper_is_remembered_by_a_button(sign_in, anna, chosen):
    page = sign_in(anna.owner.name, java_script_enabled=False)
    page.goto(f"{anna.path}/print")
    page.get_by_label("US Letter").check()
    page.get_by_role("button", name="Remember this paper").click()
    expect(page).to_have_url(f"{page.url.split(anna.path)[0]}{anna.path}/print#preference-paper")
    expect(page.get_by_label("US Letter")).to_be_checked()
    assert chosen().paper == "letter"
