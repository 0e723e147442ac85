"""What every answer says about how a browser may treat it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from tests.conftest import connected
from tests.factories import Factory
from tests.web import observatory
from wodsheet.web.security_headers import ALWAYS, CONTENT_SECURITY_POLICY

BIG = {"name": "x" * 1_100_000}


@pytest.fixture
def answers(signed_in, make_character, client, app) -> dict[str, TestResponse]:
    """One of every kind of answer there is."""
    anna = make_character()
    owner = signed_in(anna.owner)
    htmx = {"HX-Request": "true"}
    with app.test_request_context():
        style = app.jinja_env.globals["asset"]("css/index.css")
    return {
        "welcome": client.get("/"),
        "door": client.get("/login"),
        "to the door": client.get(anna.path),
        "to the door, fragment": client.post(f"{anna.path}/ratings/strength", headers=htmx),
        "roster": owner.get("/"),
        "sheet": owner.get(anna.path),
        "head of the sheet": owner.head(anna.path),
        "fragment": owner.post(f"{anna.path}/ratings/strength", data={"dots": "3"}, headers=htmx),
        "refused fragment": owner.post(f"{anna.path}/ratings/strength", data={"dots": "9"}, headers=htmx),
        "plain write": owner.post(f"{anna.path}/ratings/strength", data={"dots": "3"}),
        "not there": owner.get("/vtm/999999"),
        "not there, JSON": owner.get("/vtm/999999", headers={"Accept": "application/json"}),
        "wrong method": owner.delete(anna.path),
        "options": owner.options(anna.path),
        "too large": owner.post("/vtm", data=BIG),
        "another site": owner.post("/logout", headers={"Sec-Fetch-Site": "cross-site"}),
        "health": client.get("/healthz"),
        "style sheet": client.get(style, buffered=True),
        "no such file": client.get("/static/none.css"),
        "unreadable address": client.get("/%ff%00"),
    }


def test_every_answer_has_every_header_once(answers):
    lacking = [
        (kind, name, answer.headers.getlist(name))
        for kind, answer in answers.items()
        for name, value in ALWAYS
        if answer.headers.getlist(name) != [value]
    ]
    assert lacking == []
    assert {answer.status_code for answer in answers.values()} >= {200, 303, 401, 403, 404, 405, 413, 422}


def test_nothing_is_unsafe_in_the_policy():
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "nonce" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY


def test_nothing_made_for_a_person_is_kept_by_a_cache(answers):
    for kind, answer in answers.items():
        if kind != "style sheet":
            assert answer.headers["Cache-Control"] == "no-store", kind
            told = {name.strip() for line in answer.headers.getlist("Vary") for name in line.split(",")}
            assert {"Cookie", "HX-Request", "Accept"} <= told, kind


def test_a_style_sheet_is_kept_for_a_year(answers):
    assert "immutable" in answers["style sheet"].headers["Cache-Control"]


def test_a_desk_does_not_bind_browsers_to_https(answers):
    assert not any("Strict-Transport-Security" in answer.headers for answer in answers.values())


# In production, as MDN's Observatory would see it.

HTTPS: dict[str, Any] = {
    "base_url": "https://sheets.example.org",
    "environ_overrides": {"HTTP_X_FORWARDED_PROTO": "https"},
}


@pytest.fixture(scope="module")
def visit(make_production: Callable[..., Flask]) -> Iterator[tuple[list[str], dict[str, TestResponse]]]:
    """A visit to the app as production runs it: the cookies it sets, and what it sees."""
    app = make_production()
    browser = app.test_client()
    seen = {"door": browser.get("/login", **HTTPS)}
    cookies = seen["door"].headers.getlist("Set-Cookie")
    with connected(app) as connection:
        anna = Factory(connection).character()
    with browser.session_transaction(base_url=HTTPS["base_url"]) as session:
        session["user"], session["session"] = anna.owner.id, anna.owner.session
    click = {"data": {"dots": "3"}, "headers": {"HX-Request": "true"}}
    seen["sheet"] = browser.get(anna.path, **HTTPS)
    seen["fragment"] = browser.post(f"{anna.path}/ratings/strength", **click, **HTTPS)
    seen["error"] = browser.get("/vtm/999999", **HTTPS)
    yield cookies, seen
    app.extensions["pool"].clear()


def test_the_observatory_gives_the_sheet_160(visit):
    cookies, seen = visit
    points = observatory.score(seen["sheet"].headers, seen["sheet"].text, cookies)
    assert points == {
        "content-security-policy": 10,
        "cookies": 5,
        "cross-origin-resource-sharing": 0,
        "referrer-policy": 5,
        "strict-transport-security": 0,
        "subresource-integrity": 5,
        "x-content-type-options": 0,
        "x-frame-options": 5,
        "cross-origin-resource-policy": 10,
        "cross-origin-opener-policy": 10,
        "cross-origin-embedder-policy": 10,
    }
    assert observatory.total(points) == 160


@pytest.mark.parametrize("kind", ["door", "fragment", "error"])
def test_the_observatory_gives_every_other_answer_160_too(visit, kind):
    """They load no scripts; where they stand, those of the sheet are."""
    cookies, seen = visit
    assert "<script" not in seen[kind].text
    points = observatory.score(seen[kind].headers, seen["sheet"].text, cookies)
    assert observatory.total(points) == 160


@pytest.mark.parametrize(
    ("header", "value", "lost"),
    [
        (
            "Content-Security-Policy",
            CONTENT_SECURITY_POLICY.replace("style-src 'self'", "style-src 'unsafe-inline'"),
            10,
        ),
        ("Content-Security-Policy", CONTENT_SECURITY_POLICY.replace("'none'", "'self'", 1), 5),
        ("Referrer-Policy", "unsafe-url", 10),
        ("Cross-Origin-Embedder-Policy", "nothing", 15),
        ("Strict-Transport-Security", "max-age=3600", 10),
    ],
)
def test_the_observatory_sees_what_is_missing(visit, header, value, lost):
    cookies, seen = visit
    headers = Headers(seen["sheet"].headers)
    headers[header] = value
    assert observatory.total(observatory.score(headers, seen["sheet"].text, cookies)) == 160 - lost


def test_production_sends_plain_http_to_its_own_https(production):
    answer = production.test_client().get(
        "/vtm/7?from=%2F%2Fevil", base_url="http://evil.example", headers={"X-Forwarded-Proto": "http"}
    )
    assert answer.status_code == 308
    assert answer.headers["Location"] == "https://sheets.example.org/vtm/7?from=%2F%2Fevil"
    assert "Strict-Transport-Security" in answer.headers


def test_a_hosts_own_health_check_is_not_sent_away(production):
    assert production.test_client().get("/healthz").status_code == 200
