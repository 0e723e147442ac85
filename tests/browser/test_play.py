"""A night at the table from the play view: by thumb, by keys, without scripts, and by touches that mean nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import complaints_as_it_stands
from tests.browser.devices import PHONE
from tests.browser.selectors import dot, expect_dots, expect_saved, row, until
from wodsheet.lines import LINES

SMALL = """() => [...document.querySelectorAll(
    ".deed__do, .deed__more, .name, .play__roll, .folded > summary, .undo__button, .effect button, .vital > summary")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < 43.5)
  .map(([words, { width, height }]) => `${words}: ${width} × ${height}`)"""


@pytest.fixture
def anna(make_character, make_entry, player):
    """A vampire who can fight and see."""
    anna = make_character(player, strength=3, brawl=2, stamina=3, hunger=2)
    make_entry(anna, "in_effect", "Blush of Life")
    make_entry(anna, "equipment", "Crowbar")
    return anna


@pytest.fixture
def play(sign_in):
    """Opens the play view of a character on a phone."""

    def play(character, **options) -> Page:
        page = sign_in(character.owner.name, **{**PHONE, **options})
        page.goto(f"{character.path}/play")
        return page

    return play


@pytest.fixture
def rolls(connection):
    """How many rolls there are."""
    return lambda: connection.execute("SELECT count(*) AS many FROM rolls").fetchone().many


def stands_still(page: Page) -> bool:
    """Whether what was rolled lies where it lay 200 ms ago."""
    place = "JSON.stringify(document.querySelector('#panel .die').getBoundingClientRect())"
    before = page.evaluate(place)
    page.wait_for_timeout(200)
    return page.evaluate(place) == before


def test_a_thumb_rolls_in_three_taps_again_in_one_and_marks_what_happened(play, anna, rolls, saved):
    page = play(anna)
    page.get_by_role("link", name="Strength 3").tap()
    page.get_by_role("link", name="Brawl 2").tap()
    page.locator(".play__roll").tap()
    word = page.locator("#roll .dice-word")
    expect(word).to_be_visible()
    expect(page.locator("#roll .result > .hint").last).to_contain_text("Strength + Brawl")
    assert stands_still(page)
    expect(page.get_by_role("status")).to_contain_text(word.text_content() or "?")

    page.locator(".play__roll").tap()
    until(page, lambda: rolls() == 2)
    page.get_by_role("button", name=re.compile("^Rouse check")).tap()
    expect(page.locator("#action .action__label")).to_have_text("Rouse check")
    assert rolls() == 3
    expect(word).to_be_visible()
    page.locator("#panel").get_by_role("button", name="Close").tap()
    expect(page.locator("#panel")).to_be_hidden()

    page.locator(".vital > summary", has_text="Health").tap()
    row(page, "Health").get_by_role("button", name="Box 2", exact=True).tap()
    expect(row(page, "Health")).to_contain_text("2 superficial")
    page.get_by_role("button", name="Close").or_(page.locator(".vital[open] > summary")).first.tap()

    page.get_by_role("button", name="End Blush of Life").tap()
    expect(page.locator(".effect")).to_have_count(0)
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".effect")).to_have_count(1)

    page.get_by_text("Notes", exact=True).first.tap()
    page.get_by_role("textbox", name="Notes").fill("The Prince lies.")
    expect_saved(page)
    until(page, lambda: saved(anna).texts.get("notes") == "The Prince lies.")
    assert page.evaluate(SMALL) == []


def test_the_play_view_keeps_nobody_out(play, anna):
    page = play(anna)
    page.get_by_role("link", name="Strength 3").tap()
    expect(page.locator("#roll-form")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert complaints_as_it_stands(page) == []
    for width, height in ((360, 740), (820, 1180), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert complaints_as_it_stands(page) == []


def test_keys_alone_find_roll_and_close(play, anna, rolls):
    page = play(anna, viewport={"width": 1280, "height": 900}, has_touch=False, is_mobile=False)
    page.keyboard.press("/")
    page.keyboard.type("crow")
    expect(page.get_by_text("Crowbar")).to_be_visible()
    expect(page.get_by_role("link", name="Strength 3")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Strength 3")).to_be_visible()
    page.get_by_role("link", name="Strength 3").press("Enter")
    expect(page.locator(".play__roll")).to_have_text("Roll 3")
    page.locator(".play__roll").press("Enter")
    expect(page.locator("#roll .dice-word")).to_be_visible()
    page.locator("#panel .once-more button").press("Escape")
    expect(page.locator("#roll .dice-word")).to_have_count(0)
    page.locator(".play__roll").press("Enter")
    expect(page.locator("#roll-typed")).to_be_focused()
    page.keyboard.type("str + brawl")
    page.keyboard.press("Enter")
    expect(page.locator("#roll .dice-word")).to_be_visible()
    assert rolls() == 2


def test_without_scripts_a_phone_acts_rolls_and_comes_back(play, anna):
    page = play(anna, java_script_enabled=False)
    page.get_by_role("button", name=re.compile("^Rouse check")).tap()
    expect(page).to_have_url(re.compile(r"/play\?done="))
    expect(page.locator("#action .action__label")).to_have_text("Rouse check")
    page.get_by_role("button", name="End Blush of Life").tap()
    expect(page).to_have_url(re.compile("/play#undo$"))
    expect(page.locator(".effect")).to_have_count(0)
    page.get_by_role("link", name="Strength 3").tap()
    expect(page.get_by_label("Pool", exact=True)).to_have_value("Strength")


def test_the_roster_leads_to_the_page_a_device_was_at_last(play, anna):
    page = play(anna)
    page.goto("/")
    expect(page.locator(".card__name a")).to_have_attribute("href", re.compile("/play$"))
    page.locator(".card__name a").tap()
    page.get_by_role("link", name="Sheet", exact=True).tap()
    expect(page.locator("#attributes .rating").first).to_be_visible()
    page.goto("/")
    expect(page.locator(".card__name a")).to_have_attribute("href", anna.path)


def test_names_on_the_sheet_are_added_to_a_pool_and_their_dots_stay_dots(open_sheet, anna, rolls):
    page = open_sheet(anna, **PHONE)
    page.get_by_role("link", name="Roll Strength", exact=True).tap()
    page.get_by_role("link", name="Roll Brawl", exact=True).tap()
    expect(page.locator("#roll .roll__words")).to_contain_text("Strength 3 + Brawl 2")
    assert row(page, "Strength").get_by_role("radio").count() == 5
    page.get_by_role("button", name="Roll 5", exact=True).tap()
    expect(page.locator("#roll .dice-word")).to_be_visible()
    assert stands_still(page)
    assert rolls() == 1
    dot(page, "Brawl", 3).tap()
    expect_dots(page, "Brawl", 3)
    dot(page, "Dexterity", 1).press("r")
    expect(page.locator("#roll .roll__words")).to_contain_text("Dexterity 1")
    page.get_by_role("link", name="Roll Brawl", exact=True).tap()
    expect(page.get_by_role("button", name="Roll 4", exact=True)).to_be_visible()
    page.set_viewport_size({"width": 1400, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 1400
    page.locator("#panel").get_by_role("button", name="Close").tap()
    expect(page.locator("#panel")).to_be_hidden()


# Taps on whatever reacts and stays on the page, a few at once, as in a pocket.
TAPS = """async ([seed, taps]) => {
  const AWAY = "a[href]:not([hx-get], [href*='/rolls?'], [href^='#'])";
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let n = 0; n < taps; n++) {
    const all = document.querySelectorAll("main :is(button, a[href], summary, input, select, textarea, label, h2, p)");
    const seen = [...all].filter((one) => one.checkVisibility() && !one.closest(AWAY));
    const one = seen[Math.floor(random() * seen.length)];
    one.focus();
    one.click();
    await new Promise((go) => setTimeout(go, 25));
  }
}"""


STORED = """
SELECT ratings, texts, (SELECT jsonb_agg(e.name) FROM entries e WHERE e.kind <> 'in_effect') AS entries FROM characters
"""


@pytest.mark.parametrize(("line", "seed", "taps"), [("vtm", 1, 120), ("wta", 2, 40), ("htr", 3, 40)])
def test_stray_taps_change_only_what_is_played(
    play, complaints, make_character, make_entry, player, connection, line, seed, taps
):
    anna = make_character(player, line, strength=3, brawl=2, stamina=3)
    make_entry(anna, "equipment", "Crowbar")
    make_entry(anna, "in_effect", "Something")
    before = connection.execute(STORED).fetchone()
    page = play(anna)
    complaints.expect("409 (CONFLICT)")  # nothing to redo
    complaints.expect("422 (UNPROCESSABLE")  # words that are no pool
    page.evaluate(TAPS, [seed, taps])
    expect_saved(page)
    after = connection.execute(STORED).fetchone()
    vitals = LINES[line].vitals
    played = {part.name for vital in vitals for part in (vital.part, *vital.also, *vital.reads)} | set(
        LINES[line].damage
    )
    played |= {trait.name for vital in vitals for trait in getattr(vital.part, "adjusting", ())}
    changed = {name for name, dots in after.ratings.items() if before.ratings.get(name) != dots}
    assert changed - played == set()
    written = {name for name, words in after.texts.items() if before.texts.get(name) != words}
    assert written - played == set()
    assert after.entries == before.entries
    assert changed
