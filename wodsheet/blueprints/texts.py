"""Words: a text saves by itself, and never over words its writer has not seen."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from psycopg.types.json import Jsonb

from wodsheet.blueprints.character import Answer, fetch_character, load_sheet, redirect_to_sheet, wants_fragment
from wodsheet.engine import Line, Text
from wodsheet.problems import Conflict, Problem
from wodsheet.schemas.fields import left_out
from wodsheet.schemas.sheet import text_form
from wodsheet.sheet import Sheet
from wodsheet.statements import texts
from wodsheet.templating.i18n import gettext as _
from wodsheet.web.refusals import on_refusal

bp = Blueprint("texts", __name__)


def redraw_text(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The field with the message and the words as they were typed; after a conflict the other words, too."""
    sheet, text = load_sheet(line, id), line.texts[name]
    tell(sheet, f"text-{name}", text, error)
    if wants_fragment():
        return render_template("partials/text_response.html", sheet=sheet, text=text)
    return render_template("sheets/show.html", sheet=sheet)


@bp.post("/<line:line>/<id:id>/texts/<name>")
@on_refusal(redraw_text)
def write(line: Line, id: int, name: str) -> Answer:
    """Keep one text; answer with the mark of what is kept, the field itself staying as the writer has it.

    Form: text (or own, for words beside a choice) and seen, the mark of the words the writer started from.
    Errors: 404 unknown, or not yours; 409 somebody wrote something else meanwhile, with both texts; 422.
    """
    text = line.texts.get(name) or abort(404)
    form = text_form(text).read(request.form)
    # What follows another text was nobody's words before it is written.
    start = None if text.follows else text.start
    followed = Jsonb(line.followed[name]) if text.follows else None
    row = fetch_character(
        texts.WRITE[line.effects[name].needs],
        *(line, id),
        text=name,
        start=start,
        followed=followed,
        key=text.key(form["words"]),
        **form,
    )
    if not row.saved:
        raise Conflict(
            _("%(label)s was changed somewhere else meanwhile.", label=text.label), saved=row.words, sent=form["words"]
        )
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"text-{name}")
    sheet = Sheet.of(line, id, row)
    tell_left_out(sheet, f"text-{name}")
    response = render_template("partials/text_response.html", sheet=sheet, text=text)
    return response, 200, {"HX-Trigger": "redraw"} if text.redraws else {}


def tell(sheet: Sheet, field: str, text: Text, error: Problem) -> None:
    """Put a failed text on its sheet: the message, the words as typed, and in a conflict the words that stand."""
    sheet.problems[field] = error.first_message
    sheet.typed[field] = request.form.get("own") or request.form.get("text", "")
    if isinstance(error, Conflict) and error.saved is not None:
        sheet.conflicting_text[field] = text.shown(error.saved)
    elif "seen" in request.form:
        sheet.base_hash[field] = request.form["seen"]


def tell_left_out(sheet: Sheet, field: str) -> None:
    """Put on its sheet which letters of a text could not be saved, if there were any."""
    if message := left_out(request.form.get("own") or request.form["text"]):
        sheet.left_out[field] = message
