"""The check of a sheet: what every rule of creation and of play finds."""

from __future__ import annotations

from flask import Blueprint, render_template

from wodsheet import preferences
from wodsheet.blueprints.character import Answer, fetch_character, needed_right, wants_json
from wodsheet.blueprints.responses import record
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.rules.spending import Spent
from wodsheet.sheet import Sheet
from wodsheet.sheet.checked import Check, checked
from wodsheet.statements.sheets import CHECK

bp = Blueprint("check", __name__, url_prefix="/<line:line>/<id:id>/check")


def load_checked(line: Line, id: int) -> tuple[Sheet, Check]:
    """The whole sheet with its check, in one statement. Raises like ``fetch_character``."""
    row = fetch_character(CHECK[needed_right()], line, id)
    preferences.set_preferences(row.preferences)
    sheet = Sheet.of(localized(line.name), id, row)
    spent = Spent(tuple((reason, points) for reason, points in row.spent), sheet.experience.earned)
    return sheet, checked(sheet, spent)


@bp.get("")
def show(line: Line, id: int) -> Answer:
    """Everything that is missing, open, over or forbidden, and what is kept. Errors: 404 not there, or not yours."""
    sheet, found = load_checked(line, id)
    return record(found) if wants_json() else render_template("check/show.html", sheet=sheet, check=found)
