"""Signing in through Discord, over real HTTP on both sides."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
import requests
from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from werkzeug.serving import make_server

from tests.conftest import connected
from tests.web import stand_in
from wodsheet.web import discord_login as ours
from wodsheet.web.session import EncryptedCookie

PATHS = {"token": "/api/oauth2/token", "person": "/api/users/@me"}


class Site:
    """The app with Discord set up, served on loopback, and browsers that visit it."""

    def __init__(self, at: str, app: Flask) -> None:
        self.at = at
        self.app = app

    def browser(self) -> requests.Session:
        browser = requests.Session()
        browser.trust_env = False
        return browser

    def sign_in(self, browser: requests.Session, person: dict[str, str] | None = None) -> requests.Response:
        """Go all the way, as a browser does: every redirect followed."""
        headers = {"X-Person": json.dumps(person)} if person else {}
        return browser.get(f"{self.at}/login/discord", headers=headers, timeout=15)

    def begin(self, browser: requests.Session) -> dict[str, str]:
        """Only begin; what Discord was asked for."""
        answer = browser.get(f"{self.at}/login/discord", allow_redirects=False, timeout=15)
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}

    def come_back(self, browser: requests.Session, **query: str) -> requests.Response:
        return browser.get(f"{self.at}/login/discord/authorized", params=query, allow_redirects=False, timeout=15)

    def session_of(self, browser: requests.Session) -> dict[str, object]:
        """What this browser's session holds."""
        cookies = self.app.session_interface
        assert isinstance(cookies, EncryptedCookie)
        token = browser.cookies.get(cookies.name)
        return cookies.decrypt(token)[0] if token else {}


@pytest.fixture(scope="module")
def served(new_database: Callable[..., str], make_app: Callable[..., Flask]) -> Iterator[tuple[Site, stand_in.Discord]]:
    discord = stand_in.Discord()
    there = stand_in.serve(discord)
    apps: list[Flask] = []
    here = make_server("127.0.0.1", 0, lambda environ, start: apps[0](environ, start), threaded=True)
    at = f"http://127.0.0.1:{here.server_port}"
    client = dict(zip(("DISCORD_CLIENT_ID", "DISCORD_CLIENT_SECRET"), stand_in.CLIENT, strict=True))
    apps.append(make_app(new_database(), PUBLIC_URL=at, DISCORD_API_URL=discord.at, **client))
    thread = threading.Thread(target=here.serve_forever, args=(0.05,))
    thread.start()
    yield Site(at, apps[0]), discord
    for server in (here, there):
        server.shutdown()
        server.server_close()
    thread.join()
    apps[0].extensions["pool"].clear()


@pytest.fixture
def site(served: tuple[Site, stand_in.Discord]) -> Site:
    return served[0]


@pytest.fixture
def discord(served: tuple[Site, stand_in.Discord]) -> Iterator[stand_in.Discord]:
    """The stand-in as it is on a good day."""
    discord = served[1]
    discord.person, discord.instead, discord.gate = dict(stand_in.ANNA), {}, None
    discord.asked.clear()
    discord.over.clear()
    yield discord
    discord.over.set()


@pytest.fixture
def users(site: Site) -> Iterator[psycopg.Connection]:
    """The site's own database."""
    with connected(site.app) as connection:
        connection.execute("TRUNCATE users CASCADE")
        yield connection


def nobody(site: Site, browser: requests.Session, answer: requests.Response, sentence: str) -> None:
    """The answer is a page that says this, and nobody is signed in."""
    assert answer.status_code == 400
    alert = LexborHTMLParser(answer.text).css_first("main [role=alert]")
    assert alert is not None
    assert alert.text() == sentence
    assert "user" not in site.session_of(browser)


def test_a_player_signs_in_through_discord(site, discord, users):
    browser = site.browser()
    assert site.sign_in(browser).status_code == 200
    (row,) = users.execute("SELECT id, discord_id, desk_name, name FROM users").fetchall()
    (begun,) = users.execute("SELECT id FROM sessions").fetchall()
    assert (row.discord_id, row.desk_name, row.name) == (stand_in.ANNA["id"], None, "Anna")
    assert site.session_of(browser) == {"user": row.id, "session": str(begun.id)}


def test_the_same_player_is_the_same_person_under_a_new_name(site, discord, users):
    site.sign_in(site.browser())
    discord.person["global_name"] = "Anna of the Anarchs"
    site.sign_in(site.browser())
    (row,) = users.execute("SELECT name FROM users").fetchall()
    assert row.name == "Anna of the Anarchs"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"global_name": None}, "anna"),
        ({"global_name": " A\nn\x07na "}, "Anna"),
        ({"global_name": "x" * 500}, "x" * 80),
        ({"global_name": "\x07", "username": "anna"}, "Nameless"),
    ],
)
def test_a_name_from_discord_fits_a_page(site, discord, users, told, name):
    discord.person |= told
    site.sign_in(site.browser())
    (row,) = users.execute("SELECT name FROM users").fetchall()
    assert row.name == name


def test_discord_is_asked_for_as_little_as_can_be(site, discord, users):
    asked = site.begin(site.browser())
    assert asked["scope"] == "identify"
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 30


def test_the_way_back_is_ours_whatever_host_was_asked(site, discord):
    answer = requests.get(
        f"{site.at}/login/discord",
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
        allow_redirects=False,
        timeout=15,
    )
    (back,) = parse_qs(urlsplit(answer.headers["Location"]).query)["redirect_uri"]
    assert back == f"{site.at}/login/discord/authorized"


def test_the_token_is_not_kept(site, discord, users):
    browser = site.browser()
    site.sign_in(browser)
    (token,) = list(discord.tokens)[-1:]
    assert site.session_of(browser).keys() == {"user", "session"}
    assert token not in str(users.execute("SELECT * FROM users").fetchall())
    assert site.app.blueprints["discord"].token is None


def test_a_session_is_new_at_sign_in(site, discord, users):
    browser = site.browser()
    browser.get(f"{site.at}/login", timeout=15)
    planted = browser.cookies.get("wodsheet")
    assert planted
    site.sign_in(browser)
    assert browser.cookies.get("wodsheet") != planted
    assert site.session_of(browser).keys() == {"user", "session"}


def test_a_player_goes_on_to_where_they_were_going(site, discord, users):
    browser = site.browser()
    browser.get(f"{site.at}/login", params={"next": "/vtm/new"}, timeout=15)
    asked = site.begin(browser)
    there = requests.get(f"{discord.at}/api/oauth2/authorize", params=asked, allow_redirects=False, timeout=15)
    back = browser.get(there.headers["Location"], allow_redirects=False, timeout=15)
    assert (back.status_code, back.headers["Location"]) == (303, "/vtm/new")


def test_a_wrong_state_signs_nobody_in(site, discord):
    browser = site.browser()
    site.begin(browser)
    nobody(site, browser, site.come_back(browser, code="1", state="wrong"), ours.STALE)


def test_a_missing_state_signs_nobody_in(site, discord):
    browser = site.browser()
    site.begin(browser)
    nobody(site, browser, site.come_back(browser, code="1"), ours.STALE)


def test_a_state_nobody_began_signs_nobody_in(site, discord):
    browser = site.browser()
    nobody(site, browser, site.come_back(browser, code="1", state="1"), ours.STALE)


def test_a_way_back_works_once(site, discord, users):
    browser = site.browser()
    asked = site.begin(browser)
    there = requests.get(f"{discord.at}/api/oauth2/authorize", params=asked, allow_redirects=False, timeout=15)
    before = dict(browser.cookies)
    assert browser.get(there.headers["Location"], allow_redirects=False, timeout=15).status_code == 303
    again = site.browser()
    again.cookies.update(before)
    answer = again.get(there.headers["Location"], allow_redirects=False, timeout=15)
    nobody(site, again, answer, ours.REFUSED)


def test_somebody_elses_way_back_signs_nobody_in(site, discord, users):
    theirs = site.begin(site.browser())
    there = requests.get(f"{discord.at}/api/oauth2/authorize", params=theirs, allow_redirects=False, timeout=15)
    browser = site.browser()
    site.begin(browser)
    answer = browser.get(there.headers["Location"], allow_redirects=False, timeout=15)
    nobody(site, browser, answer, ours.STALE)


def test_a_missing_code_signs_nobody_in(site, discord):
    browser = site.browser()
    asked = site.begin(browser)
    nobody(site, browser, site.come_back(browser, state=asked["state"]), ours.REFUSED)


def test_a_refused_code_signs_nobody_in(site, discord):
    browser = site.browser()
    asked = site.begin(browser)
    nobody(site, browser, site.come_back(browser, code="never issued", state=asked["state"]), ours.REFUSED)


def test_cancelling_at_discord_signs_nobody_in(site, discord):
    browser = site.browser()
    asked = site.begin(browser)
    nobody(site, browser, site.come_back(browser, error="access_denied", state=asked["state"]), ours.CANCELLED)


def test_any_other_error_of_discords_signs_nobody_in(site, discord):
    browser = site.browser()
    site.begin(browser)
    answer = site.come_back(browser, error="server_error", error_description="<script>alert(1)</script>")
    nobody(site, browser, answer, ours.REFUSED)
    assert "alert(1)" not in answer.text


GARBAGE = [
    "",
    "<html>",
    "[]",
    "null",
    "7",
    '"text"',
    "{",
    '{"access_token": null}',
    '{"id": 5, "username": []}',
    "\x00",
]


@pytest.mark.parametrize("place", PATHS)
@pytest.mark.parametrize("garbage", [(500, "broken"), (302, ""), *((200, body) for body in GARBAGE)])
def test_an_answer_that_is_none_signs_nobody_in(site, discord, users, place, garbage):
    discord.instead[PATHS[place]] = garbage
    browser = site.browser()
    answer = site.sign_in(browser)
    nobody(site, browser, answer, ours.REFUSED if ours.REFUSED in answer.text else ours.UNREACHABLE)
    assert not users.execute("SELECT 1 FROM users").fetchall()


@pytest.mark.parametrize("strange", [{"id": "no number"}, {"id": ""}, {"id": "1" * 21}, {"id": None}, {"username": 7}])
def test_a_person_discord_describes_strangely_is_nobody(site, discord, users, strange):
    discord.person = {"id": "1", "username": "anna"} | strange
    browser = site.browser()
    nobody(site, browser, site.sign_in(browser), ours.UNREACHABLE)


@pytest.mark.parametrize("place", PATHS)
def test_a_silent_discord_is_not_waited_for(site, discord, monkeypatch, place):
    discord.instead[PATHS[place]] = "silence"
    monkeypatch.setattr(ours, "PATIENCE", (0.3, 0.3))
    browser = site.browser()
    nobody(site, browser, site.sign_in(browser), ours.UNREACHABLE)


def test_a_person_waits_ten_seconds_at_most(site, discord):
    assert 2 * sum(ours.PATIENCE) < 10
    discord.instead[PATHS["token"]] = "silence"
    browser = site.browser()
    began = time.monotonic()
    nobody(site, browser, site.sign_in(browser), ours.UNREACHABLE)
    assert time.monotonic() - began < 10


def test_a_discord_that_is_gone_signs_nobody_in(site, discord, monkeypatch):
    monkeypatch.setattr(site.app.blueprints["discord"], "token_url", "http://127.0.0.1:9/api/oauth2/token")
    browser = site.browser()
    nobody(site, browser, site.sign_in(browser), ours.UNREACHABLE)


def test_players_who_sign_in_at_once_are_themselves(site, discord, users, request):
    """Flask-Dance keeps one exchange for all threads: unmended, this hands players each other's accounts."""
    # Threads take turns often, so that whatever two of them share is written by one while the other uses it.
    interval = sys.getswitchinterval()
    request.addfinalizer(lambda: sys.setswitchinterval(interval))
    sys.setswitchinterval(1e-6)
    people = [{"id": str(number), "username": f"player {number}"} for number in range(1, 9)]
    browsers = [site.browser() for _ in people]
    discord.gate = threading.Barrier(len(people))
    with ThreadPoolExecutor(len(people)) as threads:
        answers = list(threads.map(site.sign_in, browsers, people))
    assert [answer.status_code for answer in answers] == [200] * len(people)
    number_of = {row.id: row.discord_id for row in users.execute("SELECT id, discord_id FROM users").fetchall()}
    signed_in = [number_of[site.session_of(browser)["user"]] for browser in browsers]
    assert signed_in == [person["id"] for person in people]


def test_signing_in_leaves_nothing_for_the_next_player(site, discord, users):
    """The same, by what is shared: nothing of one sign-in stays where another thread looks."""
    shared = site.app.blueprints["discord"]
    before = {name: repr(value) for name, value in vars(shared).items()}
    site.sign_in(site.browser())
    assert {name: repr(value) for name, value in vars(shared).items()} == before


def test_there_is_no_desk_where_discord_is(site):
    page = LexborHTMLParser(requests.get(f"{site.at}/login", timeout=15).text)
    assert page.css_first("a[href='/login/discord']")
    assert not page.css("input[name=name]")
    assert requests.post(f"{site.at}/login", data={"name": "Anna"}, timeout=15).status_code == 405
