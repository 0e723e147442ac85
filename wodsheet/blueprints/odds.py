"""Exact odds of a pool, as JSON and as a page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from wodsheet.blueprints.character import Answer, wants_json
from wodsheet.blueprints.responses import record
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.problems import Problem
from wodsheet.rules.odds import odds
from wodsheet.schemas.dice import odds_form
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("odds", __name__)

# The page says of each of these difficulties how often it is reached.
DIFFICULTIES = range(1, 11)


def redraw_odds(error: Problem, line: Line) -> Answer:
    """The page with the message at its field, and what was sent."""
    access.require_session()
    problems = {detail["field"]: detail["message"] for detail in error.details}
    return render_template("odds/show.html", line=localized(line.name), query=request.args, problems=problems)


@bp.get("/odds/<line:line>")
@on_refusal(redraw_odds)
def show(line: Line) -> Answer:
    """The odds of so many dice. Query: see OddsForm. Errors: 401; 422."""
    if not request.args and not wants_json():
        return render_template("odds/show.html", line=localized(line.name), query={}, problems={})
    query = odds_form.read(request.args)
    line, dice = localized(line.name), (query["regular"], query["special"])
    found = odds(line.dice, *dice, query["difficulty"] or 0)
    if wants_json():
        return record(line, query, found)
    return render_template("odds/show.html", problems={}, **odds_page(line, query, dice, found))


def odds_page(line: Line, query: dict[str, Any], dice: tuple[int, int], found: Any) -> dict[str, Any]:
    """What the page needs: the odds for the difficulty, and how often each difficulty is reached."""
    wins = {difficulty: odds(line.dice, *dice, difficulty).win for difficulty in DIFFICULTIES}
    words = {name: "" if number is None else str(number) for name, number in query.items()}
    return {"line": line, "query": words, "odds": found, "wins": wins, "pool": sum(dice)}
