"""Choices that give something: shown with all that they change before they are made, and then one revision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request

from wodsheet import db
from wodsheet.blueprints.character import Answer, fetch_character, load_sheet
from wodsheet.blueprints.patches import parameters_of, written
from wodsheet.engine import Line
from wodsheet.problems import Problem
from wodsheet.rules.inverse import Change, State
from wodsheet.schemas.grant import grant_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.as_it_stood import state_of
from wodsheet.sheet.grants import GrantForm
from wodsheet.statements.grants import BEFORE
from wodsheet.statements.patches import APPLY, NEW_ENTRIES
from wodsheet.statements.rights import LOCK
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("grants", __name__, url_prefix="/<line:line>/<id:id>/grants/<name>/<key>")


def form_of(sheet: Sheet, name: str, key: str, row: Any, answers: dict[str, str]) -> GrantForm:
    """The form of a choice on a row of ``BEFORE``; 404 where the character has no such text, or it no such choice."""
    text = sheet.layout.texts.get(name) or abort(404)
    choice = next((one for one in text.choices if one.key == key), None) or abort(404)
    state = state_of(row)
    started = State(sheet.line.start | state.ratings, *list(vars(state).values())[1:])
    return GrantForm(sheet, text, choice, started, tuple(Change(*one) for one in row.given), answers)


def answers(form: GrantForm, sent: Any) -> dict[str, str]:
    """What was answered, and the form's key. Raises Refused."""
    fields = grant_form({one.name: [value for value, _way, _words in one.ways] for one in form.questions})
    return {name: found for name, found in fields.read(sent).items() if found}


def render_form(line: Line, id: int, name: str, key: str, problems: dict[str, str]) -> str:
    """The page of a choice, by the answers so far."""
    sheet = load_sheet(line, id)
    row = fetch_character(BEFORE, line, id, action=name, form_key=None)
    given = {field: words for field, words in request.values.items() if field != "form_key"}
    return render_template(
        "grants/show.html", sheet=sheet, form=form_of(sheet, name, key, row, given), problems=problems
    )


@bp.get("")
def show(line: Line, id: int, name: str, key: str) -> Answer:
    """What choosing this would give, and take back. Query: the answers so far. Errors: 404 not there, or not yours."""
    return render_form(line, id, name, key, {})


def redraw_form(error: Problem, line: Line, id: int, name: str, key: str) -> Answer:
    """The page with each message at its field."""
    return render_form(line, id, name, key, {one["field"]: one["message"] for one in error.details})


@bp.post("")
@on_refusal(redraw_form)
def choose(line: Line, id: int, name: str, key: str) -> Answer:
    """Choose, as one revision: what the choice before gave goes, as far as nobody changed it.

    The same form sent twice does it once. Form: a value for each question, what the player names, form_key.
    Errors: 404 not there, or not yours; 422.
    """
    sheet = load_sheet(line, id)
    first = form_of(sheet, name, key, fetch_character(BEFORE, line, id, action=name, form_key=None), {})
    given = answers(first, request.form)
    parameters = parameters_of(line, id, given.pop("form_key", None)) | {"action": name}
    with db.transaction() as run:
        if not run(LOCK, parameters):
            access.not_found_or_signed_out()
        [row] = run(BEFORE, parameters)
        if not row.known:
            form = form_of(sheet, name, key, row, given)
            new = form.new_entries
            ids = [one.id for one in run(NEW_ENTRIES, {"many": new})] if new else []
            patch = form.patch(ids)
            if patch.changes:
                run(APPLY, parameters | written(patch) | {"kind": "action", "undoes": None})
    return redirect(first.back, 303)
