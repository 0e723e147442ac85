"""Timing: how long each request takes, for /metrics. Without METRICS_TOKEN nothing is put around the app."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

from wodsheet import metrics

# HTTP's own; a visitor may send any other word, and each would be a label.
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def init_app(app: Flask) -> None:
    """With METRICS_TOKEN, time every request, static files included. Has to be the outermost layer."""
    if not app.config["SETTINGS"].metrics_token:
        return
    counted, pool = metrics.start(), app.extensions["pool"]
    counted.sources |= {"pool_size": lambda: pool.size, "pool_in_use": lambda: pool.in_use}
    app.wsgi_app = Timing(app.wsgi_app)


class Timing:
    """A WSGI layer that observes the time until the answer begins; a stream goes on after that."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began, method = perf_counter(), environ["REQUEST_METHOD"]
        labels = ["none", method if method in METHODS else "other", "5xx"]

        def start(status: str, *rest: Any) -> Any:
            labels[0], labels[2] = route_of(environ), f"{status[0]}xx"  # afterwards Flask forgets the request
            return start_response(status, *rest)

        try:
            return self.app(environ, start)
        finally:
            metrics.observe("request_seconds", perf_counter() - began, *labels)


def route_of(environ: WSGIEnvironment) -> str:
    """The name of the route in wodsheet/routes.py; "static" for a file, "none" for an address without a route."""
    request = environ.get("werkzeug.request")
    return "static" if request is None else request.endpoint or "none"
