"""A phone at the table: what is told folds away and stays so, and what is played is in reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints_of_axe
from tests.browser.devices import PHONE
from tests.browser.selectors import expect_dots, expect_saved, section
from tests.factories.people import ready

# What a ready character's sheet measured on this phone before sections folded, in pixels, and its share of that now.
WHOLE = {"vtm": (8969, 0.5), "htr": (7802, 0.5), "wta": (8249, 0.54)}


def heading(page: Page, name: str):
    """The button in a section's heading that folds it."""
    return page.get_by_role("heading", name=name, exact=True).get_by_role("button")


def test_sections_fold_and_a_phone_remembers_which(sign_in, factory, player, complaints):
    complaints.expect("texts/notes")
    complaints.expect("htmx:error")
    character = ready(factory, player, "vtm")
    page = sign_in(player.name, **PHONE)
    page.goto(character.path)
    notes, skills = page.locator("#text-notes"), section(page, "Skills").locator(".rating").first
    expect(heading(page, "Skills")).to_have_attribute("aria-expanded", "true")
    expect(heading(page, "Notes")).to_have_attribute("aria-expanded", "false")
    expect(notes).to_be_hidden()
    heading(page, "Notes").tap()
    heading(page, "Skills").tap()
    expect(notes).to_be_visible()
    expect(skills).to_be_hidden()

    # The strip leads to what is folded, opens it, and marks where one is.
    contents = page.get_by_role("navigation", name="Parts of the sheet")
    contents.get_by_role("link", name="Skills").tap()
    expect(skills).to_be_in_viewport()
    expect(contents.locator("[aria-current]")).to_have_text("Skills")
    advantages = contents.get_by_role("link", name="Advantages")
    expect(advantages).not_to_be_in_viewport()
    section(page, "Advantages").evaluate("section => section.scrollIntoView()")
    expect(contents.locator("[aria-current]")).to_have_text("Advantages")
    expect(advantages).to_be_in_viewport(ratio=1)

    # What is drawn again stays as it is folded; what is being written is not folded away.
    assert page.request.post(f"{character.path}/ratings/strength", form={"dots": "5"}, max_redirects=0).status == 303
    page.evaluate("document.dispatchEvent(new Event('redraw'))")
    expect_dots(page, "Strength", 5)
    expect(heading(page, "Identity")).to_have_attribute("aria-expanded", "false")
    expect(heading(page, "Notes")).to_have_attribute("aria-expanded", "true")
    page.route("**/texts/notes", lambda route: route.abort())
    notes.fill("The third key is with Hana.")
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    heading(page, "Notes").tap()
    expect(notes).to_be_visible()
    page.unroute("**/texts/notes")
    expect_saved(page)

    page.goto("about:blank")
    page.goto(character.path)
    expect(heading(page, "Skills")).to_have_attribute("aria-expanded", "false")
    expect(heading(page, "Notes")).to_have_attribute("aria-expanded", "true")
    page.set_viewport_size({"width": 820, "height": 1180})
    expect(section(page, "Touchstones").locator(".entry").first).to_be_visible()


@pytest.mark.parametrize("line", WHOLE)
def test_a_ready_characters_sheet_is_half_as_long_as_it_was(open_sheet, factory, player, line):
    page = open_sheet(ready(factory, player, line), **PHONE)
    expect(page.locator("[data-fold=closed]").first).to_be_visible()
    whole, share = WHOLE[line]
    assert page.evaluate("document.documentElement.scrollHeight") <= share * whole


def test_what_is_written_into_a_form_that_adds_is_added_when_the_form_is_left(open_sheet, make_character):
    page = open_sheet(make_character(brawl=2, craft=3), **PHONE)
    under = {skill: page.locator(f"#under-{skill}") for skill in ("brawl", "craft")}
    fields = {skill: place.get_by_label("Specialty", exact=True) for skill, place in under.items()}
    page.get_by_role("link", name="Add specialty to Brawl").tap()
    fields["brawl"].fill("Grappling")
    page.get_by_role("link", name="Add specialty to Craft").tap()
    expect(under["brawl"].locator(".under__one")).to_have_text("Grappling")
    expect(fields["craft"]).to_be_focused()
    # Cancel, Escape and a form without words add nothing; a press on its own button adds once.
    fields["craft"].fill("Pianos")
    under["craft"].get_by_role("link", name="Cancel").tap()
    expect(fields["craft"]).to_have_count(0)
    page.get_by_role("link", name="Add specialty to Craft").tap()
    fields["craft"].fill("Pianos")
    page.keyboard.press("Escape")
    expect(fields["craft"]).to_have_count(0)
    page.get_by_role("link", name="Add specialty to Craft").tap()
    fields["craft"].fill(" ")
    page.locator("#text-ambition").tap()
    expect(fields["craft"]).to_be_visible()
    fields["craft"].fill("Harps")
    under["craft"].get_by_role("button", name="Add", exact=True).tap()
    expect(under["craft"].locator(".under__one")).to_have_text(["Harps"])
    expect_saved(page)
    page.reload()
    expect(page.locator(".under__one")).to_have_text(["Grappling", "Harps"])


def test_a_specialty_is_given_changed_and_removed_at_its_skill(open_sheet, make_character, player):
    page = open_sheet(make_character(player), **PHONE)
    brawl = page.locator("#under-brawl")
    page.get_by_role("link", name="Add specialty to Brawl").tap()
    expect(brawl.get_by_label("Specialty", exact=True)).to_be_focused()
    page.keyboard.type("Throws")
    brawl.get_by_role("button", name="Add", exact=True).tap()
    brawl.get_by_role("link", name="Change Throws").tap()
    expect(brawl.get_by_label("Specialty", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" and holds")
    expect(page.locator("#list-specialties textarea")).to_have_value("Throws and holds")
    expect_saved(page)
    brawl.get_by_role("link", name="Done").tap()
    brawl.get_by_role("link", name="Change Throws and holds").tap()
    brawl.get_by_role("button", name="Remove Throws and holds").tap()
    brawl.get_by_role("button", name="Bring back Throws and holds").tap()
    expect(brawl.get_by_role("link", name="Change Throws and holds")).to_be_visible()


def test_what_blood_and_form_bring_is_one_tap_away_and_states_are_words_in_the_bar(sign_in, make_character, player):
    page = sign_in(player.name, **PHONE)
    page.goto(make_character(player, hunger=5, blood_potency=2).path)
    hunger, blood = page.locator(".vital").filter(has_text="Hunger"), page.locator("#reads-blood_potency")
    expect(hunger.get_by_text("none by choice")).to_be_in_viewport()
    expect(blood.get_by_text("2 superficial")).not_to_be_in_viewport()
    hunger.locator("> summary").tap()
    expect(blood.get_by_text("2 superficial")).to_be_in_viewport()
    page.goto(make_character(player, "wta", form=2).path)
    expect(page.locator("#reads-form b")).to_have_text("Crinos")
    expect(page.locator("#reads-form b")).to_be_in_viewport()
    for width, height in ((320, 640), (820, 1180), (1180, 820)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(CUT) == [], width


# What goes beyond the edges of its cell in the bar.
CUT = """() => [...document.querySelectorAll(".vital :is(summary, .box, .dot:not([value='0']), .reads b, .condition)")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1)
  .filter((one) => one.getBoundingClientRect().right > one.closest(".vital").getBoundingClientRect().right + 0.5)
  .map((one) => one.outerHTML)"""


def test_drops_of_danger_do_not_lie_over_one_another_and_what_they_do_is_read_as_words(open_sheet, make_character):
    page = open_sheet(make_character(hunger=5), **PHONE)
    cell = page.locator(".vital:has(#rating-hunger)")
    for width in (320, 390, 640, 820):
        for letters in ("", "150%"):
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate("letters => (document.documentElement.style.fontSize = letters)", letters)
            reach, apart = cell.locator(".dot:not([value='0'])").evaluate_all(REACH)
            assert reach <= apart + 0.5, (width, letters)
            words, effects = cell.locator(".also > .read-outs > *").evaluate_all(EDGES), []
            for (_, end, top, _), (start, _, _, next_top) in zip(words[::2], words[1::2], strict=True):
                effects.append(next_top > top or start - end >= 2)
            assert all(effects), (width, letters)


# How far a drop reaches from corner to corner with the ring about it, and how far the next is.
REACH = """dots => {
  const { width, boxShadow } = getComputedStyle(dots[0], "::before");
  const rings = [...boxShadow.matchAll(/0px 0px 0px (\\d+)px/g)].map(([, spread]) => Number(spread));
  const [first, second] = dots.map(dot => dot.getBoundingClientRect().left);
  return [Math.SQRT2 * (parseFloat(width) + 2 * Math.max(0, ...rings)), second - first];
}"""
# Of each word group: where its last line ends, and where its first begins.
EDGES = """all => all.map(one => {
  const range = document.createRange();
  range.selectNodeContents(one);
  const rects = [...range.getClientRects()];
  return [rects[0].left, rects.at(-1).right, rects.at(-1).top, rects[0].top].map(Math.round);
})"""


@pytest.mark.parametrize("stage", ["attributes", "skills"])
def test_axe_finds_nothing_in_a_stage_of_the_guided_way(sign_in, factory, player, stage):
    page = sign_in(player.name, **PHONE)
    assert complaints_of_axe(page, f"{factory.character(player).path}/guide/{stage}#main") == []
