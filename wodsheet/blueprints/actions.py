"""Actions: what a night of play does to a character, shown before it is done, and then one revision."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from werkzeug.datastructures import MultiDict

from wodsheet import db
from wodsheet.blueprints.character import Answer, load_sheet, wants_fragment
from wodsheet.blueprints.patches import Run, parameters_of, written
from wodsheet.blueprints.responses import record, respond_saved
from wodsheet.engine import Action, Line
from wodsheet.lines import localized
from wodsheet.problems import Conflict, Problem, Refused
from wodsheet.rules.actions import TooFewDice
from wodsheet.rules.dice import SIDES
from wodsheet.schemas.action import action_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.actions import ActionForm, Done, Given, after, bar, patch, questions
from wodsheet.statements.patches import ACT, BEFORE_ACTION, DONE, NEW_ENTRIES
from wodsheet.statements.rights import LOCK
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("actions", __name__, url_prefix="/<line:line>/<id:id>/actions")


def thrown() -> Iterator[int]:
    """What the next dice show, each face as likely as another, by the system's cryptographic source."""
    while True:
        yield secrets.randbelow(SIDES) + 1


@bp.get("/<name>")
def show(line: Line, id: int, name: str) -> Answer:
    """What an action asks, and what it would do. Query: the answers so far.

    Errors: 404 not there, or not yours; 422.
    """
    given = answers(line, name, request.args)
    given.pop("form_key", None)
    return render_form(load_sheet(line, id), name, given, {})


def redraw_form(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The form with the message at its field."""
    problems = {detail["field"]: detail["message"] for detail in error.details} or {"": error.first_message}
    return render_form(load_sheet(line, id), name, {}, problems)


def render_form(sheet: Sheet, name: str, given: Given, problems: Mapping[str, str]) -> str:
    """The form of an action, with what it would do by these answers."""
    action = sheet.layout.action(name) or abort(404)
    template = "partials/action_form_response.html" if wants_fragment() else "actions/show.html"
    return render_template(template, sheet=sheet, form=ActionForm(sheet, action, given), problems=problems)


def answers(line: Line, name: str, sent: MultiDict[str, str]) -> dict[str, Any]:
    """What was answered, without what was left out. Raises 404 and Refused."""
    form = action_form(line, name) or abort(404)
    return {name: found for name, found in form.read(sent).items() if found not in (None, ())}


@bp.post("/<name>")
@on_refusal(redraw_form)
def perform(line: Line, id: int, name: str) -> Answer:
    """Do an action, as one revision; its dice are in the log. The same form sent twice does it once.

    Form: the answers, what real dice showed (fell), form_key. Errors: 404 not there, or not yours; 409 it cannot be
    done now; 422.
    """
    given = answers(line, name, request.form)
    parameters = parameters_of(line, id, given.pop("form_key", None)) | {"kind": "action", "action": name}
    fell = given.pop("fell", ())
    with db.transaction() as run:
        if not run(LOCK, parameters):
            access.not_found_or_signed_out()
        [row] = run(BEFORE_ACTION, parameters)
        sheet = Sheet.of(localized(line.name), id, row)
        action = sheet.layout.action(name) or abort(404)
        if row.revision or row.roll:
            done = Done.before(sheet, action, run(DONE, parameters)[0])
        else:
            done = act(run, parameters, row, sheet, action, given, fell)
    if not wants_fragment():
        place = f"/{line.name}/{id}/rolls#roll-{done.roll}" if done.roll else f"/{line.name}/{id}#undo"
        return respond_saved(place, lambda: record(done))
    return render_template("partials/action_done.html", sheet=sheet, done=done), 200, {"HX-Trigger": "redraw"}


def act(
    run: Run, parameters: dict[str, Any], row: Any, sheet: Sheet, action: Action, given: Given, fell: tuple[int, ...]
) -> Done:
    """Carry an action out and write what it did. Raises Refused and Conflict."""
    refuse_closed(sheet, action, given)
    if reason := bar(sheet, action):
        raise Conflict(reason)
    try:
        play = after(sheet, action, given, iter(fell) if fell else thrown())
    except TooFewDice:
        message = _("More dice are thrown for this: write what each of them shows.")
        raise Refused(details=[{"field": "fell", "message": message}]) from None
    new = [one.id for one in run(NEW_ENTRIES, {"many": len(play.begun)})] if play.begun else []
    made = patch(sheet, play, {int(id): entry for id, entry in row.in_effect.items()}, new)
    regular = [face for one in play.thrown for face in one.faces]
    fields = {**written(made), "undoes": None, "regular": regular, "fell": bool(fell)}
    [ids] = run(ACT, parameters | fields)
    return Done.of(sheet, action, play, ids.revision, ids.roll)


def refuse_closed(sheet: Sheet, action: Action, given: Given) -> None:
    """Raise Refused where an option was chosen that this character has not, or something that is not asked."""
    open_now = {question.ask.name: question for question in questions(sheet, action)}
    for name, found in given.items():
        question = open_now.get(name)
        if question is None or (question.options and found not in [option.name for option in question.options]):
            raise Refused(details=[{"field": name, "message": _("This is not open to this character.")}])
