"""What the tests of accounts share: the audit trail of a player, and an operator's commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from click.testing import Result
from flask import Flask

from tests.factories import Player


@pytest.fixture
def audit_trail(connection: psycopg.Connection[Any]) -> Callable[[Player], list[str]]:
    """What happened to a player, in order."""

    def read(player: Player) -> list[str]:
        asked = "SELECT what FROM audit WHERE user_id = %s ORDER BY id"
        return [row.what for row in connection.execute(asked, [player.id]).fetchall()]

    return read


@pytest.fixture
def operator(committed: Flask) -> Callable[..., Result]:
    """An operator at the host: ``operator("grant", "Robin")``."""
    return lambda *words: committed.test_cli_runner().invoke(args=["admin", *words])
