"""What every view of a sheet does first and last: ask one statement about the asker's own character, and answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, g, redirect
from htmx_flask import request
from werkzeug.wrappers import Response

from wodsheet import db, preferences
from wodsheet.engine import Line
from wodsheet.experience import Totals
from wodsheet.sheet import Sheet
from wodsheet.statements import sheets
from wodsheet.web import access
from wodsheet.web.error_pages import wanted


def fetch_character(statement: str, line: Line, id: int, **asked: Any) -> Any:
    """Run a statement about the asker's character and give its row; an empty answer is 404, or 401 when signed out."""
    rows = db.run(statement, {"id": id, "line": line.name, "user": g.user, "epoch": g.epoch, **asked})
    return rows[0] if rows else access.not_found_or_signed_out()


def load_sheet(line: Line, id: int) -> Sheet:
    """The whole sheet of the asker's character, in one statement."""
    row = fetch_character(sheets.SHOW, line, id)
    sheet = Sheet(line, id, row.ratings, row.texts, row.entries)
    sheet.archived_at, sheet.died_at, sheet.epitaph = row.archived_at, row.died_at, row.epitaph
    sheet.changed_at = row.changed_at
    sheet.experience = Totals(*row.experience)
    sheet.show_album(row.portraits)
    preferences.set_preferences(row.preferences)
    return sheet


def redirect_to_sheet(line: Line, id: int, place: str) -> Response:
    """Without scripts: back to the sheet, at the thing that changed."""
    return redirect(f"/{line.name}/{id}#{place}", 303)


def wants_fragment() -> bool:
    """Whether htmx asks for a part of the page and not for the page."""
    return bool(request.htmx)


def wants_json() -> bool:
    """Whether a program asks, and not for a page."""
    return wanted() == "json"


def render_macro(partial: str, *needs: Any) -> str:
    """The answer to a click, by the macro a partial is named for: ``fragment("rated", sheet, trait, follow)``.

    A quarter of the price of ``render_template``, which gathers a context and looks up every import each time.
    """
    module: Any = current_app.jinja_env.get_template(f"partials/{partial}.html").module
    return getattr(module, partial)(*needs)


Answer = str | Response | tuple[str, int] | tuple[str, int, Mapping[str, str]]
