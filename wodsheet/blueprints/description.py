"""The description of everything a program can do."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, Flask, current_app, json, request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from wodsheet.records.description import describe

bp = Blueprint("description", __name__)

AN_HOUR = 3600


@bp.record
def keep(state: BlueprintSetupState) -> None:
    """Make the description when it is first asked for, and then keep it."""
    app = state.app
    assert isinstance(app, Flask)
    app.extensions["description"] = cache(lambda: written(app))


@bp.get("/openapi.json")
def show() -> Response:
    """Everything a program can do, as OpenAPI has it; the same for everybody, and kept by caches for an hour."""
    answer = Response(current_app.extensions["description"](), mimetype="application/json")
    answer.cache_control.public = True
    answer.cache_control.max_age = AN_HOUR
    answer.add_etag()
    return answer.make_conditional(request)


def written(app: Flask) -> str:
    """The description as JSON."""
    return json.dumps(describe(app), ensure_ascii=False)
