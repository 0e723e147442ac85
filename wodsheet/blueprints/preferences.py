"""How a player likes pages and paper: seen, and chosen one at a time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request

from wodsheet import db
from wodsheet.blueprints.character import Answer, render_macro, wants_fragment
from wodsheet.blueprints.responses import respond_page
from wodsheet.preferences import PREFERENCES, current_preferences, set_preferences
from wodsheet.problems import Problem
from wodsheet.schemas.preferences import height_form, preference_form, time_zone_form
from wodsheet.statements import preferences as statements
from wodsheet.web import access
from wodsheet.web.addresses import current_page, own_path
from wodsheet.web.refusals import on_refusal

bp = Blueprint("preferences", __name__)


@bp.get("/preferences")
def show() -> Answer:
    """All preferences, each a form of its own."""
    return respond_page("preferences/show.html", current_preferences().chosen, problems={})


def redraw_preference(error: Problem, name: str) -> Answer:
    """The preference as the server has it, with the message."""
    access.require_session()
    if wants_fragment():
        return render_macro("preference", PREFERENCES[name], current_preferences(), False, error.first_message)
    return render_template("preferences/show.html", problems={name: error.first_message})


@bp.post("/preferences/<name>")
@on_refusal(redraw_preference)
def choose(name: str) -> Answer:
    """Keep one choice; answer with its row, or without scripts go back to the page it was made on.

    Form: a field of the preference's own name. Errors: 401; 404 no such preference; 422.
    """
    preference = PREFERENCES.get(name) or abort(404)
    form = preference_form(preference).read(request.form)
    save(statements.CHOOSE[name], now=form[name])
    if not wants_fragment():
        return redirect(f"{own_path(current_page())}#preference-{name}", 303)
    if preference.redraws:
        return "", 200, {"HX-Refresh": "true"}
    return render_macro("preference", preference, current_preferences(), True, "")


@bp.post("/preferences/heights")
def save_height() -> Answer:
    """Keep the height a player gave a text area. Form: area, its id; height, pixels. Errors: 401; 422."""
    save(statements.SAVE_HEIGHT, **height_form.read(request.form))
    return Response(status=204) if wants_fragment() else redirect(own_path(current_page()), 303)


@bp.post("/preferences/time_zone")
def set_time_zone() -> Answer:
    """Remember the time zone that the browser sends. Form: time_zone, an IANA name. Errors: 401; 422."""
    save(statements.SET_TIME_ZONE, now=time_zone_form.read(request.form)["time_zone"])
    return Response(status=204)


def save(statement: str, **parameters: Any) -> None:
    """Run a statement about the asker's preferences; what is drawn afterwards follows them."""
    rows = db.run(statement, access.asker() | parameters) or access.not_found_or_signed_out()
    set_preferences(rows[0].preferences)


@bp.get("/preferences.css")
def style() -> Answer:
    """The lengths a player gave parts of the sheet. With the mark of this very sheet it may be kept for good."""
    answer = Response(current_preferences().style, mimetype="text/css")
    if request.args.get("v") == current_preferences().version:
        answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer
