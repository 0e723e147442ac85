"""Restoring: a character, or parts of it, is again as it stood after one of its revisions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, request

from wodsheet import db
from wodsheet.blueprints.character import Answer, redirect_to_sheet
from wodsheet.blueprints.history import respond_as_it_stood
from wodsheet.blueprints.patches import parameters_of, refuse_without_room, written
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.problems import Conflict, Problem, Refused
from wodsheet.rules.inverse import NotStanding, Patch
from wodsheet.schemas.restore import restore_form
from wodsheet.sheet.as_it_stood import AsItStood
from wodsheet.statements import undo as statements
from wodsheet.statements.history import AS_IT_STOOD
from wodsheet.statements.patches import APPLY
from wodsheet.statements.portraits import OPEN_ALBUM
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("restore", __name__, url_prefix="/<line:line>/<id:id>/history/<id:revision>/restore")


def redraw_moment(error: Problem, line: Line, id: int, revision: int) -> Answer:
    """The character as it stood, with the reason why nothing was restored."""
    return respond_as_it_stood(line, id, revision, error.first_message)


@bp.post("")
@on_refusal(redraw_moment)
def restore(line: Line, id: int, revision: int) -> Answer:
    """Restore parts as they stood after a revision, or all of them, as one revision. The same form sent twice: once.

    Form: see RestoreForm. Errors: 404 not there, or not yours; 409 a part needs another, or a picture is gone; 422.
    """
    form = restore_form.read(request.form)
    parameters = parameters_of(line, id, form["form_key"]) | {"revision": revision}
    with db.transaction() as run:
        if not run(OPEN_ALBUM, parameters):
            access.not_found_or_signed_out()
        rows = [] if run(statements.KNOWN, parameters) else run(AS_IT_STOOD, parameters) or abort(404)
        patch = patch_of(AsItStood(localized(line.name), id, rows[0]), form) if rows else Patch()
        if patch.changes:
            refuse_without_room(run(statements.STATE, parameters)[0], patch)
            run(APPLY, parameters | written(patch) | {"kind": "restore", "undoes": None, "action": None})
    return redirect_to_sheet(line, id)


def patch_of(stood: AsItStood, form: dict[str, Any]) -> Patch:
    """The patch for the parts that were ticked. Raises Refused for one that does not differ, and Conflict."""
    keys = stood.parts if form["all"] else form["part"]
    if any(key not in stood.parts for key in keys):
        message = _("One of these is today as it stood. Load the page again to see what differs.")
        raise Refused(details=[{"field": "part", "message": message}])
    try:
        return stood.restoring(keys)
    except NotStanding:
        raise Conflict(_("One of these stands in another that is gone. Tick that one as well.")) from None
