"""What pages look like, as far as a machine can tell: nothing axe objects to, nothing too wide, nothing that jumps."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import OF_COLOUR, complaints_of_axe
from tests.browser.devices import DESKTOP, PHONE, SHIFTS
from tests.browser.selectors import dot, expect_saved, until
from tests.factories import Factory, Player
from tests.factories.people import fullest, ordinary
from tests.waiting import eventually
from wodsheet.lines import LINES


@pytest.fixture
def people(factory, player) -> list[str]:
    """The paths of an ordinary character of every line."""
    return [ordinary(factory, player, line).path for line in LINES]


def pages(factory: Factory, player: Player, people: list[str]) -> list[str]:
    """The paths of the pages that a player with these characters can see, those aside that have tests of their own."""
    factory.character(player, archived=True)
    factory.character(player, died=True)
    factory.character(player, deleted=1)
    factory.token(player)
    empty = factory.character(player)
    ghoul = factory.character(player, texts={"kind": "Ghoul", "domitor": "Georgius"})
    factory.entry(ghoul, "disciplines", "Celerity", 1)
    vampire = people[0]
    account = ["/", "/tokens", "/account", "/account/deletion", "/account/deleted", "/account/import"]
    own = [f"{vampire}/{part}" for part in ("print", "death", "deletion")]
    opened = [f"{vampire}/lists/{name}/new#list-{name}" for name in ("advantages", "specialties")]
    ghouls = f"{ghoul.path}#list-disciplines"
    return [*account, "/vtm/new", "/vtm/999999", *people, empty.path, ghouls, *own, *opened]


# Colours belong to the theme and sizes to the device, so each is met once; on the sheet itself the colours of all four.
@pytest.mark.parametrize(("theme", "device"), [("light", DESKTOP), ("dark", PHONE)], ids=["light-wide", "dark-phone"])
def test_axe_finds_nothing_on_any_page(visit, sign_in, factory, player, people, complaints, theme, device):
    complaints.expect("404")
    inside = pages(factory, player, people)
    options = {**device, "color_scheme": theme}
    outside = visit(**options)
    found = complaints_of_axe(outside, "/", "/login", "/wta/ready/print")
    nobody = sign_in("Somebody new", **options)
    found += complaints_of_axe(nobody, "/")
    page = sign_in(player.name, **options)
    hunter = factory.character(player, "htr")
    tenet = f"{hunter.path}/lists/tenets/{factory.entry(hunter, 'tenets', 'No one hunts alone.')}"
    assert page.request.post(f"{tenet}/remove", max_redirects=0).status == 303
    own = (f"{tenet}/removed#list-tenets", f"{hunter.path}/check", "/vtm/new?seed=5")
    assert found + complaints_of_axe(page, *inside, *own) == []


@pytest.mark.parametrize(("theme", "device"), [("dark", DESKTOP), ("light", PHONE)], ids=["dark-wide", "light-phone"])
def test_axe_finds_nothing_on_a_sheet_in_the_other_themes(sign_in, player, people, theme, device):
    page = sign_in(player.name, color_scheme=theme, **device)
    assert complaints_of_axe(page, *people, rules=OF_COLOUR) == []


# How wide a page is, and how far it can be scrolled beyond its own end or the window's, whichever is lower.
EDGES = """() => {
  const page = document.documentElement, end = document.body.getBoundingClientRect().bottom;
  return [page.scrollWidth, page.scrollHeight - Math.max(end + scrollY, innerHeight)];
}"""
NARROW = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize(("device", "letters"), [(NARROW, 16), (PHONE, 32)], ids=["320-px", "text-twice-as-large"])
def test_no_page_is_wider_than_a_small_phone_or_goes_on_below_its_end(
    sign_in, factory, player, people, complaints, device, letters
):
    complaints.expect("404")
    page = sign_in(player.name, **device)
    sizes = {"fontSizes": {"standard": letters, "fixed": letters}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    hunter, wide, beyond = factory.character(player, "htr"), {}, {}
    factory.portrait(hunter, "face", "0" * 32)
    factory.experience(hunter, "earned", 9_999)
    own = ["/preferences", f"{hunter.path}/experience", f"{hunter.path}/portraits"]
    for path in pages(factory, player, people) + own:
        page.goto(path)
        wide[path], beyond[path] = page.evaluate(EDGES)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{letters}px"
    assert {path: width for path, width in wide.items() if width > device["viewport"]["width"]} == {}
    assert {path: pixels for path, pixels in beyond.items() if pixels > 1} == {}


# Wherever the page stands: the controls that lie beneath what is said about saving, though nothing hides them there.
BENEATH = """() => {
  const said = document.getElementById("saved"), own = said.closest(".vitals, main > .saved"), found = [];
  for (let y = 0; y < document.documentElement.scrollHeight; y += 90) {
    scrollTo(0, y);
    const { left, right, top, bottom } = said.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) found.push(`out of sight at ${y}`);
    for (let x = left + 2; x < right; x += 8) {
      const stack = document.elementsFromPoint(x, (top + bottom) / 2);
      const ours = stack.findIndex((one) => one === own);
      const over = stack.slice(0, ours < 0 ? stack.length : ours);
      for (const one of over) if (one.matches("a, button, input, select, textarea, summary")) found.push(one.outerHTML);
    }
  }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_whether_all_is_saved_is_always_in_sight_and_covers_nothing(sign_in, factory, player, device):
    hunter = ordinary(factory, player, "htr")
    page = sign_in(player.name, **device)
    for path in (hunter.path, f"{hunter.path}/experience", f"{hunter.path}/portraits", "/preferences"):
        page.goto(path)
        expect(page.locator("#saved")).to_be_in_viewport(ratio=1)
        assert page.evaluate(BENEATH) == [], path


@pytest.mark.parametrize("line", LINES)
def test_the_fullest_character_fits_a_phone_360_px_wide(sign_in, factory, player, line):
    character = fullest(factory, player, line)
    page = sign_in(player.name, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    for path in ("/", character.path, f"{character.path}/print"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path


# Where each group of a section's rows begins, and the rows whose dots stand in two lines or leave their column.
GROUPS = """(section) => [...section.querySelectorAll(".columns > *")].map((one) => one.getBoundingClientRect().top)"""
BROKEN = """(section) => [...section.querySelectorAll(".rating")].filter((row) => {
  const dots = [...row.querySelectorAll(".dot:not([value='0'])")].map((dot) => dot.getBoundingClientRect());
  const end = row.getBoundingClientRect().right + 0.5;
  return dots.some((dot) => dot.top !== dots[0].top || dot.right > end);
}).map((row) => row.id)"""


@pytest.mark.parametrize(("size", "widths"), [("ordinary", (744, 820)), ("small", (692,)), ("large", (830,))])
def test_on_a_tablet_held_upright_nothing_stands_beside_a_void(sign_in, player, people, prefer, size, widths):
    prefer(text_size=size)
    page = sign_in(player.name, has_touch=True, is_mobile=True)
    for path, sections in ((people[0], ("attributes", "skills")), (people[2], ("renown", "attributes", "skills"))):
        page.goto(path)
        for width, name in product(widths, sections):
            page.set_viewport_size({"width": width, "height": 1133})
            section = page.locator(f"#{name}")
            assert len(set(section.evaluate(GROUPS))) == 1, (path, name, width)
            assert section.evaluate(BROKEN) == [], (path, name, width)


# What goes beyond the end of its cell in the strip.
BEYOND = """() => [...document.querySelectorAll(".vital :is(.dot, .boxes, .steps, .text)")]
  .filter((one) => one.getBoundingClientRect().right > one.closest(".vital").getBoundingClientRect().right + 0.5)
  .map((one) => one.outerHTML)"""
LEFTS = "all => all.map((one) => Math.round(one.getBoundingClientRect().left))"


def test_on_a_desk_a_sheet_is_no_higher_than_2620_px_and_neither_a_name_nor_a_cell_of_the_strip_breaks(
    sign_in, player, people
):
    page = sign_in(player.name, **DESKTOP)
    humanity, stains = (page.locator(f"#rating-{name} .dot:not([value='0'])") for name in ("humanity", "stains"))
    names = page.locator("#attributes legend, #skills legend")
    for path in people:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollHeight") <= 2620, path
        for width in (620, 820, 1100, 1160, 1200, 1280, 1366, 1400, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            heights = names.evaluate_all("all => all.map(one => one.offsetHeight)")
            assert len(heights) == 36, path
            assert max(heights) < 30, (path, width)
            if width >= 1160:
                assert page.evaluate(BEYOND) == [], (path, width)
                # Stains stand under Humanity.
                assert humanity.evaluate_all(LEFTS) == stains.evaluate_all(LEFTS)[::-1], width
        page.set_viewport_size(DESKTOP["viewport"])


# Fields whose words go on beyond their edges; downwards by more than the tail of a letter.
CUT = """() => [...document.querySelectorAll(".text > :is(input, textarea):not(.own)")]
  .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 9).map((one) => one.id)"""


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("line", LINES)
def test_no_words_are_cut_by_their_field_however_long_they_may_be(sign_in, factory, player, line, device):
    page = sign_in(player.name, **device)
    page.goto(fullest(factory, player, line, 400).path)
    assert page.evaluate(CUT) == []


def test_without_scripts_names_are_whole_and_dots_in_one_row_under_a_thumb(sign_in, factory, player):
    page = sign_in(player.name, java_script_enabled=False, **PHONE)
    page.goto(ordinary(factory, player, "vtm").path)
    for width in (360, 390, 744, 820):
        page.set_viewport_size({"width": width, "height": 844})
        lines = page.locator("#attributes legend, #skills legend").evaluate_all(
            "all => all.map((one) => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"
        )
        assert max(lines) < 1.5, width
        assert page.locator("#attributes").evaluate(BROKEN) == page.locator("#skills").evaluate(BROKEN) == []


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_fonts_that_come_late_move_nothing(sign_in, factory, player, device):
    page = sign_in(player.name, **device)
    page.add_init_script(SHIFTS)
    drawn = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    late: list[Route] = []
    page.route("**/*.woff2", lambda route: late.append(route))
    page.goto(ordinary(factory, player, "vtm").path, wait_until="domcontentloaded")
    expect(page.get_by_role("heading", name="Skills")).to_be_visible()
    until(page, lambda: len(late) == 3)
    page.evaluate(drawn)
    for route in late:
        route.continue_()
    page.evaluate("document.fonts.ready")
    page.evaluate(drawn)
    assert page.evaluate("document.fonts.check('17px Alegreya') && document.fonts.check('500 17px Cinzel')")
    assert sum(page.evaluate("window.shifts")) < 0.01


def test_a_click_on_a_dot_moves_nothing(sign_in, factory, player):
    page = sign_in(player.name, **DESKTOP)
    page.add_init_script(SHIFTS)
    page.goto(ordinary(factory, player, "vtm").path)
    page.evaluate("document.fonts.ready")
    page.evaluate("window.shifts.length = 0")
    for trait, dots in (
        ("Stamina", 5),
        ("Composure", 5),
        ("Strength", 1),
        ("Hunger", 4),
        ("Humanity", 9),
        ("Stains", 3),
    ):
        with page.expect_response("**/ratings/*"):
            dot(page, trait, dots).click()
        expect_saved(page)
    page.get_by_role("group", name="Health").get_by_role("button", name="Take superficial").click()
    expect_saved(page)
    assert page.evaluate("window.shifts") == []


def test_a_tap_on_a_cell_of_the_bar_raises_its_controls_one_at_a_time(sign_in, anna):
    page = sign_in(anna.owner.name, **PHONE)
    page.goto(anna.path)
    health = page.get_by_role("group", name="Health")
    page.locator(".vital > summary", has_text="Health").click()
    take = health.get_by_role("button", name="Take superficial")
    with page.expect_response("**/trackers/health"):
        take.click()
    expect(health.get_by_text("1 superficial")).to_be_visible()
    assert (take.bounding_box() or {})["height"] >= 44
    page.locator("summary", has_text="Hunger").click()
    expect(health.get_by_text("1 superficial")).not_to_be_in_viewport(ratio=0.9)
    assert (dot(page, "Hunger", 3).bounding_box() or {})["height"] >= 44


def test_forms_open_in_several_lists_have_each_their_own_fields(sign_in, anna):
    page = sign_in(anna.owner.name)
    page.goto(anna.path)
    for adding in ("Add touchstone", "Add tenet", "Add flaw"):
        page.get_by_role("link", name=adding).click()
        expect(page.get_by_role("form", name=adding)).to_be_visible()
    page.get_by_role("form", name="Add tenet").get_by_label("Tenet").fill("No killing")
    expect(page.get_by_role("form", name="Add touchstone").locator("[name=name]")).to_have_value("")
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("theme", "device"), [("light", PHONE), ("dark", DESKTOP)], ids=["light-phone", "dark-wide"])
def test_what_is_dire_can_still_be_read(sign_in, factory, player, theme, device):
    page = sign_in(player.name, color_scheme=theme, **device)
    people = (
        factory.character(player, hunger=5),
        factory.character(player, "htr", despair=1),
        factory.character(player, "wta", frenzy=1),
    )
    assert complaints_of_axe(page, *(one.path for one in people), rules=OF_COLOUR) == []


COLOURS = """() => [document.querySelector("#rating-hunger legend"), document.querySelector(".vitals")]
  .map(one => { const {color, borderBlockEndColor} = getComputedStyle(one); return color + borderBlockEndColor; })"""


# The colours of the portrait, and whether its edge is dark.
PLATE = """() => {
  const plate = document.querySelector(".masthead .portrait");
  return [getComputedStyle(plate.firstElementChild).filter, getComputedStyle(plate, "::after").boxShadow !== "none"];
}"""


def test_hunger_is_drawn_otherwise_from_four_on(open_sheet, make_character, player):
    page = open_sheet(make_character(player, hunger=2))
    dots = [page.locator(f"#rating-hunger [value='{dots}']") for dots in range(6)]
    usual = page.evaluate(COLOURS)
    for count, dire in ((3, False), (4, True), (5, True), (1, False)):
        dots[count].click()
        expect_saved(page)
        legend, strip = page.evaluate(COLOURS)
        assert (legend != usual[0], strip) == (dire, usual[1])
        eventually(lambda wanted=dire: page.evaluate(PLATE) == ["saturate(1)", wanted])
    page.locator("#rating-humanity [value='2']").click()
    expect_saved(page)
    eventually(lambda: page.evaluate(PLATE) == ["saturate(0.3)", False])


def test_despair_shows_on_all_that_is_at_hand(open_sheet, make_character, player):
    page = open_sheet(make_character(player, "htr"))
    strip = page.locator(".vitals")
    border = "one => getComputedStyle(one).borderBlockEndColor"
    usual = strip.evaluate(border)
    page.get_by_label("Despair", exact=True).select_option("In despair")
    expect_saved(page)
    assert strip.evaluate(border) != usual
    page.get_by_label("Despair", exact=True).select_option("Not in despair")
    expect_saved(page)
    assert strip.evaluate(border) == usual


def test_drops_keep_their_places_and_the_line_at_saved_ends_with_the_page(open_sheet, make_character, player):
    page = open_sheet(make_character(player, hunger=5))
    for letters in (16, 24, 32):
        page.evaluate("size => document.documentElement.style.fontSize = `${size}px`", letters)
        place, drop = (
            page.locator("#rating-hunger .dot")
            .nth(2)
            .evaluate("dot => [dot.offsetWidth, parseFloat(getComputedStyle(dot, '::before').width) * Math.SQRT2]")
        )
        assert drop < place
    for address, beside in ("/preferences", ".preference"), (f"{page.url}/experience", ".experience__head"):
        page.goto(address)
        line, row = (page.locator(one).first.bounding_box() for one in ("#saved", beside))
        assert (line["x"], line["width"]) == (row["x"], row["width"])
