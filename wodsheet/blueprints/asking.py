"""What every view of a sheet does first and last: ask one statement about the asker's own character, and answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import current_app, g, redirect
from htmx_flask import request
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response

from wodsheet import access, database, preferences
from wodsheet.engine import Line
from wodsheet.errors import wanted
from wodsheet.experience import Totals
from wodsheet.lines import LINES
from wodsheet.sheet import Sheet
from wodsheet.statements import sheets


class LineConverter(BaseConverter):
    """A game line in an address: its name."""

    # Only the names there are: otherwise any address of one part would be "not allowed" instead of "not found".
    regex = "|".join(LINES)

    def to_python(self, value: str) -> Line:
        return LINES[value]

    def to_url(self, value: Line | str) -> str:
        return value if isinstance(value, str) else value.name


# A whole number that the database can hold, and Python can read.
ID = re.compile("[1-9][0-9]{0,17}")


class IdConverter(BaseConverter):
    """A row's id in an address."""

    regex = ID.pattern

    def to_python(self, value: str) -> int:
        return int(value)


def id_in(words: str) -> int | None:
    """The row's id that somebody sent beside an address; None for what can be none."""
    return int(words) if ID.fullmatch(words) else None


def ask(statement: str, line: Line, id: int, **asked: Any) -> Any:
    """Run a statement about the asker's character and give its row; an empty answer is 404, or 401 when signed out."""
    rows = database.run(statement, {"id": id, "line": line.name, "user": g.user, "epoch": g.epoch, **asked})
    return rows[0] if rows else access.missing()


def read_sheet(line: Line, id: int) -> Sheet:
    """The whole sheet of the asker's character, in one statement."""
    row = ask(sheets.SHOW, line, id)
    sheet = Sheet(line, id, row.ratings, row.texts, row.entries)
    sheet.archived_at, sheet.died_at, sheet.epitaph = row.archived_at, row.died_at, row.epitaph
    sheet.changed_at = row.changed_at
    sheet.experience = Totals(*row.experience)
    sheet.show_album(row.portraits)
    preferences.like(row.preferences)
    return sheet


def back_to(line: Line, id: int, place: str) -> Response:
    """Without scripts: back to the sheet, at the thing that changed."""
    return redirect(f"/{line.name}/{id}#{place}", 303)


def wants_fragment() -> bool:
    """Whether htmx asks for a part of the page and not for the page."""
    return bool(request.htmx)


def wants_record() -> bool:
    """Whether a program asks, and not for a page."""
    return wanted() == "json"


def fragment(partial: str, *needs: Any) -> str:
    """The answer to a click, by the macro a partial is named for: ``fragment("rated", sheet, trait, follow)``.

    A quarter of the price of ``render_template``, which gathers a context and looks up every import each time.
    """
    module: Any = current_app.jinja_env.get_template(f"partials/{partial}.html").module
    return getattr(module, partial)(*needs)


Answer = str | Response | tuple[str, int] | tuple[str, int, Mapping[str, str]]
