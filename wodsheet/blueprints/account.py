"""The account page: what this server knows about a player, shown to the player."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from wodsheet import db, preferences
from wodsheet.blueprints.character import Answer
from wodsheet.blueprints.responses import respond_page
from wodsheet.schemas.account import trail_form
from wodsheet.statements import account as statements
from wodsheet.statements.roster import DAYS_KEPT
from wodsheet.templating.i18n import N_
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access

bp = Blueprint("account", __name__, url_prefix="/account")

# The sentence for each ``what`` of the audit trail; ``name`` is the character or token that the row is about.
AUDIT_MESSAGES = {
    "signed_in": N_("Signed in"),
    "signed_out": N_("Signed out"),
    "signed_out_everywhere": N_("Signed out everywhere"),
    "role_granted": N_("Made an admin"),
    "role_revoked": N_("No longer an admin"),
    "exported": N_("Exported everything"),
    "imported": N_("Imported characters"),
    "character_deleted": N_("Deleted %(name)s"),
    "character_restored": N_("Brought %(name)s back"),
    "account_deleted": N_("Deleted an account"),
    "token_made": N_("Made the token %(name)s"),
    "token_revoked": N_("Revoked the token %(name)s"),
    "refused": N_("Refused"),
    "character_swept": N_("Removed a character for good, %(days)s days after it was deleted"),
}

# The sentence instead when that character or token is gone, and its name with it.
NAMELESS_MESSAGES = {
    "character_deleted": N_("Deleted a character"),
    "character_restored": N_("Brought a character back"),
    "token_made": N_("Made a token"),
    "token_revoked": N_("Revoked a token"),
}

# The sentence for each reason (``why``) of a refusal.
REFUSED = {
    "only_reads": N_("Refused: a token that may only read tried to write"),
    "not_by_token": N_("Refused: a token asked for what no token reaches"),
}


@bp.get("")
def show() -> Answer:
    """The account, and what happened to it, the latest first. Query: before, the row after which the page begins."""
    before = trail_form.read(request.args).get("before")
    rows = db.run(statements.SHOW, {**access.asker(), "before": before})
    if not rows:
        access.not_found_or_signed_out()
    preferences.set_preferences(rows[0].preferences)
    trail = [row for row in rows if row.audit is not None]
    shown = trail[: statements.MOST_ROWS]
    older = shown[-1].audit if len(trail) > len(shown) else None
    return respond_page(
        "account/show.html", rows, me=rows[0], rows=shown, older=older, before=before, message=audit_message
    )


def audit_message(row: Any) -> str:
    """The sentence for a row of the audit trail, with the name of what it is about while there is one."""
    if "why" in row.facts:
        return _(REFUSED[row.facts["why"]])
    message = AUDIT_MESSAGES[row.what] if row.named else NAMELESS_MESSAGES.get(row.what, AUDIT_MESSAGES[row.what])
    return _(message, name=row.named, days=DAYS_KEPT)
