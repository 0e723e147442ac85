"""What a host is told."""

from __future__ import annotations

import tempfile

from wodsheet import db
from wodsheet.assets import vendor
from wodsheet.db import readiness
from wodsheet.portraits import storage

# As at a failover.
END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


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
    assert [part for part, there in answer.json.items() if there is False] == ["front_end_files"]


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


def test_a_database_that_only_reads_is_not_ready_and_a_click_is_asked_to_come_back(
    committed, connection, signed_in, make_character
):
    anna, browser = make_character(), committed.test_client()
    owner, name = signed_in(anna.owner), connection.info.dbname
    committed.extensions["pool"].clear()
    connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
    connection.execute(END_OTHERS)
    try:
        answer = browser.get("/readyz")
        click = owner.post(f"{anna.path}/ratings/strength", data={"dots": 4})
    finally:
        connection.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'.encode())
        if committed.config["SETTINGS"].database_pooled:  # a pooler has connections that the app cannot close
            connection.execute(END_OTHERS)
    assert (answer.status_code, answer.json["database"], answer.json["writable"]) == (503, True, False)
    assert (click.status_code, click.headers["Retry-After"]) == (503, "2")
    # The next click finds the server that can be written, without a new start of the app.
    assert owner.post(f"{anna.path}/ratings/strength", data={"dots": 4}).status_code == 303


def test_a_missing_place_for_pictures_is_not_ready(client, app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.extensions, "portraits", storage.Folder(tmp_path / "no" / "volume"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["pictures"]) == (503, False)


def test_no_room_for_temporary_files_is_not_ready(client, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["temporary_files"]) == (503, False)


def test_an_unreachable_database_is_said_in_one_sentence():
    said = readiness.problems("postgresql+psycopg://nobody@127.0.0.1:1/none", 1)
    assert len(said) == 1
    assert said[0].startswith("the database cannot be reached")
    assert "\n" not in said[0]
