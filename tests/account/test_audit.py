"""What else the audit trail tells: deletions, tokens and refusals."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.markup import names, page
from wodsheet.web import api_tokens


@pytest.fixture
def said(signed_in, player):
    """What the player's trail says, the latest first."""
    return lambda: names(page(signed_in(player).get("/account")), ".trail span")


def test_a_deleted_character_and_its_return_are_told_once_each(signed_in, player, make_character, said):
    anna, browser = make_character(owner=player), signed_in(player)
    for path in ("/deletion", "/deletion", "/deletion/undo", "/deletion/undo"):
        assert browser.post(anna.path + path).status_code == 303
    assert said() == ["Brought Anna back", "Deleted Anna"]


def test_what_is_gone_for_good_has_no_name_in_it(signed_in, player, make_character, connection, said):
    anna, browser = make_character(owner=player), signed_in(player)
    browser.post(f"{anna.path}/deletion")
    connection.execute("DELETE FROM characters")
    assert said() == ["Deleted a character"]


def test_what_the_sweep_removes_is_told_to_whom_it_concerns(committed, player, stranger, make_character, connection):
    make_character(owner=player, deleted=29)
    gone = [make_character(owner=player, deleted=31).id for _ in range(2)]
    make_character(owner=stranger, deleted=29)
    for _ in range(2):
        assert committed.test_cli_runner().invoke(args=["sweep", "characters"]).exit_code == 0
    rows = connection.execute("SELECT user_id, what, facts FROM audit ORDER BY facts").fetchall()
    assert rows == [(player.id, "character_swept", {"character": id}) for id in gone]


def test_what_was_removed_for_good_is_said_without_a_name(connection, player, said):
    connection.execute(
        "INSERT INTO audit (user_id, what, facts) VALUES (%s, 'character_swept', '{\"character\": 7}')", [player.id]
    )
    assert said() == ["Removed a character for good, 30 days after it was deleted"]


def test_a_character_put_away_is_no_matter_for_it(signed_in, player, make_character, said):
    anna, browser = make_character(owner=player), signed_in(player)
    for path in ("/archive", "/archive/undo", "/death", "/death/undo"):
        assert browser.post(anna.path + path).status_code == 303
    assert said() == []


def test_nobody_elses_deletion_is_told(signed_in, player, stranger, make_character, said):
    signed_in(player).post(f"{make_character(owner=stranger).path}/deletion")
    assert said() == []


def test_tokens_made_and_revoked_are_told(signed_in, player, connection, said):
    browser, sent = signed_in(player), {"name": "A script", "scope": "read", "form_key": str(uuid4())}
    for _ in range(2):
        browser.post("/tokens", data=sent)
    token = connection.execute("SELECT id FROM tokens").fetchone().id
    assert said() == ["Made the token A script"]
    for _ in range(2):
        browser.post(f"/tokens/{token}/revoke")
    assert said() == ["Revoked a token", "Made a token"]
    assert connection.execute("SELECT facts FROM audit").fetchone().facts == {"token": token}


def test_what_a_token_was_refused_is_told_once_an_hour(program, make_token, player, make_character, connection, said):
    anna, script = make_character(owner=player), program(make_token(player, "read"))
    for _ in range(3):
        assert script.post(f"{anna.path}/ratings/wits", data={"dots": "3"}).status_code == 403
        assert script.get("/account").status_code == 403
    assert said() == [
        "Refused: a token asked for what no token reaches",
        "Refused: a token that may only read tried to write",
    ]
    connection.execute("ALTER TABLE audit DISABLE TRIGGER audit_only_grows")
    connection.execute("UPDATE audit SET at = at - interval '2 hours'")
    script.post(f"{anna.path}/ratings/wits", data={"dots": "3"})
    assert len(said()) == 3


def test_a_token_that_is_nobodys_is_refused_without_a_word_to_anybody(program, connection):
    assert program(api_tokens.new()).get("/account").status_code == 403
    assert connection.execute("SELECT count(*) FROM audit").fetchone().count == 0
