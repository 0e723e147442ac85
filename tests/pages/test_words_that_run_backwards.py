"""Names that turn the direction of writing, which must turn nobody else's words."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import page

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
