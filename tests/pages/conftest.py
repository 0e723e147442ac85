"""What the tests of pages and fragments share: asking markup by selector, and posting as htmx would."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb
from selectolax.lexbor import LexborHTMLParser, LexborNode
from werkzeug.test import TestResponse

from tests.conftest import HTMX
from tests.factories import Character
from wodsheet.engine import Listing
from wodsheet.lines import LINES
from wodsheet.sheet import mark_of

# Every kind of character of every line, as (line, the kind's label); "" where all are alike.
KINDS = [(line.name, kind) for line in LINES.values() for kind in ([kind.label for kind in line.kinds] or [""])]


def page(answer: TestResponse) -> LexborHTMLParser:
    """The markup of an answer, to ask with selectors."""
    return LexborHTMLParser(answer.text)


class Hand:
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
        return self.post(f"texts/{name}", text=text, seen=mark_of(seen), **form)

    def add(self, listing: str, name: str, **form: Any) -> TestResponse:
        return self.post(f"lists/{listing}", **{"name": name, "form_key": str(uuid4()), **form})


@pytest.fixture
def hand(signed_in: Callable[..., Any]) -> Callable[[Character], Hand]:
    return lambda character: Hand(signed_in(character.owner), character)


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
def kept(connection: psycopg.Connection[Any]) -> Callable[[Character], Any]:
    """A character's row as it stands."""

    def read(character: Character) -> Any:
        return connection.execute("SELECT * FROM characters WHERE id = %s", [character.id]).fetchone()

    return read


def names(markup: LexborHTMLParser | LexborNode | None, selector: str) -> list[str]:
    """The texts of all that a selector finds in markup that has to be there."""
    assert markup
    return [node.text().strip() for node in markup.css(selector)]


def values(markup: LexborHTMLParser, selector: str) -> Iterator[str | None]:
    """The values of all controls a selector finds."""
    return (node.attributes.get("value") for node in markup.css(selector))


Form = Mapping[str, str]


@pytest.fixture
def fill(make_entry: Callable[..., int], connection: psycopg.Connection[Any]) -> Callable[[Character], None]:
    """Write something in every text of a character and put two entries in every list, one of them from the book."""

    def fill(character: Character) -> None:
        line = LINES[character.line]
        texts = {name: text.choices[0].label if text.choices else f"a {name}" for name, text in line.texts.items()}
        texts.pop("kind", None)
        connection.execute("UPDATE characters SET texts = texts || %s WHERE id = %s", [Jsonb(texts), character.id])
        for name, listing in line.listings.items():
            if name not in line.outer:
                fill_listing(character, listing, None)

    def fill_listing(character: Character, listing: Listing, parent: int | None) -> None:
        for number, name in enumerate((listing.choices[0].label if listing.choices else "From life", "Of my own")):
            texts = (text for text in listing.fields.values() if text.name != "name")
            words = {text.name: text.choices[0].label if text.choices else f"its {text.name}" for text in texts}
            dots = min(3, listing.high)
            entry = make_entry(character, listing.name, name, dots, parent=parent, position=number, **words)
            if listing.inside:
                fill_listing(character, listing.inside, entry)

    return fill
