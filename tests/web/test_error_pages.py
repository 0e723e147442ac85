"""What a person, a page and a program are told when something fails, and what nobody is told."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode
from werkzeug.test import TestResponse

from tests.markup import HTMX, JSON
from wodsheet import problems
from wodsheet.db import connection as database
from wodsheet.web import error_pages
from wodsheet.web.security_headers import ALWAYS

PLANTED = ["SELECT planted", "planted-parameter", "planted.py", "/planted/path", "planted-cookie", "planted-token"]


class Planted(Exception):
    """A failure that says all that must not be said."""

    def __init__(self) -> None:
        super().__init__(", ".join(PLANTED))


@pytest.fixture
def break_with(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Let every statement from here on fail like this."""

    def break_with(failure: Exception) -> None:
        @contextmanager
        def checkout() -> Iterator[None]:
            raise failure
            yield

        monkeypatch.setattr(database, "checkout", checkout)

    return break_with


@pytest.fixture
def visit(signed_in, player) -> Callable[..., TestResponse]:
    """Ask for a sheet as somebody signed in, with these headers."""
    browser: FlaskClient = signed_in(player)
    return lambda headers=None, path="/vtm/999999", **how: browser.open(path, headers=headers, **how)


def find(answer: TestResponse, selector: str) -> LexborNode:
    """The first such element of the answer."""
    node = LexborHTMLParser(answer.text).css_first(selector)
    assert node is not None
    return node


def alert(answer: TestResponse) -> str:
    """What the answer says aloud."""
    return find(answer, "[role=alert]").text()


def test_a_person_gets_a_page(visit):
    answer = visit()
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert alert(answer) == "There is nothing here, or it is not yours."
    assert find(answer, "main h1").text() == "Nothing here"
    assert find(answer, "title").text() == "Nothing here · Wodsheet"
    assert find(answer, "main a[href='/']")


def test_htmx_gets_a_fragment_that_leaves_the_form_alone(visit):
    answer = visit(HTMX)
    assert answer.status_code == 404
    assert "<html" not in answer.text
    assert find(answer, "hx-partial").attributes == {"hx-target": "#problem", "hx-swap": "innerHTML"}
    assert alert(answer) == "There is nothing here, or it is not yours."


def test_htmx_gets_a_page_where_it_asks_for_a_whole_one(visit):
    assert "<html" in visit({"HX-Request": "true", "HX-Request-Type": "full"}).text


def test_a_program_gets_json(visit):
    answer = visit(JSON)
    assert answer.status_code == 404
    assert answer.json == {
        "error": "There is nothing here, or it is not yours.",
        "status_code": 404,
        "details": [],
    }


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("application/json", "application/json"),
        ("application/json, text/html;q=0.5", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("application/xml", "text/html"),
    ],
)
def test_the_dress_is_the_one_asked_for(visit, accept, mimetype):
    assert visit({"Accept": accept}).mimetype == mimetype


def test_a_refused_form_lists_its_fields(signed_in, make_character):
    anna = make_character()
    browser = signed_in(anna.owner)
    answer = browser.post(f"{anna.path}/archive", data={"really": "yes"}, headers=JSON)
    assert answer.status_code == 422
    assert answer.json["details"] == [{"field": "really", "message": "This form has no such field."}]


def test_where_a_row_is_redrawn_for_a_person_a_program_gets_json(signed_in, make_character):
    anna = make_character()
    answer = signed_in(anna.owner).post(f"{anna.path}/ratings/strength", data={"dots": "9"}, headers={**HTMX, **JSON})
    assert answer.status_code == 422
    assert answer.json["details"] == [{"field": "dots", "message": "9 dots: choose 1 to 5."}]


@pytest.mark.parametrize("dress", [{}, HTMX])
def test_what_a_field_was_called_is_only_text(app, dress):
    with app.test_request_context(headers=dress):
        refused = problems.Refused(details=[{"field": "<script>alert(1)</script>", "message": "<b>No.</b>"}])
        page = error_pages.answer(refused).get_data(as_text=True)
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;No." in page


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("DELETE", "/login", 405), ("GET", "/no/such/page", 404), ("POST", "/healthz", 405), ("PUT", "/", 405)],
)
def test_the_shape_is_the_same_for_every_status(client, method, path, status):
    answer = client.open(path, method=method, headers=JSON)
    assert answer.status_code == answer.json["status_code"] == status
    assert answer.json.keys() == {"error", "status_code", "details"}
    assert answer.json["error"].endswith(".")


def test_a_wrong_method_says_which_are_right(client):
    assert {"GET", "HEAD", "OPTIONS"} <= set(client.delete("/login").headers["Allow"].split(", "))


def test_too_much_is_refused_with_the_limit(client):
    answer = client.post("/login", data={"name": "x" * 1_000_001})
    assert answer.status_code == 413
    assert "one megabyte" in alert(answer)


def test_a_broken_view_says_a_number_that_is_in_the_log(visit, break_with, caplog):
    break_with(Planted())
    answer = visit()
    assert answer.status_code == 500
    number = answer.headers["X-Request-Id"]
    assert number in find(answer, "main").text()
    assert [record.facts["request"] for record in caplog.records] == [number]
    assert len(number) == 16


def test_two_failures_have_two_numbers(visit, break_with):
    break_with(Planted())
    assert visit().headers["X-Request-Id"] != visit({"X-Request-Id": "mine"}).headers["X-Request-Id"] != "mine"


@pytest.mark.parametrize("dress", [{}, HTMX, JSON])
@pytest.mark.parametrize(
    "failure", [Planted(), database.Unavailable(str(Planted())), psycopg.DataError(str(Planted()))]
)
def test_nothing_internal_is_told(visit, break_with, capsys, dress, failure):
    """Neither in the answer nor in the log: SQL, parameters, files, paths, cookies, tokens, or a stack."""
    break_with(failure)
    answer = visit({**dress, "Cookie": "x=planted-cookie"}, "/vtm/999999?token=planted-token")
    assert answer.status_code >= 500
    logged = capsys.readouterr().err
    assert json.loads(logged)["endpoint"] == "sheets.show"
    for place in (answer.text, str(answer.headers), logged):
        for secret in [*PLANTED, "Traceback", 'File "', "SELECT", "/wodsheet/", "/vtm/999999", "test_error_pages.py"]:
            assert secret not in place


@pytest.mark.parametrize("dress", [{}, HTMX, JSON])
def test_with_the_database_away_one_is_told_when_to_come_back(visit, break_with, dress):
    break_with(database.Unavailable())
    answer = visit(dress)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    assert "What was saved is safe" in answer.text
    assert all(answer.headers.getlist(name) == [value] for name, value in ALWAYS)


@pytest.mark.parametrize("dress", [{}, HTMX, JSON])
def test_a_broken_view_has_every_header(visit, break_with, dress):
    break_with(Planted())
    assert all(visit(dress).headers.getlist(name) == [value] for name, value in ALWAYS)


def test_an_error_whose_page_cannot_be_drawn_is_still_an_answer(app: Flask, visit, monkeypatch, caplog):
    monkeypatch.setattr(error_pages, "render_template", lambda *_, **__: 1 / 0)
    answer = visit()
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert answer.text == "There is nothing here, or it is not yours."
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_whoever_was_signed_out_comes_back_to_their_page(client):
    cases = {
        ("GET", "/vtm/7?paper=letter", ""): "/vtm/7?paper=letter",
        ("POST", "/vtm/7/archive", "http://localhost/vtm/7"): "/vtm/7",
        ("POST", "/vtm/7/archive", "http://evil.example/vtm/7"): "/",
        ("POST", "/vtm/7/archive", ""): "/",
    }
    for (method, path, referrer), back in cases.items():
        answer = client.open(path, method=method, headers={"Referer": referrer} if referrer else {})
        assert answer.status_code == 303
        with client.application.test_request_context(answer.headers["Location"]) as asked:
            assert asked.request.args["next"] == back


@pytest.mark.parametrize("address", ["http://[", "//[", "http://a]b/vtm/7"])
def test_an_address_that_is_none_is_no_way_back(client, address):
    answer = client.post("/vtm/7/archive", headers={"Referer": address})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=/")
    answer = client.post("/vtm/7/archive", headers={**HTMX, "HX-Current-URL": address})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=/")


def test_a_fragment_of_a_page_elsewhere_is_no_way_back(client):
    headers = {**HTMX, "HX-Current-URL": "http://evil.example/vtm/7"}
    assert client.post("/vtm/7/archive", headers=headers).headers["HX-Redirect"] == "/login?next=/"


@pytest.mark.parametrize("path", ["ratings/strength", "trackers/health", "texts/concept", "lists/touchstones"])
def test_a_wrong_form_for_somebody_elses_character_finds_nothing(signed_in, make_character, stranger, path):
    anna = make_character()
    for dress in ({}, HTMX, JSON):
        answer = signed_in(stranger).post(f"{anna.path}/{path}", data={}, headers=dress)
        assert answer.status_code == (422 if dress is JSON else 404), dress


def test_a_wrong_form_while_the_database_is_away_is_asked_to_wait(signed_in, make_character, break_with):
    anna = make_character()
    browser = signed_in(anna.owner)
    break_with(psycopg.OperationalError("away"))
    answer = browser.post(f"{anna.path}/ratings/strength", data={"dots": "99"}, headers=HTMX)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


FORMS = ["/login", "/vtm", "/tokens", "/account/deletion", "/account/import", "{}/death", "{}/texts/notes"]
FORMS += ["{}/ratings/strength", "{}/lists/touchstones", "{}/experience/earned", "{}/portraits/face"]


@pytest.mark.parametrize("sent", [b"{", b"\xff", b'{"name": 1.5}', b'{"text": null}'])
@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("dress", [{}, HTMX, JSON], ids=["page", "fragment", "program"])
def test_what_cannot_be_read_is_refused_wherever_it_is_sent(signed_in, make_character, path, sent, dress):
    anna = make_character()
    browser = signed_in(anna.owner)
    answer = browser.post(path.format(anna.path), data=sent, content_type="application/json", headers=dress)
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/logout", "/logout/everywhere", "/account/export", "/tokens/1/revoke"])
def test_a_form_without_fields_takes_none(visit, path):
    assert visit(path=path, method="POST", data={"odd": "1"}).status_code == 422
    assert visit(path="/").status_code == 200
