"""Damage: each button sets the track as it shall be."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from psycopg.types.json import Jsonb

from wodsheet.blueprints.character import (
    Answer,
    fetch_character,
    load_sheet,
    redirect_to_sheet,
    render_macro,
    wants_fragment,
)
from wodsheet.engine import Line
from wodsheet.problems import Problem
from wodsheet.schemas.sheet import tracker_form
from wodsheet.sheet import Sheet
from wodsheet.statements import ratings
from wodsheet.web.refusals import on_refusal

bp = Blueprint("trackers", __name__)


def redraw_tracker(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The tracker with the damage that the server has, and the message."""
    sheet, tracker = load_sheet(line, id), line.trackers[name]
    sheet.problems[f"tracker-{name}"] = error.first_message
    if wants_fragment():
        return render_macro("tracker_response", sheet, tracker)
    return render_template("sheets/show.html", sheet=sheet)


@bp.post("/<line:line>/<id:id>/trackers/<name>")
@on_refusal(redraw_tracker)
def mark(line: Line, id: int, name: str) -> Answer:
    """Set a tracker's damage; answer with the tracker. Its length is the traits' affair and never changes here.

    Form: damage, "superficial/aggravated". Errors: 404 unknown, or not yours; 422 unreadable or too much for any track.
    """
    tracker = line.trackers.get(name) or abort(404)
    damage = tracker_form(tracker).read(request.form)["damage"]
    names = {"superficial": tracker.superficial, "aggravated": tracker.aggravated}
    now, effects = Jsonb(dict(zip(names.values(), damage, strict=True))), line.effects[name]
    row = fetch_character(ratings.MARK[effects.needs], line, id, now=now, kinds=list(effects.listings), **names)
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"tracker-{name}")
    return render_macro("tracker_response", Sheet.of(line, id, row), tracker)
