"""Rolls: dice are thrown, or written down as they fell, and some of them once thrown again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from psycopg.types.json import Jsonb
from werkzeug.datastructures import MultiDict

from wodsheet import db
from wodsheet.blueprints.character import Answer, load_sheet, wants_json
from wodsheet.blueprints.responses import record, respond_saved
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.problems import Conflict, Problem, Refused
from wodsheet.rules import dice as rules
from wodsheet.schemas.dice import log_form, reroll_form, roll_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.roll import Roll
from wodsheet.sheet.rollable import Rollable, of_traits, rollables
from wodsheet.statements.rights import LOCK
from wodsheet.statements.rolls import ONE, PAGE, REROLL, ROLL, ROLLS
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("rolls", __name__, url_prefix="/<line:line>/<id:id>/rolls")


def throw(many: int) -> tuple[int, ...]:
    """What so many dice show, each face as likely as another, by the system's cryptographic source."""
    return tuple(secrets.randbelow(rules.SIDES) + 1 for _ in range(many))


@bp.get("")
def show(line: Line, id: int) -> Answer:
    """The log of rolls, the newest first, and the form to roll.

    Query: before, the id of a roll to go on from; roll, or one and other: what of the sheet stands in the form.

    Errors: 404 not yours; 422.
    """
    return page(line, id, {})


def redraw_roll(error: Problem, line: Line, id: int) -> Answer:
    """The page with the message at its field, and what was typed."""
    return page(line, id, {detail["field"]: detail["message"] for detail in error.details}, request.form)


def redraw_reroll(error: Problem, line: Line, id: int, roll: int) -> Answer:
    """The page with the message at the roll."""
    return page(line, id, {f"roll-{roll}": error.first_message})


def page(line: Line, id: int, problems: Mapping[str, str], typed: Mapping[str, str] | None = None) -> Answer:
    """The log, as JSON or as a page with the form to roll."""
    query = log_form.read(request.args if request.method == "GET" else MultiDict())
    rows = db.run(ROLLS, parameters(line, id, before=query["before"])) or access.not_found_or_signed_out()
    here = localized(line.name)
    rolls = [Roll(here, row) for row in rows[:PAGE] if row.id is not None]
    further = rolls[-1].id if len(rows) > PAGE else None
    if wants_json():
        return record(rolls, further)
    sheet = load_sheet(line, id)
    last = rolls[0] if rolls and not query["before"] else None
    offered = rollables(sheet)
    traits = of_traits(sheet, (query["one"], query["other"]))
    chosen = traits or next((one for one in offered if one.key == query["roll"]), None)
    return render_template(
        "rolls/show.html",
        sheet=sheet,
        last=last,
        earlier=rolls[1:] if last else rolls,
        before=further,
        newest=not query["before"],
        offered=offered,
        chosen=chosen,
        problems=problems,
        filled=typed or roll_once_more(sheet, last, chosen),
        boxes=sheet.boxes(sheet.line.trackers[sheet.line.dice.reroll_costs]),
        payer=sheet.line.trackers[sheet.line.dice.reroll_costs],
    )


def roll_once_more(sheet: Sheet, last: Roll | None, chosen: Rollable | None) -> dict[str, Any]:
    """What stands in the form at first: what was chosen, or the last roll; with the special dice of the character now.

    Dice that are added only where the player wants them are as many as last time.
    """
    special = sheet.line.dice.special
    trait = sheet.line.traits[special.trait]
    count = 0 if sheet.kind.lacks(trait) else sheet[trait]
    if special.adds:
        count = len(last.first.special) if last else 0
    if chosen:
        traits = " ".join(chosen.traits)
        return {"what": chosen.what, "pool": chosen.dice, "special": count, "traits": traits}
    if not last:
        return {"special": count}
    difficulty = "" if last.row.difficulty is None else last.row.difficulty
    return {"what": last.row.what, "pool": last.pool, "special": count, "difficulty": difficulty}


def parameters(line: Line, id: int, **more: Any) -> dict[str, Any]:
    """The parameters of every statement about a character's rolls."""
    return {"id": id, "line": line.name, **access.asker(), **more}


@bp.post("")
@on_refusal(redraw_roll)
def throw_dice(line: Line, id: int) -> Answer:
    """Throw dice, or write down what real dice showed. Form: see RollForm. Sent twice, it is one roll.

    Errors: 404 not yours; 422.
    """
    form = roll_form.read(request.form)
    # The dice lie before anything is stored: a statement that the database layer sends twice stores them once.
    regular, special = fallen(line, form)
    kept = {name: form[name] for name in ("what", "fell", "difficulty", "form_key")}
    dice = {"regular": list(regular), "special": list(special), "traits": traits(line, form["traits"])}
    rows = db.run(ROLL, parameters(line, id, **kept, **dice)) or access.not_found_or_signed_out()
    return answer(line, id, rows[0])


def fallen(line: Line, form: Mapping[str, Any]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the regular and the special dice show: as they fell, or thrown now."""
    if form["fell"]:
        return form["fell_regular"], form["fell_special"]
    regular, special = form["regular"] or 0, form["special"] or 0
    if form["pool"] is not None:
        regular, special = rules.split(line.dice.special, form["pool"], special)
    return throw(regular), throw(special)


def traits(line: Line, words: str) -> list[str]:
    """The keys that were sent, each of something the line has. Raises Refused."""
    keys = words.split()
    if unknown := [key for key in keys if key not in line.labels]:
        message = _("%(key)s is nothing that is rolled here.", key=unknown[0])
        raise Refused(details=[{"field": "traits", "message": message}])
    return keys


@bp.post("/<id:roll>/reroll")
@on_refusal(redraw_reroll)
def throw_again(line: Line, id: int, roll: int) -> Answer:
    """Throw one to three dice of a roll again, once, for a superficial point of Willpower.

    Form: see RerollForm; ``dice`` may be sent once for each place. Errors: 404 not there, or not yours; 409 some were
    thrown again before; 422, also for dice that stay as they lie and where nothing is left to pay with.
    """
    sent = MultiDict(request.form)
    if places := sent.getlist("dice"):
        sent["dice"] = " ".join(places)
    form = reroll_form.read(sent)
    thrown = throw(len(form["dice"]))
    with db.transaction() as run:
        known = parameters(line, id, roll=roll)
        found = run(ONE, known)[0] if run(LOCK, known) else access.not_found_or_signed_out()
        if found.id is None:
            abort(404)
        if found.reroll_key is None:
            price = reroll_price(line, id, found, form["dice"])
            more = {"places": form["dice"], "thrown": list(thrown), "form_key": form["form_key"]}
            found = run(REROLL, known | more | price)[0]
    if str(found.reroll_key) != form["form_key"]:
        raise Conflict(_("Dice of this roll were thrown again already; that is done once a roll."))
    return answer(line, id, found)


def reroll_price(line: Line, id: int, row: Any, places: list[int]) -> dict[str, Any]:
    """What it costs to throw these dice again, as parameters of the statement. Raises Refused.

    A point on a full track turns a superficial one to aggravated: doubtful, by the rule for damage.
    """
    special = line.dice.special
    if not rules.may_reroll(special, Roll(line, row).fall, places):
        raise Refused(
            details=[{"field": "dice", "message": _("These dice stay as they lie. Choose one to three others.")}]
        )
    tracker = line.trackers[line.dice.reroll_costs]
    damage = Sheet.of(line, id, row).boxes(tracker).superficial_taken
    if damage is None:
        message = _("%(tracker)s is full of aggravated damage: nothing is left to pay with.", tracker=_(tracker.label))
        raise Refused(details=[{"field": "dice", "message": message}])
    names = {"superficial": tracker.superficial, "aggravated": tracker.aggravated}
    return {**names, "now": Jsonb(dict(zip(names.values(), damage, strict=True)))}


def answer(line: Line, id: int, row: Any) -> Answer:
    """A person goes to the roll in the log; a program gets it."""
    place = f"/{line.name}/{id}/rolls#roll-{row.id}"
    return respond_saved(place, lambda: record(Roll(line, row)))
