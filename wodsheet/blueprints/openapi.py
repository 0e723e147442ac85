"""The description of everything a program can do."""

from __future__ import annotations

from flask import Blueprint, current_app, json, request
from werkzeug.wrappers import Response

from wodsheet.api.openapi import describe

bp = Blueprint("openapi", __name__)

AN_HOUR = 3600


@bp.get("/openapi.json")
def show() -> Response:
    """Everything a program can do, as OpenAPI has it; the same for everybody, and kept by caches for an hour."""
    answer = Response(written(), mimetype="application/json")
    answer.cache_control.public = True
    answer.cache_control.max_age = AN_HOUR
    answer.add_etag()
    return answer.make_conditional(request)


def written() -> str:
    """The description as JSON, made when it is first asked for and then kept."""
    kept = current_app.extensions
    if "description" not in kept:
        kept["description"] = json.dumps(describe(current_app), ensure_ascii=False)
    return kept["description"]
