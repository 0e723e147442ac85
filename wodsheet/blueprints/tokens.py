"""Personal tokens: seen, made and revoked. A token itself cannot come here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request

from wodsheet import db
from wodsheet.blueprints.character import Answer
from wodsheet.blueprints.responses import respond_page
from wodsheet.problems import Conflict, Problem
from wodsheet.schemas.sheet import nothing_form
from wodsheet.schemas.token import token_form
from wodsheet.statements import tokens as statements
from wodsheet.statements.roster import LOCK_ROSTER
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access, api_tokens, logs
from wodsheet.web.refusals import on_refusal

bp = Blueprint("tokens", __name__, url_prefix="/tokens")

MOST = 20


@bp.get("")
def show() -> Answer:
    """The player's tokens, and the form that makes one."""
    tokens = fetch_tokens()
    return respond_page("tokens/show.html", tokens, tokens=tokens, most=MOST, made=None, problems={})


def fetch_tokens() -> list[Any]:
    """The player's tokens, the newest first, as rows of ``statements.ALL``."""
    return db.run(statements.ALL, access.asker())


def page(**shown: object) -> str:
    """The page. ``made`` and ``secret`` after making one; ``problems`` by field after a refusal."""
    shown = {"made": None, "problems": {}} | shown
    return render_template("tokens/show.html", tokens=fetch_tokens(), most=MOST, **shown)


def redraw_form(error: Problem) -> Answer:
    """The page with the message at its field, and what was typed."""
    problems = {detail["field"]: detail["message"] for detail in error.details}
    if not problems.keys() & {"name", "scope"}:
        problems["name"] = error.first_message
    return page(problems=problems)


@bp.post("")
@on_refusal(redraw_form)
def make() -> Answer:
    """Make a token; answer with the page that shows it, this once. The same form sent twice makes one.

    Form: name, scope, form_key. Errors: 401; 409 there are as many as can be; 422.
    """
    form = token_form.read(request.form)
    me = access.asker()
    secret = api_tokens.new()
    parameters = {**me, **form, "hash": api_tokens.hash_of(secret), "most": MOST}
    with db.transaction() as run:
        made = run(statements.MAKE, parameters) if run(LOCK_ROSTER, me) else access.not_found_or_signed_out()
    if not made:
        raise Conflict(
            _(
                "This was not made: you have %(most)s tokens, which is the most, or this form made one already.",
                most=MOST,
            )
        )
    logs.log_event("token made", user=g.user)
    return page(made=made[0], secret=secret), 201


@bp.post("/<id:id>/revoke")
def revoke(id: int) -> Answer:
    """Revoke a token: whatever carries it is refused from now on. One that is gone already is revoked too."""
    nothing_form.read(request.form)
    if db.run(statements.REVOKE, {**access.asker(), "token": id}):
        logs.log_event("token revoked", user=g.user)
    else:
        access.record_reach()
    return redirect("/tokens", 303)
