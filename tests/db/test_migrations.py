"""The migrations make exactly the tables the models describe, and can be taken back with people in them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

import psycopg
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from tests.factories import Factory
from tests.waiting import eventually
from wodsheet import models
from wodsheet.db import preflight, readiness
from wodsheet.extensions import MIGRATIONS

# Everything about the shape of a database that a migration could forget, as PostgreSQL itself writes it down.
SHAPE = {
    "columns": """
        SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, attidentity::text,
               attgenerated::text, pg_get_expr(adbin, adrelid)
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attnum > 0 AND NOT attisdropped AND attrelid IN (SELECT oid FROM pg_class WHERE relkind IN ('r', 'p')
          AND relnamespace = 'public'::regnamespace)
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "storage": """
        SELECT relname, reloptions FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL
    """,
    "all else": """
        SELECT relkind::text, relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('i')
        UNION ALL SELECT 'function', concat(proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 'trigger', pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'extension', extname FROM pg_extension
    """,
}


def shape(address: str) -> dict[str, set[str]]:
    """What stands in a database, Alembic's own table aside."""
    with readiness.connect(address) as connection:
        found = {part: connection.execute(asked.encode()).fetchall() for part, asked in SHAPE.items()}
    return {part: {row for row in map(repr, rows) if "alembic_version" not in row} for part, rows in found.items()}


def test_the_migrated_database_is_what_the_models_say(new_database):
    modelled = new_database(template=None)
    models.Character.metadata.create_all(sa.create_engine(modelled, poolclass=sa.NullPool))
    found, wanted = shape(new_database()), shape(modelled)
    for part in SHAPE:
        assert found[part] == wanted[part], part
    assert len(found["constraints"]) > 20


def test_what_a_server_knows_without_alembic_is_what_alembic_and_the_models_say():
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert readiness.known() == tuple(each.revision for each in scripts.walk_revisions())[::-1]
    assert set(preflight.TABLES) == {"alembic_version", *models.Character.metadata.tables}


def test_every_constraint_has_a_name_of_ours(new_database):
    with readiness.connect(new_database()) as connection:
        asked = "SELECT conname, contype::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        ours = [(name, kind) for name, kind in connection.execute(asked) if kind in "pufc" and "alembic" not in name]
    assert len(ours) > 20
    made_up = {"p": "_pkey", "u": "_key", "f": "_fkey", "c": "_check"}
    assert [name for name, kind in ours if name.rstrip("0123456789").endswith(made_up[kind])] == []


def test_migrations_go_down_and_up_again_with_people_in_them(new_database):
    address = new_database()
    before = shape(address)
    with readiness.connect(address) as connection:
        populate(connection)
    command.downgrade(readiness.alembic(address), "base")
    assert shape(address) == shape(new_database(template=None))
    command.upgrade(readiness.alembic(address), "head")
    assert shape(address) == before
    with readiness.connect(address) as connection:
        populate(connection)


def populate(connection: psycopg.Connection[Any]) -> None:
    """Somebody with a character, things on its sheet, a change in the journal and experience taken back."""
    factory = Factory(connection)
    anna = factory.character(strength=3, texts={"concept": "Night nurse"})
    discipline = factory.entry(anna, "disciplines", "Auspex", 2)
    factory.entry(anna, "powers", "Heightened Senses", parent=discipline)
    factory.portrait(anna, "face", "0" * 32)
    connection.execute(
        "INSERT INTO changes (character_id, user_id, what, was, now) VALUES (%s, %s, 'ratings', %s, %s)",
        (anna.id, anna.owner.id, '{"strength": 1}', '{"strength": 3}'),
    )
    factory.experience(anna, "correction", -3, corrects=factory.experience(anna, "earned", 3))
    connection.execute("INSERT INTO user_preferences (user_id, theme) VALUES (%s, 'contrast')", [anna.owner.id])
    connection.execute("UPDATE users SET role = 'admin' WHERE id = %s", [anna.owner.id])
    connection.execute(
        "INSERT INTO audit (user_id, what) VALUES (%(id)s, 'role_granted'), (%(id)s, 'refused'),"
        " (%(id)s, 'character_swept')",
        {"id": anna.owner.id},
    )


def test_words_of_the_books_from_before_get_their_keys_and_a_players_own_get_none(new_database):
    address = new_database()
    command.downgrade(readiness.alembic(address), "0012")
    with readiness.connect(address) as connection:
        factory = Factory(connection)
        anna = factory.character(texts={"clan": "brujah", "predator_type": "By lamplight", "kind": "Ghoul"})
        ids = [factory.entry(anna, "advantages", name) for name in ("Allies", "My brother's van")]
        ines = factory.character(line="htr")
        edge = factory.entry(ines, "edges", "Thwart the Unnatural")
        ids += [edge, factory.entry(ines, "perks", "Ward", parent=edge), factory.entry(ines, "perks", "Ward")]
    command.upgrade(readiness.alembic(address), "head")
    with readiness.connect(address) as connection:
        rows = connection.execute("SELECT keys FROM characters ORDER BY id").fetchall()
        assert [row[0] for row in rows] == [{"clan": "brujah", "kind": "ghoul"}, {}]
        keys = dict(tuple(row) for row in connection.execute("SELECT id, key FROM entries"))
    wards = ["thwart_the_unnatural_ward", "repel_the_unnatural_ward"]
    assert [keys[id] for id in ids] == ["allies", None, "thwart_the_unnatural", *wards]


def test_keys_that_older_code_left_beside_other_words_are_mended(new_database):
    address = new_database()
    command.downgrade(readiness.alembic(address), "0013")
    with readiness.connect(address) as connection:
        factory = Factory(connection)
        anna = factory.character(texts={"clan": "Ventrue", "predator_type": "By lamplight", "kind": "Ghoul"})
        factory.entry(anna, "advantages", "Haven")
        stale = '{"clan": "brujah", "predator_type": "siren", "kind": "ghoul"}'
        connection.execute("UPDATE characters SET keys = %s", [stale])
        connection.execute("UPDATE entries SET key = 'allies'")
    command.upgrade(readiness.alembic(address), "head")
    with readiness.connect(address) as connection:
        found = connection.execute("SELECT keys, key FROM characters, entries").fetchone()
    assert found == ({"clan": "ventrue", "kind": "ghoul"}, "haven")


def flask_db(address: str, *words: str, **environ: str) -> subprocess.Popen[str]:
    """``flask db upgrade`` and the like, as a deploy runs it."""
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "db", *words],
        env=os.environ
        | {"DATABASE_URL": address, "SECRET_KEY": "a key, so that none is made in the project's own folder"}
        | environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_deploy_migrates_with_nothing_but_the_address_of_the_database(new_database, tmp_path):
    address = new_database(template=None)
    deploy = flask_db(address, "upgrade", WODSHEET_ENV="production", SECRET_KEY="", DATA_DIR=str(tmp_path / "none"))
    printed = deploy.communicate(timeout=60)[0]
    assert deploy.returncode == 0, printed
    assert readiness.problems(address, connections=1) == []
    assert not (tmp_path / "none").exists()


def test_a_deploy_without_a_database_is_one_sentence():
    deploy = flask_db("postgresql://nobody@127.0.0.1:1/none", "upgrade")
    printed = deploy.communicate(timeout=60)[0]
    assert deploy.returncode == 1
    assert printed.startswith("The database cannot be reached: ")
    assert "Traceback" not in printed


def test_a_deploy_in_production_without_an_address_is_refused():
    deploy = flask_db("", "upgrade", WODSHEET_ENV="production")
    assert "DATABASE_URL is not set" in deploy.communicate(timeout=60)[0]
    assert deploy.returncode == 3


def test_the_version_before_can_be_deployed_again(new_database):
    address = new_database()
    with readiness.connect(address) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    deploy = flask_db(address, "upgrade")
    assert "Newer code has migrated this database" in deploy.communicate(timeout=60)[0]
    assert deploy.returncode == 0
    assert readiness.problems(address, connections=1) == []


def test_two_deploys_at_once_both_end_well(new_database):
    address = new_database(template=None)
    deploys = [flask_db(address, "upgrade") for _ in range(2)]
    said = [deploy.communicate(timeout=60)[0] for deploy in deploys]
    assert [deploy.returncode for deploy in deploys] == [0, 0], said
    assert "".join(said).count("applied: 0001") == 1
    assert readiness.problems(address, connections=1) == []


def test_a_deploy_waits_while_another_has_its_turn(new_database):
    address = new_database(template=None)
    waiting = (
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_try_advisory_lock%' AND datname = current_database()"
    )
    with readiness.connect(address) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [0x776F6473686565])
        deploy = flask_db(address, "upgrade")
        eventually(lambda: other.execute(waiting + " AND pid <> pg_backend_pid()").fetchone())
        assert not other.execute("SELECT to_regclass('characters')").fetchone()[0]
    deploy.communicate(timeout=60)
    assert deploy.returncode == 0
    assert readiness.problems(address, connections=1) == []


def test_a_migration_never_waits_long_for_a_table(new_database):
    address = new_database()
    with readiness.connect(address) as reader, reader.transaction():
        for (table,) in reader.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            if table != "alembic_version":
                reader.execute(f"SELECT FROM {table}".encode())
        began = time.monotonic()
        deploy = flask_db(address, "downgrade", "base")
        said = deploy.communicate(timeout=60)[0]
    assert deploy.returncode != 0
    assert "lock timeout" in said
    assert time.monotonic() - began < 30
    command.upgrade(readiness.alembic(address), "head")
    assert readiness.problems(address, connections=1) == []
