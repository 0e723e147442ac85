"""What a connection must be like before anybody is served: each refusal is a sentence that says what to do."""

from __future__ import annotations

import re
import secrets

import pytest

from tests.ops.conftest import commands, role_of, run
from wodsheet.db import readiness


def test_limits_that_are_not_in_force_are_named_with_the_commands_that_set_them(owner_url, served_url):
    sentences = readiness.problems(served_url, connections=1, pooled=True)
    assert [sentence.split(" on ")[0] for sentence in sentences] == ["statement_timeout is 0", "lock_timeout is 0"]
    for command in commands(sentences):
        run(owner_url, command)
    assert readiness.problems(served_url, connections=1, pooled=True) == []


@pytest.mark.parametrize(
    ("setting", "wrong", "sentence"),
    [
        ("statement_timeout", "2001ms", "statement_timeout is 2001"),
        ("lock_timeout", "0", "lock_timeout is 0"),
        ("timezone", "Europe/Berlin", "TimeZone is Europe/Berlin"),
        ("client_encoding", "latin1", "client_encoding is LATIN1"),
        ("default_transaction_isolation", "serializable", "default_transaction_isolation is serializable"),
        ("default_transaction_read_only", "on", "the database can only be read"),
    ],
)
def test_a_role_that_changes_what_a_connection_is_like_does_not_serve(owner_url, served_url, setting, wrong, sentence):
    for right in ("statement_timeout = '2s'", "lock_timeout = '500ms'", f"{setting} = '{wrong}'"):
        run(owner_url, f"ALTER ROLE {role_of(served_url)} SET {right}")
    (found,) = readiness.problems(served_url, connections=1, pooled=True)
    assert found.startswith(sentence)
    for command in commands([found]):
        run(owner_url, command)
        assert readiness.problems(served_url, connections=1, pooled=True) == []


def test_without_a_pooler_the_connection_brings_its_own_limits(owner_url, served_url):
    for setting in ("statement_timeout = 0", "timezone = 'Europe/Berlin'"):
        run(owner_url, f"ALTER ROLE {role_of(served_url)} SET {setting}")
    assert readiness.problems(served_url, connections=1) == []


def test_a_database_in_another_encoding_does_not_serve(server):
    name = f"ascii_{secrets.token_hex(4)}"
    words = "ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    run(server, f"CREATE DATABASE {name} {words}")
    try:
        address = re.sub(r"/[^/?]*\?", f"/{name}?", server)
        (sentence,) = readiness.problems(address, connections=1)
        with pytest.raises(SystemExit, match="Nothing was migrated: the database is in SQL_ASCII"):
            readiness.migrate(address)
    finally:
        run(server, f"DROP DATABASE {name} WITH (FORCE)")
    assert sentence.startswith("the database is in SQL_ASCII: make one with ENCODING 'UTF8'")


def test_a_right_that_the_role_lacks_is_named_with_the_command_that_grants_it(owner_url, served_url):
    run(owner_url, f"REVOKE DELETE ON entries, tokens FROM {role_of(served_url)}")
    run(owner_url, f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {role_of(served_url)}")
    (sentence,) = readiness.problems(served_url, connections=1)
    assert f"the role {role_of(served_url)} may not read and write entries, tokens:" in sentence
    run(owner_url, commands([sentence])[0])
    assert readiness.problems(served_url, connections=1) == []


def test_a_role_without_any_right_is_one_sentence(owner_url, served_url):
    run(owner_url, f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role_of(served_url)}")
    (sentence,) = readiness.problems(served_url, connections=1)
    assert "alembic_version, audit," in sentence
