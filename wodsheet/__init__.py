"""wodsheet: World of Darkness fifth-edition character sheets that keep every dot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from wodsheet import api, assets, cli, db, extensions, preferences
from wodsheet.assets import integrity
from wodsheet.blueprints import (
    account,
    account_deletion,
    actions,
    auth,
    check,
    colophon,
    entries,
    experience,
    grants,
    guide,
    health,
    history,
    lifecycle,
    lists,
    named_rolls,
    odds,
    offers,
    openapi,
    play,
    portraits,
    prices,
    random_characters,
    ratings,
    restore,
    roll_counts,
    roll_form,
    rolls,
    roster,
    sheets,
    texts,
    tokens,
    trackers,
    transfer,
    undo,
)
from wodsheet.blueprints import preferences as choosing
from wodsheet.blueprints.converters import IdConverter, LineConverter
from wodsheet.db import Unavailable
from wodsheet.metrics import count
from wodsheet.portraits import storage
from wodsheet.settings import Settings
from wodsheet.templating import languages, setup
from wodsheet.templating.setup import Multilingual
from wodsheet.web import (
    access,
    csrf,
    error_pages,
    logs,
    rate_limits,
    refusals,
    request_body,
    security_headers,
    session,
    timing,
)
from wodsheet.web.fragment import Fragment, is_fragment


class Wodsheet(Multilingual):
    """Flask, with what wodsheet overrides of it."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself. There are no coroutines here, and Flask asks for each hook and view on every request."""
        return func

    def finalize_request(self, rv: Any, from_error_handler: bool = False) -> Any:
        """The WSGI response of a request: a fragment for the change that most requests are, all else by Flask.

        Flask calls this method internal. The override saves a tenth of a click's CPU, and may go when responses are
        as quick: nothing else depends on it.
        """
        if is_fragment(rv, request_ctx):
            return Fragment(rv)
        return super().finalize_request(rv, from_error_handler)

    def handle_user_exception(self, e: Exception) -> Any:
        """Answer a failure: the refused form with its message, or the plain problem.

        Where the form cannot be drawn, as when the database is away, the answer is that failure.
        """
        problem = error_pages.as_problem(e)
        count("refusals", type(problem).__name__)
        try:
            return refusals.redraw(self, problem) or super().handle_user_exception(problem)
        except (HTTPException, Unavailable, OSError) as other:
            return super().handle_user_exception(error_pages.as_problem(other))


def create_app(settings: Settings | None = None) -> Flask:
    """The app for these settings, or for those of the environment. Reaches for no database and no network."""
    settings = settings or Settings.read(serving=not cli.is_migrating())
    app = Wodsheet(__name__, static_folder=None)
    app.config["SETTINGS"] = settings
    app.config["COMPRESS_STREAMS"] = False
    # A sheet is a seventh smaller than by zstd, for a millisecond.
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 5

    setup.init_app(app)
    db.init_app(app)
    extensions.init_app(app)
    # In this order each looks at a request: who asks is known before anything can be refused and drawn for them.
    around = (languages, logs, session, csrf, access, request_body, rate_limits, error_pages, preferences, api, storage)
    for part in around:
        part.init_app(app)
    assets.init_app(app, watching=not settings.production)
    integrity.init_app(app)
    security_headers.init_app(app)
    cli.init_app(app)

    app.url_map.converters.update(line=LineConverter, id=IdConverter)
    of_a_sheet = (sheets, ratings, trackers, texts, lists, entries, offers, portraits, experience, prices, check)
    of_play = (guide, grants, play, actions, roll_form, rolls, roll_counts, named_rolls)
    of_its_history = (history, undo, restore)
    of_a_player = (account, account_deletion, transfer, choosing, tokens, roster, lifecycle, odds, random_characters)
    for resource in (auth, health, colophon, openapi, *of_a_player, *of_a_sheet, *of_play, *of_its_history):
        app.register_blueprint(resource.bp)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    timing.init_app(app)
    return app
