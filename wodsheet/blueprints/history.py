"""The journal, for programs."""

from __future__ import annotations

from flask import Blueprint, request

from wodsheet import db
from wodsheet.blueprints.character import Answer
from wodsheet.blueprints.responses import record
from wodsheet.engine import Line
from wodsheet.schemas.history import page_form
from wodsheet.statements.journal import CHANGES, PAGE
from wodsheet.web import access

bp = Blueprint("history", __name__)


@bp.get("/<line:line>/<id:id>/changes")
def show(line: Line, id: int) -> Answer:
    """A hundred changes of a character, the newest first. Query: before, the id of a change to go on from.

    Errors: 404 not yours; 422.
    """
    parameters = {"id": id, "line": line.name, **access.asker(), **page_form.read(request.args)}
    rows = db.run(CHANGES, parameters) or access.not_found_or_signed_out()
    page = [row for row in rows[:PAGE] if row.id is not None]
    return record(page, page[-1].id if len(rows) > PAGE else None)
