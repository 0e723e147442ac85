"""Responses: a view's one result, as JSON for a program and as a page or a fragment for a person."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from wodsheet.routes import ROUTES, Route
from wodsheet.web.representation import representation


def route() -> Route:
    """The row of the request's route."""
    return ROUTES[request.endpoint or ""]


def respond_page(template: str, source: object, **context: Any) -> str | Response:
    """A whole page that is drawn from ``source``, rows of the database; 304 where the browser shows these already.

    The page keeps the tag of its source in its link #redraw (``partials/redraw.html``), and sends it along when it
    comes into sight again. No header says it: when a person asks for the page, it is always sent.
    """
    etag = sha256(repr(source).encode()).hexdigest()[:16]
    if request.if_none_match.contains(etag):
        return Response(status=304)
    return render_template(template, etag=etag, **context)


def record(*result: Any, **further: Any) -> Response:
    """A view's result as JSON, of the kind that the route's row says."""
    gives = route().gives
    assert gives
    return gives.respond(*result, **further)


def respond_saved(place: str, read: Callable[[], Response]) -> Response:
    """Answer a change where no fragment is wanted: a browser goes to ``place``, a program gets the record of ``read``.

    What the route creates is 201, with its place in Location.
    """
    if not route().gives or representation() != "json":
        return redirect(place, 303)
    response = read()
    if route().creates:
        response.status_code = 201
        response.headers["Location"] = place
    return response
