"""What every view of a character does first and last: run one statement for the asker, and answer.

The character may be another player's: the statement checks the asker's right to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.wrappers import Response

from wodsheet import db, preferences
from wodsheet.blueprints.responses import record, respond_saved, route
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.sheet import Sheet
from wodsheet.statements import sheets
from wodsheet.statements.rights import LOCK, SEE, Right
from wodsheet.web import access
from wodsheet.web.representation import representation


def fetch_character(statement: str, line: Line, id: int, **parameters: Any) -> Any:
    """Run a statement about one character and return its row. The statement checks the asker's session and right.

    Raises 404 when there is no row, or SignedOut (401) when the session ended.
    """
    rows = db.run(statement, {"id": id, "line": line.name, **access.asker(), **parameters})
    return rows[0] if rows else access.not_found_or_signed_out()


def fetch_after_lock(statement: str, line: Line, id: int, **parameters: Any) -> Any:
    """Like ``fetch_character``, for a statement that goes by other rows of the character: its entries and journal.

    A statement sees these as they were when it began, however long it then waits for the character. So the character
    is locked by a statement before it. Raises like ``fetch_character``.
    """
    parameters |= {"id": id, "line": line.name, **access.asker()}
    with db.transaction() as run:
        rows = run(statement, parameters) if run(LOCK, parameters) else []
    return rows[0] if rows else access.not_found_or_signed_out()


def needed_right() -> Right:
    """The right to the character that the request's route needs; SEE where the route has just created it."""
    may = route().may
    return may if isinstance(may, Right) else SEE


def load_sheet(line: Line, id: int, statement: str | None = None) -> Sheet:
    """The whole sheet, and the asker's preferences, in one statement. Raises like ``fetch_character``.

    The asker needs the right that the route needs: also a refused form is shown only to a player who may send it.
    ``statement``: one that gives the same row and does something besides.
    """
    row = fetch_character(statement or sheets.SHOW[needed_right()], line, id)
    preferences.set_preferences(row.preferences)
    return Sheet.of(localized(line.name), id, row)


def redirect_to_sheet(line: Line, id: int, place: str = "", added: int | None = None, page: str = "") -> Response:
    """Answer a change without htmx: back to the sheet, at what changed; a program gets the sheet as it is now.

    ``added``: the id of the entry that was added just now. ``page``: another page of the character, for a browser; at
    first that on which the form stood.
    """
    page = "" if wants_json() else page or page_of_form(line, id)
    address = f"/{line.name}/{id}{page}" + (f"#{place}" if place else "")
    return respond_saved(address, lambda: record(load_sheet(line, id), added=added))


def page_of_form(line: Line, id: int) -> str:
    """The page of the character on which a plain form stood: "/play", "/check", a stage of its guide; else ""."""
    page = urlsplit(request.referrer or "").path.removeprefix(f"/{line.name}/{id}")
    known = {"/play", "/check", *(f"/guide/{stage.name}" for stage in line.stages)}
    return page if page in known else ""


def wants_fragment() -> bool:
    """Whether htmx requests a part of the page and not the page."""
    return request.environ.get("HTTP_HX_REQUEST", "").lower() == "true"


def wants_json() -> bool:
    """Whether a program requests JSON, and not a page."""
    return representation() == "json"


def render_macro(partial: str, *needs: Any) -> str:
    """The answer to a click, by the macro that a partial is named for: ``render_macro("saved", sheet)``.

    It costs a quarter of ``render_template``, which builds a context and looks up every import each time.
    """
    module: Any = current_app.jinja_env.get_template(f"partials/{partial}.html").module
    return getattr(module, partial)(*needs)


Answer = str | Response | tuple[str, int] | tuple[str, int, Mapping[str, str]]
