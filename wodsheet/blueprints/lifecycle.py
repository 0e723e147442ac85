"""What takes a character out of play, and brings it back: the archive, a death, a deletion."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from wodsheet.blueprints.character import Answer, fetch_character, load_sheet, redirect_to_sheet, wants_json
from wodsheet.blueprints.roster import redirect_to_roster
from wodsheet.blueprints.roster_limit import with_room
from wodsheet.engine import Line
from wodsheet.problems import Conflict, Problem
from wodsheet.schemas.character import death_form
from wodsheet.schemas.sheet import nothing_form
from wodsheet.statements import lifecycle
from wodsheet.statements.roster import DAYS_KEPT
from wodsheet.templating.i18n import gettext as _
from wodsheet.web.refusals import on_refusal

bp = Blueprint("lifecycle", __name__, url_prefix="/<line:line>/<id:id>")


@bp.post("/archive")
def put_away(line: Line, id: int) -> Answer:
    """Put a character away: it stays as it is and is not counted."""
    nothing_form.read(request.form)
    fetch_character(lifecycle.PUT_AWAY, line, id)
    return redirect_to_roster()


@bp.get("/death")
def last_words(line: Line, id: int) -> Answer:
    """The page that lets a character die, or writes another epitaph."""
    return render_template("lifecycle/death.html", sheet=load_sheet(line, id))


def redraw_epitaph(error: Problem, line: Line, id: int) -> Answer:
    """The page with the message at the epitaph, and what was typed; after a conflict the other words, too."""
    sheet = load_sheet(line, id)
    sheet.problems["epitaph"] = error.first_message
    sheet.typed["epitaph"] = request.form.get("epitaph", "")
    if isinstance(error, Conflict):
        sheet.conflicting_text["epitaph"] = sheet.epitaph
    else:
        sheet.base_hash["epitaph"] = request.form.get("seen", "")
    return render_template("lifecycle/death.html", sheet=sheet)


@bp.post("/death")
@on_refusal(redraw_epitaph)
def bury(line: Line, id: int) -> Answer:
    """Let a character die, or write another epitaph: it goes to the graveyard and is not counted.

    Form: epitaph, may be empty, and seen, the mark of the one its writer started from. Errors: 409 somebody wrote
    another meanwhile, with both; 422.
    """
    form = death_form.read(request.form)
    row = fetch_character(lifecycle.BURY, line, id, **form)
    if not row.saved:
        raise Conflict(_("The epitaph was changed somewhere else meanwhile."), saved=row.words, sent=form["epitaph"])
    return redirect_to_roster("#graveyard")


@bp.get("/deletion")
def farewell(line: Line, id: int) -> Answer:
    """The page that asks before a character is deleted."""
    return render_template("lifecycle/deletion.html", sheet=load_sheet(line, id), days=DAYS_KEPT)


@bp.post("/deletion")
def delete(line: Line, id: int) -> Answer:
    """Delete a character. For DAYS_KEPT days its player can bring it back; its own addresses are 404."""
    nothing_form.read(request.form)
    fetch_character(lifecycle.DELETE, line, id)
    return redirect_to_roster()


@bp.post("/<any(archive, death, deletion, draft):state>/undo")
def bring_back(line: Line, id: int, state: str) -> Answer:
    """Take one state of a character back. Who finished a draft comes to its sheet.

    Errors: 409 it would be in play, and the roster is full.
    """
    nothing_form.read(request.form)
    with_room(lifecycle.BRING_BACK[state], line, id=id)
    return redirect_to_sheet(line, id) if state == "draft" and not wants_json() else redirect_to_roster()
