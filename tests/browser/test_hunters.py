"""A hunter's sheet."""

import pytest
from playwright.sync_api import expect

from tests.browser.selectors import add_entry, dot, expect_dots, expect_saved, row, until


@pytest.fixture
def max_(make_character, player):
    """A hunter of Robin's."""
    return make_character(player, "htr", texts={"name": "Max"})


def test_despair_is_a_switch(open_sheet, max_, saved):
    page = open_sheet(max_)
    despair = page.get_by_label("Despair", exact=True)
    expect(despair.locator("option:checked")).to_have_text("Not in despair")
    despair.select_option("In despair")
    until(page, lambda: saved(max_).ratings.get("despair") == 1)
    expect(page.get_by_role("status")).to_have_text("Despair: Not in despair → In despair")
    page.reload()
    expect(despair.locator("option:checked")).to_have_text("In despair")


@pytest.mark.parametrize("trait", ["Desperation", "Danger"])
def test_desperation_and_danger_are_one_to_five(open_sheet, max_, trait):
    page = open_sheet(max_)
    values = row(page, trait).get_by_role("radio").evaluate_all("dots => dots.map(dot => dot.value)")
    assert values == ["1", "2", "3", "4", "5"]
    expect_dots(page, trait, 1)
    dot(page, trait, 1).click()
    expect_dots(page, trait, 1)
    with page.expect_response("**/ratings/*"):
        dot(page, trait, 4).click()
    expect_saved(page)
    page.reload()
    expect_dots(page, trait, 4)


def test_an_edge_has_its_own_perks(open_sheet, max_):
    page = open_sheet(max_)
    part = add_entry(page, "Edges", "Arsenal", "Add edge")
    page.get_by_role("link", name="Add perk to Arsenal").click()
    perk = part.get_by_label("Perk", exact=True)
    expect(perk).to_be_focused()
    offered = [one for one in perk.locator("option").all_text_contents() if one]
    perk.select_option(offered[0])
    part.get_by_role("button", name="Add", exact=True).click()
    expect(part).to_contain_text(offered[0])
    page.reload()
    expect(part).to_contain_text(offered[0])


def test_equipment_is_written_down(open_sheet, max_):
    page = open_sheet(max_)
    part = add_entry(page, "Equipment", "A shotgun", "Add equipment", description="Under the seat")
    page.reload()
    expect(part.get_by_label("Description")).to_have_value("Under the seat")


def test_a_hunter_drives_and_has_a_drive(open_sheet, max_, saved):
    page = open_sheet(max_)
    dot(page, "Driving", 2).click()
    page.get_by_label("Drive", exact=True).select_option("Vengeance")
    until(
        page,
        lambda: saved(max_).ratings.get("drive") == 2 and saved(max_).texts.get("motive") == "Vengeance",
    )
    expect(page.locator("#standfirst")).to_contain_text("driven by Vengeance")
