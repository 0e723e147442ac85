"""The database goes while somebody plays."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from playwright.sync_api import expect
from psycopg.rows import namedtuple_row

from tests import postgres
from tests.browser.selectors import dot, expect_dots, expect_unsaved, until
from tests.factories import Character
from tests.serving import serving
from wodsheet.db import readiness
from wodsheet.db.embedded import Server


@pytest.fixture(scope="module")
def database() -> Iterator[Server]:
    """A PostgreSQL of these tests' own, to be stopped and killed."""
    folder = Path(tempfile.mkdtemp(prefix="wodsheet-"))
    server = Server(folder, *postgres.QUICK)
    server.start()
    readiness.migrate(server.address)
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def served(database: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(database.address, tmp_path_factory.mktemp("away")) as site:
        yield site


@pytest.fixture
def connect(database: Server) -> Callable[[], psycopg.Connection[Any]]:
    """A new connection to that PostgreSQL, for those in use end with it."""
    address = database.address.replace("+psycopg", "")
    return lambda: psycopg.connect(address, autocommit=True, row_factory=namedtuple_row)


@pytest.fixture
def connection(connect: Callable[[], psycopg.Connection[Any]]) -> Iterator[psycopg.Connection[Any]]:
    with connect() as connection:
        yield connection
    with connect() as connection:
        postgres.empty(connection)


@pytest.fixture
def saved(connect: Callable[[], psycopg.Connection[Any]]) -> Callable[[Character], Any]:
    def saved(character: Character) -> Any:
        with connect() as connection:
            return connection.execute("SELECT * FROM characters WHERE id = %s", [character.id]).fetchone()

    return saved


def test_clicks_and_words_outlive_a_database_that_stops_for_a_while(open_sheet, anna, saved, database, complaints):
    complaints.expect("503")
    page = open_sheet(anna)
    dot(page, "Wits", 2).click()
    until(page, lambda: saved(anna).ratings == {"wits": 2})

    database.stop()
    dot(page, "Strength", 3).click()
    expect_unsaved(page)
    expect_dots(page, "Strength", 3)
    page.get_by_role("textbox", name="Notes").fill("The lights went out.")
    page.get_by_label("Sire", exact=True).focus()
    dot(page, "Wits", 5).click()

    database.start()
    expect(page.locator("#saved")).to_have_text("Saved", timeout=20_000)
    assert saved(anna).ratings == {"strength": 3, "wits": 5}
    assert saved(anna).texts["notes"] == "The lights went out."
    page.reload()
    expect_dots(page, "Strength", 3)
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("The lights went out.")


def test_a_killed_database_costs_nobody_a_click(open_sheet, anna, saved, database, complaints):
    complaints.expect("503")
    page = open_sheet(anna)
    with page.expect_response("**/ratings/wits"):
        dot(page, "Wits", 2).click()
    psutil.Process(int((database.data / "postmaster.pid").read_text().split()[0])).kill()
    for dots in (3, 5, 4):
        dot(page, "Wits", dots).click()
    dot(page, "Stamina", 3).click()
    until(page, lambda: page.locator("#saved").text_content() == "Saved", within=20)
    expect_dots(page, "Wits", 4)
    assert saved(anna).ratings == {"wits": 4, "stamina": 3}
