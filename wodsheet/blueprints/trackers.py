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
from wodsheet.engine import Line, Needs, Tracker
from wodsheet.problems import Problem
from wodsheet.schemas.sheet import tracker_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.roster import KINDS
from wodsheet.statements import ratings
from wodsheet.web.refusals import on_refusal

bp = Blueprint("trackers", __name__)


def redraw_tracker(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The tracker with the damage that the server has, and the message."""
    sheet, tracker = load_sheet(line, id), line.trackers[name]
    sheet.problems[f"tracker-{name}"] = error.first_message
    return render_tracker(sheet, tracker) if wants_fragment() else render_template("sheets/show.html", sheet=sheet)


def is_on_card() -> bool:
    """Whether the request comes from a card of the roster: ``?at=card``."""
    return request.args.get("at") == "card"


def render_tracker(sheet: Sheet, tracker: Tracker) -> str:
    """The answer to damage, where it was marked: on the sheet or on a card."""
    return render_macro("card_tracker_response" if is_on_card() else "tracker_response", sheet, tracker)


@bp.get("/<line:line>/<id:id>/trackers/<name>")
def show(line: Line, id: int, name: str) -> Answer:
    """The tracker for a card of the roster; without scripts the sheet at the tracker. 404 unknown, or not yours."""
    tracker = line.trackers.get(name) or abort(404)
    sheet = load_sheet(line, id)
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"tracker-{name}")
    return render_macro("card_tracker", sheet, tracker)


@bp.post("/<line:line>/<id:id>/trackers/<name>")
@on_refusal(redraw_tracker)
def mark(line: Line, id: int, name: str) -> Answer:
    """Set a tracker's damage; answer with the tracker. Its length is the traits' affair and never changes here.

    A card (``?at=card``) also gets the states of its character, which go by other trackers, too.

    Form: damage, "superficial/aggravated". Errors: 404 unknown, or not yours; 422 unreadable or too much for any track.
    """
    tracker = line.trackers.get(name) or abort(404)
    damage = tracker_form(tracker).read(request.form)["damage"]
    names = {"superficial": tracker.superficial, "aggravated": tracker.aggravated}
    now, effects = Jsonb(dict(zip(names.values(), damage, strict=True))), line.effects[name]
    needs, kinds = (Needs.ENTRIES, KINDS) if is_on_card() else (effects.needs, list(effects.listings))
    row = fetch_character(ratings.MARK[needs], line, id, now=now, kinds=kinds, **names)
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"tracker-{name}")
    return render_tracker(Sheet.of(line, id, row), tracker)
