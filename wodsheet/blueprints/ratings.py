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
from wodsheet.problems import Refused
from wodsheet.schemas.sheet import rating_form
from wodsheet.sheet import Sheet
from wodsheet.statements import ratings as statements

bp = Blueprint("ratings", __name__)


@bp.post("/<line:line>/<id:id>/ratings/<name>")
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


@bp.errorhandler(Refused)
def refused(error: Refused) -> Answer:
    """Say at the row why, and show the dots the server kept."""
    line, id, name = (request.view_args or {}).values()
    sheet, trait = load_sheet(line, id), line.traits[name]
    sheet.problems[f"rating-{name}"] = f"{error.details[0]['message']} Still {trait.said(sheet[trait])}."
    if wants_fragment():
        return render_macro("rating_response", sheet, trait, ()), 422
    return render_template("sheets/show.html", sheet=sheet), 422
