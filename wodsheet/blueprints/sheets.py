"""Whole sheets, on screen and on paper."""

from __future__ import annotations

from flask import Blueprint, render_template

from wodsheet.blueprints.character import Answer, load_sheet, wants_json
from wodsheet.blueprints.responses import record, respond_page
from wodsheet.engine import Line
from wodsheet.sheet.paper import on_paper

bp = Blueprint("sheets", __name__)


@bp.get("/<line:line>/<id:id>")
def show(line: Line, id: int) -> Answer:
    """The sheet."""
    sheet = load_sheet(line, id)
    if wants_json():
        return record(sheet)
    return respond_page("sheets/show.html", sheet.changed_at, sheet=sheet)


@bp.get("/<line:line>/<id:id>/print")
def paper(line: Line, id: int) -> Answer:
    """The sheet as full pages; the paper is chosen on the page itself."""
    return render_template("sheets/print.html", **on_paper(load_sheet(line, id)))
