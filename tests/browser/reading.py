"""Finding things on a page as a person does: by their names and roles."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect


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


def expect_kept_here(page: Page) -> None:
    """Wait until the page says that something is only kept in it."""
    expect(page.locator("#saved")).to_contain_text("Not saved yet")


def until(page: Page, happened: Callable[[], object], within: float = 10) -> None:
    """Wait for something outside the page while the page goes on; fail after so many seconds."""
    for _ in range(int(within * 50)):
        if happened():
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"this did not happen within {within} s")


def slow(page: Page, milliseconds: int = 300) -> None:
    """Put so much between the page and the server, from now on."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    conditions = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    wire.send("Network.emulateNetworkConditions", conditions)


def hold_answers(page: Page, address: str) -> list[Callable[[], None]]:
    """Let the server do what is asked at this address, and keep its answers on their way; each arrives when called."""
    held: list[Callable[[], None]] = []

    def hold(route: Route) -> None:
        answer = route.fetch()
        held.append(lambda: route.fulfill(response=answer))

    page.route(address, hold)
    return held


def share_of_margin(page: Page) -> int:
    """How much of the sheet the margin has, in percent."""
    return page.evaluate(
        "Math.round(100 * document.getElementById('margin').offsetWidth /"
        " document.querySelector('.sheet__body').offsetWidth)"
    )
