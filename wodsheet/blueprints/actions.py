"""Actions: what a night of play does to a character, shown before it is done, and then one revision."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from flask import Blueprint, abort, render_template, request
from werkzeug.datastructures import MultiDict

from wodsheet import db
from wodsheet.blueprints.character import Answer, load_sheet, render_macro, wants_fragment
from wodsheet.blueprints.patches import Run, parameters_of, written
from wodsheet.blueprints.responses import record, respond_saved
from wodsheet.engine import Action, Line
from wodsheet.lines import localized
from wodsheet.problems import Conflict, Problem, Refused
from wodsheet.rules.actions import TooFewDice
from wodsheet.rules.dice import SIDES
from wodsheet.schemas.action import action_form, use_form
from wodsheet.schemas.form import Form
from wodsheet.sheet import Sheet
from wodsheet.sheet.actions import ActionForm, Done, Given, patch
from wodsheet.sheet.rollable import rollables
from wodsheet.sheet.uses import use_of
from wodsheet.statements.patches import ACT, BEFORE_ACTION, DONE, NEW_ENTRIES
from wodsheet.statements.rights import LOCK
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("actions", __name__, url_prefix="/<line:line>/<id:id>")

# The page then draws itself again where that differs.
REDRAW = {"HX-Trigger": "redraw"}

# Finds the action on a sheet; None where that character has not got it.
Find = Callable[[Sheet], Action | None]


def thrown() -> Iterator[int]:
    """What the next dice show, each face as likely as another, by the system's cryptographic source."""
    while True:
        yield secrets.randbelow(SIDES) + 1


def named(name: str) -> Find:
    """Finds the action of this name."""
    return lambda sheet: sheet.layout.action(name)


def use(entry: int) -> Find:
    """Finds the use of the entry with this id."""
    return lambda sheet: use_of(sheet, sheet.entries[entry]) if entry in sheet.entries else None


@bp.get("/actions/<name>")
def show(line: Line, id: int, name: str) -> Answer:
    """What an action asks, and what it would do. Query: the answers so far.

    Errors: 404 not there, or not yours; 422.
    """
    given = answers(action_form(line, name) or abort(404), request.args)
    return render_form(load_sheet(line, id), named(name), given, {})


@bp.get("/uses/<id:entry>")
def show_use(line: Line, id: int, entry: int) -> Answer:
    """The same for the use of an entry."""
    return render_form(load_sheet(line, id), use(entry), answers(use_form(line), request.args), {})


def redraw_form(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The form with the message at its field."""
    return render_form(load_sheet(line, id), named(name), {}, problems_of(error))


def redraw_use(error: Problem, line: Line, id: int, entry: int) -> Answer:
    """The same for the use of an entry."""
    return render_form(load_sheet(line, id), use(entry), {}, problems_of(error))


def problems_of(error: Problem) -> dict[str, str]:
    """What is wrong, by the name of a field; under "" what is wrong with all."""
    return {detail["field"]: detail["message"] for detail in error.details} or {"": error.first_message}


def render_form(sheet: Sheet, find: Find, given: dict[str, Any], problems: Mapping[str, str]) -> str:
    """The form of an action, with what it would do by these answers."""
    given = {name: answer for name, answer in given.items() if name not in ("form_key", "fell")}
    form = ActionForm(sheet, find(sheet) or abort(404), request.path, given)
    template = "partials/action_form_response.html" if wants_fragment() else "actions/show.html"
    return render_template(template, sheet=sheet, form=form, problems=problems)


def answers(form: Form, sent: MultiDict[str, str]) -> dict[str, Any]:
    """What was answered, without what was left out. Raises Refused."""
    return {name: found for name, found in form.read(sent).items() if found not in (None, ())}


@bp.post("/actions/<name>")
@on_refusal(redraw_form)
def perform(line: Line, id: int, name: str) -> Answer:
    """Do an action, as one revision; its dice are in the log. The same form sent twice does it once.

    Form: the answers, what real dice showed (fell), form_key. Errors: 404 not there, or not yours; 409 it cannot be
    done now; 422.
    """
    return perform_found(line, id, named(name), answers(action_form(line, name) or abort(404), request.form))


@bp.post("/uses/<id:entry>")
@on_refusal(redraw_use)
def perform_use(line: Line, id: int, entry: int) -> Answer:
    """Use something that the character has: pay for it, and it is in effect. Form and errors as ``perform``."""
    return perform_found(line, id, use(entry), answers(use_form(line), request.form), entry)


def perform_found(line: Line, id: int, find: Find, given: dict[str, Any], entry: int | None = None) -> Answer:
    """Do what is found, with these answers. ``entry``: the id of what is used, whose pools are offered then."""
    parameters = parameters_of(line, id, given.pop("form_key", None))
    fell = given.pop("fell", ())
    with db.transaction() as run:
        if not run(LOCK, parameters):
            access.not_found_or_signed_out()
        [row] = run(BEFORE_ACTION, parameters)
        sheet = Sheet.of(localized(line.name), id, row)
        action = find(sheet) or abort(404)
        if row.revision or row.roll:
            done = Done.earlier(sheet, action, run(DONE, parameters)[0])
        else:
            form = ActionForm(sheet, action, request.path, given)
            refuse_closed(form, given)
            done = act(run, parameters, row, form, fell)
    if not wants_fragment():
        place = f"/{line.name}/{id}/play?done={parameters['form_key']}#action"
        return respond_saved(place, lambda: record(done))
    pools = [one for one in rollables(sheet) if one.key.partition("-")[0] == str(entry)] if entry else []
    return render_macro("action_done_response", sheet, done, pools), 200, REDRAW


def act(run: Run, parameters: dict[str, Any], row: Any, form: ActionForm, fell: tuple[int, ...]) -> Done:
    """Carry an action out and write what it did. Raises Conflict, and Refused for too few dice."""
    if form.reason:
        raise Conflict(form.reason)
    try:
        play = form.after(fell or thrown())
    except TooFewDice:
        refuse("fell", _("More dice are thrown for this: write what each of them shows."))
    new = [one.id for one in run(NEW_ENTRIES, {"many": len(play.begun)})] if play.begun else []
    made = patch(form.sheet, play, {int(id): entry for id, entry in row.in_effect.items()}, new)
    regular = [face for one in play.thrown for face in one.faces]
    more = {"kind": "action", "action": form.action.name, "undoes": None, "regular": regular, "fell": bool(fell)}
    [ids] = run(ACT, parameters | written(made) | more)
    return Done.of(form.sheet, form.action, play, ids.revision, ids.roll)


def refuse_closed(form: ActionForm, given: Given) -> None:
    """Raise Refused where an option was chosen that this character has not, or something that is not asked."""
    open_now = {question.ask.name: question for question in form.questions}
    for name, found in given.items():
        if name not in open_now or not open_now[name].takes(found):
            refuse(name, _("This is not open to this character."))


def refuse(field: str, message: str) -> NoReturn:
    """Raise Refused at one field."""
    raise Refused(details=[{"field": field, "message": message}])
