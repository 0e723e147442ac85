"""The one picture of the colophon that is not ours: the Dark Pack logo, where the operator supplied a file."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, send_file

from wodsheet.blueprints.character import Answer

bp = Blueprint("colophon", __name__)

PICTURES = {".png": "image/png", ".svg": "image/svg+xml", ".webp": "image/webp", ".jpg": "image/jpeg"}
AN_HOUR = 3600


@bp.get("/dark-pack-logo")
def logo() -> Answer:
    """The operator's file, kept by browsers for an hour. Errors: 404 when none is set, it is gone, or is no picture."""
    path = current_app.config["SETTINGS"].dark_pack_logo
    if path is None or path.suffix.lower() not in PICTURES or not path.is_file():
        abort(404)
    return send_file(path, mimetype=PICTURES[path.suffix.lower()], max_age=AN_HOUR)
