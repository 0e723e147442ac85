"""Signing in and out."""

from __future__ import annotations

import logging
import unicodedata

from flask import Blueprint, current_app, g, redirect, render_template, request, session
from flask.blueprints import BlueprintSetupState

from wodsheet import db
from wodsheet.blueprints.character import Answer
from wodsheet.problems import Problem
from wodsheet.schemas.account import local_login_form
from wodsheet.schemas.sheet import nothing_form
from wodsheet.statements import users
from wodsheet.templating.i18n import gettext
from wodsheet.web import access, logs
from wodsheet.web.addresses import own_path
from wodsheet.web.refusals import on_refusal

bp = Blueprint("auth", __name__)


@bp.record
def choose_way(state: BlueprintSetupState) -> None:
    """Register the way to sign in: Discord where it is set up, else by name, in local mode only."""
    settings = state.app.config["SETTINGS"]
    if settings.discord:
        from wodsheet.web.discord_login import Discord  # with requests: a tenth of a start

        state.app.register_blueprint(Discord(settings, on_person=by_discord, on_failure=not_signed_in))
    elif not settings.production:
        state.add_url_rule("/login", "sign_in", sign_in, methods=["POST"])


@bp.get("/login")
def door() -> Answer:
    """The ways to sign in. Query: next, a path of ours to go on to."""
    target = own_path(request.args.get("next"))
    if g.user is not None:
        return redirect(target, 303)
    if session.get("next") != target:
        session["next"] = target
    return page()


def page(problem: str = "", typed: str = "") -> str:
    settings = current_app.config["SETTINGS"]
    local = not settings.discord and not settings.production
    return render_template("auth/login.html", discord=settings.discord, local=local, problem=problem, typed=typed)


def redraw_name(error: Problem) -> Answer:
    """The page with the message at the name, and what was typed."""
    return page(error.first_message, request.form.get("name", ""))


@on_refusal(redraw_name)
def sign_in() -> Answer:
    """Sign in on this computer: the same name is the same person. Form: name. Errors: 422."""
    name = unicodedata.normalize("NFC", local_login_form.read(request.form)["name"].strip())
    return welcome(db.run(users.SIGN_IN_BY_NAME, {"desk_name": name, "name": name})[0])


def by_discord(discord_id: str, name: str) -> Answer:
    """Sign in whom Discord knows by this number."""
    return welcome(db.run(users.SIGN_IN_BY_DISCORD, {"discord_id": discord_id, "name": name})[0])


def not_signed_in(problem: str) -> Answer:
    """The sign-in page again, with why."""
    logs.log_event("not signed in", logging.WARNING, why=problem)
    return page(gettext(problem)), 400


def welcome(person) -> Answer:
    """Begin a session of its own for this person, and go on to where they were going."""
    target = own_path(session.get("next"))
    # A session somebody may have planted in this browser must not become theirs.
    session.clear()
    session["user"] = person.id
    session["session"] = str(person.session)
    logs.log_event("signed in", user=person.id)
    return redirect(target, 303)


@bp.post("/logout")
def sign_out() -> Answer:
    """Sign out in this browser; a copy of its cookie opens nothing any more, either."""
    nothing_form.read(request.form)
    if g.user is not None:
        db.run(users.SIGN_OUT, access.asker())
    session.clear()
    return redirect("/", 303)


@bp.post("/logout/everywhere")
def sign_out_everywhere() -> Answer:
    """End every session of this person, in every browser, at once."""
    nothing_form.read(request.form)
    if not db.run(users.SIGN_OUT_EVERYWHERE, access.asker()):
        access.not_found_or_signed_out()
    logs.log_event("signed out everywhere", user=g.user)
    session.clear()
    return redirect("/", 303)
