"""How a player likes pages and paper: seen, and chosen one at a time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request

from wodsheet import db
from wodsheet.blueprints.auth import own_path
from wodsheet.blueprints.own_character import Answer, render_macro, wants_fragment
from wodsheet.preferences import PREFERENCES, current_preferences, set_preferences
from wodsheet.problems import Refused
from wodsheet.schemas.preferences import height_form, preference_form
from wodsheet.statements import preferences as statements
from wodsheet.web import access
from wodsheet.web.error_pages import refuse, whence

bp = Blueprint("preferences", __name__)


@bp.get("/preferences")
def show() -> Answer:
    """All preferences, each a form of its own."""
    return render_template("preferences/show.html", problems={})


@bp.post("/preferences/<name>")
def choose(name: str) -> Answer:
    """Keep one choice; answer with its row, or without scripts go back to the page it was made on.

    Form: a field of the preference's own name. Errors: 401; 404 no such preference; 422.
    """
    preference = PREFERENCES.get(name) or abort(404)
    form = preference_form(preference).read(request.form)
    keep(statements.CHOOSE[name], now=form[name])
    if not wants_fragment():
        return redirect(f"{own_path(whence())}#preference-{name}", 303)
    return render_macro("preference", preference, current_preferences(), True, "")


@bp.post("/preferences/heights")
def keep_height() -> Answer:
    """Keep the height a player gave a text area. Form: area, its id; height, pixels. Errors: 401; 422."""
    keep(statements.KEEP_HEIGHT, **height_form.read(request.form))
    return Response(status=204) if wants_fragment() else redirect(own_path(whence()), 303)


def keep(statement: str, **asked: Any) -> None:
    """Run a statement about the asker's preferences; what is drawn afterwards follows them."""
    rows = db.run(statement, {"user": g.user, "epoch": g.epoch, **asked}) or access.not_found_or_signed_out()
    set_preferences(rows[0].preferences)


@bp.get("/preferences.css")
def style() -> Answer:
    """The lengths a player gave parts of the sheet. With the mark of this very sheet it may be kept for good."""
    answer = Response(current_preferences().style, mimetype="text/css")
    if request.args.get("v") == current_preferences().version:
        answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@bp.errorhandler(Refused)
def refused(error: Refused) -> Answer:
    """Say at the preference why, with the choice the server kept."""
    preference = PREFERENCES.get((request.view_args or {}).get("name", ""))
    if preference is None:
        return refuse(error)
    access.require_session()
    problem = error.details[0]["message"]
    if wants_fragment():
        return render_macro("preference", preference, current_preferences(), False, problem), 422
    return render_template("preferences/show.html", problems={preference.name: problem}), 422
