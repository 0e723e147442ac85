"""A werewolf's sheet."""

import pytest
from playwright.sync_api import expect

from tests.browser.devices import DESKTOP, PHONE, SHIFTS
from tests.browser.selectors import dot, expect_saved, row, section
from tests.factories.people import ordinary


@pytest.fixture
def marek(make_character, player):
    """A werewolf of Robin's."""
    return make_character(player, "wta", texts={"name": "Marek"}, stamina=3)


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_form_is_put_on_by_one_click(open_sheet, marek, saved, device):
    page = open_sheet(marek, **device)
    crinos = row(page, "Form").get_by_role("radio", name="Crinos", exact=True)
    with page.expect_response("**/ratings/form"):
        crinos.click()
    expect(crinos).to_be_checked()
    expect(page.locator("#tracker-health .box")).to_have_count(10)
    expect(section(page, "Form")).to_contain_text("2 Rage checks")
    expect(page.get_by_role("status")).to_have_text("Form: Homid → Crinos")
    expect_saved(page)
    assert saved(marek).ratings["form"] == 2
    page.reload()
    expect(crinos).to_be_checked()


def test_a_form_is_put_on_by_key_and_the_focus_stays(open_sheet, marek, saved):
    page = open_sheet(marek)
    forms = row(page, "Form")
    forms.get_by_role("radio", name="Homid").focus()
    for form in ("Glabro", "Crinos"):
        with page.expect_response("**/ratings/form"):
            page.keyboard.press("ArrowRight")
        expect_saved(page)
        expect(forms.get_by_role("radio", name=form)).to_be_focused()
    assert saved(marek).ratings["form"] == 2


def test_a_form_is_put_on_without_scripts(open_sheet, marek):
    page = open_sheet(marek, java_script_enabled=False)
    row(page, "Form").get_by_role("radio", name="Hispo").check()
    page.locator("#rating-form").get_by_role("button", name="Save").click()
    expect(row(page, "Form").get_by_role("radio", name="Hispo")).to_be_checked()
    assert page.url.endswith("#rating-form")


def test_damage_beyond_the_boxes_is_carried_over_by_a_button(open_sheet, make_character, player, saved):
    marek = make_character(player, "wta", stamina=3, form=2, health_superficial=9)
    page = open_sheet(marek)
    row(page, "Form").get_by_role("radio", name="Homid").click()
    health = row(page, "Health")
    expect(health).to_contain_text("3 more than it holds")
    health.get_by_role("button", name="Carry over").click()
    expect(health).to_contain_text("6 boxes, 3 superficial, 3 aggravated")
    expect(health).not_to_contain_text("more than it holds")
    expect_saved(page)


def test_a_change_of_form_or_renown_moves_nothing(sign_in, factory, player):
    page = sign_in(player.name, **DESKTOP)
    page.add_init_script(SHIFTS)
    page.goto(ordinary(factory, player, "wta").path)
    page.evaluate("document.fonts.ready")
    for form in ("Homid", "Glabro", "Crinos", "Hispo", "Lupus"):
        page.evaluate("window.shifts.length = 0")
        with page.expect_response("**/ratings/form"):
            row(page, "Form").get_by_role("radio", name=form).click()
        expect_saved(page)
        assert page.evaluate("window.shifts") == [], form
    with page.expect_response("**/ratings/glory"):
        dot(page, "Glory", 5).click()
    expect_saved(page)
    assert page.evaluate("window.shifts") == []


def test_a_frenzy_hides_no_other_state_of_its_cell(open_sheet, make_character, player):
    page = open_sheet(make_character(player, "wta", rage=0, frenzy=1))
    expect(page.get_by_text("The wolf is lost")).to_be_visible()
    page.get_by_label("Frenzy", exact=True).select_option("Not in frenzy")
    expect_saved(page)
    expect(page.get_by_text("The wolf is lost")).to_be_visible()
