"""The network between a page and the server: slow, or with answers that wait; and the warnings of a browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Dialog, Page, Route


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


def record_warnings(page: Page) -> list[str]:
    """The kinds of dialogs that the browser opens from here on; each is dismissed, so the person stays."""
    warnings: list[str] = []

    def stay(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return warnings
