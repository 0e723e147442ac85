"""What the log says, line by line, and what it never says."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from jinja2 import UndefinedError

from wodsheet import db
from wodsheet.web import logs

SECRETS = ("SELECT secret", "secret-parameter", "/srv/secret/path.py", "secret-cookie", "secret-token")


@pytest.fixture
def lines(app, capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, Any]]]:
    """The lines written since it was last asked."""
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def secretive() -> None:
    raise ValueError(", ".join(SECRETS))


def test_an_ordinary_click_writes_nothing(click, make_character, lines):
    assert click(make_character(), "strength", 3).status_code == 200
    assert lines() == []


def test_a_sign_in_is_a_line(client, lines):
    client.post("/login", data={"name": "Robin"})
    (line,) = lines()
    assert line.keys() == {"at", "level", "from", "event", "request", "method", "endpoint", "user"}
    assert (line["level"], line["event"], line["endpoint"]) == ("info", "signed in", "auth.sign_in")
    assert isinstance(line["user"], int)
    assert "Robin" not in str(line)


def test_a_refusal_is_a_warning(client, lines):
    client.post("/logout", headers={"Sec-Fetch-Site": "cross-site"})
    (line,) = lines()
    assert (line["level"], line["event"], line["status"]) == ("warning", "refused", 403)


@pytest.mark.parametrize("path", ["/no/such/page", "/vtm/1"])
def test_what_everybody_does_now_and_then_is_no_line(client, lines, path):
    client.get(path)
    assert lines() == []


def test_a_failure_says_where_but_not_what(app, lines):
    try:
        secretive()
    except ValueError as cause:
        try:
            with app.app_context():
                db.run(None, {})  # pyright: ignore[reportArgumentType]  (a mistake in our own code)
        except Exception as error:
            error.__cause__ = cause
            logs.log_event("broke", logging.ERROR, error)
    (line,) = lines()
    assert line["error"][0].endswith("Error")
    assert line["error"][-1] == "builtins.ValueError"
    assert any(place.startswith("wodsheet.db.connection.run:") for place in line["where"])
    assert not any(secret in str(line) for secret in SECRETS)


def test_a_broken_rule_of_the_database_is_told_by_its_name(connection, lines):
    try:
        connection.execute("INSERT INTO users (name) VALUES ('secret-parameter')")
    except psycopg.Error as error:
        logs.log_event("broke", logging.ERROR, error)
    (line,) = lines()
    assert (line["sqlstate"], line["constraint"]) == ("23514", "users_known_one_way")
    assert "secret-parameter" not in str(line)


def test_a_library_that_logs_a_failure_tells_no_more(app, lines):
    try:
        secretive()
    except ValueError:
        logging.getLogger("gunicorn.error").exception("Error handling request %s", "/vtm/7?token=secret-token")
        logging.getLogger("flask.app").error("Exception on /vtm/7?token=secret-token [GET]", exc_info=sys.exc_info())
        with app.test_request_context("/vtm/7?token=secret-token"):
            app.log_exception(sys.exc_info())
    told = lines()
    assert [line["error"] for line in told] == [["builtins.ValueError"]] * 3
    assert not any(secret in str(told) for secret in (*SECRETS, "/vtm/7"))


@pytest.mark.parametrize(
    ("template", "values", "event"),
    [
        ("Invalid request from ip=192.0.2.1: Invalid HTTP request line: 'GET /?secret-token'", (), "Invalid request"),
        ("Could not send %s", ("secret-token",), "Could not send %s"),
        ("Worker (pid:%s) exited with code %s.", (17, 3), "Worker (pid:17) exited with code 3."),
    ],
)
def test_a_librarys_warning_keeps_its_values_to_itself(lines, template, values, event):
    logging.getLogger("gunicorn.error").warning(template, *values)
    (line,) = lines()
    assert line["event"] == event


@pytest.mark.parametrize(
    "name", ["flask_dance.consumer.oauth2", "requests_oauthlib.oauth2_session", "urllib3", "werkzeug"]
)
def test_what_libraries_say_of_requests_is_not_written(lines, name):
    logging.getLogger(name).info("Obtained token %s", "secret-token")
    logging.getLogger(name).warning("OAuth 2 authorization error: %s", "secret-token")
    assert lines() == []


def test_a_line_is_one_line_whatever_is_in_it(lines):
    logs.log_event("odd", note="one\ntwo\r\n\u2028three", thing=object())
    (line,) = lines()
    assert line["note"] == "one\ntwo\r\n\u2028three"
    assert line["thing"] == "object"


def test_a_failure_in_a_template_names_no_folder_of_the_host(app, lines):
    with app.test_request_context("/"), pytest.raises(UndefinedError) as failed:
        app.jinja_env.get_template("roster/show.html").render()
    with app.app_context():
        logs.log_event("broke", logging.ERROR, failed.value)
    where = lines()[-1]["where"]
    assert any(place.startswith("show.html") for place in where)
    assert not any("/" in place for place in where)
