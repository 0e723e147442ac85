"""Whether this process lives, whether it can serve, and what it counted: for hosts, not for players."""

from __future__ import annotations

from hmac import compare_digest
from tempfile import TemporaryFile
from typing import Any

import psycopg
from flask import Blueprint, Response, abort, current_app, request

from wodsheet import db, metrics
from wodsheet.assets import vendor
from wodsheet.db import readiness
from wodsheet.portraits import storage

bp = Blueprint("health", __name__)

BLOCK = 4096  # bytes


@bp.get("/healthz")
def alive() -> dict[str, str]:
    """This process answers; nothing else is asked."""
    return {"status": "ok"}


@bp.get("/readyz")
def ready() -> tuple[dict[str, Any], int]:
    """Whether all is there that serving needs, each as true or false; 503 when something is not.

    The database answers, has our migrations and can be written; the front-end files are here; the place for pictures
    and the place for temporary files can be written.
    """
    state = _database() | {
        "front_end_files": not vendor.missing(),
        "pictures": storage.place().ready(),
        "temporary_files": _has_room(),
    }
    return {"status": "ok" if all(state.values()) else "not ready", **state}, 200 if all(state.values()) else 503


@bp.get("/metrics")
def show_metrics() -> Response:
    """Everything counted since the start, by all workers together, as text for Prometheus.

    Errors: 404 without METRICS_TOKEN; 401 unless the request carries that token.
    """
    token = current_app.config["SETTINGS"].metrics_token
    if not token:
        abort(404)
    if not compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        return Response("This needs METRICS_TOKEN.\n", 401, {"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
    return Response(metrics.start().exposition(), mimetype="text/plain")


def _database() -> dict[str, bool]:
    try:
        rows = db.run(readiness.STATE, {})
    except db.Unavailable:
        return {"database": False, "migrations": False, "writable": False}
    except psycopg.errors.UndefinedTable:
        return {"database": True, "migrations": False, "writable": False}
    if not rows:
        return {"database": True, "migrations": False, "writable": False}
    return {"database": True, "migrations": not readiness.behind(rows[0].version_num), "writable": rows[0].writable}


def _has_room() -> bool:
    """Whether a temporary file can be written, as forms with pictures and exports need."""
    try:
        with TemporaryFile() as file:
            file.write(bytes(BLOCK))
            file.flush()
    except OSError:
        return False
    return True
