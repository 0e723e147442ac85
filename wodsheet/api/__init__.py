"""The API: the addresses and forms of the pages, answered as JSON. For programs: docs/api.md and /openapi.json."""

from __future__ import annotations

from flask import Flask
from flask.json.provider import DefaultJSONProvider


def init_app(app: Flask) -> None:
    """Leave the fields of JSON in the order that their shape gives them."""
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.sort_keys = False
