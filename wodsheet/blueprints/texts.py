"""Words: a text saves by itself, and never over words its writer has not seen."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from wodsheet.blueprints.own_character import Answer, fetch_character, load_sheet, redirect_to_sheet, wants_fragment
from wodsheet.engine import Line
from wodsheet.problems import Conflict, Refused
from wodsheet.schemas.sheet import text_form
from wodsheet.sheet import Sheet
from wodsheet.statements import texts

bp = Blueprint("texts", __name__)


@bp.post("/<line:line>/<id:id>/texts/<name>")
def write(line: Line, id: int, name: str) -> Answer:
    """Keep one text; answer with the mark of what is kept, the field itself staying as the writer has it.

    Form: text (or own, for words beside a choice) and seen, the mark of the words the writer started from.
    Errors: 404 unknown, or not yours; 409 somebody wrote something else meanwhile, with both texts; 422.
    """
    text = line.texts.get(name) or abort(404)
    form = text_form(text).read(request.form)
    asked = name in line.asked
    # What follows another text was nobody's words before it is written.
    start = None if text.follows else text.start
    row = fetch_character(texts.WRITE_AND_READ if asked else texts.WRITE, line, id, text=name, start=start, **form)
    if not row.kept:
        raise Conflict(f"{text.label} was changed somewhere else meanwhile.", kept=row.words, sent=form["words"])
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"text-{name}")
    if text.redraws:
        return "", 200, {"HX-Refresh": "true"}
    sheet = Sheet(line, id, row.ratings if asked else {}, row.texts, row.entries if asked else ())
    return render_template("partials/text_response.html", sheet=sheet, text=text)


@bp.errorhandler(Refused)
@bp.errorhandler(Conflict)
def not_kept(error: Refused | Conflict) -> Answer:
    """Say at the field why, with the words as they were typed; a conflict shows the other words too."""
    line, id, name = (request.view_args or {}).values()
    sheet, text = load_sheet(line, id), line.texts[name]
    tell(sheet, f"text-{name}", error)
    status = error.code or 422
    if wants_fragment():
        return render_template("partials/text_response.html", sheet=sheet, text=text), status
    return render_template("sheets/show.html", sheet=sheet), status


def tell(sheet: Sheet, field: str, error: Refused | Conflict) -> None:
    """Put a failed text on its sheet: the sentence, the words as typed, and in a conflict the words that stand."""
    sheet.problems[field] = error.details[0]["message"] if error.details else str(error.description)
    sheet.typed[field] = request.form.get("own") or request.form.get("text", "")
    if isinstance(error, Conflict) and error.kept is not None:
        sheet.theirs[field] = error.kept
    elif "seen" in request.form:
        sheet.seen[field] = request.form["seen"]
