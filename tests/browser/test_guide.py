"""A stranger makes a character with help, on a phone: few taps, no dead end, and one that is by the book."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import complaints_as_it_stands
from tests.browser.devices import PHONE
from tests.browser.selectors import dot, expect_saved

MOST_TAPS = 70


class Stranger:
    """Somebody with a thumb, who counts taps. Typing counts nothing, the tap into a field counts one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.tap()

    def rate(self, **ratings: int) -> None:
        for trait, dots in ratings.items():
            self.tap(dot(self.page, trait.replace("_", " ").title(), dots))
        expect_saved(self.page)

    def choose(self, name: str) -> None:
        """Take a card; where it gives something, that is shown and confirmed."""
        link, button = (self.page.get_by_role(role, name=f"Choose {name}", exact=True) for role in ("link", "button"))
        with self.page.expect_navigation():
            self.tap(link.or_(button))
        if "/grants/" in self.page.url:
            with self.page.expect_navigation():
                self.tap(button)
        expect(self.page.locator(".choice-card[aria-current] h2")).to_have_text(re.compile(name))

    def add(self, link: str, **rows: int) -> None:
        """Add things out of the picker, one after another, each by its dots or its name; then close it."""
        self.tap(self.page.get_by_role("link", name=link, exact=True))
        panel = self.page.locator("#picker")
        for name, dots in rows.items():
            words = name.replace("_", " ")
            row = panel.locator(".pick").filter(has=self.page.locator(f".pick__name:text-is('{words}')")).first
            expect(row).to_be_attached()
            if not row.evaluate("one => one.getBoundingClientRect().bottom < innerHeight"):
                self.tap(panel.locator(".picker__search"))
                panel.locator(".picker__search").fill(words)
            rating = row.locator(f"xpath=..//*[@data-dots='{dots}']")
            self.tap(rating if dots and rating.count() else row)
            expect(self.page.locator(".entries").filter(has_text=words).first).to_be_attached()
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")
        if panel.is_visible():  # it closes by itself where a Discipline has a power for each dot
            self.tap(panel.locator(".picker__close"))
        expect(panel).to_be_hidden()
        expect_saved(self.page)

    def write(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        if not field.evaluate("one => one === document.activeElement"):
            self.tap(field)
        field.fill(words)

    def go_on(self) -> None:
        self.tap(self.page.locator(".guide__bar .button--first"))


def attributes(one: Stranger) -> None:
    one.rate(strength=2, dexterity=2, stamina=2, charisma=4, manipulation=3, composure=3, wits=3, resolve=2)


def skills(one: Stranger) -> None:
    """Balanced: three at three, five at two, seven at one."""
    one.rate(insight=3, persuasion=3, subterfuge=3, stealth=2, etiquette=2, streetwise=2, awareness=2, investigation=2)
    one.rate(athletics=1, brawl=1, larceny=1, survival=1, intimidation=1, occult=1, technology=1)


def specialty(one: Stranger) -> None:
    one.tap(one.page.get_by_role("link", name="Add specialty", exact=True))
    one.taps += 2
    one.page.locator("form.adding [name=skill]").select_option(label="Insight")
    one.write("Specialty", "Fears")
    one.tap(one.page.get_by_role("button", name="Add", exact=True))
    expect(one.page.locator("#entries-specialties")).to_contain_text("Fears")


def touchstone(**fields: str) -> Callable[[Stranger], None]:
    def add(one: Stranger) -> None:
        one.tap(one.page.get_by_role("link", name="Add touchstone", exact=True))
        for label, words in fields.items():
            one.write(label, words)
        one.tap(one.page.get_by_role("button", name="Add", exact=True))
        expect(one.page.locator("#entries-touchstones > li")).to_have_count(1)

    return add


def disciplines(one: Stranger) -> None:
    one.add("Add discipline", Auspex=2, Celerity=1)
    one.add("Add power to Auspex", Heightened_Senses=0, Premonition=0)
    one.add("Add power to Celerity", Rapid_Reflexes=0)
    one.add("Add power to Fortitude", Resilience=0)


def edges(one: Stranger) -> None:
    one.add("Add edge", Arsenal=0)
    one.add("Add perk to Arsenal", Special_Features=0, Team_Requisition=0)


def nothing(one: Stranger) -> None:
    """This stage can wait."""


def chosen(name: str) -> Callable[[Stranger], None]:
    return lambda one: one.choose(name)


def bought(one: Stranger) -> None:
    one.add("Add advantage", Resources=4, Contacts=3)
    one.add("Add flaw", Illiterate=2)


PLANS: dict[str, dict[str, Callable[[Stranger], None]]] = {
    "vtm": {
        "concept": nothing,
        "clan": chosen("Toreador"),
        "attributes": attributes,
        "skills": skills,
        "specialties": specialty,
        "predator_type": chosen("Siren"),
        "disciplines": disciplines,
        "advantages": bought,
        "touchstones": touchstone(Touchstone="Her sister", Conviction="Never hurt a child"),
        "blood": nothing,
        "goals": nothing,
    },
    "htr": {
        "concept": nothing,
        "creed": chosen("Martial"),
        "motive": chosen("Vengeance"),
        "attributes": attributes,
        "skills": skills,
        "specialties": specialty,
        "edges": edges,
        "advantages": bought,
        "touchstones": touchstone(Touchstone="Her sister"),
        "goals": nothing,
    },
    "wta": {
        "concept": nothing,
        "auspice": chosen("Galliard"),
        "tribe": chosen("Bone Gnawers"),
        "attributes": attributes,
        "skills": skills,
        "specialties": specialty,
        "renown": lambda one: one.rate(honor=2, wisdom=1),
        "gifts": lambda one: one.add("Add gift", Catfeet=0, Cutting_Words=0, Blissful_Ignorance=0),
        "rites": lambda one: one.add("Add rite", Rite_of_Abjuration=0),
        "advantages": bought,
        "touchstones": touchstone(Touchstone="Her sister"),
        "goals": nothing,
    },
}


@pytest.mark.parametrize("line", PLANS)
def test_a_stranger_makes_somebody_by_the_book_in_few_taps(sign_in, player, line):
    page = sign_in(**PHONE)
    page.goto("/")
    one = Stranger(page)
    one.tap(page.locator(f"a[href='/{line}/new']").first)
    one.write("Name", "Lucia")
    one.tap(page.get_by_role("button", name="Make with help"))
    for stage, answer in PLANS[line].items():
        expect(page).to_have_url(re.compile(f"/guide/{stage}(#.*)?$"))
        answer(one)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
        one.go_on()
    expect(page.get_by_role("heading", name="Ready to play")).to_be_visible()
    expect(page.locator(".finding")).to_have_count(0)
    one.tap(page.get_by_role("button", name="Finish and open the sheet"))
    expect(page.locator("#heading")).to_have_text("Lucia")
    assert one.taps <= MOST_TAPS


@pytest.mark.parametrize(
    ("line", "stage"), [("vtm", "clan"), ("vtm", "skills"), ("htr", "edges"), ("wta", "tribe"), ("wta", "end")]
)
def test_a_stage_keeps_nobody_out(sign_in, make_character, player, line, stage):
    ida = make_character(player, line, draft=True)
    page = sign_in(**PHONE, reduced_motion="reduce")  # colours that are on their way to others have no contrast
    page.goto(f"{ida.path}/guide/{stage}")
    assert complaints_as_it_stands(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_as_it_stands(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    assert complaints_as_it_stands(page) == []


def test_marks_and_what_there_is_follow_a_tap_and_go_back_with_undo(sign_in, make_character, player):
    ida = make_character(player, draft=True)
    page = sign_in()
    page.goto(f"{ida.path}/guide/attributes")
    dot(page, "Strength", 4).click()
    expect(page.locator(".guide__tiers")).to_contain_text("1 of 1 at 4")
    expect(page.locator(".guide__far")).to_contain_text("Strength 4")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".guide__tiers")).to_contain_text("0 of 1 at 4")
    expect(page.locator(".guide__far")).not_to_contain_text("Strength")


def test_without_scripts_a_stage_is_answered_and_stays(sign_in, make_character, player):
    ida = make_character(player, draft=True)
    page = sign_in(java_script_enabled=False, **PHONE)
    page.goto(f"{ida.path}/guide/attributes")
    dot(page, "Wits", 3).check()
    page.locator("#rating-wits").get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("/guide/attributes"))
    expect(page.locator(".guide__tiers")).to_contain_text("1 of 3 at 3")
