"""Lists: what a character has, is known for and believes in."""

import pytest
from playwright.sync_api import expect

from tests.browser.network import slow
from tests.browser.selectors import add_entry, dot, entry_names, expect_dots, expect_saved, focused, row, section


def test_a_touchstone_with_a_conviction_is_added_and_stays(open_sheet, anna):
    page = open_sheet(anna)
    part = add_entry(
        page, "Touchstones", "Milly", "Add touchstone", description="Childhood friend", conviction="Stick to the code"
    )
    page.reload()
    expect(part.get_by_label("Who they are")).to_have_value("Childhood friend")
    expect(part.get_by_label("Conviction")).to_have_value("Stick to the code")
    part.get_by_label("Who they are").fill("Sister")
    part.get_by_label("Conviction").focus()
    expect_saved(page)
    page.reload()
    expect(part.get_by_label("Who they are")).to_have_value("Sister")


def test_a_discipline_has_dots_and_its_own_powers(open_sheet, anna):
    page = open_sheet(anna)
    part = add_entry(page, "Disciplines", "Celerity", "Add discipline")
    expect_dots(page, "Celerity", 1)
    dot(page, "Celerity", 3).click()
    expect(page.get_by_role("status")).to_have_text("Celerity 3")
    page.get_by_role("link", name="Add power to Celerity").click()
    expect(part.get_by_label("Power", exact=True)).to_be_focused()
    offered = part.get_by_label("Power", exact=True).locator("option").all_text_contents()
    assert "Cat's Grace" in offered
    assert "Lethal Body" not in offered
    part.get_by_label("Power", exact=True).select_option("Fleetness")
    part.get_by_role("button", name="Add", exact=True).click()
    expect(part).to_contain_text("2 Fleetness")
    expect(page.get_by_role("link", name="Add power to Celerity")).to_be_focused()


def test_a_power_above_its_discipline_is_warned_about_and_allowed(open_sheet, anna, make_entry):
    celerity = make_entry(anna, "disciplines", "Celerity", 1)
    make_entry(anna, "powers", "Blink", parent=celerity)
    page = open_sheet(anna)
    part = section(page, "Disciplines")
    expect(part).to_contain_text("Level 3, above Celerity 1.")
    dot(page, "Celerity", 3).click()
    expect(part).not_to_contain_text("above Celerity")


def test_fortitude_brings_health_along_for_the_resilient(open_sheet, anna, make_entry):
    fortitude = make_entry(anna, "disciplines", "Fortitude", 2)
    page = open_sheet(anna)
    expect(row(page, "Health")).to_contain_text("4 boxes")
    page.get_by_role("link", name="Add power to Fortitude").click()
    page.get_by_label("Power", exact=True).select_option("Resilience")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, "Health")).to_contain_text("6 boxes")
    dot(page, "Fortitude", 3).click()
    expect(row(page, "Health")).to_contain_text("7 boxes")
    page.locator(f"#entry-{fortitude} > .entry__tools").get_by_role("button", name="Remove").click()
    expect(row(page, "Health")).to_contain_text("4 boxes")
    page.get_by_role("button", name="Bring back").click()
    expect(row(page, "Health")).to_contain_text("7 boxes")


def test_an_advantage_of_ones_own_has_dots_and_a_note(open_sheet, anna):
    page = open_sheet(anna)
    part = section(page, "Advantages")
    page.get_by_role("link", name="Add advantage").click()
    part.get_by_label("Advantage", exact=True).select_option("Of my own…")
    expect(part.get_by_label("Of my own")).to_be_focused()
    page.keyboard.type("Check the Trunk")
    part.get_by_label("Note").fill("Full of tools")
    part.get_by_role("button", name="Add", exact=True).click()
    dot(page, "Check the Trunk", 2).click()
    expect(page.get_by_role("status")).to_have_text("Check the Trunk 2")
    dot(page, "Check the Trunk", 2).click()
    expect(page.get_by_role("status")).to_have_text("Check the Trunk 1")
    dot(page, "Check the Trunk", 1).click()
    expect(page.get_by_role("status")).to_have_text("Check the Trunk 0")
    page.reload()
    expect_dots(page, "Check the Trunk", 0)
    expect(part.get_by_label("Note")).to_have_value("Full of tools")


def test_a_specialty_stands_under_its_skill_from_the_first_dot_or_none(open_sheet, anna):
    page = open_sheet(anna)
    part, beside = section(page, "Specialties"), page.locator("#under-brawl .under__one")
    for skill, specialty in (("Brawl", "Grappling"), ("Brawl", "Biting")):
        page.get_by_role("link", name="Add specialty", exact=True).click()
        part.get_by_label("Skill").select_option(skill)
        part.get_by_role("form").get_by_label("Specialty", exact=True).fill(specialty)
        part.get_by_role("button", name="Add", exact=True).click()
        expect(beside.last).to_have_text(specialty)
    expect(beside).to_have_text(["Grappling", "Biting"])
    part.get_by_role("button", name="Remove Biting").click()
    expect(beside).to_have_text(["Grappling"])


def test_an_entry_is_moved_and_the_focus_goes_with_it(open_sheet, anna, make_entry):
    for at, name in enumerate(("First", "Second", "Third")):
        make_entry(anna, "tenets", name, position=at)
    page = open_sheet(anna)
    part = section(page, "Chronicle tenets")
    part.get_by_role("button", name="Move Third up").click()
    expect(page.get_by_role("status")).to_have_text("Third is number 2 now.")
    assert entry_names(part) == ["First", "Third", "Second"]
    expect(part.get_by_role("button", name="Move Third up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Third is number 1 now.")
    assert entry_names(part) == ["Third", "First", "Second"]
    expect(part.get_by_role("button", name="Move Third down")).to_be_focused()
    page.reload()
    assert entry_names(part) == ["Third", "First", "Second"]


def test_a_tool_says_its_name_under_the_pointer(open_sheet, anna, make_entry):
    make_entry(anna, "flaws", "Suspect")
    page = open_sheet(anna)
    tool = page.get_by_role("button", name="Remove Suspect")
    said = "tool => getComputedStyle(tool, '::after').content"
    assert tool.evaluate(said) == "none"
    tool.hover()
    assert "Remove Suspect" in tool.evaluate(said)


def test_an_entry_is_renamed_to_another_choice(open_sheet, anna, make_entry):
    make_entry(anna, "advantages", "Resources", 2)
    page = open_sheet(anna)
    part = section(page, "Advantages")
    part.get_by_role("link", name="Rename Resources").click()
    expect(part.get_by_label("Advantage", exact=True)).to_be_focused()
    with page.expect_response("**/texts/name"):
        part.get_by_label("Advantage", exact=True).select_option("Haven")
    part.get_by_role("link", name="Done").click()
    expect(row(page, "Haven")).to_be_visible()
    expect_dots(page, "Haven", 2)
    expect(part.get_by_role("link", name="Rename Haven")).to_be_focused()

    part.get_by_role("link", name="Rename Haven").click()
    part.get_by_label("Advantage", exact=True).select_option("Of my own…")
    with page.expect_response("**/texts/name"):
        page.keyboard.type("A crypt")
        page.keyboard.press("Enter")
    part.get_by_role("link", name="Done").click()
    expect_dots(page, "A crypt", 2)


def test_escape_closes_a_name_opened_by_mistake(open_sheet, anna, make_entry):
    make_entry(anna, "advantages", "Resources", 2)
    page = open_sheet(anna)
    part = section(page, "Advantages")
    part.get_by_role("link", name="Rename Resources").click()
    expect(part.get_by_label("Advantage", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(part.get_by_label("Advantage", exact=True)).to_have_count(0)
    expect(part.get_by_role("link", name="Rename Resources")).to_be_focused()


def test_a_choice_taken_after_all_goes_before_words_begun(open_sheet, anna):
    page = open_sheet(anna)
    part = section(page, "Advantages")
    page.get_by_role("link", name="Add advantage").click()
    choice = part.get_by_label("Advantage", exact=True)
    choice.select_option("Of my own…")
    page.keyboard.type("A cry")
    choice.select_option("Haven")
    part.get_by_role("button", name="Add", exact=True).click()
    expect(row(page, "Haven")).to_be_visible()
    assert entry_names(part) == ["Haven"]


def test_a_removed_entry_can_be_brought_back_with_all_in_it(open_sheet, anna, make_entry):
    celerity = make_entry(anna, "disciplines", "Celerity", 2)
    make_entry(anna, "powers", "Fleetness", parent=celerity)
    page = open_sheet(anna)
    part = section(page, "Disciplines")
    page.locator(f"#entry-{celerity} > .entry__tools").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("status")).to_have_text("Removed Celerity.")
    expect(part.get_by_role("listitem")).to_have_count(0)
    back = part.get_by_role("button", name="Bring back")
    expect(back).to_be_focused()
    back.press("Enter")
    expect(part).to_contain_text("Fleetness")
    expect_dots(page, "Celerity", 2)
    assert focused(page) != ""


def test_a_double_click_on_remove_removes_one(open_sheet, anna, make_entry):
    for at, name in enumerate(("First", "Second", "Third")):
        make_entry(anna, "tenets", name, position=at)
    page = open_sheet(anna)
    part = section(page, "Chronicle tenets")
    part.get_by_role("button", name="Remove First").dblclick(delay=40)
    expect(page.get_by_role("status")).to_have_text("Removed First.")
    page.wait_for_load_state("networkidle")
    assert entry_names(part) == ["Second", "Third"]


def test_a_double_click_on_add_adds_one(open_sheet, anna):
    page = open_sheet(anna)
    slow(page, 100)
    page.get_by_role("link", name="Add tenet").click()
    part = section(page, "Chronicle tenets")
    part.get_by_label("Tenet", exact=True).fill("Never kill the innocent")
    part.get_by_role("button", name="Add", exact=True).dblclick()
    expect(page.get_by_role("status")).to_contain_text("Added")
    page.wait_for_load_state("networkidle")
    assert entry_names(part) == ["Never kill the innocent"]


@pytest.mark.parametrize("way", ["Escape", "Cancel"])
def test_a_form_opened_by_mistake_is_closed_again(open_sheet, anna, way):
    page = open_sheet(anna)
    part = section(page, "Advantages")
    page.get_by_role("link", name="Add advantage").click()
    expect(part.get_by_label("Advantage", exact=True)).to_be_focused()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        part.get_by_role("link", name="Cancel").press("Enter")
    expect(page.get_by_role("link", name="Add advantage")).to_be_focused()
    expect(part.get_by_role("form")).to_have_count(0)


def test_an_entry_without_a_name_is_refused_at_its_field(open_sheet, anna, complaints):
    complaints.expect("422")
    page = open_sheet(anna)
    page.get_by_role("link", name="Add touchstone").click()
    part = section(page, "Touchstones")
    part.get_by_label("Who they are").fill("Somebody's sister")
    part.get_by_role("button", name="Add", exact=True).click()
    expect(part).to_contain_text("Choose one, or write a name.")
    expect(part.get_by_label("Who they are")).to_have_value("Somebody's sister")
    expect(part.get_by_role("textbox", name="Touchstone", exact=True)).to_be_focused()
    expect(page.locator("#saved")).to_contain_text("Not saved")
    part.get_by_role("link", name="Cancel").click()
    expect_saved(page)
