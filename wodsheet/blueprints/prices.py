"""Prices: what each next dot costs, and whether the experience is enough."""

from __future__ import annotations

from flask import Blueprint, render_template

from wodsheet.blueprints.character import Answer, load_sheet, wants_json
from wodsheet.blueprints.responses import record
from wodsheet.engine import Line
from wodsheet.sheet.prices import Raise, raises

bp = Blueprint("prices", __name__, url_prefix="/<line:line>/<id:id>/prices")


@bp.get("")
def show(line: Line, id: int) -> Answer:
    """Everything that can be raised, with its price. Errors: 404 not yours."""
    sheet = load_sheet(line, id)
    found = raises(sheet)
    if wants_json():
        return record(found)
    sections: dict[str, list[Raise]] = {}
    for one in found:
        sections.setdefault(one.section, []).append(one)
    return render_template("prices/show.html", sheet=sheet, sections=sections)
