"""What is known of a player: seen by themselves."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template, request

from wodsheet import db, preferences
from wodsheet.blueprints.own_character import Answer
from wodsheet.schemas.account import trail_form
from wodsheet.statements import account as statements
from wodsheet.statements.roster import DAYS_KEPT
from wodsheet.web import access

bp = Blueprint("account", __name__, url_prefix="/account")

# Each word of the audit trail as one says it; {it} is what it was about.
SAID = {
    "signed_in": "Signed in",
    "signed_out_everywhere": "Signed out everywhere",
    "role_granted": "Made an admin",
    "role_revoked": "No longer an admin",
    "exported": "Exported everything",
    "imported": "Imported characters",
    "character_deleted": "Deleted {it}",
    "character_restored": "Brought {it} back",
    "account_deleted": "Deleted an account",
    "token_made": "Made {it}",
    "token_revoked": "Revoked {it}",
    "refused": "Refused: {it}",
    "character_swept": f"Removed a character for good, {DAYS_KEPT} days after it was deleted",
}

# What a refusal was about.
REFUSED = {
    "only_reads": "a token that may only read tried to write",
    "not_by_token": "a token asked for what no token reaches",
}


@bp.get("")
def show() -> Answer:
    """The account, and what happened to it, the latest first. Query: before, the line after which to go on."""
    before = trail_form.read(request.args).get("before")
    rows = db.run(statements.SHOW, {"user": g.user, "epoch": g.epoch, "before": before})
    if not rows:
        access.not_found_or_signed_out()
    preferences.set_preferences(rows[0].preferences)
    told = [row for row in rows if row.audit is not None]
    shown = told[: statements.MOST_TOLD]
    older = shown[-1].audit if len(told) > len(shown) else None
    return render_template("account/show.html", me=rows[0], told=shown, older=older, before=before, say=say)


def say(line: Any) -> str:
    """A line of the trail as one says it."""
    return SAID[line.what].format(it=about(line))


def about(line: Any) -> str:
    """What a line is about: by its name, for as long as that is there."""
    if "why" in line.facts:
        return REFUSED[line.facts["why"]]
    if "token" in line.facts:
        return f"the token {line.named}" if line.named else "a token"
    return line.named or "a character"
