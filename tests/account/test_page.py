"""The account page: what is known of a player, and what happened."""

from __future__ import annotations

import psycopg
import pytest

from tests.markup import names, page
from wodsheet.blueprints.account import AUDIT_MESSAGES
from wodsheet.statements.account import MOST_ROWS


def known(browser) -> dict[str, str]:
    shown = page(browser.get("/account"))
    return dict(zip(names(shown, ".known dt"), names(shown, ".known dd"), strict=True))


def test_a_player_sees_what_is_known_of_them(signed_in, player, make_character, make_portrait):
    anna = make_character(owner=player)
    for state in ({"archived": True}, {"died": True}, {"deleted": 3}):
        make_character(owner=player, **state)
    make_portrait(anna)
    said = known(signed_in(player))
    assert said["Name"] == "Robin"
    assert said["Signed in by"] == "a name on this computer"
    assert said["Role"] == "Player"
    assert said["Characters"] == "1 in play, 3 put away, dead or deleted"
    assert said["Pictures"].startswith("1, ")


def test_the_page_asks_one_statement(signed_in, player, statements):
    browser = signed_in(player)
    statements.clear()
    assert browser.get("/account").status_code == 200
    assert len(statements) == 1


def test_the_account_is_one_link_away(signed_in, player, make_character):
    browser = signed_in(player)
    for path in ("/", make_character(owner=player).path):
        assert names(page(browser.get(path)), ".running-head a[href='/account']") == ["Account"]


def test_signing_in_and_out_everywhere_is_told_to_whom_it_concerns_and_nobody_else(client, stranger, signed_in):
    client.post("/login", data={"name": "Robin"})
    assert names(page(client.get("/account")), ".trail span") == ["Signed in"]
    client.post("/logout/everywhere")
    client.post("/login", data={"name": "Robin"})
    assert names(page(client.get("/account")), ".trail span") == ["Signed in", "Signed out everywhere", "Signed in"]
    assert names(page(signed_in(stranger).get("/account")), ".trail span") == []


def test_a_session_that_ended_cannot_write_in_the_trail(signed_in, player, audit_trail):
    stale = signed_in(player)
    signed_in(player).post("/logout/everywhere")
    stale.post("/logout/everywhere")
    assert audit_trail(player) == ["signed_out_everywhere"]


def test_a_long_trail_goes_on_where_the_page_ended(signed_in, player, connection):
    connection.execute(
        "INSERT INTO audit (user_id, what) SELECT %s, 'signed_in' FROM generate_series(1, %s)",
        [player.id, MOST_ROWS + 3],
    )
    browser = signed_in(player)
    first = page(browser.get("/account"))
    assert len(first.css(".trail li")) == MOST_ROWS
    older = first.css_first("a[href*='before']").attributes["href"]
    second = page(browser.get(older))
    assert len(second.css(".trail li")) == 3
    assert not second.css("a.button[href*='before']")


@pytest.mark.parametrize("before", ["0", "-1", "now", "9" * 30])
def test_a_place_in_the_trail_that_is_none_is_refused(signed_in, player, before):
    assert signed_in(player).get(f"/account?before={before}").status_code == 422


def test_every_word_of_the_trail_can_be_said(connection):
    asked = "SELECT pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE conname = 'audit_known_what'"
    rule = connection.execute(asked).fetchone().rule
    assert sorted(AUDIT_MESSAGES) == sorted(word for word in rule.split("'")[1::2] if word != "::text")


@pytest.mark.parametrize("write", ["UPDATE audit SET what = 'role_granted'", "DELETE FROM audit"])
def test_what_the_trail_tells_stays(client, connection, write):
    client.post("/login", data={"name": "Robin"})
    with pytest.raises(psycopg.errors.IntegrityError, match="stays"), connection.transaction():
        connection.execute(write)


def test_who_leaves_is_named_nowhere_in_what_remains(client, connection):
    client.post("/login", data={"name": "Robin"})
    connection.execute("DELETE FROM users")
    (row,) = connection.execute("SELECT user_id, facts FROM audit").fetchall()
    assert (row.user_id, row.facts) == (None, {})


def test_no_words_of_anybodys_fit_into_the_trail(player, connection):
    for facts in ('{"name": "Robin Smith"}', '{"where": "127.0.0.1"}', '["a"]'):
        with pytest.raises(psycopg.errors.CheckViolation), connection.transaction():
            connection.execute(
                "INSERT INTO audit (user_id, what, facts) VALUES (%s, 'signed_in', %s)", [player.id, facts]
            )
