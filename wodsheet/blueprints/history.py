"""The history of a character: a page for people, and the journal for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request

from wodsheet import db
from wodsheet.blueprints.character import Answer, fetch_character
from wodsheet.blueprints.responses import record, respond_page
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.preferences import set_preferences
from wodsheet.schemas.history import REVISION_KINDS, history_form, page_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.history import History
from wodsheet.statements.history import PAGE, history
from wodsheet.statements.journal import CHANGES
from wodsheet.statements.journal import PAGE as PAGE_OF_CHANGES
from wodsheet.templating.dates import beginning_of
from wodsheet.web import access

bp = Blueprint("history", __name__, url_prefix="/<line:line>/<id:id>")


@bp.get("/history")
def show(line: Line, id: int) -> Answer:
    """A page of the history, the newest first. Query: see ``history_form``. Errors: 404 not yours; 422."""
    query = {name: wanted for name, wanted in history_form(line).read(request.args).items() if wanted is not None}
    row = fetch_character(history(query), line, id, **parameters_of(line, query))
    set_preferences(row.preferences)
    page = History(localized(line.name), row, PAGE)
    filters = {name: wanted for name, wanted in query.items() if name != "before"}
    sheet = Sheet(page.line, id, texts={"name": row.name})
    return respond_page(
        "history/show.html", row, sheet=sheet, history=page, filters=Filters(sheet.at, filters), kinds=REVISION_KINDS
    )


class Filters:
    """The filters in use by name, and the addresses of pages with others."""

    def __init__(self, at: str, chosen: Mapping[str, Any]) -> None:
        self.at = at
        self.chosen = chosen

    def address(self, **changed: str | int | date | None) -> str:
        """The address of the history with these filters besides, or without one that is None."""
        query = urlencode({name: wanted for name, wanted in {**self.chosen, **changed}.items() if wanted is not None})
        return f"{self.at}/history" + (f"?{query}" if query else "")


def parameters_of(line: Line, query: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of the statement. A tracker is what counts its damage; days begin where the reader is."""
    parameters = dict(query)
    if tracker := line.trackers.get(query.get("trait", "")):
        parameters["trait"] = [tracker.superficial, tracker.aggravated]
    elif "trait" in query:
        parameters["trait"] = [query["trait"]]
    if "since" in query:
        parameters["since"] = beginning_of(query["since"])
    if "until" in query:
        parameters["until"] = beginning_of(query["until"] + timedelta(days=1))
    return parameters


@bp.get("/changes")
def changes(line: Line, id: int) -> Answer:
    """A hundred changes of a character, the newest first. Query: before, the id of a change to go on from.

    Errors: 404 not yours; 422.
    """
    parameters = {"id": id, "line": line.name, **access.asker(), **page_form.read(request.args)}
    rows = db.run(CHANGES, parameters) or access.not_found_or_signed_out()
    page = [row for row in rows[:PAGE_OF_CHANGES] if row.id is not None]
    return record(page, page[-1].id if len(rows) > PAGE_OF_CHANGES else None)
