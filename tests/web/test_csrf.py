"""Another site's page cannot write here with a player's session."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

OURS = "http://127.0.0.1:8000"


@pytest.fixture
def write(signed_in, make_character, connection):
    """Click a dot with these headers; whether it was kept, and the answer's status."""
    anna = make_character(strength=1)
    browser: FlaskClient = signed_in(anna.owner)

    def write(base_url: str = OURS, **headers: str) -> tuple[bool, int]:
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        path = f"{anna.path}/ratings/strength"
        answer = browser.post(path, data={"dots": "5"}, headers=said, base_url=base_url)
        (row,) = connection.execute("SELECT ratings FROM characters WHERE id = %s", [anna.id]).fetchall()
        return row.ratings["strength"] == 5, answer.status_code

    # The browser signed in at localhost; its cookie has to go with the request wherever that is served.
    cookie = browser.get_cookie("wodsheet")
    assert cookie is not None
    for host in ("127.0.0.1", "192.168.1.7"):
        browser.set_cookie("wodsheet", cookie.value, domain=host)
    return write


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_write(write, site):
    assert write(Sec_Fetch_Site=site) == (True, 303)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "SAME-ORIGIN", "same-origin, none"])
def test_other_sites_do_not(write, site):
    assert write(Sec_Fetch_Site=site) == (False, 403)


def test_another_sites_origin_cannot_hide_behind_none(write):
    assert write(Sec_Fetch_Site="cross-site", Origin=OURS) == (False, 403)


def test_a_browser_without_fetch_metadata_is_known_by_its_origin(write):
    assert write(Origin="http://192.168.1.7:8000", base_url="http://192.168.1.7:8000") == (True, 303)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1:8001",
        "https://127.0.0.1:8000",
        "127.0.0.1:8000",
    ],
)
def test_any_other_origin_is_another_site(write, origin):
    assert write(Origin=origin) == (False, 403)


def test_a_program_without_either_header_may_write(write):
    assert write() == (True, 303)


def test_our_public_address_is_ours_behind_any_proxy(write, app):
    assert app.config["SETTINGS"].public_url == OURS
    assert write(Origin=OURS, base_url="http://192.168.1.7") == (True, 303)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/login", "/logout", "/healthz", "/no/such/page", "/static/css/none.css"])
def test_the_rule_is_the_apps_and_not_a_routes(client, method, path):
    answer = client.open(path, method=method, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_following_a_link_from_elsewhere_is_no_write(client, method):
    assert client.open("/login", method=method, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("host", ["attacker.example:8000", "127.0.0.1.attacker.example", "localhost.attacker.example"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_desk_answers_to_no_name_that_somebody_else_may_turn_to_it(client, method, host):
    answer = client.open("/login", method=method, data={"name": "Robin"}, base_url=f"http://{host}")
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert f"Open {OURS}" in answer.text


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.7"])
def test_a_desk_answers_to_its_own_names_and_to_numbers(client, host):
    assert client.get("/login", base_url=f"http://{host}").status_code == 200


def test_a_desk_answers_to_the_name_it_was_given(make_app, new_database):
    app = make_app(new_database(), PUBLIC_URL="https://sheets.example.org")
    assert app.test_client().get("/login", base_url="http://sheets.example.org").status_code == 200
