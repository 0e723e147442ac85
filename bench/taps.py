"""``python -m bench.taps``: how many taps and scrolls a newcomer's vampire takes on a phone, with a rulebook's numbers.

The vampire is the ready one, made by hand in the order of the rulebook. A scroll is one height of what is seen between
the strip and the bar, or of a list of choices that a phone opens. Typing counts nothing, the tap into a field counts
one. The way to a thing is the shorter one: by scrolling, or by the strip of contents.
"""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests import chromium
from tests.serving import serving
from wodsheet.lines import LINES
from wodsheet.pregens import PREGENS

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ROWS = 12  # of a list of choices, which a phone shows at once
# Where something is, as [top, bottom], and what is seen: between the strip, once it stands above, and the bar.
PLACE = """(one) => {
  const { top, bottom } = one.getBoundingClientRect();
  const strip = document.querySelector(".contents")?.getBoundingClientRect();
  const bar = document.querySelector(".vitals")?.getBoundingClientRect();
  return [top, bottom, strip && strip.top <= 0 ? strip.bottom : 0, bar ? bar.top : innerHeight];
}"""
# How far something is beside what is seen, in widths of the window.
BESIDE = """(one) => {
  const { left, right } = one.getBoundingClientRect();
  return Math.max(0, -left, right - innerWidth) / innerWidth;
}"""
HIDDEN = "one => !one.checkVisibility({ contentVisibilityAuto: true }) || !!one.closest('[hidden]')"


class Thumb:
    """A thumb that counts what it does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.scrolls = 0

    def tap(self, target: Locator) -> None:
        """Bring something into sight and tap it, then wait until all is saved."""
        self.reach(target)
        self.taps += 1
        target.evaluate("one => one.scrollIntoView({ block: 'center' })" if self._away(target) else "() => 0")
        target.click()
        self.settle()

    def settle(self) -> None:
        """Wait until the page has answered."""
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")
        if self.page.locator("#saved").count():
            expect(self.page.locator("#saved")).to_have_attribute("data-state", "saved")

    def reach(self, target: Locator) -> None:
        """Scroll to something, or tap its link in the strip where that is shorter, or where its section is folded."""
        section = target.evaluate("one => one.closest('.section')?.id")
        if target.evaluate(HIDDEN) and section:
            self._to(self._link(section), section)
        far = self._away(target)
        if far > 2 and section and self._strip_is_seen():
            self._to(self._link(section), section)
            far = self._away(target)
        self.scrolls += far
        target.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - innerHeight / 2)" if far else "() => 0")

    def _away(self, target: Locator) -> int:
        top, bottom, above, below = target.evaluate(PLACE)
        beyond = max(0.0, above - top, bottom - below)
        return math.ceil(beyond / (below - above))

    def _strip_is_seen(self) -> bool:
        top, bottom, _, below = self.page.locator(".contents").evaluate(PLACE)
        return top >= 0 and bottom <= below

    def _link(self, section: str) -> Locator:
        return self.page.locator(f".contents [href='#{section}']")

    def _to(self, link: Locator, section: str) -> None:
        """Tap a link of the strip, which may have to be scrolled to its place in it."""
        if not self._strip_is_seen():
            self.scrolls += self._away(self.page.locator(".contents"))
        self.scrolls += math.ceil(link.evaluate(BESIDE))
        self.taps += 1
        link.evaluate("one => one.click()")
        self.page.wait_for_timeout(50)

    def choose(self, field: Locator, words: str) -> None:
        """Choose from a list: a tap to open it, its scrolls or a tap into its search, and a tap on the row."""
        self.reach(field)
        if field.get_attribute("data-picker") is not None:
            field.evaluate("one => one.scrollIntoView({ block: 'center' })")
            self.taps += 1
            field.tap()
            self.pick(words)
            expect(self.page.locator("#picker")).to_be_hidden()
            return
        row = field.evaluate("(one, words) => [...one.options].findIndex((each) => each.label === words)", words)
        assert row >= 0, words
        self.taps += 2
        self.scrolls += row // ROWS
        field.select_option(label=words)
        self.settle()

    def pick(self, words: str, dots: int = 0) -> None:
        """Choose a row of the open picker, or its dots, by the search where the row is not in sight."""
        panel = self.page.locator("#picker")
        row = panel.locator(".pick").filter(has=self.page.locator(f".pick__name:text-is('{words}')")).first
        row.wait_for(state="attached")
        self.taps += 1
        search = panel.locator("input[type=search], [role=combobox]").first
        if not row.evaluate(f"one => one.getBoundingClientRect().bottom < {PHONE['viewport']['height']}"):
            self.taps += not search.evaluate("one => one === document.activeElement")
            search.fill(words)
        rating = row.locator(f"xpath=..//*[@data-dots='{dots}']")
        (rating if rating.count() else row).tap()
        self.settle()
        # The rows are drawn again before the next is looked for.
        self.page.wait_for_load_state("networkidle")

    def write(self, field: Locator, words: str) -> None:
        """Tap a field, unless it has the focus already, and type."""
        if not field.evaluate("one => one === document.activeElement"):
            self.tap(field)
        field.fill(words)
        field.evaluate("one => one.dispatchEvent(new Event('change', { bubbles: true }))")
        self.settle()


def make(page: Page) -> Thumb:
    """Make the ready vampire by hand; what it took."""
    thumb, ready, line = Thumb(page), PREGENS["vtm"], LINES["vtm"]
    page.goto("/vtm/new")
    thumb.write(page.get_by_label("Name", exact=True), ready.texts["name"])
    for text in ("clan", "predator_type"):
        thumb.choose(page.locator(f"#{text}"), ready.texts[text])
    for text in ("concept", "sire", "ambition", "desire"):
        thumb.write(page.locator(f"#{text}"), ready.texts[text])
    thumb.tap(page.get_by_role("button", name="Begin"))
    for trait in (*line.sections["attributes"].groups, *line.sections["skills"].groups):
        for one in trait.traits:
            if ready.ratings.get(one.name, one.start) != one.start:
                thumb.tap(page.locator(f"#rating-{one.name} [value='{ready.ratings[one.name]}']"))
    rows: dict[str, list[Any]] = {}
    for row in ready.rows:
        rows.setdefault(row.kind, []).append(row)
    skills = [choice.key for choice in SKILLS]
    for row in sorted(rows["specialties"], key=lambda one: skills.index(skill_of(one))):  # down the sheet
        specialty(thumb, row.name, skill_of(row))
    add_all(thumb, "disciplines", rows["disciplines"])
    expect(page.locator(".under__one")).to_have_count(len(rows["specialties"]))
    for number, row in enumerate(rows["disciplines"]):
        discipline = page.locator("#entries-disciplines > .entry").nth(number)
        add_all(thumb, "powers", [one for one in rows["powers"] if one.parent_id == row.id], discipline)
    add_all(thumb, "advantages", rows["advantages"])
    add_all(thumb, "flaws", rows["flaws"])
    for row in rows["touchstones"]:
        add(thumb, "touchstones", name=row.name, conviction=row.texts["conviction"])
    return thumb


def skill_of(row: Any) -> str:
    """The key of a specialty's skill."""
    return next(choice.key for choice in SKILLS if row.texts["skill"] in (choice.key, choice.label))


def specialty(thumb: Thumb, name: str, key: str) -> None:
    """Add a specialty: at its skill where that is possible, else in the list of all."""
    page = thumb.page
    here = page.locator(f"#under-{key} > a.add")
    if not here.count():
        add(thumb, "specialties", name=name, skill=next(choice.label for choice in SKILLS if choice.key == key))
        return
    thumb.tap(here)
    form = page.locator(f"#under-{key} form.adding")
    thumb.write(form.locator("[name=name]"), name)  # and added when the next thing is tapped


SKILLS = LINES["vtm"].listings["specialties"].fields["skill"].choices


def add(thumb: Thumb, kind: str, **fields: str) -> None:
    """Add an entry of the player's own words."""
    place = thumb.page.locator(f"#adding-{kind}")
    thumb.tap(place.locator("a.add"))
    form = place.locator("form.adding")
    write_form(thumb, form, fields)
    expect(form).to_have_count(0)


def add_all(thumb: Thumb, kind: str, rows: list[Any], within: Locator | None = None) -> None:
    """Add entries out of the picker, one after another, each with its dots; then close it."""
    place = within.locator(".adds").last if within else thumb.page.locator(f"#adding-{kind}")
    entries = within.locator(".entry") if within else thumb.page.locator(f"#entries-{kind} > .entry")
    thumb.tap(place.locator("a.add"))
    for row in rows:
        thumb.pick(row.name, row.dots)
    panel = thumb.page.locator("#picker")
    # It closes by itself where a Discipline has a power for each dot.
    if panel.is_visible():
        thumb.taps += 1
        panel.locator(".picker__close").tap()
        expect(panel).to_be_hidden()
        thumb.settle()
    expect(entries).to_have_count(len(rows))
    for entry, row in zip(entries.all(), rows, strict=True):
        if row.dots:
            expect(entry.locator(f".rating [value='{row.dots}']").first).to_be_checked()


def write_form(thumb: Thumb, form: Locator, fields: dict[str, str]) -> None:
    """Fill the fields of a form that adds something, and add it."""
    for field, words in fields.items():
        control = form.locator(f"[name={field}]")
        (thumb.choose if control.evaluate("one => one.matches('select')") else thumb.write)(control, words)
    thumb.tap(form.get_by_role("button", name="Add", exact=True))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serving("", Path(folder)) as site, chromium.launched() as browser:
        page = browser.new_context(base_url=site, **PHONE).new_page()
        page.request.post("/login", form={"name": "A newcomer"}, max_redirects=0)
        thumb = make(page)
        print(f"{thumb.taps} taps and {thumb.scrolls} scrolls: {thumb.taps + thumb.scrolls} in all")


if __name__ == "__main__":
    main()
