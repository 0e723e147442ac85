"""What the tests of records share: asking as a program does."""

from __future__ import annotations

import pytest

from tests.factories import Character, Player


@pytest.fixture
def anna(make_character, player) -> Character:
    """A vampire of Robin's as she comes from the new-character page."""
    return make_character(player)


@pytest.fixture
def script(program, make_token, player):
    """A script of Robin's that may write."""
    return program(make_token(player))


@pytest.fixture
def reader(program, make_token, player):
    """A script of Robin's that may only read."""
    return program(make_token(player, "read"))


@pytest.fixture
def other_script(program, make_token, stranger: Player):
    """A script of somebody else's."""
    return program(make_token(stranger))
