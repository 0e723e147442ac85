"""What every act does that puts one more character in play: find out whether there is room, and hold it."""

from __future__ import annotations

from typing import Any

from flask import current_app

from wodsheet import db
from wodsheet.engine import Line
from wodsheet.problems import NoRoom
from wodsheet.statements.roster import LOCK_ROSTER
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access


def with_room(statement: str, line: Line, counted: bool = True, **parameters: Any) -> Any:
    """Run a statement that needs room on the asker's roster, and give its row: ``id`` is the character in play then.

    One that is not ``counted``, as a draft is not, finds room always.

    Raises 404 (401 when signed out) when it finds nothing, and NoRoom (409).
    """
    most = current_app.config["SETTINGS"].character_limit if counted else 0
    parameters |= {"line": line.name, **access.asker(), "most": most}
    with db.transaction() as run:
        found = run(statement, parameters) if run(LOCK_ROSTER, parameters) else []
    if not found:
        access.not_found_or_signed_out()
    if found[0].id is None:
        raise NoRoom(
            _(
                "You have %(most)s %(many)s, and %(most)s is the most."
                " Put one away first, behind Manage on its card among your characters; it stays as it is.",
                most=most,
                many=line.many,
            )
        )
    return found[0]
