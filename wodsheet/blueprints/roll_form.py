"""The form to roll, as a fragment: what is added up, what applies, the difficulty, the odds, the button.

It is at home in an element ``#roll`` (``partials/roll_place.html``), on any page of a character:

- ``GET /<line>/<id>/rolls/form`` answers the form. Its query says what it is filled with: ``traits``, keys with
  blanks between; ``typed``, a pool in words; ``roll``, the key of something to roll (``sheet.rollable``: the id of an
  entry, or the name of a text, and the number of the way: ``17-0``; ``named-5``, a named roll); ``again``, the id of a
  roll. ``add`` is a key that is added, or taken out where it is in the pool: a name of a trait that is tapped sends it
  with the fields that stand there (``hx-include="#roll-fields"``). Then ``difficulty``, ``modifier``, ``special``,
  ``what``, and ``offers`` and ``seen`` as in PoolForm.
- The form posts to ``/<line>/<id>/rolls``; the roll (``partials/roll_result.html``) takes its place. The result says
  itself in ``#said`` and redraws the tracker that paid for throwing again.
- ``partials/roll_chips.html`` has a character's traits to tap.

Without scripts the same query leads to the page Dice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.datastructures import MultiDict

from wodsheet import db, preferences
from wodsheet.blueprints.character import Answer, fetch_character, render_macro, wants_fragment
from wodsheet.engine import Line
from wodsheet.lines import localized
from wodsheet.problems import Problem, Refused
from wodsheet.schemas.dice import MOST_REGULAR, fill_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.dice_pool import DicePool, pool_of_row
from wodsheet.sheet.named_roll import NamedRoll
from wodsheet.sheet.rollable import rollable
from wodsheet.sheet.typed_pool import is_rolled, parse
from wodsheet.statements.named_rolls import NAMED
from wodsheet.statements.rolls import ONE
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("roll_form", __name__, url_prefix="/<line:line>/<id:id>/rolls")

SEVERAL = ("offers", "seen", "fell_regular", "fell_special")


def one_each(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """A form in which what may be sent several times, as ticks and dice, is sent once, with blanks between."""
    joined = MultiDict(sent)
    for name in SEVERAL:
        if name in sent:
            joined[name] = " ".join(sent.getlist(name))
    return joined


def read(line: Line, id: int, roll: int | None = None) -> tuple[Sheet, Any]:
    """What the pools of a character go by, and the row of a roll; raises like ``fetch_character``."""
    row = fetch_character(ONE, line, id, roll=roll)
    preferences.set_preferences(row.preferences)
    return Sheet.of(localized(line.name), id, row), row


def redraw_form(error: Problem, line: Line, id: int) -> Answer:
    """The form with what was typed, and the message at its field."""
    problems = {detail["field"]: detail["message"] for detail in error.details} or {"": error.first_message}
    sent = one_each(request.form if request.method == "POST" else request.args)
    sheet, _row = read(line, id)
    return render_macro("roll_form", understood(sheet, sent), problems, sent)


def understood(sheet: Sheet, sent: MultiDict[str, str]) -> DicePool:
    """The pool of what was sent, as far as it can be read: an empty one otherwise."""
    known = MultiDict({name: words for name, words in sent.items(multi=True) if name in fill_form.fields})
    try:
        return filled(sheet, fill_form.read(known))
    except Refused:
        return DicePool(sheet)


@bp.get("/form")
@on_refusal(redraw_form)
def show(line: Line, id: int) -> Answer:
    """The form to roll. Query: see FillForm and above. Errors: 404 not yours; 422 words that are no pool."""
    query = fill_form.read(one_each(request.args))
    sheet, row = read(line, id, query["again"])
    if not wants_fragment():
        return redirect(f"/{line.name}/{id}/rolls?{request.query_string.decode()}#throw", 303)
    return render_macro("roll_form", filled(sheet, query, row), {}, {})


def filled(sheet: Sheet, query: Mapping[str, Any], row: Any = None) -> DicePool:
    """The pool that a query asks for; an empty one when it asks for none. Raises Refused."""
    if query["again"] and row is not None and row.id is not None:
        return pool_of_row(sheet, row)
    if query["roll"]:
        found = named_roll(sheet, query["roll"]) or rollable(sheet, query["roll"])
        return found.pool if found else DicePool(sheet)
    pool = read_pool(sheet, query)
    key = query["add"]
    if not key:
        return pool
    if not is_rolled(sheet.line, key):
        raise_unknown("add", key)
    keys = tuple(one for one in pool.keys if one != key) if key in pool.keys else (*pool.keys, key)
    return replace(pool, keys=keys)


def named_rolls(sheet: Sheet) -> list[NamedRoll]:
    """The named rolls of a character, and then the asker's own, in the order in which they were kept."""
    parameters = {"id": sheet.id, "line": sheet.line.name, **access.asker()}
    rows = db.run(NAMED, parameters) or access.not_found_or_signed_out()
    return [NamedRoll.of(sheet, row) for row in rows if row.id is not None]


def named_roll(sheet: Sheet, key: str) -> NamedRoll | None:
    """The named roll of this key; None for any other key."""
    found = named_rolls(sheet) if key.startswith("named-") else []
    return next((one for one in found if one.key == key), None)


def read_pool(sheet: Sheet, form: Mapping[str, Any]) -> DicePool:
    """The pool of a form: of typed words, else of keys. Raises Refused for words that name nothing."""
    keys, number = parse(sheet.line, form["typed"]) if form["typed"].strip() else (tuple(form["traits"].split()), 0)
    for key in keys:
        if not is_rolled(sheet.line, key):
            raise_unknown("traits", key)
    return DicePool(
        sheet,
        keys,
        number,
        ticked=form["offers"],
        seen=form["seen"] or (),
        modifier=form["modifier"],
        special=form["special"],
        difficulty=form["difficulty"],
        what=form["what"],
        contested=form["contested"],
        test=form["test"],
    )


def counted(sheet: Sheet, form: Mapping[str, Any]) -> DicePool:
    """The pool of a form that is thrown, by the sheet of now. Raises Refused where it is too large, and for what was
    ticked and does not apply, as on a page that is older than the sheet.
    """
    pool = read_pool(sheet, form)
    if away := pool.away:
        refuse("offers", _("%(name)s does not apply to this pool.", name=away[0]))
    if pool.pool > MOST_REGULAR:
        refuse("typed", _("A pool has at most %(most)s dice.", most=MOST_REGULAR))
    return pool


def raise_unknown(field: str, key: str) -> None:
    """Raises Refused at a field for a key that no pool adds."""
    refuse(field, _("%(key)s is nothing that is rolled here.", key=key))


def refuse(field: str, message: str) -> None:
    """Raises Refused at one field."""
    raise Refused(details=[{"field": field, "message": message}])
