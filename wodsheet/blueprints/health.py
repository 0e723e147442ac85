"""Whether this process lives, and whether it can serve: for hosts, not for players."""

from __future__ import annotations

from typing import Any

import psycopg
from flask import Blueprint

from wodsheet import db
from wodsheet.assets import vendor
from wodsheet.db import readiness

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> dict[str, str]:
    """This process answers; nothing else is asked."""
    return {"status": "ok"}


@bp.get("/readyz")
def ready() -> tuple[dict[str, Any], int]:
    """The database answers, has our migrations, and the front-end files are here; else 503, and which is not so."""
    state = {**_database(), "front_end_files": not vendor.missing()}
    return {"status": "ok" if all(state.values()) else "not ready", **state}, 200 if all(state.values()) else 503


def _database() -> dict[str, bool]:
    try:
        applied = db.run(readiness.APPLIED, {})
    except db.Unavailable:
        return {"database": False, "migrations": False}
    except psycopg.errors.UndefinedTable:
        return {"database": True, "migrations": False}
    return {"database": True, "migrations": not readiness.behind(applied[0].version_num if applied else None)}
