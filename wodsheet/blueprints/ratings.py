"""Dots: one click sets one rating."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from psycopg.types.json import Jsonb

from wodsheet.blueprints.own_character import (
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
from wodsheet.web.refusals import on_refusal

bp = Blueprint("ratings", __name__)


def redraw_row(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The row with the dots that the server has, and the message."""
    sheet, trait = load_sheet(line, id), line.traits[name]
    sheet.problems[f"rating-{name}"] = f"{error.first_message} Still {trait.said(sheet[trait])}."
    if wants_fragment():
        return render_macro("rating_response", sheet, trait, ())
    return render_template("sheets/show.html", sheet=sheet)


@bp.post("/<line:line>/<id:id>/ratings/<name>")
@on_refusal(redraw_row)
def rate(line: Line, id: int, name: str) -> Answer:
    """Set one rating; answer with its row, every tracker whose length follows it, and what else is said with it.

    Form: dots, a whole number within the trait's range.
    Errors: 404 unknown trait or character, or not yours; 422 dots out of range.
    """
    trait = line.traits.get(name) or abort(404)
    dots = rating_form(trait).read(request.form)["dots"]
    kinds = line.drawn_with[name]
    asked = name in line.asked
    statement = statements.RATE_AND_READ if asked else statements.RATE_AND_HOLD if kinds else statements.RATE
    whole = name not in line.alone
    now = {name: dots}
    row = fetch_character(statement, line, id, name=name, start=trait.start, now=Jsonb(now), kinds=kinds, whole=whole)
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"rating-{name}")
    ratings = row.ratings if whole else now
    sheet = Sheet(line, id, ratings, row.texts if asked else {}, row.entries if asked or kinds else ())
    return render_macro("rating_response", sheet, trait, line.fed_by[name])
