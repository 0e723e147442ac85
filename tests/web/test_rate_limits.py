"""How often somebody may do a thing, and that nobody who plays ever meets that."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from limits.errors import StorageError
from limits.storage import MemoryStorage

from tests.markup import HTMX, JSON
from wodsheet.routes import ROUTES, Rate
from wodsheet.web import rate_limits
from wodsheet.web.rate_limits import WRITES, Counts, Shared


class Clock:
    """The limits' clock, which a test sets: seconds, at the beginning of a minute."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(rate_limits, "time", clock)
    return clock


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Rate], None]:
    """Gives a route another rate."""
    return lambda endpoint, rate: monkeypatch.setitem(ROUTES, endpoint, replace(ROUTES[endpoint], rate=rate))


@pytest.fixture
def browser(make_app, clock):
    """A browser of an app of its own, so that no other test has been counted."""
    return make_app("postgresql://nowhere/none").test_client()


def write(browser, times: int = 1, **how) -> list[int]:
    """Do the cheapest write there is so often; the statuses. Signing out when nobody is signed in asks no database."""
    return [browser.post("/logout", **how).status_code for _ in range(times)]


def test_ten_clicks_a_second_with_bursts_never_meet_a_limit(clock):
    counts = Counts()
    for _ in range(10 * 60):
        assert all(counts.within(WRITES, "user 1") for _ in range(10))
        clock.now += 0.5
        if clock.now % 10 == 0:
            assert all(counts.within(WRITES, "user 1") for _ in range(20))
        clock.now += 0.5


@pytest.mark.no_cover
def test_a_program_that_runs_wild_is_told_when_to_go_on(browser, clock):
    assert set(write(browser, WRITES.most)) == {303}
    clock.now += 18
    answer = browser.post("/logout", headers=JSON)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "42"
    assert answer.json["error"].startswith("That was too fast.")
    clock.now += 42
    assert write(browser) == [303]


@pytest.mark.parametrize("dress", [{}, HTMX])
def test_whoever_is_too_fast_gets_a_sentence(browser, monkeypatch, dress):
    monkeypatch.setattr(rate_limits, "WRITES", Rate("writes", 0))
    answer = browser.post("/logout", headers=dress)
    assert (answer.status_code, "too fast" in answer.text) == (429, True)


@pytest.mark.parametrize("dress", [{}, HTMX, JSON])
@pytest.mark.parametrize(
    ("endpoint", "path"), [("transfer.bring", "/account/import"), ("portraits.save", "{anna}/portraits/face")]
)
def test_where_a_form_says_itself_that_it_was_too_fast_the_answer_still_says_when_to_go_on(
    signed_in, make_character, limit, clock, dress, endpoint, path
):
    limit(endpoint, Rate(f"a test's {endpoint}", 0))
    anna = make_character()
    clock.now += 18
    answer = signed_in(anna.owner).post(path.format(anna=anna.path), headers=dress)
    assert (answer.status_code, answer.headers.getlist("Retry-After")) == (429, ["42"])
    assert "too fast" in answer.text


def test_reading_is_not_counted(browser, monkeypatch):
    monkeypatch.setattr(rate_limits, "WRITES", Rate("writes", 0))
    assert {browser.get("/login").status_code for _ in range(20)} == {200}


def test_signing_in_has_a_rate_of_its_own(client, limit, clock):
    limit("auth.sign_in", Rate("a test's sign-in", 2))
    statuses = []
    for number in range(3):
        browser = client.application.test_client()
        statuses.append(browser.post("/login", data={"name": f"Robin {number}"}).status_code)
    assert statuses == [303, 303, 429]
    assert client.get("/login").status_code == 200


def test_the_way_through_discord_has_a_rate_of_its_own(make_production, clock, limit):
    limit("discord.login", Rate("a test's way", 2))
    browser = make_production().test_client()
    assert [browser.get("/login/discord").status_code for _ in range(3)] == [302, 302, 429]


def test_making_characters_has_a_rate_of_its_own(signed_in, player, limit, clock):
    limit("roster.create", Rate("a test's creation", 2))
    browser = signed_in(player)
    assert [browser.post("/vtm", data={}).status_code for _ in range(3)] == [422, 422, 429]
    assert write(browser) == [303]


def test_players_at_one_address_are_counted_each_for_themselves(app, signed_in, make_player, monkeypatch, clock):
    monkeypatch.setattr(rate_limits, "WRITES", Rate("a test's writes", 2))
    one, other = signed_in(make_player()), signed_in(make_player())
    path = "/vtm/999999/archive"
    assert [one.post(path).status_code for _ in range(3)] == [404, 404, 429]
    assert other.post(path).status_code == 404


def test_a_player_is_the_same_player_at_every_address(signed_in, player, monkeypatch, clock):
    monkeypatch.setattr(rate_limits, "WRITES", Rate("a test's other writes", 2))
    path, statuses = "/vtm/999999/archive", []
    for number in range(3):
        answer = signed_in(player).post(path, environ_overrides={"REMOTE_ADDR": f"192.0.2.{number}"})
        statuses.append(answer.status_code)
    assert statuses == [404, 404, 429]


def from_address(address: str, **headers: str) -> dict:
    return {"environ_overrides": {"REMOTE_ADDR": address}, "headers": {"Sec-Fetch-Site": "none", **headers}}


def test_strangers_are_counted_by_their_address(browser, monkeypatch):
    monkeypatch.setattr(rate_limits, "WRITES", Rate("writes", 2))
    assert write(browser, 3, **from_address("192.0.2.1")) == [303, 303, 429]
    assert write(browser, 1, **from_address("192.0.2.2")) == [303]


def test_a_household_has_one_address(browser, monkeypatch):
    monkeypatch.setattr(rate_limits, "WRITES", Rate("writes", 2))
    statuses = [write(browser, 1, **from_address(f"2001:db8:1:2::{number:x}"))[0] for number in range(3)]
    assert statuses == [303, 303, 429]
    assert write(browser, 1, **from_address("2001:db8:1:3::1")) == [303]


def test_a_desk_believes_nobody_about_addresses(browser, monkeypatch):
    monkeypatch.setattr(rate_limits, "WRITES", Rate("writes", 2))
    told = [{"X-Forwarded-For": f"192.0.2.{number}"} for number in range(3)]
    assert [write(browser, 1, **from_address("127.0.0.1", **each))[0] for each in told] == [303, 303, 429]


def test_production_believes_its_one_proxy_and_nobody_before_it(make_production, monkeypatch, clock):
    monkeypatch.setattr(rate_limits, "WRITES", Rate("writes", 2))
    browser = make_production().test_client()
    told = [{"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.1"} for number in range(3)]
    assert [write(browser, 1, **from_address("10.0.0.1", **each))[0] for each in told] == [303, 303, 429]
    assert write(browser, 1, **from_address("10.0.0.1", **{"X-Forwarded-For": "192.0.2.2"})) == [303]


def test_a_new_minute_forgets_everybody(clock):
    counts = Counts()
    for number in range(1000):
        counts.within(WRITES, f"address {number}")
    clock.now += 60
    counts.within(WRITES, "address 0")
    assert counts.here == {"address 0": 1}


def test_processes_that_share_a_store_count_together():
    store = MemoryStorage()
    processes = [Counts(Shared(store)), Counts(Shared(store))]
    rate = Rate("shared", 40, batch=10)
    let_through = sum(processes[number % 2].within(rate, "user 1") for number in range(100))
    # Each tells of ten at a time, so what is not told yet may come on top.
    assert 40 <= let_through <= 40 + 2 * rate.batch


def test_without_redis_the_app_goes_on_and_does_not_wait_each_time(make_app):
    browser = make_app("postgresql://nowhere/none", REDIS_URL="redis://127.0.0.1:1/0").test_client()
    assert set(write(browser, 25)) == {303}
    began = time.monotonic()
    assert set(write(browser, 100)) == {303}
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("broken", [StorageError(ValueError("an answer that is none")), OSError("the line broke")])
def test_however_the_line_to_redis_breaks_nobody_is_stopped(clock, monkeypatch, broken):
    def hit(*asked, **cost):
        raise broken

    shared = Shared(MemoryStorage())
    monkeypatch.setattr(shared.counted, "hit", hit)
    assert shared.within(WRITES, "user 1")


def test_without_redis_each_process_still_counts(clock):
    counts = Counts(Shared(rate_limits.redis("redis://127.0.0.1:1/0")))
    assert [counts.within(Rate("alone", 2), "user 1") for _ in range(3)] == [True, True, False]
