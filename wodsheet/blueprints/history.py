"""The history of a character: a page for people, and the journal for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from wodsheet import db
from wodsheet.blueprints.character import Answer, fetch_character, wants_json
from wodsheet.blueprints.responses import record, respond_page
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.preferences import set_preferences
from wodsheet.problems import Blocked, Problem
from wodsheet.schemas.history import REVISION_KINDS, history_form, page_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.as_it_stood import AsItStood
from wodsheet.sheet.history import History
from wodsheet.sheet.paper import on_paper
from wodsheet.statements.history import AS_IT_STOOD, PAGE, history
from wodsheet.statements.journal import CHANGES
from wodsheet.statements.journal import PAGE as PAGE_OF_CHANGES
from wodsheet.statements.rights import EDIT
from wodsheet.templating.dates import beginning_of
from wodsheet.web import access

bp = Blueprint("history", __name__, url_prefix="/<line:line>/<id:id>")


@bp.get("/history")
def show(line: Line, id: int) -> Answer:
    """A page of the history, the newest first. Query: see ``history_form``. Errors: 404 not yours; 422."""
    query = {name: wanted for name, wanted in history_form(line).read(request.args).items() if wanted is not None}
    row = fetch_history(line, id, query)
    return record(read_history(line, row)) if wants_json() else respond_history(line, id, row, query)


def fetch_history(line: Line, id: int, query: Mapping[str, Any]) -> Any:
    """The row of a page of the history; ``query`` has what was asked for of ``history_form``."""
    row = fetch_character(history(query), line, id, **parameters_of(line, query))
    set_preferences(row.preferences)
    return row


def read_history(line: Line, row: Any) -> History:
    """A page of the history in the reader's language."""
    return History(localized(line.name), row, PAGE, may_undo=row.granted >= EDIT)


def respond_history(line: Line, id: int, row: Any, query: Mapping[str, Any], error: Problem | None = None) -> Answer:
    """The page, with why an undo was refused."""
    page = read_history(line, row)
    sheet = Sheet(page.line, id, texts={"name": row.name})
    filters = Filters(sheet.at, {name: wanted for name, wanted in query.items() if name != "before"})
    return respond_page(
        "history/show.html",
        row,
        sheet=sheet,
        history=page,
        filters=filters,
        kinds=REVISION_KINDS,
        problem=error and error.first_message,
        rests_on_it=error.rests_on_it if isinstance(error, Blocked) else None,
        sides=(error.saved, error.sent) if isinstance(error, Blocked) and error.saved is not None else None,
    )


def redraw_history(error: Problem, line: Line, id: int) -> Answer:
    """The newest page with the reason why a revision could not be taken back."""
    return respond_history(line, id, fetch_history(line, id, {}), {}, error)


@bp.get("/history/<id:revision>")
def as_it_stood(line: Line, id: int, revision: int) -> Answer:
    """The whole sheet right after a revision, to be read. Errors: 404 not there, or not yours."""
    return respond_as_it_stood(line, id, revision)


def respond_as_it_stood(line: Line, id: int, revision: int, problem: str | None = None) -> Answer:
    """The sheet as it stood, what differs from today, and why nothing of it was restored."""
    row = fetch_character(AS_IT_STOOD, line, id, revision=revision)
    set_preferences(row.preferences)
    stood = AsItStood(localized(line.name), id, row)
    return render_template(
        "history/as_it_stood.html",
        stood=stood,
        at=row.at,
        revision=revision,
        may_restore=row.granted >= EDIT,
        problem=problem,
        **on_paper(stood.sheet),
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

    def place(self, revision: int, history: History) -> str:
        """Where a revision stands: on this page, or at the top of another one."""
        page = "" if history.is_here(revision) else f"{self.at}/history?before={revision + 1}"
        return f"{page}#revision-{revision}"


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
