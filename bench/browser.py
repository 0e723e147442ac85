"""What a real browser pays: bytes on the wire for a sheet, and milliseconds from a click until it is saved."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.machine import Site
from bench.players import Player, make_players
from bench.rounds import at, table
from bench.stage import Stage
from tests import chromium
from wodsheet.db import readiness

NEW, FULL = "a new vampire", "a full vampire"
CLICKS = 30
TRAITS = ("strength", "dexterity", "charisma", "manipulation", "intelligence", "wits")
SAVED = "SELECT ratings FROM characters WHERE id = %s"

# When the pointer went down, by the clock of the machine and not by that of the page. Milliseconds.
WATCH = """
addEventListener("pointerdown", event => {
    window.pressed = event.timeStamp + Date.now() - performance.now();
}, true)
"""


@dataclass
class Visits:
    """Bytes on the wire, heads included, of everything a first and a second visit to a sheet load."""

    first: dict[str, int]
    second: dict[str, int]


@contextmanager
def opened(site: Site, player: Player) -> Iterator[BrowserContext]:
    """A browser with an empty cache in which this player is signed in."""
    name, _, value = player.cookie.partition("=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find())
        context = browser.new_context(viewport={"width": 1400, "height": 1000})
        context.add_cookies([{"name": name, "value": value, "url": "https://127.0.0.1", "secure": True}])
        yield context
        browser.close()


def visits(site: Site, player: Player) -> Visits:
    """Open a sheet in a new browser, and once more in another tab of it."""
    with opened(site, player) as context:
        return Visits(_weigh(context, site, player), _weigh(context, site, player))


def _weigh(context: BrowserContext, site: Site, player: Player) -> dict[str, int]:
    """Load the sheet in a new tab: bytes on the wire by path."""
    page = context.new_page()
    wire = context.new_cdp_session(page)
    paths: dict[str, str] = {}
    weights: dict[str, int] = {}
    wire.on("Network.requestWillBeSent", lambda sent: paths.update({sent["requestId"]: sent["request"]["url"]}))
    wire.on(
        "Network.loadingFinished",
        lambda done: weights.update({paths[done["requestId"]].split("/", 3)[3]: int(done["encodedDataLength"])}),
    )
    wire.send("Network.enable")
    page.goto(_sheet(site, player), wait_until="networkidle")
    page.close()
    return weights


def click_to_saved(site: Site, player: Player) -> list[float]:
    """For each of some clicks, the milliseconds from the pointer going down until another connection sees it saved."""
    shown: dict[tuple[str, int], float] = {}
    over = threading.Event()
    watching = threading.Thread(target=_look, args=(site.address, player.character, shown, over))
    with opened(site, player) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(_sheet(site, player), wait_until="networkidle")
        watching.start()
        try:
            times = [_click(page, TRAITS[n % len(TRAITS)], 1 + n // len(TRAITS) % 5, shown) for n in range(CLICKS)]
        finally:
            over.set()
            watching.join()
    return sorted(times)


def _look(address: str, character: int, shown: dict[tuple[str, int], float], over: threading.Event) -> None:
    """Note when each rating first shows: the milliseconds of the machine's clock, at most one late."""
    last: dict[str, int] = {}
    with readiness.connect(address) as connection:
        while not over.is_set():
            row = connection.execute(SAVED, (character,)).fetchone()
            now = time.time() * 1000
            assert row
            shown.update({(trait, row[0][trait]): now for trait in TRAITS if last.get(trait) != row[0][trait]})
            last = row[0]
            time.sleep(0.0005)


def _click(page: Page, trait: str, dots: int, shown: dict[tuple[str, int], float]) -> float:
    before = shown.pop((trait, dots), None)
    dot = page.locator(f"#rating-{trait} .dot[value='{dots}']")
    box = dot.bounding_box()
    assert box
    assert before is None or dot.is_checked() is False
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    pressed: float = page.evaluate("window.pressed")
    deadline = time.monotonic() + 5
    while (trait, dots) not in shown and time.monotonic() < deadline:
        page.wait_for_timeout(5)
    return shown[trait, dots] - pressed


def _sheet(site: Site, player: Player) -> str:
    return f"http://127.0.0.1:{site.port}/vtm/{player.character}"


def look(on: Stage) -> tuple[dict[str, Visits], list[float]]:
    """Visits to the sheet of a new vampire and to a full one's, and clicks on the latter."""
    with on.filled("browser") as connection:
        (new,) = make_players(connection, 1, full=False)
        full, clicked = make_players(connection, 2)
    with on.sites(one={"database": "browser", "workers": 2}) as sites:
        weights = {NEW: visits(sites["one"], new), FULL: visits(sites["one"], full)}
        return weights, click_to_saved(sites["one"], clicked)


def report(weights: dict[str, Visits], times: Sequence[float]) -> str:
    """Every file's bytes, and how long clicks took."""
    full = weights[FULL]
    rows = [(path, weight, full.second.get(path, 0)) for path, weight in full.first.items()]
    rows += [(f"in all, {name}", sum(each.first.values()), sum(each.second.values())) for name, each in weights.items()]
    spread = ", ".join(f"p{share} {at(times, share / 100):.1f}" for share in (10, 50, 90))
    return (
        f"{table([('bytes on the wire', 'first visit', 'second'), *rows])}\n\nfrom the pointer to saved, ms: {spread}"
    )
