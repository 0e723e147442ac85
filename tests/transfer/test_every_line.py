"""Whatever the forms of a line take, an import takes, too: the definitions walked, out and in again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.factories import Factory, Player
from tests.factories.accounts import fill_keys
from tests.factories.people import fullest
from tests.factories.sheets import KINDS
from tests.transfer.conftest import as_shown, make_zip, read_export
from wodsheet.engine import Line, Listing, Text
from wodsheet.lines import LINES
from wodsheet.pregens import PREGENS

Character = dict[str, Any]


@pytest.fixture
def comes_back(
    player: Player, stranger: Player, download: Callable, upload: Callable, factory: Factory
) -> Callable[..., None]:
    """Take all of the player's characters away and bring them in: they are the same."""

    def comes_back(filled: bool = True) -> None:
        if filled:
            for id, line in factory.connection.execute("SELECT id, line FROM characters").fetchall():
                fill_keys(factory, factories.Character(id, line, player))
        mine = read_export(download(player))
        assert upload(stranger, make_zip(mine)).status_code == 303
        theirs = read_export(download(stranger))
        assert [as_written(one) for one in mine["characters"]] == [as_written(one) for one in theirs["characters"]]
        assert mine["characters"]

    return comes_back


def as_written(character: Character) -> Character:
    """A character without when it was put away, as the second may be for want of room."""
    return {key: part for key, part in as_shown(character).items() if key != "archived_at"}


@pytest.mark.parametrize("end", ["low", "high"])
def test_every_trait_at_either_end(comes_back, factory: Factory, player, end):
    for line in LINES.values():
        ratings: dict[str, Any] = {trait.name: getattr(trait, end) for trait in line.traits.values()}
        for tracker in line.trackers.values():
            ratings |= {tracker.superficial: 0, tracker.aggravated: 0 if end == "low" else tracker.high}
        factory.character(player, line.name, **ratings)
    comes_back()


def test_every_text_with_each_of_its_choices(comes_back, factory: Factory, player):
    for line in LINES.values():
        for number in range(max(len(text.choices) for text in line.texts.values())):
            texts = {text.name: choice_of(text, number) for text in line.texts.values()}
            factory.character(player, line.name, texts=texts | {"name": f"{line.one} {number}"})
    comes_back()


def choice_of(text: Text, number: int) -> str:
    """One of its choices, by label and key in turn; without any, the first is as long as it can be."""
    if not text.choices:
        return "é" * (1 if number else text.limit)
    choice = text.choices[number % len(text.choices)]
    return choice.key if text.closed and number % 2 else choice.label


@pytest.mark.no_cover
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_every_choice_of_every_list(comes_back, factory: Factory, player, line: Line):
    for name, listing in line.listings.items():
        for start in range(0, max(1, len(listing.choices)), listing.most):
            character = factory.character(player, line.name)
            outer = line.outer.get(name)
            under = factory.entry(character, outer.name, "Their own") if outer else None
            names = [choice.label for choice in listing.choices[start : start + listing.most]] or ["Their own"]
            for position, called in enumerate(names):
                factory.entry(character, name, called, parent=under, position=position, **texts_of(listing, position))
    comes_back()


def texts_of(listing: Listing, number: int) -> dict[str, Any]:
    return {text.name: choice_of(text, number) for text in (*listing.texts, *listing.own_texts)}


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_every_kind_as_it_is_made(comes_back, signed_in, player, line, kind):
    form = {"name": "Anna", "form_key": "00000000-0000-0000-0000-000000000000"}
    answer = signed_in(player).post(f"/{line}", data=form | ({"kind": kind} if kind else {}))
    assert answer.status_code == 303
    comes_back(filled=False)


@pytest.mark.parametrize("line", LINES)
def test_the_ready_and_the_fullest(comes_back, factory: Factory, signed_in, player, line):
    fullest(factory, player, line)
    if line in PREGENS:
        form = {"form_key": "00000000-0000-0000-0000-000000000000"}
        assert signed_in(player).post(f"/{line}/ready", data=form).status_code == 303
    comes_back()
