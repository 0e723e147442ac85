"""Whole sheets, on screen and on paper."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from wodsheet.blueprints.character import Answer, fetch_character, load_sheet, wants_json
from wodsheet.blueprints.responses import record
from wodsheet.engine import Line
from wodsheet.sheet.paper import is_long, one_page, uneven
from wodsheet.statements import sheets as statements

bp = Blueprint("sheets", __name__)


@bp.get("/<line:line>/<id:id>")
def show(line: Line, id: int) -> Answer:
    """The sheet."""
    sheet = load_sheet(line, id)
    if wants_json():
        return record(sheet)
    return render_template("sheets/show.html", sheet=sheet)


@bp.get("/<line:line>/<id:id>/changed")
def changed(line: Line, id: int) -> Answer:
    """Whether the character was changed since a page was drawn: 204 when not, an empty 200 when it was.

    Query: since, the ``changed_at`` of that page. Errors: 401; 404.
    """
    changed_at = fetch_character(statements.CHANGED_AT, line, id).changed_at
    return Response(status=204 if request.args.get("since") == changed_at.isoformat() else 200)


@bp.get("/<line:line>/<id:id>/print")
def paper(line: Line, id: int) -> Answer:
    """The sheet as full pages; the paper is chosen on the page itself."""
    sheet = load_sheet(line, id)
    choices = {"exact": one_page(sheet), "uneven": uneven, "long_name": is_long(sheet.name)}
    return render_template("sheets/print.html", sheet=sheet, **choices)
