"""An export holds all there is: every column of every table that hangs on a player, as the database itself has them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from psycopg.rows import dict_row

from tests.markup import HTMX
from tests.transfer.conftest import read_export
from wodsheet.transfer import AUDIT, CHANGES

# What hangs on a player by foreign keys, however far away.
TABLES = """
WITH RECURSIVE hanging AS (
  SELECT 'users'::regclass AS of
  UNION SELECT conrelid::regclass FROM pg_constraint JOIN hanging ON confrelid = hanging.of WHERE contype = 'f'
)
SELECT hanging.of::text AS table, attname AS column
FROM hanging JOIN pg_attribute ON attrelid = hanging.of AND attnum > 0 AND NOT attisdropped
"""

IDS = "ids are this database's own; the file says by place what belongs to what"
KEYS = "form keys keep a form from being sent twice, and say nothing"
NOT_TOLD = "would tell that something of another player's is there"
HAND = "what is brought in is rolled by an import"
ONE_ROLL = "a roll has it, whenever it was learned"
SUMS = "computed out of what is exported"

VISITS = ("character_id", "user_id", "seen", "seen_before", "at")

# What is left out, and why.
LEFT_OUT = {
    ("users", "id"): IDS,
    ("users", "session_epoch"): "what sessions had before their table",
    ("sessions", "id"): "the key of a door",
    ("sessions", "user_id"): IDS,
    ("sessions", "expires_at"): "until when a door is open",
    ("tokens", "key"): "the key of a door",
    ("user_preferences", "user_id"): IDS,
    ("tokens", "id"): IDS,
    ("tokens", "user_id"): IDS,
    ("tokens", "hash"): "the lock of a door",
    ("tokens", "form_key"): KEYS,
    ("characters", "id"): IDS,
    ("characters", "owner_id"): IDS,
    ("characters", "form_key"): KEYS,
    ("characters", "name"): SUMS,
    ("characters", "chronicle"): SUMS,
    ("entries", "id"): IDS,
    ("entries", "character_id"): IDS,
    ("entries", "form_key"): KEYS,
    ("experience", "id"): IDS,
    ("experience", "character_id"): IDS,
    ("experience", "earned"): SUMS,
    ("experience", "spent"): SUMS,
    ("experience", "form_key"): KEYS,
    ("portraits", "character_id"): IDS,
    ("portraits", "key"): "names files of this host",
    ("portraits", "bytes"): "of the files on this host",
    ("changes", "id"): IDS,
    ("changes", "character_id"): IDS,
    ("changes", "revision_id"): IDS,
    ("changes", "user_id"): "is no longer written; the revision says who it was",
    ("experience", "revision_id"): IDS,
    ("revisions", "character_id"): IDS,
    ("revisions", "form_key"): KEYS,
    **{("rolls", column): IDS for column in ("character_id", "id", "revision_id")},
    ("rolls", "hand"): HAND,
    ("rolls", "form_key"): KEYS,
    **{("rerolls", column): IDS for column in ("character_id", "roll_id", "revision_id")},
    ("rerolls", "form_key"): KEYS,
    **{("roll_difficulties", column): IDS for column in ("character_id", "roll_id")},
    ("roll_difficulties", "form_key"): KEYS,
    ("roll_difficulties", "at"): "when a difficulty was learned changes nothing of the roll",
    **{("named_rolls", column): IDS for column in ("id", "character_id", "user_id")},
    ("named_rolls", "form_key"): KEYS,
    **{("removed_portraits", column): "pictures that the player has removed" for column in ("key", "user_id", "at")},
    **{("visits", column): "up to where its pages were read" for column in VISITS},
    **{("reaches", column): NOT_TOLD for column in ("id", "user_id", "kind", "target", "at")},
    ("audit", "id"): IDS,
    ("audit", "user_id"): IDS,
}


# Where a row of each table is found in an export, and there each column: by its own name, or by what is said here.
Found = dict[str, Any]
ROWS: dict[str, Callable[[Found], Iterator[Found]]] = {
    "users": lambda export: iter([export["player"]]),
    "user_preferences": lambda export: iter([export["preferences"]]),
    "tokens": lambda export: iter(export["tokens"]),
    "characters": lambda export: iter(export["characters"]),
    "entries": lambda export: entries(export),
    "experience": lambda export: (entry for one in export["characters"] for entry in one["experience"]),
    "portraits": lambda export: (
        {"slot": slot} | portrait for one in export["characters"] for slot, portrait in one["portraits"].items()
    ),
    "rolls": lambda export: (roll for one in export["characters"] for roll in one["rolls"]),
    "rerolls": lambda export: (roll for one in export["characters"] for roll in one["rolls"] if roll["places"]),
    "roll_difficulties": lambda export: (roll for one in export["characters"] for roll in one["rolls"][1:2]),
    "named_rolls": lambda export: iter([*export["characters"][0]["named_rolls"], *export["named_rolls"]]),
    "changes": lambda export: (row for row in export[CHANGES] if row["what"]),
    "revisions": lambda export: iter(export[CHANGES]),
    "audit": lambda export: iter(export[AUDIT]),
}
CALLED = {
    ("users", "created_at"): "since",
    ("experience", "user_id"): "by",
    ("rolls", "user_id"): "by",
    ("changes", "entry_id"): "entry",
    ("changes", "at"): "since",
    ("revisions", "id"): "revision",
    ("revisions", "user_id"): "by",
    ("entries", "parent_id"): "within",
}


def entries(export: Found) -> Iterator[Found]:
    """Every entry, with its kind, its place and the name of the one it stands in, as the lists tell it."""
    for character in export["characters"]:
        for kind, listed in character["entries"].items():
            for position, entry in enumerate(listed):
                yield entry | {"kind": kind, "position": position, "within": None}
                inside = enumerate(entry.get("inside", []))
                yield from (
                    inner | {"kind": "powers", "position": place, "within": entry["name"]} for place, inner in inside
                )


@pytest.fixture
def whole(player, factory, make_picture, signed_in, connection, download) -> tuple[Found, dict[str, list[Found]]]:
    """What is exported of somebody with one of each thing, and the same as the database has it."""
    anna = factory.character(player, texts={"name": "Anna", "chronicle": "The Docks"}, strength=4)
    browser = signed_in(player)
    browser.post(f"{anna.path}/ratings/strength", data={"dots": "3"}, headers=HTMX)
    add = f"{anna.path}/lists/disciplines"
    browser.post(add, data={"name": "Auspex", "form_key": str(uuid4())}, headers=HTMX)
    outer = connection.execute("SELECT id FROM entries").fetchone().id
    inner = {"name": "Premonition", "under": str(outer), "form_key": str(uuid4())}
    browser.post(f"{anna.path}/lists/powers", data=inner, headers=HTMX)
    spent = factory.experience(anna, "earned", 77, "A night", day="2026-03-04")
    factory.experience(anna, "correction", -77, "A night", day="2026-03-05", corrects=spent)
    rolls = f"{anna.path}/rolls"
    form = {"typed": "wits + stealth + 1", "modifier": "2", "what": "To hide", "test": "Night", "contested": "yes"}
    browser.post(rolls, data={**form, "difficulty": "3", "form_key": str(uuid4())})
    browser.post(rolls, data={"fell_regular": "2 3 10", "fell_special": "4", "form_key": str(uuid4())})
    fallen = connection.execute("SELECT max(id) AS id FROM rolls").fetchone().id
    browser.post(f"{rolls}/{fallen}/reroll", data={"dice": "0 1", "form_key": str(uuid4())})
    browser.post(f"{rolls}/{fallen}/difficulty", data={"difficulty": "4", "form_key": str(uuid4())})
    browser.post(f"{anna.path}/actions/rouse", data={"form_key": str(uuid4())})
    for whose in ("character", "player"):
        named = {**form, "difficulty": "2", "name": f"Hide as {whose}", "whose": whose}
        browser.post(f"{rolls}/named", data={**named, "form_key": str(uuid4())})
    make_picture(anna, "own3")
    factory.token(player)
    connection.execute("UPDATE tokens SET used_at = '2026-01-01 10:00+00'")
    connection.execute("UPDATE characters SET archived_at = now(), died_at = now(), epitaph = 'Kept the light on'")
    connection.execute("UPDATE characters SET deleted_at = now() - interval '1 day'")
    connection.execute(
        "INSERT INTO user_preferences (user_id, theme, margin_width, heights) VALUES (%s, 'dark', 33, %s)",
        [player.id, '{"text-notes": 246}'],
    )
    connection.execute(
        "INSERT INTO audit (user_id, what, facts) VALUES (%s, 'role_granted', %s)", [player.id, '{"role": "admin"}']
    )
    archive = download(player)
    export = read_export(archive)
    for part in (CHANGES, AUDIT):
        export[part] = [json.loads(line) for line in archive.read(part).splitlines()]
    with connection.cursor(row_factory=dict_row) as cursor:
        # What told of the export itself came after it.
        rows = {
            table: cursor.execute(
                f"SELECT * FROM {table}{' WHERE what <> $$exported$$' if table == 'audit' else ''} ORDER BY 1".encode()
            ).fetchall()
            for table in ROWS
        }
    return export, rows


def test_every_column_that_hangs_on_a_player_is_exported_or_left_out_for_a_reason(connection, whole, player):
    export, saved = whole
    forgotten, hanging = [], set()
    for table, column in connection.execute(TABLES).fetchall():
        hanging.add((table, column))
        if (table, column) in LEFT_OUT:
            continue
        name: str = CALLED.get((table, column)) or column
        found = [row.get(name, "nowhere") for row in ROWS.get(table, lambda _: iter([{}]))(export)]
        if not is_said(table, column, found, saved.get(table, []), player.name):
            forgotten.append(f"{table}.{column}: {found}")
    assert forgotten == []
    assert set(LEFT_OUT) - hanging == set()


def is_said(table: str, column: str, found: list[Any], rows: list[Found], name: str) -> bool:
    """Whether an export says of a column what the rows have; of an id, whose or which one it means."""
    if len(found) != len(rows) or not rows:
        return False
    meant = {"user_id": [name] * len(rows), "corrects": [None, 1], "parent_id": [None, "Auspex"]}
    if table == "rolls":
        # One was learned later, and is of another table.
        meant["difficulty"] = [*(row["difficulty"] for row in rows[:1]), 4, *(row["difficulty"] for row in rows[2:])]
    saved = [row[column] for row in rows]
    return found == meant.get(column) or [read_like(one, said) for one, said in zip(saved, found, strict=True)] == saved


def read_like(saved: Any, said: Any) -> Any:
    """What JSON says, read as the day or moment it may stand for."""
    return type(saved).fromisoformat(said) if isinstance(saved, date) and isinstance(said, str) else said


def test_nothing_in_it_opens_a_door(player, make_token, make_character, download, connection):
    token = make_token(player)
    make_character(player)
    archive = download(player)
    (row,) = connection.execute("SELECT hash, form_key, key FROM tokens").fetchall()
    for name in archive.namelist():
        content = archive.read(name).decode()
        for secret in (token, row.hash.hex(), str(row.form_key), "session_epoch", "form_key", str(row.key)):
            assert secret not in content
