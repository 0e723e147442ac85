"""A fragment: the answer to a click. A short piece of HTML needs nothing of what a Flask response can do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask.ctx import RequestContext

from wodsheet.extensions import Pages


class Fragment:
    """HTML of a 200, as a WSGI application."""

    def __init__(self, html: str) -> None:
        self.body = html.encode()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = str(len(self.body))
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", length)])
        return [self.body]


def is_fragment(result: Any, context: RequestContext) -> bool:
    """Whether a view's result is the HTML of a change, too short to be compressed, and no cookie goes along."""
    return (
        isinstance(result, str)
        and len(result) < Pages.LEAST
        and context.request.environ["REQUEST_METHOD"] == "POST"
        and not getattr(context.session, "due", True)
    )
