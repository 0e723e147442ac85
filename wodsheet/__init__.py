"""wodsheet: World of Darkness fifth-edition character sheets that keep every dot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from wodsheet import (
    access,
    assets,
    cli,
    crosssite,
    drawing,
    errors,
    headers,
    integrity,
    limits,
    logs,
    posted,
    preferences,
    records,
    session,
)
from wodsheet.blueprints import (
    account,
    auth,
    changes,
    colophon,
    description,
    entries,
    experience,
    health,
    leaving,
    lists,
    portraits,
    ratings,
    roster,
    sheets,
    states,
    texts,
    tokens,
    trackers,
    transfer,
)
from wodsheet.blueprints import preferences as choosing
from wodsheet.blueprints.asking import IdConverter, LineConverter
from wodsheet.database import engine_options
from wodsheet.extensions import compress, db, migrate
from wodsheet.portraits import keeping
from wodsheet.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


class Wodsheet(Flask):
    """Flask without coroutines: there are none here, and each hook and view was asked on every request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """The app for these settings, or for those of the environment. Reaches for no database and no network."""
    settings = settings or Settings.read()
    app = Wodsheet(__name__, static_folder=None)
    app.config["SETTINGS"] = settings
    address = settings.database_url or "postgresql+psycopg://"
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(address, settings.pool_size)
    app.config["COMPRESS_STREAMS"] = False
    # A sheet is a seventh smaller than by zstd, for a millisecond.
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 5

    drawing.init_app(app)
    for extension in (db, compress):
        extension.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    # In this order each looks at a request: who asks is known before anything can be refused and drawn for them.
    for part in (logs, session, crosssite, access, posted, limits, errors, preferences, records, keeping):
        part.init_app(app)
    assets.init_app(app, watching=not settings.production)
    integrity.init_app(app)
    headers.init_app(app)
    cli.init_app(app)

    app.url_map.converters.update(line=LineConverter, id=IdConverter)
    of_a_sheet = (sheets, ratings, trackers, texts, lists, entries, portraits, experience, changes)
    of_a_player = (account, leaving, transfer, choosing, tokens, roster, states)
    for resource in (auth, health, colophon, description, *of_a_player, *of_a_sheet):
        app.register_blueprint(resource.bp)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    return app
