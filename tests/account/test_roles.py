"""Player or admin: read from the database with each statement, given and taken by an operator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.markup import names, page


def begin(browser) -> int:
    return browser.post("/vtm", data={"name": "Anna", "form_key": str(uuid4())}).status_code


def test_a_role_counts_in_a_session_that_is_open_and_no_longer_once_it_is_taken(operator, signed_in, player):
    browser = signed_in(player)
    assert [begin(browser) for _ in range(4)] == [303, 303, 303, 409]
    assert operator("grant", "Robin").output == "Robin is an admin now.\n"
    assert begin(browser) == 303
    assert operator("revoke", "Robin").output == "Robin is a player now.\n"
    assert begin(browser) == 409


def test_an_admin_brings_back_whom_a_player_could_not(operator, signed_in, player, make_character):
    for _ in range(3):
        make_character(owner=player)
    away = make_character(owner=player, archived=True)
    browser = signed_in(player)
    assert browser.post(f"{away.path}/archive/undo").status_code == 409
    operator("grant", "Robin")
    assert browser.post(f"{away.path}/archive/undo").status_code == 303


def test_a_change_of_role_is_told_to_whom_it_concerns_and_once(operator, signed_in, player, stranger):
    for words in (("grant", "Robin"), ("grant", "Robin"), ("revoke", "Robin")):
        operator(*words)
    shown = page(signed_in(player).get("/account"))
    assert names(shown, ".trail span") == ["No longer an admin", "Made an admin"]
    assert names(page(signed_in(stranger).get("/account")), ".trail span") == []


def test_granted_twice_at_once_it_is_told_once(operator, player, audit_trail):
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda _: operator("grant", "Robin"), range(4)))
    assert audit_trail(player) == ["role_granted"]


def test_somebody_known_by_discord_is_named_by_their_number(operator, connection):
    connection.execute("INSERT INTO users (discord_id, name) VALUES ('80351110224678912', 'Sam')")
    assert operator("grant", "80351110224678912").output == "Sam is an admin now.\n"
    assert operator("grant", "80351110224678912").output == "Sam was an admin already.\n"


def test_nobody_and_two_people_are_said_and_nothing_is_changed(operator, connection, make_player):
    nobody = operator("grant", "Nobody")
    assert (nobody.exit_code, "Nobody signed in here" in nobody.output) == (1, True)
    make_player("42")
    connection.execute("INSERT INTO users (discord_id, name) VALUES ('42', 'Sam')")
    two = operator("grant", "42")
    assert (two.exit_code, "Nobody's role was changed" in two.output) == (1, True)
    assert connection.execute("SELECT DISTINCT role FROM users").fetchall() == [("player",)]


def test_the_session_holds_no_role(operator, signed_in, player):
    operator("grant", "Robin")
    browser = signed_in(player)
    browser.get("/account")
    with browser.session_transaction() as session:
        assert set(session) == {"user", "session"}
