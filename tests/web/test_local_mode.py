"""Signing in on one's own computer, where a name is enough."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wodsheet.web.addresses import own_path


@pytest.fixture
def person(connection):
    """Who a browser is signed in as: their row, or None."""

    def person(browser: FlaskClient):
        with browser.session_transaction() as session:
            user = session.get("user")
        return connection.execute("SELECT * FROM users WHERE id = %s", [user]).fetchone()

    return person


def sign_in(browser: FlaskClient, name: str):
    return browser.post("/login", data={"name": name})


def test_a_name_is_enough(client, person):
    answer = sign_in(client, "Robin")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert (person(client).desk_name, person(client).discord_id) == ("Robin", None)
    assert "Robin" in client.get("/").text or client.get("/").status_code == 200


def test_the_form_is_the_one_that_was_promised(client):
    page = LexborHTMLParser(client.get("/login").text)
    (form,) = page.css("main form")
    assert form.attributes["method"] == "post"
    (field,) = form.css("input")
    (label,) = form.css("label")
    assert (label.text(), label.attributes["for"]) == ("Name", field.attributes["id"])
    (button,) = form.css("button")
    assert button.text() == "Sign in on this computer"


def test_the_same_name_is_the_same_person(app, person):
    first, second, third = (app.test_client() for _ in range(3))
    for browser, name in ((first, "Robin"), (second, " Robin "), (third, "robin")):
        sign_in(browser, name)
    assert person(first) == person(second)
    assert person(first) != person(third)


def test_a_name_with_its_accent_beside_it_is_the_same_name(app, person):
    one, other = app.test_client(), app.test_client()
    sign_in(one, "Zo\u00eb")
    sign_in(other, "Zoe\u0308")
    assert person(one) == person(other)


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u3164", "x" * 61, "a\nb"])
def test_a_name_that_is_none_is_refused_at_its_field(client, person, name):
    answer = sign_in(client, name)
    assert answer.status_code == 422
    page = LexborHTMLParser(answer.text)
    problem = page.css_first("#name-problem")
    field = page.css_first("#name")
    assert problem is not None
    assert field is not None
    assert problem.text().startswith("Name ")
    assert (field.attributes["aria-invalid"], field.attributes["aria-describedby"]) == ("true", "name-problem")
    assert person(client) is None


def test_a_name_is_shown_as_text(client):
    assert "<b>" not in sign_in(client, "<b>" * 30).text


def test_somebody_else_can_sign_in_on_the_same_computer(client, person):
    sign_in(client, "Robin")
    sign_in(client, "Kim")
    assert person(client).name == "Kim"


def test_nothing_of_the_session_before_is_left(client):
    with client.session_transaction() as session:
        session["planted"] = "yes"
    sign_in(client, "Robin")
    with client.session_transaction() as session:
        assert session.keys() == {"user", "session"}


def test_one_goes_on_to_where_one_was_going(client):
    client.get("/login", query_string={"next": "/vtm/new"})
    assert sign_in(client, "Robin").headers["Location"] == "/vtm/new"


def test_who_is_signed_in_already_goes_straight_on(client):
    sign_in(client, "Robin")
    answer = client.get("/login", query_string={"next": "/vtm/new"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vtm/new")


@pytest.mark.parametrize("path", ["/", "/vtm/7", "/vtm/7?paper=letter", "/vtm/7/lists/touchstones/new"])
def test_a_path_of_ours_is_a_way_on(path):
    assert own_path(path) == path


ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "evil.example",
    "/\t/evil.example",
]


@pytest.mark.parametrize(
    "path", [None, "", *ELSEWHERE, "/\n/evil.example", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b"]
)
def test_anything_else_leads_home(path):
    assert own_path(path) == "/"


@pytest.mark.parametrize(
    "path", ["/login", "/login/discord", "/logout", "/logout/everywhere", "/" + "x" * 500, "/" + "😀" * 50]
)
def test_a_way_on_does_not_lead_in_a_circle(path):
    assert own_path(path) == "/"


def test_production_has_no_desk(production):
    browser = production.test_client()
    assert "Sign in on this computer" not in browser.get("/login").text
    assert browser.post("/login", data={"name": "Robin"}).status_code == 405
