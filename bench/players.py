"""Players with full characters for a bench, put into the database by SQL, and the requests of their browsers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from wodsheet.engine import Line, Listing
from wodsheet.lines import LINES
from wodsheet.web.session import EncryptedCookie

SECRET_KEY = "a key for the bench alone known to all who read this"
VAMPIRE = LINES["vtm"]
HELD = {"touchstones": 3, "tenets": 4, "advantages": 12, "equipment": 6, "flaws": 6, "rituals": 4, "specialties": 8}
DISCIPLINES, POWERS = 4, 4
JOURNAL = 200
PROSE = "She came to the city in the year of the flood, and has not seen a morning since. " * 4

# What Chromium sends with a click, behind a proxy that speaks https to the world.
BROWSER = """\
X-Forwarded-For: 203.0.113.7\r
X-Forwarded-Proto: https\r
Connection: keep-alive\r
sec-ch-ua-platform: "Linux"\r
sec-ch-ua: "Chromium";v="142", "Not_A Brand";v="99"\r
sec-ch-ua-mobile: ?0\r
User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r
Accept: {accept}\r
Accept-Encoding: gzip, deflate, br, zstd\r
Accept-Language: en-GB,en;q=0.9\r
Sec-Fetch-Site: same-origin\r
Sec-Fetch-Mode: {mode}\r
Sec-Fetch-Dest: {dest}\r
"""
SCRIPT = BROWSER.format(accept="text/html", mode="cors", dest="empty") + (
    "HX-Request: true\r\nHX-Request-Type: partial\r\n"
    "HX-Current-URL: http://127.0.0.1/vtm/1\r\nOrigin: http://127.0.0.1\r\n"
)
PAGE = BROWSER.format(accept="text/html,application/xhtml+xml,application/xml;q=0.9", mode="navigate", dest="document")


@dataclass(frozen=True)
class Player:
    """A player, their one character, and the cookie of their browser."""

    id: int
    character: int
    cookie: str

    def get(self, path: str) -> bytes:
        """The request for a page; ``path`` may hold {id}, the character's."""
        return self._request("GET", path, PAGE, b"")

    def click(self, path: str, form: str) -> bytes:
        """The request htmx sends for a form."""
        return self._request("POST", path, SCRIPT, form.encode())

    def upload(self, path: str, field: str, content: bytes) -> bytes:
        """The request htmx sends for a file in a form."""
        part = f'Content-Disposition: form-data; name="{field}"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        body = b"--edge\r\n" + part.encode() + content + b"\r\n--edge--\r\n"
        return self._request("POST", path, SCRIPT, body, "multipart/form-data; boundary=edge")

    def _request(
        self, method: str, path: str, headers: str, body: bytes, kind: str = "application/x-www-form-urlencoded"
    ) -> bytes:
        length = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = f"{method} {path.format(id=self.character)} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        return f"{head}{headers}{length}Cookie: {self.cookie}\r\n\r\n".encode() + body


def make_players(
    connection: psycopg.Connection[Any], count: int, changes: int = JOURNAL, full: bool = True
) -> list[Player]:
    """So many players with a vampire each: a full one has some 60 entries, every text and a journal of changes."""
    sessions = EncryptedCookie((SECRET_KEY,), production=True)
    made = []
    for number in range(count):
        name = f"Player {number} {uuid4().hex[:6]}"
        user = _insert(connection, "users (discord_id, name) VALUES (%s, %s)", uuid4().hex, name)
        character = fill(connection, VAMPIRE, user) if full else make_character(connection, VAMPIRE, user)
        write_journal(connection, character, user, changes if full else 0)
        begun = "INSERT INTO sessions (user_id, expires_at) VALUES (%s, now() + interval '1 day') RETURNING id"
        (session,) = connection.execute(begun, [user]).fetchall()
        token = sessions.fernet.encrypt(json.dumps({"user": user, "session": str(session[0])}).encode()).decode()
        made.append(Player(user, character, f"{sessions.name}={token}"))
    return made


def make_character(
    connection: psycopg.Connection[Any],
    line: Line,
    user: int,
    ratings: Mapping[str, int] | None = None,
    texts: Mapping[str, str] | None = None,
) -> int:
    """A character of this line, a new one unless told otherwise; its id."""
    return _insert(
        connection,
        "characters (owner_id, line, ratings, texts, form_key) VALUES (%s, %s, %s, %s, %s)",
        *(user, line.name, Jsonb(ratings or {}), Jsonb(texts or {"name": "Anna"}), uuid4()),
    )


def fill(connection: psycopg.Connection[Any], line: Line, user: int) -> int:
    """A vampire with everything: its id."""
    ratings = line.start | {trait.name: (trait.low + trait.high + 1) // 2 for trait in line.traits.values()}
    texts = {
        text.name: text.choices[0].label if text.choices else (PROSE if text.lines else text.label)
        for text in line.texts.values()
    }
    character = make_character(connection, line, user, ratings, texts)
    for listing, most in ((line.listings[name], most) for name, most in HELD.items()):
        for place, name in enumerate(_names(listing, most)):
            _entry(connection, character, listing, place, name)
    disciplines = line.listings["disciplines"]
    for place, choice in enumerate(disciplines.choices[:DISCIPLINES]):
        outer = _entry(connection, character, disciplines, place, choice.label)
        powers = line.listings["powers"]
        inside = [power.label for power in powers.choices if choice.key in power.of][:POWERS]
        for within, name in enumerate(inside):
            _entry(connection, character, powers, within, name, outer)
    return character


def write_journal(connection: psycopg.Connection[Any], character: int, user: int, count: int) -> None:
    """So many more changes in a character's journal."""
    connection.execute(
        "INSERT INTO changes (character_id, user_id, what, was, now, at)"
        """ SELECT %s, %s, 'ratings', '{"wits": 2}', '{"wits": 3}', now() - n * interval '1 second'"""
        " FROM generate_series(1, %s) n",
        (character, user, count),
    )


def _names(listing: Listing, most: int) -> Iterator[str]:
    own = (f"{listing.one.capitalize()} of her own, number {number}" for number in range(most))
    return islice((choice.label for choice in listing.choices), most) if listing.choices else own


def _entry(
    connection: psycopg.Connection[Any],
    character: int,
    listing: Listing,
    place: int,
    name: str,
    outer: int | None = None,
) -> int:
    texts = {text.name: text.choices[0].label if text.choices else PROSE[:120] for text in listing.texts}
    return _insert(
        connection,
        "entries (character_id, kind, parent_id, position, name, dots, texts, form_key)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        *(character, listing.name, outer, place, name, min(3, listing.high), Jsonb(texts), uuid4()),
    )


def _insert(connection: psycopg.Connection[Any], into: str, *values: Any) -> int:
    row = connection.execute(f"INSERT INTO {into} RETURNING id".encode(), values).fetchone()
    assert row
    return row[0]
