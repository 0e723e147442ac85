"""The cookie that remembers who is signed in."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import Player
from wodsheet.web import session
from wodsheet.web.session import DAY, EncryptedCookie

LATER = 1_800_000_000.0
OTHER = "00000000-0000-4000-8000-000000000001"


class Clock:
    """The session's clock, which a test sets."""

    def __init__(self) -> None:
        self.now = LATER

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(session, "time", clock)
    # A token says when it was written; Fernet asks its own clock.
    monkeypatch.setattr("cryptography.fernet.time", clock)
    return clock


@pytest.fixture
def browser(signed_in: Callable[[Player], FlaskClient], player: Player) -> FlaskClient:
    """A browser in which the player is signed in."""
    return signed_in(player)


def cookies(app: Flask) -> EncryptedCookie:
    assert isinstance(app.session_interface, EncryptedCookie)
    return app.session_interface


def token_of(browser: FlaskClient) -> str:
    saved = browser.get_cookie("wodsheet")
    assert saved is not None
    return saved.value


def is_signed_in(answer: TestResponse, player: Player) -> bool:
    """Whether the roster is shown and not the welcome."""
    return answer.status_code == 200 and "Your characters" in answer.text


def test_nothing_can_be_read_from_the_cookie(browser, player, app):
    token = token_of(browser)
    assert b"user" not in base64.urlsafe_b64decode(token)
    assert cookies(app).decrypt(token)[0] == {"user": player.id, "session": player.session}
    assert len(token) < 1000


def test_no_click_and_no_page_sends_the_cookie_again(browser):
    for answer in (browser.get("/"), browser.get("/healthz"), browser.get("/no/such/page")):
        assert "Set-Cookie" not in answer.headers


def test_a_browser_that_never_signed_in_gets_no_cookie(client):
    for answer in (client.get("/"), client.get("/healthz"), client.get("/vtm/1"), client.post("/logout")):
        assert "Set-Cookie" not in answer.headers


def test_a_session_that_is_used_goes_on_for_weeks(clock, browser, player):
    for _ in range(30):
        clock.now += DAY + 60
        answer = browser.get("/")
        assert is_signed_in(answer, player)
        assert "Max-Age=1209600" in answer.headers["Set-Cookie"]
        assert "Set-Cookie" not in browser.get("/").headers


def test_a_session_that_is_not_used_ends_after_fourteen_days(clock, app, player):
    token = cookies(app).fernet.encrypt(json.dumps({"user": player.id, "session": player.session}).encode()).decode()
    clock.now += 14 * DAY - 1
    assert is_signed_in(asking(app, token), player)
    clock.now += 2
    assert not is_signed_in(asking(app, token), player)


def test_a_session_from_the_future_is_none(clock, app, player):
    clock.now += 3600
    token = cookies(app).fernet.encrypt(json.dumps({"user": player.id, "session": player.session}).encode()).decode()
    clock.now -= 3600
    assert not is_signed_in(asking(app, token), player)


def asking(app: Flask, token: str) -> TestResponse:
    """The answer to a browser that sends this token, whatever else it keeps."""
    return app.test_client(use_cookies=False).get("/", headers={"Cookie": f"theme=dark; wodsheet={token}; x=y"})


def test_a_token_is_found_among_other_cookies(app, browser, player):
    assert is_signed_in(asking(app, token_of(browser)), player)


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: token[:-5] + "AAAA=", lambda token: "x" + token]
)
def test_a_changed_token_signs_nobody_in(app, browser, player, change):
    assert not is_signed_in(asking(app, change(token_of(browser))), player)


@pytest.mark.parametrize("token", ["", "gAAAAA", "." * 60, "eyJ1c2VyIjoxfQ.aaa.bbb", "%00", "A" * 5000])
def test_what_is_no_token_signs_nobody_in(app, token):
    assert asking(app, token).status_code == 200


def test_another_key_reads_nothing(app, player):
    forged = (
        Fernet(Fernet.generate_key())
        .encrypt(json.dumps({"user": player.id, "session": player.session}).encode())
        .decode()
    )
    assert not is_signed_in(asking(app, forged), player)


def test_keys_can_be_changed_without_signing_anybody_out(app):
    old, new = "the old key " * 4, "the new key " * 4
    saved = b'{"user":1,"session":"a"}'
    by_old = EncryptedCookie([old], False).fernet.encrypt(saved).decode()
    rotating = EncryptedCookie([new, old], False)
    assert rotating.decrypt(by_old)[0] == {"user": 1, "session": "a"}
    by_new = rotating.fernet.encrypt(saved).decode()
    assert EncryptedCookie([new], False).decrypt(by_new)[0] == {"user": 1, "session": "a"}


def test_in_production_the_cookie_is_for_this_host_and_https_alone(production):
    answer = production.test_client().get("/login", base_url="https://sheets.example.org")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    name, _, attributes = cookie.partition("=")
    assert name == "__Host-wodsheet"
    told = {attribute.strip() for attribute in attributes.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=1209600"} <= told
    assert not any(attribute.startswith("Domain") for attribute in told)
    assert len(cookie) < 1000


def test_signing_out_takes_the_cookie_away(browser):
    answer = browser.post("/logout")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert browser.get_cookie("wodsheet") is None


def test_signing_out_is_not_a_link(browser, player):
    assert browser.get("/logout").status_code in (404, 405)
    assert is_signed_in(browser.get("/"), player)


def test_signing_out_here_leaves_other_browsers_signed_in(signed_in, player, factory):
    here, there = signed_in(player), signed_in(replace(player, session=factory.session(player.id)))
    here.post("/logout")
    assert is_signed_in(there.get("/"), player)


def test_signing_out_everywhere_ends_every_copy_at_once(signed_in, player, make_character):
    here, there = signed_in(player), signed_in(player)
    anna = make_character(owner=player, strength=1)
    assert here.post("/logout/everywhere").status_code == 303
    click = there.post(f"{anna.path}/ratings/strength", data={"dots": "3"}, headers={"HX-Request": "true"})
    assert click.status_code == 401
    assert click.headers["HX-Redirect"].startswith("/login")
    assert there.get_cookie("wodsheet") is None


def test_a_copy_of_an_ended_session_cannot_end_the_new_one(signed_in, player, app, connection):
    stale = signed_in(player)
    signed_in(player).post("/logout/everywhere")
    assert stale.post("/logout/everywhere").status_code == 303
    assert connection.execute("SELECT FROM sessions WHERE user_id = %s", [player.id]).fetchall() == []


def test_signing_out_ends_every_copy_of_that_cookie_and_no_other_session(signed_in, player, app, connection):
    copy, here = signed_in(player), signed_in(player)
    connection.execute(
        "INSERT INTO sessions (id, user_id, expires_at) VALUES (%s, %s, now() + interval '1 day')", [OTHER, player.id]
    )
    assert here.post("/logout").status_code == 303
    assert copy.get("/account").status_code == 303
    with copy.session_transaction() as session:
        session["user"], session["session"] = player.id, OTHER
    assert copy.get("/account").status_code == 200
    told = connection.execute("SELECT what FROM audit WHERE user_id = %s", [player.id]).fetchall()
    assert [row.what for row in told] == ["signed_out"]


def test_a_session_has_a_last_day_however_often_its_cookie_is_renewed(signed_in, player, connection):
    browser = signed_in(player)
    connection.execute("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = %s", [player.id])
    assert browser.get("/account").status_code == 303


def test_a_session_lasts_ninety_days_at_most(client, connection):
    client.post("/login", data={"name": "Robin"})
    (row,) = connection.execute("SELECT expires_at - now() AS left FROM sessions").fetchall()
    assert 89 <= row.left.days <= 90


def test_what_ran_out_goes_at_the_next_sign_in(client, connection):
    for _ in range(2):
        client.post("/login", data={"name": "Robin"})
        connection.execute("UPDATE sessions SET expires_at = now() - interval '1 second'")
    assert len(connection.execute("SELECT FROM sessions").fetchall()) == 1


def test_an_id_given_out_again_opens_no_old_cookie(signed_in, player, connection):
    browser = signed_in(player)
    connection.execute("DELETE FROM users WHERE id = %s", [player.id])
    connection.execute(
        "INSERT INTO users (id, desk_name, name) OVERRIDING SYSTEM VALUE VALUES (%s, 'Else', 'Else')", [player.id]
    )
    connection.execute("INSERT INTO sessions (user_id, expires_at) VALUES (%s, now() + interval '1 day')", [player.id])
    assert browser.get("/account").status_code == 303
