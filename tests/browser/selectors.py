"""Finding things on a page as a person does: by their names and roles."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect


def row(page: Page, trait: str) -> Locator:
    """The row of a trait's dots."""
    return page.get_by_role("group", name=trait, exact=True)


def dot(page: Page, trait: str, dots: int) -> Locator:
    """One of its dots; 0 is the cross."""
    return row(page, trait).get_by_role("radio", name=str(dots), exact=True)


def expect_dots(page: Page, trait: str, dots: int) -> None:
    """Wait until a trait shows so many."""
    expect(dot(page, trait, dots)).to_be_checked()


def section(page: Page, heading: str) -> Locator:
    """The part of the sheet under a heading."""
    return page.get_by_role("region", name=heading, exact=True)


def expect_saved(page: Page) -> None:
    """Wait until the page says that everything is saved."""
    expect(page.locator("#saved")).to_have_text("Saved")


def expect_unsaved(page: Page) -> None:
    """Wait until the page says that something is not saved yet."""
    expect(page.locator("#saved")).to_contain_text("Not saved yet")


def until(page: Page, happened: Callable[[], object], within: float = 10) -> None:
    """Wait for something outside the page while the page goes on; fail after so many seconds."""
    for _ in range(int(within * 50)):
        if happened():
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"this did not happen within {within} s")


def share_of_margin(page: Page) -> int:
    """How much of the sheet the margin has, in percent."""
    return page.evaluate(
        "Math.round(100 * document.getElementById('margin').offsetWidth /"
        " document.querySelector('.sheet__body').offsetWidth)"
    )


def add_entry(page: Page, heading: str, name: str, link: str, **fields: str) -> Locator:
    """Add an entry by its form, as a person does; what stands under the heading then."""
    part = section(page, heading)
    page.get_by_role("link", name=link).click()
    form = part.get_by_role("form")
    choice = form.locator("[name=name]")
    if choice.evaluate("field => field.matches('select')"):
        choice.select_option(name)
    else:
        choice.fill(name)
    for field, words in fields.items():
        form.locator(f"[name={field}]").fill(words)
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form).to_have_count(0)
    return part


def entry_names(part: Locator) -> list[str]:
    """What the entries under a heading are called, in their order, as their tools say it."""
    labels = part.get_by_role("button", name="Remove").evaluate_all("tools => tools.map(tool => tool.ariaLabel)")
    return [words.removeprefix("Remove ") for words in labels]


def focused(page: Page) -> str:
    """The id of what has the focus; "" for nothing."""
    return page.evaluate("document.activeElement === document.body ? '' : document.activeElement.id || '?'")
