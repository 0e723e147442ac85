"""What the tests of pages and fragments share: asking markup by selector, and posting as htmx would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from tests.factories import Character
from tests.markup import HTMX, page
from wodsheet.sheet import hash_text

JSON = {"Accept": "application/json"}
REVISIONS = "SELECT id, kind, undoes, user_id FROM revisions WHERE character_id = %s AND kind <> 'creation' ORDER BY id"


class Owner:
    """The owner's hand on a sheet: posts fragments and reads pages."""

    def __init__(self, browser: Any, character: Character) -> None:
        self.browser = browser
        self.character = character

    def post(self, path: str, **form: Any) -> TestResponse:
        return self.browser.post(f"{self.character.path}/{path}", data=form, headers=HTMX)

    def post_plainly(self, path: str, **form: Any) -> TestResponse:
        return self.browser.post(f"{self.character.path}/{path}", data=form)

    def get(self, path: str = "", **asked: Any) -> TestResponse:
        return self.browser.get(f"{self.character.path}{path}", query_string=asked)

    def sheet(self) -> LexborHTMLParser:
        return page(self.get())

    def write(self, name: str, text: str, seen: str = "", **form: str) -> TestResponse:
        return self.post(f"texts/{name}", text=text, seen=hash_text(seen), **form)

    def add(self, listing: str, name: str, **form: Any) -> TestResponse:
        return self.post(f"lists/{listing}", **{"name": name, "form_key": str(uuid4()), **form})


@pytest.fixture
def as_owner(signed_in: Callable[..., Any]) -> Callable[[Character], Owner]:
    return lambda character: Owner(signed_in(character.owner), character)


@pytest.fixture
def anna(make_character: Callable[..., Character]) -> Character:
    """A vampire as she comes from the new-character page."""
    return make_character()


@pytest.fixture
def journal(connection: psycopg.Connection[Any]) -> Callable[[Character], list[Any]]:
    """The journal of a character, oldest first."""

    def read(character: Character) -> list[Any]:
        return connection.execute(
            "SELECT what, entry_id, was, now FROM changes WHERE character_id = %s ORDER BY id", [character.id]
        ).fetchall()

    return read


@pytest.fixture
def saved(connection: psycopg.Connection[Any]) -> Callable[[Character], Any]:
    """A character's row as it stands."""

    def read(character: Character) -> Any:
        return connection.execute("SELECT * FROM characters WHERE id = %s", [character.id]).fetchone()

    return read


@pytest.fixture
def do(signed_in: Callable[..., Any], anna: Character) -> Callable[..., Any]:
    """Post a form to one of Anna's addresses, as her player does; the answer's JSON."""

    def do(path: str, status: int = 200, **form: Any) -> Any:
        answer = signed_in(anna.owner).post(f"{anna.path}/{path}", data=form, headers=JSON)
        assert answer.status_code == status, answer.text
        return answer.json

    return do


@pytest.fixture
def sheet(signed_in: Callable[..., Any], anna: Character) -> Callable[[], Any]:
    """What a program reads of the sheet."""
    return lambda: signed_in(anna.owner).get(anna.path, headers=JSON).json


@pytest.fixture
def revisions(connection: psycopg.Connection[Any], anna: Character) -> Callable[[], list[Any]]:
    """Anna's revisions, the oldest first."""
    return lambda: connection.execute(REVISIONS, [anna.id]).fetchall()
