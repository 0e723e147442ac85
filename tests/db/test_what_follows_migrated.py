"""Migration 0017: what follows a choice is no longer stored where nobody wrote it."""

from __future__ import annotations

import pytest
from alembic import command
from psycopg.types.json import Jsonb

from tests.db.test_migrations import flask_db
from tests.factories import Factory
from tests.waiting import eventually
from wodsheet.db import readiness

TOREADOR = {"clan": "Toreador", "bane": "Aesthetic Fixation", "compulsion": "Obsession"}
# The lock of a row is waited for as that of the transaction that changed it.
WAITING = "SELECT 1 FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted"
VENGEFUL = {"motive": "Vengeance", "redemption": "The cell harms the quarry or its like"}


@pytest.fixture
def before(new_database):
    """The address of a database as the version before left it."""
    address = new_database()
    command.downgrade(readiness.alembic(address), "0016")
    return address


def migrated(address, *characters):
    """What is written of some characters after the migration, their names aside, and the keys beside it."""
    command.upgrade(readiness.alembic(address), "head")
    with readiness.connect(address) as connection:
        rows = {id: row for id, *row in connection.execute("SELECT id, texts, keys FROM characters").fetchall()}
    return [
        ({name: words for name, words in rows[one.id][0].items() if name != "name"}, rows[one.id][1])
        for one in characters
    ]


def test_what_the_choice_itself_brings_goes_with_its_key_and_follows_again(before):
    with readiness.connect(before) as connection:
        anna = Factory(connection).character(texts=TOREADOR)
        ines = Factory(connection).character(line="htr", texts=VENGEFUL)
        keys = {"clan": "toreador", "bane": "bane_aesthetic_fixation", "compulsion": "compulsion_obsession"}
        connection.execute("UPDATE characters SET keys = %s WHERE id = %s", [Jsonb(keys), anna.id])
        changed = connection.execute("SELECT changed_at FROM characters ORDER BY id").fetchall()
    assert migrated(before, anna, ines) == [
        ({"clan": "Toreador"}, {"clan": "toreador"}),
        ({"motive": "Vengeance"}, {}),
    ]
    with readiness.connect(before) as connection:
        assert connection.execute("SELECT changed_at FROM characters ORDER BY id").fetchall() == changed
        assert connection.execute("SELECT FROM changes").fetchall() == []


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(TOREADOR | {"bane": "Agonizing Empathy", "compulsion": "Paranoia"}, id="another of the book"),
        pytest.param(TOREADOR | {"bane": "Hers alone", "compulsion": ""}, id="her own, and none"),
        pytest.param(TOREADOR | {"clan": "Brujah"}, id="of another clan"),
        pytest.param(TOREADOR | {"kind": "Ghoul"}, id="of a clan that the kind hides"),
        pytest.param({"bane": "Aesthetic Fixation"}, id="of no clan"),
    ],
)
def test_what_no_choice_brings_stays(before, texts):
    with readiness.connect(before) as connection:
        anna = Factory(connection).character(texts=texts)
    assert migrated(before, anna) == [(texts, {})]


def test_a_kind_without_a_clan_follows_its_own(before):
    texts = {"kind": "Caitiff", "clan": "Toreador", "bane": "Outcast", "compulsion": "Obsession"}
    with readiness.connect(before) as connection:
        anna = Factory(connection).character(texts=texts)
    assert migrated(before, anna) == [({"kind": "Caitiff", "clan": "Toreador", "compulsion": "Obsession"}, {})]


def test_the_key_of_a_choice_goes_before_its_words(before):
    with readiness.connect(before) as connection:
        anna = Factory(connection).character(texts=TOREADOR | {"clan": "Artistes"})
        connection.execute("UPDATE characters SET keys = %s", [Jsonb({"clan": "toreador"})])
    assert migrated(before, anna) == [({"clan": "Artistes"}, {"clan": "toreador"})]


def test_a_text_that_its_player_ever_changed_stays(before):
    """As when somebody tried another bane, and chose the clan's own again."""
    with readiness.connect(before) as connection:
        anna, orel = (Factory(connection).character(texts=TOREADOR) for _ in range(2))
        connection.execute(
            "INSERT INTO changes (character_id, user_id, what, was, now) VALUES (%s, %s, 'texts', %s, %s)",
            (anna.id, anna.owner.id, Jsonb({"bane": "Agonizing Empathy"}), Jsonb({"bane": "Aesthetic Fixation"})),
        )
    wrote = {"clan": "Toreador", "bane": "Aesthetic Fixation"}
    assert migrated(before, anna, orel) == [(wrote, {}), ({"clan": "Toreador"}, {})]


def test_what_is_written_while_it_runs_is_seen(before):
    """The migration waits for the lock of the write, and reads the journal after it."""
    with readiness.connect(before) as connection:
        anna = Factory(connection).character(texts=TOREADOR)
        with connection.transaction():
            connection.execute("UPDATE characters SET texts = texts WHERE id = %s", [anna.id])
            connection.execute(
                "INSERT INTO changes (character_id, what, was, now) VALUES (%s, 'texts', '{}', %s)",
                [anna.id, Jsonb({"bane": "Aesthetic Fixation", "compulsion": "Obsession"})],
            )
            deploy = flask_db(before, "upgrade")
            eventually(lambda: connection.execute(WAITING).fetchone())
        assert "applied: 0017" in deploy.communicate(timeout=60)[0]
    assert migrated(before, anna) == [(TOREADOR, {})]


def test_more_than_a_batch_is_done(before):
    with readiness.connect(before) as connection:
        owner = Factory(connection).player()
        connection.execute(
            "INSERT INTO characters (owner_id, line, texts, form_key) SELECT %s, 'vtm', %s, gen_random_uuid()"
            " FROM generate_series(1, 1001)",
            [owner.id, Jsonb(TOREADOR | {"name": "Anna"})],
        )
    command.upgrade(readiness.alembic(before), "head")
    with readiness.connect(before) as connection:
        assert connection.execute("SELECT DISTINCT texts FROM characters").fetchall() == [
            ({"name": "Anna", "clan": "Toreador"},)
        ]
