"""One more source of rights, which exists only in tests: a table that grants a player a right to a character.

In the app only owners have rights. All statements ask for the asker's right by one expression, so here a cursor puts
the table into that expression. Where a statement asked in any other way, the tests with a second player would fail.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from tests.factories import Character, Player
from wodsheet.statements.rights import GRANTED, Right

TABLE = "CREATE TABLE grants (character_id bigint, user_id bigint, granted int, PRIMARY KEY (character_id, user_id))"
WITH_TABLE = f"coalesce({GRANTED}, (SELECT granted FROM grants WHERE character_id = c.id AND user_id = u.id))"

Grant = Callable[[Character, Player, Right | None], None]


def with_table(query: Any) -> Any:
    """The statement as it reads with the table; psycopg's own statements are not in bytes."""
    return query.replace(GRANTED.encode(), WITH_TABLE.encode()) if isinstance(query, bytes) else query


@pytest.fixture
def grant(connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> Grant:
    """Give a player this one right to a character, or with None take it away."""
    base: Any = connection.cursor_factory

    class Granting(base):
        def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            return super().execute(with_table(query), *args, **kwargs)

        def stream(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            return super().stream(with_table(query), *args, **kwargs)

    connection.execute(TABLE.encode())
    monkeypatch.setattr(connection, "cursor_factory", Granting)

    def grant(character: Character, player: Player, right: Right | None) -> None:
        connection.execute("DELETE FROM grants WHERE character_id = %s AND user_id = %s", [character.id, player.id])
        if right:
            connection.execute("INSERT INTO grants VALUES (%s, %s, %s)", [character.id, player.id, right.value])

    return grant
