"""A host's Prometheus reads what happens, and learns nothing about anybody."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.request import Request, urlopen

import psutil
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import pictures
from tests.markup import HTMX
from tests.serving import serving
from tests.waiting import eventually
from wodsheet import db, metrics
from wodsheet.portraits import sandbox
from wodsheet.routes import ROUTES, Rate

TOKEN = "0123456789-abcdef"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
Figures = dict[str, float]


def figures(text: str) -> Figures:
    """Each line of the exposition that is a figure."""
    return {name: float(figure) for name, figure in re.findall(r"^(wodsheet_\S+(?:\{.*\})?) (\S+)$", text, re.M)}


@pytest.fixture
def metered(committed: Flask, make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The app with metrics on, with nothing counted yet."""
    monkeypatch.setattr(metrics, "_active", None)
    monkeypatch.delenv(metrics.FOLDER, raising=False)
    app = make_app(committed.config["SETTINGS"].database_url, METRICS_TOKEN=TOKEN)
    yield app
    app.extensions["pool"].clear()


@pytest.fixture
def scrape(metered: Flask) -> Callable[[], Figures]:
    return lambda: figures(metered.test_client().get("/metrics", headers=BEARER).text)


@pytest.fixture
def browser(metered: Flask, player) -> FlaskClient:
    """A browser in which a player is signed in to the metered app."""
    client = metered.test_client()
    with client.session_transaction() as session:
        session["user"], session["session"] = player.id, player.session
    return client


def seconds(route: str, method: str, status: str) -> str:
    return f'wodsheet_request_seconds_count{{method="{method}",route="{route}",status="{status}"}}'


def test_without_a_token_there_is_no_such_page_and_nothing_is_counted(client, monkeypatch):
    monkeypatch.setattr(metrics, "_active", None)
    assert client.get("/metrics", headers=BEARER).status_code == 404
    assert metrics.active() is None


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer 0123456789-abcdeg"}, {"Authorization": TOKEN}])
def test_with_another_token_it_says_nothing(metered, headers):
    answer = metered.test_client().get("/metrics", headers=headers)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert "wodsheet_" not in answer.text


def test_a_token_that_could_be_guessed_stops_the_start(make_app, capsys):
    for token in ("short", "with blanks in the middle"):
        with pytest.raises(SystemExit):
            make_app("postgresql://nowhere/none", METRICS_TOKEN=token)
        assert "METRICS_TOKEN" in capsys.readouterr().err


def test_requests_are_counted_by_route_method_and_class_of_status(browser, scrape, make_character, player):
    anna = make_character(owner=player)
    browser.post(f"{anna.path}/ratings/strength", data={"dots": 3}, headers=HTMX)
    browser.post(f"{anna.path}/ratings/strength", data={"dots": 99}, headers=HTMX)
    browser.open("/nowhere/at/all", method="BREW")
    counted = scrape()
    assert counted[seconds("ratings.rate", "POST", "2xx")] == 1
    assert counted[seconds("ratings.rate", "POST", "4xx")] == 1
    assert counted[seconds("none", "other", "4xx")] == 1
    assert counted['wodsheet_refusals_total{kind="Refused"}'] == 1
    assert counted['wodsheet_refusals_total{kind="NotFound"}'] == 1


def test_a_rate_limit_that_is_reached_is_counted_by_its_name(metered, scrape, monkeypatch):
    monkeypatch.setitem(ROUTES, "auth.sign_in", replace(ROUTES["auth.sign_in"], rate=Rate("name", 0)))
    assert metered.test_client().post("/login", data={"name": "Robin"}).status_code == 429
    assert scrape()['wodsheet_rate_limited_total{rate="name"}'] == 1


def test_waiting_for_the_database_is_counted(metered, scrape, monkeypatch):
    pool = metered.extensions["pool"]
    monkeypatch.setattr(pool, "patience", 0.01)
    taken = [pool.take() for _ in range(pool.size)]
    with metered.app_context(), pytest.raises(db.Unavailable):
        db.run("SELECT 1", {})
    counted = scrape()
    assert (counted["wodsheet_pool_in_use"], counted["wodsheet_pool_size"]) == (8, 8)
    for connection in taken:
        pool.give(connection)
    assert (counted["wodsheet_pool_waits_total"], counted["wodsheet_pool_unavailable_total"]) == (1, 1)
    assert scrape()["wodsheet_pool_in_use"] == 0


def test_pictures_are_counted_by_what_became_of_them(browser, scrape, make_character, player, monkeypatch):
    anna = make_character(owner=player)

    def send(file: bytes) -> int:
        picture = (io.BytesIO(file), "face.png")
        return browser.post(f"{anna.path}/portraits/face", data={"picture": picture}, headers=HTMX).status_code

    assert [send(pictures.file()), send(b"no picture")] == [200, 422]
    monkeypatch.setattr(sandbox, "free_turn", lambda: None)
    monkeypatch.setattr(sandbox, "PATIENCE", 0)
    assert send(pictures.file()) == 503
    outcomes = re.findall(r"decode_seconds_count\{outcome=\"(\w+)\"\}': 1\.0", str(scrape()))
    assert outcomes == ["opened", "refused", "busy"]


def test_nothing_that_is_counted_names_anybody(browser, metered, make_character, player):
    anna = make_character(owner=player)
    browser.get(anna.path, environ_base={"REMOTE_ADDR": "203.0.113.77"})
    browser.post(f"{anna.path}/texts/concept", data={"concept": "A secret"})
    browser.post(f"{anna.path}/texts/name", data={"name": "Annabel"})
    browser.get(f"{anna.path}/Annabel?name=Annabel")
    text = metered.test_client().get("/metrics", headers=BEARER).text
    for secret in ("Annabel", player.name, "203.0.113.77", "secret", f"/{anna.id}", TOKEN):
        assert secret not in text
    labels = set(re.findall(r'(\w+)="', text)) - {"le"}
    assert labels <= {"route", "method", "status", "kind"}
    routes = set(re.findall(r'route="([^"]+)"', text))
    assert routes <= {*ROUTES, "none", "static"}


def gunicorn() -> psutil.Process:
    """The first process of the app that this test serves; other tests may have one of their own."""
    (first,) = [each for each in psutil.Process().children() if each.environ().get("METRICS_TOKEN") == TOKEN]
    return first


def files_of(worker: psutil.Process) -> set[Path]:
    """The files that a worker counts in."""
    return {Path(each.path) for each in worker.memory_maps() if "wodsheet-metrics-" in each.path}


def test_two_workers_answer_as_one_and_a_killed_one_leaves_its_counts_but_no_gauges(new_database, tmp_path):
    with serving(new_database(), tmp_path, METRICS_TOKEN=TOKEN, WEB_CONCURRENCY="2", WEB_THREADS="16") as site:

        def scrape() -> Figures:
            with urlopen(Request(f"{site}/metrics", headers=BEARER)) as answer:
                return figures(answer.read().decode())

        for _ in range(20):
            with urlopen(f"{site}/healthz") as answer:
                assert answer.status == 200
        eventually(lambda: scrape()["wodsheet_threads"] == 32)
        assert {scrape()[seconds("health.alive", "GET", "2xx")] for _ in range(6)} == {20}
        assert scrape()["wodsheet_pool_size"] == 16
        workers = gunicorn().children()
        folder = next(iter(files_of(workers[0]))).parent
        workers[0].kill()
        eventually(lambda: not (folder / f"gauge_livesum_{workers[0].pid}.db").exists())
        eventually(lambda: scrape()["wodsheet_threads"] == 32)
        assert scrape()[seconds("health.alive", "GET", "2xx")] == 20
    assert not folder.exists()
