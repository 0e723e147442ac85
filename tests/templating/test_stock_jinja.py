"""Every template under Jinja as it comes: our environment makes them faster, and says nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.templating import Environment
from werkzeug.test import TestResponse

from tests.factories import Character, Factory, Player
from tests.factories.people import fullest
from tests.markup import HTMX
from wodsheet.assets.vendor import ROOT
from wodsheet.lines import LINES
from wodsheet.templating.environment import PlainEnvironment
from wodsheet.templating.i18n import ENGLISH

# Made for each page: the keys of forms.
NEW = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TEMPLATES = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html")} | {
    path.relative_to(ROOT).as_posix() for path in (ROOT / "partials").rglob("*.html")
}


class StockEnvironment(Environment):
    """Flask's own environment, with the one attribute that the app sets."""

    language = ENGLISH


@pytest.fixture
def stock_app(app: Flask, make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app once more, on the same database, with Flask's own environment."""
    with monkeypatch.context() as patch:
        patch.setattr(type(app), "jinja_environment", StockEnvironment)
        stock = make_app(app.config["SETTINGS"].database_direct_url)
    assert not isinstance(stock.jinja_env, PlainEnvironment)
    return stock


@pytest.fixture
def same(app: Flask, stock_app: Flask, player: Player) -> Callable[..., TestResponse]:
    """Send a request to both apps and compare their answers: ``same("/")``, ``same(path, method="POST", data=...)``."""
    browsers = [one.test_client() for one in (app, stock_app)]
    for browser in browsers:
        with browser.session_transaction() as session:
            session.update(user=player.id, session=player.session)

    def same(path: str, **request) -> TestResponse:
        ours, stock = [browser.open(path, **request) for browser in browsers]
        assert ours.status_code == stock.status_code
        assert NEW.sub("", ours.text) == NEW.sub("", stock.text), path
        return stock

    return same


def everything(factory: Factory, player: Player, line: str) -> tuple[Character, int]:
    """A character of a line with as much as a sheet can hold, and an entry of its first list."""
    anna = fullest(factory, player, line, most=300)
    factory.experience(anna, "earned", 9)
    factory.portrait(anna, "face", "a" * 32)
    listing = next(name for name in LINES[line].listings if name not in LINES[line].outer)
    return anna, factory.entry(anna, listing, "One more", position=99)


@pytest.mark.no_cover
@pytest.mark.parametrize("line", LINES)
def test_stock_jinja_renders_the_same_pages(same, factory, player, line):
    anna, _ = everything(factory, player, line)
    lists = [f"/lists/{name}/new" for name in LINES[line].listings if name not in LINES[line].outer]
    for part in ("", "/play", "/print", "/experience", "/portraits", "/death", "/deletion", *lists):
        assert same(anna.path + part).status_code == 200, part
    factory.character(player, line, archived=True)
    factory.character(player, line, died=True)
    factory.character(player, line, deleted=1)
    factory.token(player)
    for path in ("/", f"/{line}/new", "/account", "/account/deletion", "/account/import", "/preferences", "/tokens"):
        assert same(path).status_code == 200, path
    assert same(f"/{line}/999999").status_code == 404


@pytest.mark.no_cover
@pytest.mark.parametrize("line", LINES)
def test_stock_jinja_renders_the_same_answers_to_clicks(same, signed_in, factory, player, line):
    anna, _ = everything(factory, player, line)
    clicks = [(f"ratings/{name}", {"dots": str(trait.low)}) for name, trait in LINES[line].traits.items()]
    clicks += [(f"ratings/{name}", {"dots": "99"}) for name in LINES[line].traits]
    clicks += [(f"trackers/{name}", {"damage": damage}) for name in LINES[line].trackers for damage in ("1/1", "x")]
    clicks += [(f"texts/{name}", {"text": "Other", "seen": "0" * 12}) for name in LINES[line].texts]
    for path, form in clicks:
        # The first says what it changed; the two that are compared change nothing.
        signed_in(player).post(f"{anna.path}/{path}", data=form, headers=HTMX)
        answer = same(f"{anna.path}/{path}", method="POST", data=form, headers=HTMX)
        assert answer.status_code in (200, 409, 422), path


@pytest.mark.no_cover
def test_stock_jinja_compiles_every_template(stock_app):
    assert len(TEMPLATES) > 40
    for name in TEMPLATES:
        stock_app.jinja_env.get_template(name)
