"""Personal tokens: made, shown once, used, limited to what they may, and revoked."""

from __future__ import annotations

import re
import threading
from uuid import uuid4

import pytest

from tests.conftest import connected
from tests.markup import page
from wodsheet.blueprints.tokens import MOST
from wodsheet.web import api_tokens, rate_limits

SECRET = re.compile(r"wod_[\w-]{43}")


def form(name: str = "The bot", scope: str = "write", key: str | None = None) -> dict[str, str]:
    return {"name": name, "scope": scope, "form_key": key or str(uuid4())}


@pytest.fixture
def browser(signed_in, player):
    return signed_in(player)


def test_a_token_is_shown_once_and_opens_the_sheets(browser, program, anna):
    made = browser.post("/tokens", data=form())
    secret = page(made).css_first(".secret").text()
    assert (made.status_code, bool(SECRET.fullmatch(secret))) == (201, True)
    assert program(secret).get(anna.path).json["name"] == "Anna"
    assert not SECRET.search(browser.get("/tokens").text)


def test_only_its_hash_is_kept(browser, connection):
    secret = page(browser.post("/tokens", data=form())).css_first(".secret").text()
    token_row = connection.execute("SELECT to_jsonb(t)::text AS all, hash FROM tokens t").fetchone()
    assert token_row.hash == api_tokens.hash_of(secret)
    assert secret not in token_row.all


def test_a_revoked_token_is_refused(browser, program, make_token, player, anna):
    script = program(make_token(player))
    assert script.get(anna.path).status_code == 200
    where = page(browser.get("/tokens")).css_first(".tokens__list form").attributes["action"]
    assert browser.post(where).headers["Location"] == "/tokens"
    assert browser.post(where).status_code == 303
    answer = script.get(anna.path)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "revoked" in answer.json["error"]


def test_nobody_revokes_the_token_of_somebody_else(browser, signed_in, stranger, program, make_token, player):
    script = program(make_token(player))
    where = page(browser.get("/tokens")).css_first(".tokens__list form").attributes["action"]
    assert signed_in(stranger).post(where).status_code == 303
    assert script.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "wod_", "wod_" + "x" * 43, "x" * 47, "wod_" + "ä" * 43, "wod_" + "x" * 5000])
def test_what_is_no_token_is_refused(program, signed_in, anna, token):
    answer = program(token).get(anna.path)
    assert (answer.status_code, answer.mimetype) == (401, "application/json")
    beside = signed_in(anna.owner).get(
        anna.path, headers={"Authorization": f"bearer {token}".encode().decode("latin-1")}
    )
    assert beside.status_code == 401


def test_a_reading_token_changes_nothing(reader, anna, connection):
    answer = reader.post(f"{anna.path}/ratings/strength", data={"dots": "4"})
    assert (answer.status_code, "only read" in answer.json["error"]) == (403, True)
    assert reader.get(anna.path).json["ratings"]["strength"] == 1


@pytest.mark.parametrize("where", ["/tokens", "/logout/everywhere", "/preferences/theme"])
def test_a_token_makes_no_tokens_and_ends_no_sessions(script, browser, where):
    answer = script.post(where, data=form())
    assert (answer.status_code, "A token does not reach this" in answer.json["error"]) == (403, True)
    assert browser.get("/tokens").status_code == 200


def test_beside_a_token_cookies_count_nothing(signed_in, make_token, stranger, anna):
    browser = signed_in(anna.owner)
    theirs = {"Authorization": f"Bearer {make_token(stranger)}"}
    assert browser.get(anna.path, headers=theirs).status_code == 404
    assert browser.post(f"{anna.path}/ratings/strength", data={"dots": "4"}, headers=theirs).status_code == 404


def test_another_kind_of_authorization_is_no_token(signed_in, anna):
    basic = {"Authorization": "Basic Um9iaW46c2VjcmV0"}
    assert signed_in(anna.owner).get(anna.path, headers=basic).mimetype == "text/html"


ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}


def test_the_cross_site_rule_is_for_cookies(script, browser, anna):
    click = {"data": {"dots": "4"}, "headers": ELSEWHERE}
    assert browser.post(f"{anna.path}/ratings/strength", **click).status_code == 403
    assert script.post(f"{anna.path}/ratings/strength", **click).status_code == 200


def test_no_token_lets_a_browser_write_from_elsewhere(browser, anna):
    """A page elsewhere that sends a header it made up must not get around the rule by the cookie beside it."""
    made_up = ELSEWHERE | {"Authorization": "Bearer made-up"}
    assert browser.post(f"{anna.path}/ratings/strength", data={"dots": "4"}, headers=made_up).status_code == 401


def test_signing_out_everywhere_leaves_tokens(browser, script, anna):
    browser.post("/logout/everywhere")
    assert browser.get(anna.path).status_code == 303
    assert script.get(anna.path).status_code == 200


def test_a_token_sets_no_cookie(script, anna):
    assert "Set-Cookie" not in script.get(anna.path).headers
    assert "Set-Cookie" not in script.get("/vtm/999999").headers


def test_when_it_was_used_is_kept_to_the_hour(script, connection):
    def used():
        return connection.execute("SELECT used_at FROM tokens").fetchone().used_at

    assert used() is None
    script.get("/")
    connection.execute("UPDATE tokens SET used_at = used_at - interval '59 minutes'")
    earlier = used()
    script.get("/")
    assert used() == earlier
    connection.execute("UPDATE tokens SET used_at = used_at - interval '2 minutes'")
    script.get("/")
    assert used() > earlier


def test_the_page_says_what_a_token_may_and_when_it_was_used(browser, make_token, player, program):
    program(make_token(player, "read", "The bot")).get("/")
    said = page(browser.get("/tokens")).css_first(".tokens__list li").text()
    assert "The bot" in said
    assert "May only read" in said
    assert "used a moment ago" in said


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (form(name=" "), "name"),
        (form(name="x" * 61), "name"),
        (form(scope="all"), "scope"),
        ({"name": "The bot", "form_key": str(uuid4())}, "scope"),
    ],
)
def test_a_form_that_will_not_do_is_refused_with_what_was_typed(browser, connection, sent, field):
    answer = browser.post("/tokens", data=sent)
    assert answer.status_code == 422
    assert page(answer).css_first(f"#problem-{field}")
    assert page(answer).css_first("#name").attributes["value"] == sent["name"]
    assert not connection.execute("SELECT FROM tokens").fetchall()


def test_an_impatient_double_click_makes_one_token_and_the_last_shown_works(browser, program):
    sent = form()
    first, second = (page(browser.post("/tokens", data=sent)) for _ in range(2))
    assert len(page(browser.get("/tokens")).css(".tokens__list li")) == 1
    assert program(second.css_first(".secret").text()).get("/").status_code == 200
    assert program(first.css_first(".secret").text()).get("/").status_code == 401
    assert "the one shown before does not work" in second.css_first(".tokens__made").text()


def test_a_token_in_use_is_not_made_anew(browser, program):
    sent = form()
    secret = page(browser.post("/tokens", data=sent)).css_first(".secret").text()
    program(secret).get("/")
    assert browser.post("/tokens", data=sent).status_code == 409
    assert program(secret).get("/").status_code == 200


def test_there_are_twenty_at_most(browser, make_token, player):
    for _ in range(MOST):
        make_token(player)
    answer = browser.post("/tokens", data=form())
    assert (answer.status_code, f"{MOST} tokens" in answer.text) == (409, True)


def test_two_browsers_at_once_do_not_get_past_twenty(committed, factory, signed_in):
    player = factory.player()
    for _ in range(MOST - 1):
        factory.token(player)
    statuses = []

    def ask() -> None:
        statuses.append(signed_in(player).post("/tokens", data=form()).status_code)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [201, 409, 409, 409]
    with connected(committed) as connection:
        assert len(connection.execute("SELECT FROM tokens").fetchall()) == MOST


def test_no_token_comes_into_the_log(browser, program, capsys, anna):
    secret = page(browser.post("/tokens", data=form())).css_first(".secret").text()
    script = program(secret)
    script.post(f"{anna.path}/ratings/strength", data={"dots": "9"})
    script.post("/logout/everywhere")
    program(secret + "x").get("/")
    said = capsys.readouterr().err
    assert "token made" in said
    assert "refused" in said
    assert secret not in said
    assert secret.removeprefix(api_tokens.PREFIX)[:10] not in said


def test_a_token_is_counted_as_its_player(script, browser, monkeypatch):
    monkeypatch.setattr(rate_limits, "WRITES", rate_limits.Rate("a test's writes by token", 2))
    path = "/vtm/999999/archive"
    assert [script.post(path).status_code, browser.post(path).status_code] == [404, 404]
    answer = script.post(path)
    assert (answer.status_code, answer.json["status_code"]) == (429, 429)
    assert int(answer.headers["Retry-After"]) > 0
