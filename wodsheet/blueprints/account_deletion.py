"""Leaving: an account deleted, with all that is its own."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session

from wodsheet import db, preferences
from wodsheet.blueprints.character import Answer
from wodsheet.portraits import storage
from wodsheet.problems import Problem, Refused
from wodsheet.schemas.account import leaving_form
from wodsheet.statements import account_deletion as statements
from wodsheet.templating.i18n import N_, gettext
from wodsheet.unicode import fold
from wodsheet.web import access, logs
from wodsheet.web.refusals import on_refusal

bp = Blueprint("account_deletion", __name__, url_prefix="/account")

NOT_THE_NAME = N_("This is not the name. Type it as it stands above, and everything goes.")


@bp.get("/deletion")
def ask() -> Answer:
    """The page that asks before an account is deleted: what goes with it, and its name to be typed."""
    return page()


def page(typed: str = "", problem: str = "") -> str:
    rows = db.run(statements.WHAT_GOES, access.asker()) or access.not_found_or_signed_out()
    preferences.set_preferences(rows[0].preferences)
    return render_template("account/deletion.html", me=rows[0], typed=typed, problem=problem)


def redraw_name(error: Problem) -> Answer:
    """The page with the message at the name, and what was typed."""
    return page(request.form.get("name", ""), error.first_message)


@bp.post("/deletion")
@on_refusal(redraw_name)
def leave() -> Answer:
    """Delete the account at once and for good, and go on as nobody.

    Form: name, the player's own, so that nobody does this by a slip. Errors: 401; 422.
    """
    typed = leaving_form.read(request.form)["name"]
    keys = delete_account(typed)
    storage.forget(*keys)
    session.clear()
    logs.log_event("account deleted")
    return redirect("/account/deleted", 303)


def delete_account(typed: str) -> list[str]:
    """Remove every row of the asker's; the keys of their pictures, whose files are still there."""
    me = access.asker()
    with db.transaction() as run:
        rows = run(statements.OPEN, me) or access.not_found_or_signed_out()
        if fold(typed) != fold(rows[0].name):
            raise Refused(details=[{"field": "name", "message": gettext(NOT_THE_NAME)}])
        run(statements.OPEN_CHARACTERS, me)
        return [row.key for row in run(statements.LEAVE, me)]


@bp.get("/deleted")
def gone() -> Answer:
    """What to say afterwards, to nobody in particular."""
    return render_template("account/deleted.html")
