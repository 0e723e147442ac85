"""Named rolls: a pool is kept under a name, for a character or for all of a player's, and is one tap away."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request

from wodsheet import db
from wodsheet.blueprints.character import Answer, load_sheet, render_macro, wants_fragment
from wodsheet.blueprints.responses import record, respond_saved
from wodsheet.blueprints.roll_form import named_rolls, one_each, read, read_pool, understood
from wodsheet.blueprints.rolls import page
from wodsheet.engine import Line
from wodsheet.problems import Conflict, Problem
from wodsheet.schemas.dice import named_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.named_roll import NamedRoll
from wodsheet.statements.named_rolls import KEEP, MOST, REMOVE
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal
from wodsheet.web.representation import representation

bp = Blueprint("named_rolls", __name__, url_prefix="/<line:line>/<id:id>/rolls/named")


def parameters(line: Line, id: int, **more: Any) -> dict[str, Any]:
    """The parameters of every statement about named rolls."""
    return {"id": id, "line": line.name, **access.asker(), **more}


@bp.get("")
def show(line: Line, id: int) -> Answer:
    """The named rolls, as JSON or as a fragment; without scripts they are on the page Dice. Errors: 404 not yours."""
    sheet = load_sheet(line, id)
    if representation() == "page":
        return redirect(f"/{line.name}/{id}/rolls#named-rolls", 303)
    found = named_rolls(sheet)
    return render_macro("named_rolls", sheet, found) if wants_fragment() else record(found)


def redraw_named(error: Problem, line: Line, id: int) -> Answer:
    """The form to keep a pool, or the page with the named rolls, with the message."""
    sent = one_each(request.form)
    if not wants_fragment():
        return page(line, id, {"keep": error.first_message}, sent)
    pool = understood(read(line, id)[0], sent)
    return render_macro("roll_keep", pool, sent.get("name", ""), error.first_message)


@bp.post("")
@on_refusal(redraw_named)
def keep(line: Line, id: int) -> Answer:
    """Keep a pool under a name. Form: see NamedForm. The same form sent twice keeps one.

    Errors: 404 not yours; 409 as many are kept as there may be; 422.
    """
    form = named_form.read(one_each(request.form))
    sheet, _row = read(line, id)
    pool = read_pool(sheet, form)
    owned = form["whose"] == "player"
    # Of an entry of one sheet another sheet knows nothing.
    offers = [] if owned else pool.offers
    stored = {"traits": list(pool.keys), "number": pool.number, "offers": offers}
    fields = {name: form[name] for name in ("name", "modifier", "difficulty", "form_key")}
    if not db.run(KEEP[owned], parameters(line, id, **stored, **fields)):
        raise Conflict(_("There are %(most)s named rolls already, and that is the most.", most=MOST))
    if wants_fragment():
        return render_macro("roll_kept", sheet, named_rolls(sheet), form["name"])
    return answer(sheet, f"/{line.name}/{id}/rolls#named-rolls")


@bp.post("/<id:named>/remove")
def remove(line: Line, id: int, named: int) -> Answer:
    """Remove a named roll. It then stands in the form to roll, to be kept again.

    Errors: 404 not there, or not yours.
    """
    sheet, _row = read(line, id)
    rows = db.run(REMOVE, parameters(line, id, named=named)) or abort(404)
    query = urlencode({**NamedRoll.of(sheet, rows[0]).pool.fields, "name": rows[0].name})
    return answer(sheet, f"/{line.name}/{id}/rolls?{query}#named-rolls")


def answer(sheet: Sheet, place: str) -> Answer:
    """The named rolls as they are now."""
    if wants_fragment():
        return render_macro("named_rolls", sheet, named_rolls(sheet))
    return respond_saved(place, lambda: record(named_rolls(sheet)))
