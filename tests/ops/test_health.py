"""What a host is told."""

from __future__ import annotations

from wodsheet import db
from wodsheet.assets import vendor
from wodsheet.db import readiness


def test_the_process_says_that_it_lives_without_asking_the_database(client, monkeypatch):
    monkeypatch.setattr(db, "run", None)
    assert client.get("/healthz").json == {"status": "ok"}


def test_ready_takes_one_statement(client, statements):
    assert client.get("/readyz").status_code == 200
    assert len(statements) == 1


def test_a_missing_front_end_file_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(vendor, "missing", lambda: ["htmx.min.js"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"status": "not ready", "database": True, "migrations": True, "front_end_files": False}


def test_a_database_behind_the_migrations_is_not_ready(client, connection):
    connection.execute("DELETE FROM alembic_version")
    assert client.get("/readyz").json["migrations"] is False
    connection.execute("DROP TABLE alembic_version")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["database"] is True


def test_a_database_ahead_of_this_code_is_ready(client, connection):
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert client.get("/readyz").status_code == 200


def test_a_database_that_is_away_is_not_ready(client, monkeypatch):
    def away(*_):
        raise db.Unavailable

    monkeypatch.setattr(db, "run", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["database"] is False


def test_an_unreachable_database_is_said_in_one_sentence():
    said = readiness.problems("postgresql+psycopg://nobody@127.0.0.1:1/none", 1)
    assert len(said) == 1
    assert said[0].startswith("the database cannot be reached")
    assert "\n" not in said[0]
