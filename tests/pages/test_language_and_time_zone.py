"""A player's language and time zone: preferences that every page goes by."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.markup import HTMX, page
from wodsheet.templating import dates


def tag(answer) -> str | None:
    return page(answer).css_first("html").attributes["lang"]


def test_the_language_that_is_chosen_goes_before_the_browsers(anna, signed_in):
    here, elsewhere = signed_in(anna.owner), signed_in(anna.owner)
    here.post("/preferences/language", data={"language": "en-XA"}, headers=HTMX)
    for browser in (here, elsewhere):
        assert tag(browser.get(anna.path, headers={"Accept-Language": "en"})) == "en-XA"
        refused = browser.post(f"{anna.path}/ratings/strength", data={"dots": "9"}, headers=HTMX)
        assert "choose" not in refused.text
    here.post("/preferences/language", data={"language": ""}, headers=HTMX)
    assert tag(here.get(anna.path, headers={"Accept-Language": "en"})) == "en"
    assert tag(elsewhere.get(anna.path, headers={"Accept-Language": "en"})) == "en"


def test_a_language_there_is_not_is_refused(anna, signed_in):
    answer = signed_in(anna.owner).post("/preferences/language", data={"language": "tlh"}, headers=HTMX)
    assert answer.status_code == 422


def test_today_is_the_day_where_the_player_is(anna, signed_in, monkeypatch, connection):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 3, 31, 13, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(dates, "datetime", Clock)
    browser = signed_in(anna.owner)
    day = "#day-earned, [name=day]"
    assert page(browser.get(f"{anna.path}/experience")).css_first(day).attributes["value"] == "2026-03-31"
    assert browser.post("/preferences/time_zone", data={"time_zone": "Pacific/Auckland"}).status_code == 204
    assert page(browser.get(f"{anna.path}/experience")).css_first(day).attributes["value"] == "2026-04-01"
    form = {"amount": 2, "reason": "A walk", "form_key": "6f0d7c1e-7c1e-4c1e-8c1e-6f0d7c1e6f0d"}
    browser.post(f"{anna.path}/experience/earned", data=form)
    [written] = connection.execute("SELECT day FROM experience WHERE character_id = %s", [anna.id]).fetchone()
    assert str(written) == "2026-04-01"
    assert page(browser.get("/")).css_first("html").attributes["data-time-zone"] == "Pacific/Auckland"
    entry = connection.execute("SELECT id FROM experience").fetchone().id
    browser.post(f"{anna.path}/experience/corrections", data={"entry": entry})
    days = {str(row.day) for row in connection.execute("SELECT day FROM experience").fetchall()}
    assert days == {"2026-04-01"}
    with browser.post("/account/export") as exported:
        assert "wodsheet-2026-04-01.zip" in exported.headers["Content-Disposition"]


def test_a_token_writes_by_the_day_of_its_player(anna, app, signed_in, monkeypatch, connection):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 3, 31, 13, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(dates, "datetime", Clock)
    browser = signed_in(anna.owner)
    browser.post("/preferences/time_zone", data={"time_zone": "Pacific/Auckland"})
    form = {"name": "a script", "scope": "write", "form_key": "7f0d7c1e-7c1e-4c1e-8c1e-6f0d7c1e6f0d"}
    secret = page(browser.post("/tokens", data=form)).css_first(".secret").text()
    form = {"amount": 2, "reason": "A walk", "form_key": "6f0d7c1e-7c1e-4c1e-8c1e-6f0d7c1e6f0d"}
    headers = {"Authorization": f"Bearer {secret}", "Accept": "application/json"}
    assert app.test_client().post(f"{anna.path}/experience/earned", json=form, headers=headers).status_code == 201
    assert str(connection.execute("SELECT day FROM experience").fetchone().day) == "2026-04-01"


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "Europe", "x" * 100])
def test_a_time_zone_there_is_not_is_refused(anna, signed_in, name):
    answer = signed_in(anna.owner).post("/preferences/time_zone", data={"time_zone": name}, headers=HTMX)
    assert answer.status_code == 422
