"""Records: what a program gets where a person sees a page. docs/api.md says how to ask, /openapi.json for what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, request
from flask.globals import request_ctx
from flask.json.provider import DefaultJSONProvider
from werkzeug.wrappers import Response

from wodsheet.web.access import BY_TOKEN
from wodsheet.web.error_pages import wanted

# What makes something new answers 201.
CREATES = frozenset(("roster.create", "roster.create_ready", "roster.clone", "lists.add", "experience.write"))


def init_app(app: Flask) -> None:
    """Answer a program's write with the record that a browser is sent on to, and keep every record's own order."""
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.sort_keys = False
    dispatch: Callable[..., Any] = app.dispatch_request

    def dispatch_and_follow(*context: Any) -> Any:
        answer = dispatch(*context)
        if isinstance(answer, Response) and answer.status_code == 303 and wanted() == "json":
            return followed(app, answer) if request.endpoint in BY_TOKEN else answer
        return answer

    app.dispatch_request = dispatch_and_follow


def followed(app: Flask, answer: Response) -> Response:
    """The record at the place a 303 leads to, read after the write: what the program would have asked for next."""
    assert request_ctx.url_adapter
    place = answer.location or "/"
    endpoint, parts = request_ctx.url_adapter.match(place.partition("#")[0], "GET")
    view: Callable[..., Any] = app.view_functions[endpoint]
    record = app.make_response(view(**parts))
    if request.endpoint in CREATES:
        record.status_code = 201
        record.headers["Location"] = place
    return record
