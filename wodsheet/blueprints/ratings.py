"""Dots: one click sets one rating."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from psycopg.types.json import Jsonb

from wodsheet.blueprints.character import (
    Answer,
    fetch_character,
    load_sheet,
    redirect_to_sheet,
    render_macro,
    wants_fragment,
)
from wodsheet.engine import Line
from wodsheet.problems import Problem
from wodsheet.schemas.sheet import rating_form
from wodsheet.sheet import Sheet
from wodsheet.statements import ratings as statements
from wodsheet.templating.i18n import gettext as _
from wodsheet.web.refusals import on_refusal

bp = Blueprint("ratings", __name__)


def redraw_row(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The row with the dots that the server has, and the message."""
    sheet, trait = load_sheet(line, id), line.traits[name]
    sheet.problems[f"rating-{name}"] = _(
        "%(problem)s Still %(dots)s.", problem=error.first_message, dots=trait.rating_label(sheet[trait])
    )
    if wants_fragment():
        return render_macro("rating_response", sheet, trait)
    return render_template("sheets/show.html", sheet=sheet)


@bp.post("/<line:line>/<id:id>/ratings/<name>")
@on_refusal(redraw_row)
def rate(line: Line, id: int, name: str) -> Answer:
    """Set one rating; answer with its row and everything that follows from it.

    Form: dots, a whole number within the trait's range.
    Errors: 404 no such trait or character, or no right to it; 422 dots out of range.
    """
    trait = line.traits.get(name) or abort(404)
    now, effects = {name: rating_form(trait).read(request.form)["dots"]}, line.effects[name]
    row = fetch_character(
        statements.RATE[effects.needs],
        line,
        id,
        name=name,
        start=trait.start,
        now=Jsonb(now),
        kinds=list(effects.listings),
        whole=effects.ratings,
    )
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"rating-{name}")
    response = render_macro("rating_response", Sheet.of(line, id, row, now), trait, row.was)
    return response, 200, {"HX-Trigger": "redraw"} if trait.redraws else {}
