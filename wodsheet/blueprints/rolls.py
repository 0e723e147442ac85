"""Rolls: dice are thrown, or written down as they fell, and some of them once thrown again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request
from psycopg.types.json import Jsonb
from werkzeug.datastructures import MultiDict

from wodsheet import db
from wodsheet.blueprints.character import Answer, load_sheet, render_macro, wants_fragment, wants_json
from wodsheet.blueprints.responses import record, respond_saved
from wodsheet.blueprints.roll_form import (
    counted,
    filled,
    named_rolls,
    one_each,
    raise_unknown,
    read,
    redraw_form,
    understood,
)
from wodsheet.engine import Line, Tracker
from wodsheet.lines import localized
from wodsheet.problems import Conflict, Problem, Refused
from wodsheet.rules import dice as rules
from wodsheet.schemas.dice import learn_form, log_form, reroll_form, roll_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.dice_pool import DicePool, pool_of_row
from wodsheet.sheet.roll import Progress, Roll
from wodsheet.sheet.rollable import rollables
from wodsheet.sheet.typed_pool import is_rolled
from wodsheet.statements.rights import LOCK
from wodsheet.statements.rolls import LEARN, ONE, PAGE, REROLL, ROLL, ROLLS, TEST
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

    Query: before, the id of a roll to go on from; trait, a key that was in the pool; and what the form is filled with,
    as in ``roll_form``.

    Errors: 404 not yours; 422.
    """
    return page(line, id, {})


def redraw_roll(error: Problem, line: Line, id: int) -> Answer:
    """The form, or the page with it, with the message at its field, and what was typed."""
    if wants_fragment():
        return redraw_form(error, line, id)
    problems = {detail["field"]: detail["message"] for detail in error.details}
    return page(line, id, problems, one_each(request.form))


def redraw_reroll(error: Problem, line: Line, id: int, roll: int) -> Answer:
    """The roll, or the page with it, with the message."""
    if wants_fragment():
        return result(*read(line, id, roll), error.first_message)
    return page(line, id, {f"roll-{roll}": error.first_message})


def result(sheet: Sheet, row: Any, problem: str = "", paid: Tracker | None = None) -> str:
    """A roll, for the place of the form; with the tracker that ``paid`` for throwing again."""
    roll = Roll(sheet.line, row, progress(sheet.line, sheet.id, row))
    return render_macro("roll_response", sheet, roll, pool_of_row(sheet, row), problem, paid)


def progress(line: Line, id: int, row: Any) -> Progress | None:
    """How far the extended test of a roll is; None where it belongs to none."""
    if not row.test:
        return None
    return Progress.of(line, db.run(TEST, parameters(line, id, test=row.test, roll=row.id)))


def page(line: Line, id: int, problems: Mapping[str, str], sent: MultiDict[str, str] | None = None) -> Answer:
    """The log, as JSON or as a page with the form to roll."""
    query = log_form.read(one_each(request.args) if request.method == "GET" else MultiDict())
    asked = {name: query[name] for name in ("before", "trait")}
    rows = db.run(ROLLS, parameters(line, id, **asked)) or access.not_found_or_signed_out()
    here = localized(line.name)
    rolls = [Roll(here, row) for row in rows[:PAGE] if row.id is not None]
    further = rolls[-1].id if len(rows) > PAGE else None
    if wants_json():
        return record(rolls, further)
    sheet = load_sheet(line, id)
    last = rolls[0] if rolls and not query["before"] and not query["trait"] else None
    return render_template(
        "rolls/show.html",
        sheet=sheet,
        last=Roll(here, last.row, progress(line, id, last.row)) if last else None,
        again=pool_of_row(sheet, last.row) if last else None,
        earlier=rolls[1:] if last else rolls,
        before=further,
        newest=not query["before"],
        trait=query["trait"],
        offered=rollables(sheet),
        named=named_rolls(sheet) if not query["before"] else [],
        pool=understood(sheet, sent) if sent else first_pool(sheet, query, rolls),
        problems=problems,
        sent=sent or {},
    )


def first_pool(sheet: Sheet, query: Mapping[str, Any], rolls: list[Roll]) -> DicePool:
    """What the form is filled with at first: what the query asks for, else the last roll."""
    asked = any(name in request.args for name in ("typed", "traits", "roll", "add"))
    again = next((roll.row for roll in rolls if query["again"] in (None, roll.id)), None)
    return filled(sheet, query) if asked or again is None else pool_of_row(sheet, again)


def parameters(line: Line, id: int, **more: Any) -> dict[str, Any]:
    """The parameters of every statement about a character's rolls."""
    return {"id": id, "line": line.name, **access.asker(), **more}


@bp.post("")
@on_refusal(redraw_roll)
def throw_dice(line: Line, id: int) -> Answer:
    """Throw dice, or write down what real dice showed. Form: see RollForm. Sent twice, it is one roll.

    Errors: 404 not yours; 422.
    """
    form = roll_form.read(one_each(request.form))
    sheet = read(line, id)[0] if form["counted"] or wants_fragment() else None
    pool = counted(sheet, form) if sheet and form["counted"] else None
    # The dice lie before anything is stored: a statement that the database layer sends twice stores them once.
    regular, special = fallen(line, form, pool)
    stored = {name: form[name] for name in ("what", "fell", "difficulty", "contested", "test", "form_key", "modifier")}
    dice = {"regular": list(regular), "special": list(special), **added(line, form, pool)}
    rows = db.run(ROLL, parameters(line, id, **stored, **dice)) or access.not_found_or_signed_out()
    if sheet and wants_fragment():
        return result(sheet, rows[0])
    return answer(line, id, rows[0])


@bp.post("/<id:roll>/difficulty")
@on_refusal(redraw_reroll)
def learn_difficulty(line: Line, id: int, roll: int) -> Answer:
    """Write down the difficulty of a roll that had none, once. Form: see LearnForm.

    Errors: 404 not there, or not yours; 409 the difficulty is known; 422.
    """
    form = learn_form.read(request.form)
    known = parameters(line, id, roll=roll)
    learned = db.run(LEARN, known | form)
    sheet, row = read(line, id, roll)
    if row.id is None:
        abort(404)
    if not learned or str(learned[0].form_key) != form["form_key"]:
        raise Conflict(_("The Difficulty of this roll is known already: %(difficulty)s.", difficulty=row.difficulty))
    return result(sheet, row) if wants_fragment() else answer(line, id, row)


def fallen(line: Line, form: Mapping[str, Any], pool: DicePool | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the regular and the special dice show: as they fell, or thrown now."""
    if form["fell"]:
        return form["fell_regular"], form["fell_special"]
    regular, special = form["regular"] or 0, form["special"] or 0
    if pool:
        regular, special = pool.thrown
    elif form["pool"] is not None:
        regular, special = rules.split(line.dice.special, form["pool"], special)
    return throw(regular), throw(special)


def added(line: Line, form: Mapping[str, Any], pool: DicePool | None) -> dict[str, Any]:
    """What the pool adds, as it is stored. Raises Refused for keys that the line has not."""
    if pool:
        return {"traits": list(pool.keys), "number": pool.number, "offers": pool.offers}
    return {"traits": traits(line, form["traits"]), "number": 0, "offers": []}


def traits(line: Line, words: str) -> list[str]:
    """The keys that were sent, each of something the line has. Raises Refused."""
    keys = words.split()
    if unknown := [key for key in keys if not (key in line.labels or is_rolled(line, key))]:
        raise_unknown("traits", unknown[0])
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
    if wants_fragment():
        sheet, row = read(line, id, roll)
        payer = sheet.line.trackers[sheet.line.dice.reroll_costs]
        return result(sheet, row, "", payer)
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
    return respond_saved(place, lambda: record(Roll(line, row, progress(line, id, row))))
