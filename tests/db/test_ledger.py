"""The ledger of experience is only ever added to, and what is added has to fit, whoever writes."""

from __future__ import annotations

import psycopg
import pytest


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE experience SET amount = 9",
        "UPDATE experience SET reason = 'Something else'",
        "UPDATE experience SET day = '2020-01-01'",
        "UPDATE experience SET at = at - interval '1 day'",
        "UPDATE experience SET user_id = NULL",
        "UPDATE experience SET kind = 'spent'",
        "UPDATE experience SET form_key = gen_random_uuid()",
        "DELETE FROM experience",
        "INSERT INTO experience (character_id, kind, amount, reason, form_key) OVERRIDING SYSTEM VALUE"
        " SELECT character_id, kind, 9, reason, form_key FROM experience"
        " ON CONFLICT (character_id, form_key) DO UPDATE SET amount = 9",
    ],
)
def test_what_is_written_stays(connection, make_character, make_experience, act):
    make_experience(make_character(), "earned", 3)
    with pytest.raises(psycopg.IntegrityError, match="write a correction"), connection.transaction():
        connection.execute(act)
    assert connection.execute("SELECT amount, kind FROM experience").fetchall() == [(3, "earned")]


def test_a_ledger_goes_with_its_character_corrections_included(connection, make_character, make_experience):
    anna = make_character()
    make_experience(anna, "correction", -3, corrects=make_experience(anna, "earned", 3))
    connection.execute("DELETE FROM characters WHERE id = %s", [anna.id])
    assert connection.execute("SELECT FROM experience").fetchall() == []


def test_a_ledger_goes_with_the_player(connection, make_character, make_experience):
    anna = make_character()
    make_experience(anna, "earned", 3)
    connection.execute("DELETE FROM users WHERE id = %s", [anna.owner.id])
    assert connection.execute("SELECT FROM experience").fetchall() == []


def test_what_somebody_wrote_stays_when_they_leave(connection, make_player, make_character, make_experience):
    anna, storyteller = make_character(), make_player()
    connection.execute(
        "INSERT INTO experience (character_id, user_id, kind, amount, reason, form_key)"
        " VALUES (%s, %s, 'earned', 3, 'A good night', gen_random_uuid())",
        [anna.id, storyteller.id],
    )
    connection.execute("DELETE FROM users WHERE id = %s", [storyteller.id])
    with pytest.raises(psycopg.IntegrityError, match="write a correction"), connection.transaction():
        connection.execute("UPDATE experience SET amount = 9")
    assert connection.execute("SELECT user_id, amount FROM experience").fetchall() == [(None, 3)]


@pytest.mark.parametrize(
    ("kind", "amount", "rule"),
    [
        ("earned", 0, "amount_fits_kind"),
        ("earned", -1, "amount_fits_kind"),
        ("spent", 0, "amount_fits_kind"),
        ("spent", -1, "amount_fits_kind"),
        ("correction", 0, "amount_fits_kind"),
        ("given", 3, "amount_fits_kind"),
    ],
)
def test_no_amount_is_what_its_kind_is_not(make_character, make_experience, kind, amount, rule):
    with pytest.raises(psycopg.errors.CheckViolation, match=rule):
        make_experience(make_character(), kind, amount)


def test_an_entry_is_taken_back_once_by_a_correction_of_the_same_character(connection, make_character, make_experience):
    anna, ben = make_character(), make_character()
    entry = make_experience(anna, "earned", 3)
    with pytest.raises(psycopg.errors.ForeignKeyViolation), connection.transaction():
        make_experience(ben, "correction", -3, corrects=entry)
    with pytest.raises(psycopg.errors.CheckViolation, match="only_corrections"), connection.transaction():
        make_experience(anna, "spent", 3, corrects=entry)
    make_experience(anna, "correction", -3, corrects=entry)
    with pytest.raises(psycopg.errors.UniqueViolation, match="corrects_unique"), connection.transaction():
        make_experience(anna, "correction", -3, corrects=entry)


def test_every_share_adds_up_to_what_is_left(connection, make_character, make_experience):
    anna = make_character()
    for kind, amount in (("earned", 9), ("spent", 4), ("correction", -2), ("correction", 1)):
        make_experience(anna, kind, amount)
    rows = connection.execute("SELECT earned, spent FROM experience ORDER BY id").fetchall()
    assert rows == [(9, 0), (0, 4), (-2, 0), (0, -1)]


@pytest.mark.parametrize(
    "act", ["TRUNCATE experience", "TRUNCATE experience RESTART IDENTITY CASCADE", "TRUNCATE audit"]
)
def test_nothing_empties_the_ledger_or_the_audit_trail_alone(connection, make_character, make_experience, act):
    anna = make_character()
    make_experience(anna, "earned", 3)
    connection.execute("INSERT INTO audit (user_id, what) VALUES (%s, 'signed_in')", [anna.owner.id])
    with pytest.raises(psycopg.IntegrityError, match="emptied only together with"), connection.transaction():
        connection.execute(act)
    assert connection.execute("SELECT count(*) FROM experience, audit").fetchone() == (1,)


@pytest.mark.parametrize("act", ["TRUNCATE users RESTART IDENTITY CASCADE", "TRUNCATE users, audit CASCADE"])
def test_they_are_emptied_together_with_everybody(connection, make_character, make_experience, act):
    make_experience(make_character(), "earned", 3)
    connection.execute(act)
    assert connection.execute("SELECT FROM experience").fetchall() == []


@pytest.mark.parametrize(("kind", "amount"), [("spent", 4), ("correction", -4)])
def test_whoever_writes_no_more_is_spent_than_was_earned(connection, make_character, make_experience, kind, amount):
    anna, ben = make_character(), make_character()
    make_experience(anna, "earned", 3)
    make_experience(ben, "earned", 9)
    with pytest.raises(psycopg.IntegrityError, match="more experience would be spent"), connection.transaction():
        make_experience(anna, kind, amount)
    make_experience(anna, kind, amount // 2)
    assert connection.execute("SELECT count(*) FROM experience").fetchone() == (3,)


def test_one_statement_may_bring_a_whole_ledger_in_any_order(connection, make_character):
    anna, ben = make_character(), make_character()
    bring = (
        "INSERT INTO experience (character_id, kind, amount, reason, form_key)"
        " SELECT column1, column2, column3, 'A night', gen_random_uuid()"
        " FROM (VALUES (%s, 'spent', 9), (%s, 'earned', %s), (%s, 'earned', 1)) ledger"
    )
    connection.execute(bring, [anna.id, anna.id, 9, ben.id])
    with pytest.raises(psycopg.IntegrityError, match="more experience would be spent"), connection.transaction():
        connection.execute(bring, [ben.id, ben.id, 6, ben.id])
    assert connection.execute("SELECT count(*) FROM experience").fetchone() == (3,)
