"""Players and characters for tests, valid as they come; say only what the test is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from wodsheet.web import api_tokens


@dataclass(frozen=True)
class Player:
    """A player who signed in by name, with the id of their session."""

    id: int
    name: str
    session: str


@dataclass(frozen=True)
class Character:
    """A character and its owner."""

    id: int
    line: str
    owner: Player

    @property
    def path(self) -> str:
        """The address of its sheet."""
        return f"/{self.line}/{self.id}"


class Factory:
    """Makes them through one connection."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def player(self, name: str | None = None) -> Player:
        name = name or f"Player {uuid4().hex[:8]}"
        id = self._insert("INSERT INTO users (desk_name, name) VALUES (%s, %s)", name, name)
        return Player(id, name, self.session(id))

    def session(self, user: int) -> str:
        """The id of one more session of a user."""
        begun = "INSERT INTO sessions (user_id, expires_at) VALUES (%s, now() + interval '90 days') RETURNING id"
        row = self.connection.execute(begun, [user]).fetchone()
        assert row
        return str(row[0])

    def character(
        self,
        owner: Player | None = None,
        line: str = "vtm",
        *,
        texts: Mapping[str, str] | None = None,
        archived: bool = False,
        died: bool = False,
        deleted: float | None = None,
        draft: bool = False,
        **ratings: int,
    ) -> Character:
        """A character of ``owner``'s, or of a new player's, with these ratings; all others stand at their start.

        ``deleted`` is how many days ago it was.
        """
        owner = owner or self.player()
        words = {"name": "Anna", **(texts or {})}
        made = self._insert(
            "INSERT INTO characters (owner_id, line, ratings, texts, form_key, archived_at, died_at, deleted_at)"
            " VALUES (%s, %s, %s, %s, %s, CASE WHEN %s THEN now() END, CASE WHEN %s THEN now() END,"
            " now() - %s * interval '1 day')",
            *(owner.id, line, Jsonb(ratings), Jsonb(words), uuid4(), archived, died, deleted),
        )
        if draft:
            self.connection.execute("UPDATE characters SET drafted_at = now() WHERE id = %s", [made])
        return Character(made, line, owner)

    def entry(
        self,
        character: Character,
        kind: str,
        name: str,
        dots: int = 0,
        *,
        parent: int | None = None,
        position: int = 0,
        **texts: str,
    ) -> int:
        """Something in a list on the character's sheet; its id."""
        return self._insert(
            "INSERT INTO entries (character_id, kind, name, dots, parent_id, position, texts, form_key)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            *(character.id, kind, name, dots, parent, position, Jsonb(texts), uuid4()),
        )

    def experience(
        self,
        character: Character,
        kind: str,
        amount: int,
        reason: str = "A night in the library",
        *,
        day: str | None = None,
        corrects: int | None = None,
    ) -> int:
        """An entry of the character's ledger, written by its owner today or on ``day`` (2026-03-31); its id."""
        return self._insert(
            "INSERT INTO experience (character_id, user_id, kind, amount, reason, day, corrects, form_key)"
            " VALUES (%s, %s, %s, %s, %s, coalesce(%s::date, CURRENT_DATE), %s, %s)",
            *(character.id, character.owner.id, kind, amount, reason, day, corrects, uuid4()),
        )

    def roll(self, character: Character, *regular: int, special: tuple[int, ...] = ()) -> int:
        """A roll of the character's owner, of dice that fell so; three of them unless it is said. Its id."""
        return self._insert(
            "INSERT INTO rolls (character_id, user_id, hand, regular, special, fell, form_key)"
            " VALUES (%s, %s, 'player', %s, %s, true, %s)",
            *(character.id, character.owner.id, list(regular or (2, 6, 10)), list(special), uuid4()),
        )

    def named_roll(self, character: Character, name: str = "Hide", *traits: str) -> int:
        """A pool of a character under a name, of Wits unless it is said. Its id."""
        return self._insert(
            "INSERT INTO named_rolls (character_id, name, traits, number, offers, modifier, form_key)"
            " VALUES (%s, %s, %s, 0, '{}', 0, %s)",
            *(character.id, name, list(traits or ("wits",)), uuid4()),
        )

    def portrait(self, character: Character, slot: str, key: str, bytes: int = 1) -> str:
        """A row for a picture whose files have this key; the key."""
        self.connection.execute(
            "INSERT INTO portraits (character_id, slot, key, width, height, bytes) VALUES (%s, %s, %s, 90, 60, %s)",
            [character.id, slot, key, 2 * bytes],
        )
        return key

    def token(self, owner: Player, scope: str = "write", name: str = "A script") -> str:
        """A personal token of ``owner``'s; what a script would carry."""
        token = api_tokens.new()
        self._insert(
            "INSERT INTO tokens (user_id, name, scope, hash, form_key) VALUES (%s, %s, %s, %s, %s)",
            *(owner.id, name, scope, api_tokens.hash_of(token), uuid4()),
        )
        return token

    def _insert(self, statement: str, *values: Any) -> int:
        row = self.connection.execute(f"{statement} RETURNING id".encode(), values).fetchone()
        assert row
        return row[0]
