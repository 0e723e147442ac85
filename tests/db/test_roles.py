"""A host may serve with a role that can read and write rows, and do nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.roles import lesser_role
from wodsheet.db import readiness


@pytest.fixture
def served_as_a_lesser_role(new_database) -> Iterator[str]:
    """The address of a migrated database for a role that owns nothing and may only read and write rows."""
    with lesser_role(new_database()) as address:
        yield address


def test_the_app_serves_as_a_role_that_only_reads_and_writes_rows(served_as_a_lesser_role, make_app):
    assert readiness.problems(served_as_a_lesser_role, connections=1) == []
    app = make_app(served_as_a_lesser_role)
    browser = app.test_client()
    assert browser.post("/login", data={"name": "Robin"}).status_code == 303
    key = "00000000-0000-4000-8000-000000000001"
    sheet = browser.post("/vtm", data={"name": "Anna", "form_key": key}).location
    assert browser.post(f"{sheet}/ratings/strength", data={"dots": 3}).status_code == 303
    added = {"name": "Her brother", "form_key": key}
    assert browser.post(f"{sheet}/lists/touchstones", data=added).status_code == 303
    earned = {"amount": 3, "reason": "Tuesday", "form_key": key}
    assert browser.post(f"{sheet}/experience/earned", data=earned).status_code == 303
    assert browser.post("/vtm/ready", data={"form_key": key.replace("1", "2")}).status_code == 303
    assert browser.post(f"{sheet}/deletion").status_code == 303
    app.extensions["pool"].clear()
    with psycopg.connect(plain(served_as_a_lesser_role)) as connection, pytest.raises(psycopg.Error):
        connection.execute("CREATE TABLE mine (id int)")


def test_a_role_that_may_not_number_rows_is_told_what_to_grant(new_database):
    with lesser_role(owner := new_database()) as address:
        role = address.split("//")[1].split("@")[0].split(":")[0]
        with readiness.connect(owner) as connection:
            connection.execute(f"REVOKE USAGE ON ALL SEQUENCES IN SCHEMA public FROM {role}".encode())
        (problem,) = readiness.problems(address, connections=1)
    assert "may not read and write entries, experience, revisions" in problem
    assert f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}" in problem


def plain(address: str) -> str:
    return address.replace("postgresql+psycopg://", "postgresql://", 1)
