"""Whole sheets, on screen and on paper."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from wodsheet.blueprints.character import Answer, load_sheet, wants_fragment, wants_json
from wodsheet.blueprints.responses import record, respond_page
from wodsheet.engine import Line
from wodsheet.sheet.paper import on_paper
from wodsheet.statements.sheets import OPEN

bp = Blueprint("sheets", __name__)


@bp.get("/<line:line>/<id:id>")
def show(line: Line, id: int) -> Answer:
    """The sheet. A person who opens it has seen all of its history."""
    sheet = load_sheet(line, id, OPEN if is_opened() else None)
    if wants_json():
        return record(sheet)
    return respond_page("sheets/show.html", sheet.changed_at, sheet=sheet)


def is_opened() -> bool:
    """Whether a person opens the page: no program, no browser that fetches it in case, and no page that looks again."""
    ahead = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return not (wants_json() or wants_fragment() or request.if_none_match or "prefetch" in ahead)


@bp.get("/<line:line>/<id:id>/print")
def paper(line: Line, id: int) -> Answer:
    """The sheet as full pages; the paper is chosen on the page itself."""
    return render_template("sheets/print.html", **on_paper(load_sheet(line, id)))
