"""People at real browsers: one Chromium a run, the app as it is deployed, and a complaint of either fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from psycopg.rows import namedtuple_row
from psycopg.types.json import Jsonb

from tests import chromium, postgres
from tests.factories import Character, Player
from tests.serving import serving

HERE = Path(__file__).parent
PATIENCE = 10_000  # milliseconds
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage in the tests of this folder: the app runs in another process, and tracing slows the rest."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def address(new_database: Callable[..., str]) -> str:
    """The database of the app that the browsers visit."""
    return new_database()


@pytest.fixture(scope="session")
def served(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(address, tmp_path_factory.mktemp("instance")) as site:
        yield site


@pytest.fixture
def site(served: str, connection: object) -> str:
    """Where the app is, with nobody in it yet."""
    return served


@pytest.fixture
def connection(address: str) -> Iterator[psycopg.Connection[Any]]:
    """The test's own connection to what the browsers' app keeps; emptied afterwards."""
    plain = address.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True, row_factory=namedtuple_row) as connection:
        yield connection
        postgres.empty(connection)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.launched() as browser:
        yield browser


class Complaints(list[str]):
    """What browsers wrote to their consoles as errors, violations of the content security policy among them."""

    def __init__(self) -> None:
        super().__init__()
        self.expected: list[str] = []

    def hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.append(f"{said.text} ({said.location['url']})")

    def expect(self, words: str) -> None:
        """Say that a complaint with these words is part of what the test is about."""
        self.expected.append(words)

    @property
    def unexpected(self) -> list[str]:
        return [said for said in self if not any(words in said for words in self.expected)]


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    complaints = Complaints()
    yield complaints
    assert not complaints.unexpected


@pytest.fixture
def visit(browser: Browser, site: str, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own for somebody not signed in; words are Playwright's options for a context."""
    contexts = []

    def visit(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": site, "viewport": {"width": 1400, "height": 900}} | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", complaints.hear)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a browser in which a player is signed in by name; no page is open yet."""

    def sign_in(name: str = "Robin", **options: Any) -> Page:
        page = visit(**options)
        # The form of local mode, posted without drawing it and the roster, which would double a test's time.
        assert page.request.post("/login", form={"name": name}, max_redirects=0).status == 303
        return page

    return sign_in


@pytest.fixture
def open_sheet(sign_in: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a browser in which a character's owner, signed in already, has its sheet before them."""

    def open_sheet(character: Character, **options: Any) -> Page:
        page = sign_in(character.owner.name, **options)
        page.goto(character.path)
        return page

    return open_sheet


@pytest.fixture
def anna(make_character: Callable[..., Character], player: Player) -> Character:
    """A vampire of Robin's."""
    return make_character(player)


@pytest.fixture
def saved(connection: psycopg.Connection[Any]) -> Callable[..., Any]:
    """What the database keeps of a character: ``kept(anna).ratings``, ``.texts``."""

    def saved(character: Character) -> Any:
        return connection.execute("SELECT * FROM characters WHERE id = %s", [character.id]).fetchone()

    return saved


@pytest.fixture
def prefer(connection: psycopg.Connection[Any], player: Player) -> Callable[..., None]:
    """Let the player have chosen this before: ``prefer(theme="dark")``."""

    def prefer(**chosen: Any) -> None:
        columns = ", ".join(chosen)
        places = ", ".join(["%s"] * len(chosen))
        saved = [Jsonb(each) if isinstance(each, dict) else each for each in chosen.values()]
        asked = f"INSERT INTO user_preferences (user_id, {columns}) VALUES (%s, {places})"
        connection.execute(asked.encode(), [player.id, *saved])

    return prefer


@pytest.fixture
def chosen(connection: psycopg.Connection[Any]) -> Callable[[], Any]:
    """What the database keeps of the one player's choices."""
    return lambda: connection.execute("SELECT * FROM user_preferences").fetchone()
