"""Reaches for what is another player's: on record within bounds, for the host alone."""

from __future__ import annotations

import pytest

from tests.markup import HTMX, names, page
from wodsheet.statements import reaches as statements


@pytest.fixture
def reaches(connection):
    """What is on record: who, the kind and the target, the first first."""
    asked = "SELECT user_id, kind, target FROM reaches ORDER BY id"
    return lambda: [tuple(row) for row in connection.execute(asked).fetchall()]


@pytest.fixture
def robin(signed_in, player):
    return signed_in(player)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        *(("GET", ""), ("GET", "/portraits"), ("GET", "/portraits/face/small"), ("GET", "/changes")),
        *(("GET", "/experience"), ("POST", "/ratings/wits"), ("POST", "/deletion"), ("POST", "/portraits/face/remove")),
    ],
)
def test_a_reach_for_anothers_character_is_on_record_once_an_hour(
    robin, player, stranger, make_character, reaches, connection, method, path
):
    anna = make_character(owner=stranger)
    form = {"dots": "3"} if path.endswith("wits") else None
    for _ in range(3):
        assert robin.open(anna.path + path, method=method, data=form).status_code == 404
    assert reaches() == [(player.id, "character", anna.id)]
    connection.execute("UPDATE reaches SET at = at - interval '2 hours'")
    robin.open(anna.path + path, method=method, data=form)
    assert len(reaches()) == 2


def test_a_reach_for_anothers_entry_or_token_is_on_record(
    robin, player, stranger, make_character, make_entry, make_token, reaches, connection
):
    anna, own = make_character(owner=stranger), make_character(owner=player)
    entry = make_entry(anna, "advantages", "Allies")
    make_token(stranger)
    token = connection.execute("SELECT id FROM tokens").fetchone().id
    robin.post(f"{own.path}/lists/advantages/{entry}/rating", data={"dots": "1"}, headers=HTMX)
    robin.post(f"/tokens/{token}/revoke")
    assert reaches() == [(player.id, "entry", entry), (player.id, "token", token)]
    assert connection.execute("SELECT count(*) FROM tokens").fetchone().count == 1


def test_what_is_not_there_or_ones_own_is_no_reach(robin, player, make_character, make_token, reaches, connection):
    gone, anna = make_character(owner=player, deleted=3), make_character(owner=player)
    make_token(player)
    token = connection.execute("SELECT id FROM tokens").fetchone().id
    for path in (gone.path, "/vtm/999999", f"/htr/{anna.id}", anna.path):
        robin.get(path)
    for _ in range(2):
        robin.post(f"/tokens/{token}/revoke")
    robin.post(f"{anna.path}/lists/advantages/999999/rating", data={"dots": "1"}, headers=HTMX)
    assert reaches() == []


def test_who_tries_every_number_fills_no_table(robin, stranger, make_character, reaches):
    for _ in range(statements.MOST_AN_HOUR + 5):
        robin.get(make_character(owner=stranger).path)
    assert len(reaches()) == statements.MOST_AN_HOUR


def test_who_has_no_session_is_nobody(client, make_character, reaches):
    client.get(make_character().path)
    assert reaches() == []


def test_it_costs_a_refusal_one_statement_and_a_page_none(robin, player, stranger, make_character, statements):
    anna, foreign = make_character(owner=player), make_character(owner=stranger)
    counted = []
    for path in (anna.path, foreign.path):
        statements.clear()
        robin.get(path)
        counted.append((len(statements), sum("reaches" in statement for statement in statements)))
    assert counted == [(1, 0), (3, 1)]


def test_neither_the_player_nor_the_owner_reads_it(robin, player, stranger, make_character, signed_in):
    anna = make_character(owner=stranger)
    robin.get(anna.path)
    for browser in (robin, signed_in(stranger)):
        assert names(page(browser.get("/account")), ".trail span") == []


def test_the_host_reads_it(operator, player, stranger, signed_in, make_character, connection):
    anna = make_character(owner=stranger)
    signed_in(player).get(anna.path)
    (line,) = operator("reaches").output.splitlines()
    assert line.endswith(f" Robin (user {player.id}): character {anna.id}")
    connection.execute("UPDATE reaches SET at = at - interval '91 days'")
    assert operator("reaches").output == ""


def test_it_goes_after_ninety_days_and_with_the_account(robin, player, stranger, make_character, reaches, connection):
    robin.get(make_character(owner=stranger).path)
    connection.execute("UPDATE reaches SET at = at - interval '91 days'")
    second = make_character(owner=stranger)
    robin.get(second.path)
    assert reaches() == [(player.id, "character", second.id)]
    robin.post("/account/deletion", data={"name": player.name})
    assert reaches() == []
