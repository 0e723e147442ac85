"""Names that turn the direction of writing, which must turn nobody else's words."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import page
from wodsheet.lines import LINES

BACKWARDS = "\u202eRobin"  # all after it runs from right to left, until what it stands in ends


@pytest.fixture
def player(make_player):
    return make_player(BACKWARDS)


@pytest.fixture
def browser(signed_in, player):
    return signed_in(player)


def let_loose(answer) -> list[str]:
    """The sentences in which such a name is not kept to itself."""
    holding = (one for one in page(answer).css("main *") if BACKWARDS in one.text(deep=False))
    seen = (
        one for one in holding if one.tag != "bdi" and "for-screen-readers" not in (one.attributes.get("class") or "")
    )
    said = (block(one).text().strip() for one in seen)
    return [sentence for sentence in said if sentence != BACKWARDS]


def block(one):
    """What the words stand in that begins a line, where a direction of writing ends."""
    while one.tag in ("a", "b", "button", "i", "span"):
        one = one.parent
    return one


@pytest.mark.parametrize("state", ["archived_at", "died_at", "deleted_at"])
def test_on_the_roster_of_those_out_of_play(browser, make_character, player, connection, state):
    anna = make_character(player, texts={"name": BACKWARDS, "chronicle": BACKWARDS})
    connection.execute(f"UPDATE characters SET {state} = now() WHERE id = %s", [anna.id])
    shown = browser.get("/")
    assert BACKWARDS in page(shown).css_first(".resting").text()
    assert not let_loose(shown)


def test_in_the_ledger(browser, make_character, player):
    path = make_character(player).path
    browser.post(
        f"{path}/experience/earned", data={"amount": "1", "reason": BACKWARDS, "day": "", "form_key": str(uuid4())}
    )
    shown = browser.get(f"{path}/experience")
    assert page(shown).css_first("#ledger").text().count(BACKWARDS) > 1
    assert not let_loose(shown)


def test_in_what_a_token_is_called(browser):
    made = browser.post("/tokens", data={"name": BACKWARDS, "scope": "read", "form_key": str(uuid4())})
    assert page(made).css("#made bdi")
    assert not let_loose(made)


HEBREW = "שלום"


@pytest.mark.parametrize("path", ["", "/print", "/portraits", "/experience", "/death", "/deletion"])
@pytest.mark.parametrize("line", ["vtm", "htr", "wta"])
def test_every_field_name_and_list_finds_its_direction_from_its_own_words(
    browser, make_character, make_entry, player, line, path
):
    from_book = LINES[line]
    words = {name: HEBREW for name, text in from_book.texts.items() if not text.closed and name != "kind"}
    character = make_character(player, line, texts=words)
    for listing in from_book.listings.values():
        if listing.name not in from_book.outer:
            texts = {text.name: HEBREW for text in listing.fields.values() if text.name != "name" and not text.closed}
            make_entry(character, listing.name, HEBREW, 1, **texts)
    shown = page(browser.get(f"{character.path}{path}"))
    fields = shown.css("main textarea, main input:not([type]), main input[type=search]")
    assert [
        field.html for field in fields if "dir" not in field.attributes and field.attributes["name"] in WORDED
    ] == []
    assert [
        one.html for one in shown.css("main *") if HEBREW in one.text(deep=False) and not finds_direction(one)
    ] == []


WORDED = ("name", "text", "own", "reason", "epitaph")


def finds_direction(one) -> bool:
    """Whether the element, or one around it up to the block, has its direction from its own words."""
    while one.tag != "main":
        if one.tag in ("bdi", "select") or one.attributes.get("dir") == "auto":
            return True
        if "for-screen-readers" in (one.attributes.get("class") or ""):
            return True
        one = one.parent
    return False
