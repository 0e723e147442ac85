"""The play view: a character at the table, for one thumb. Only trackers, rolls, notes and actions react there."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from wodsheet.blueprints.character import Answer, fetch_character, load_sheet
from wodsheet.blueprints.responses import respond_page
from wodsheet.blueprints.roll_form import named_rolls
from wodsheet.engine import Line
from wodsheet.schemas.play import play_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.actions import Done
from wodsheet.sheet.play import PlayView
from wodsheet.sheet.uses import uses
from wodsheet.statements.patches import DONE

bp = Blueprint("play", __name__)


@bp.get("/<line:line>/<id:id>/play")
def show(line: Line, id: int) -> Answer:
    """The play view. Query: done, the key of a form whose action is shown with what it did.

    Errors: 404 not there, or not yours; 422.
    """
    query = play_form.read(request.args)
    sheet = load_sheet(line, id)
    done = done_by(sheet, fetch_character(DONE, line, id, form_key=query["done"])) if query["done"] else None
    pins = named_rolls(sheet)
    source = sheet.changed_at, [(one.id, one.name) for one in pins]
    return respond_page("play/show.html", source, sheet=sheet, play=PlayView(sheet), done=done, pins=pins)


def done_by(sheet: Sheet, row: Any) -> Done | None:
    """What a form did, of a row of ``DONE``; None where the character has its action no more."""
    used = (action for _, action in uses(sheet) if action.name == row.action)
    action = sheet.layout.action(row.action or "") or next(used, None)
    return Done.earlier(sheet, action, row) if action else None
