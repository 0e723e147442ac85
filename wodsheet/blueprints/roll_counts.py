"""How a character's dice fell, against the exact odds: a page with a chart, and JSON."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from wodsheet import db
from wodsheet.blueprints.character import Answer, load_sheet, wants_json
from wodsheet.blueprints.responses import record
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.schemas.dice import counts_form
from wodsheet.sheet.roll_counts import RollCounts
from wodsheet.statements.rolls import COUNTED
from wodsheet.web import access

bp = Blueprint("roll_counts", __name__, url_prefix="/<line:line>/<id:id>/rolls/counts")


@bp.get("")
def show(line: Line, id: int) -> Answer:
    """How often each outcome came, of the newest thousand rolls with a difficulty, and how often by the odds.

    Query: trait, a key that was in the pool. Errors: 404 not yours; 422.
    """
    trait = counts_form.read(request.args)["trait"]
    parameters = {"id": id, "line": line.name, "trait": trait, **access.asker()}
    rows = db.run(COUNTED, parameters) or access.not_found_or_signed_out()
    counts = RollCounts.of(localized(line.name), [row for row in rows if row.regular is not None])
    if wants_json():
        return record(counts)
    return render_template("rolls/counts.html", sheet=load_sheet(line, id), counts=counts, trait=trait)
