"""The description of everything a program can do."""

from __future__ import annotations

from flask import Blueprint, current_app, json, request
from werkzeug.wrappers import Response

from wodsheet.api.openapi import describe
from wodsheet.routes import ROUTES

bp = Blueprint("openapi", __name__)

AN_HOUR = 3600


@bp.get("/openapi.json")
def show() -> Response:
    """Everything a program can do, as OpenAPI has it; the same for everybody, and kept by caches for an hour."""
    response = Response(description(), mimetype="application/json")
    response.cache_control.public = True
    response.cache_control.max_age = AN_HOUR
    response.add_etag()
    return response.make_conditional(request)


def description() -> str:
    """The description as JSON, made at the first request and cached with the app."""
    cache = current_app.extensions
    if "description" not in cache:
        cache["description"] = json.dumps(describe(current_app, ROUTES), ensure_ascii=False)
    return cache["description"]
