"""What a field offers: the rows of the picker, fetched when somebody opens it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request

from wodsheet.blueprints.character import Answer, load_sheet, redirect_to_sheet, render_macro, wants_fragment
from wodsheet.blueprints.entries import load_entry
from wodsheet.blueprints.list_responses import listing_of
from wodsheet.blueprints.lists import outer_entry
from wodsheet.engine import Line
from wodsheet.sheet import Sheet, offers
from wodsheet.sheet.facets import facets

bp = Blueprint("offers", __name__, url_prefix="/<line:line>/<id:id>")


@bp.get("/lists/<name>/offers")
def for_new(line: Line, id: int, name: str) -> Answer:
    """What may be added to a list; ``?under=`` is the id of the outer entry. 404 when that is not there."""
    listing_of(line, name)
    sheet = load_sheet(line, id)
    listing = sheet.kind.own(sheet.line.listings[name])
    outer = outer_entry(sheet, listing, request.args.get("under", ""))
    return respond(sheet, offers.for_new(sheet, listing, outer))


@bp.get("/lists/<name>/<id:entry>/texts/name/offers")
def for_entry(line: Line, id: int, name: str, entry: int) -> Answer:
    """What an entry may be renamed to. 404 when it is not there."""
    sheet, found = load_entry(line, id, name, entry)
    return respond(sheet, offers.for_entry(sheet, found))


@bp.get("/texts/<name>/offers")
def for_text(line: Line, id: int, name: str) -> Answer:
    """What a text of the character may say. 404 for an unknown text."""
    if name not in line.texts:
        abort(404)
    sheet = load_sheet(line, id)
    return respond(sheet, offers.for_text(sheet, sheet.line.texts[name]))


def respond(sheet: Sheet, offered: offers.Offers) -> Answer:
    """The rows; for somebody who follows the address without scripts the page itself. 404 where no book offers any."""
    if not offered.text.described:
        abort(404)
    if not wants_fragment():
        return redirect_to_sheet(sheet.line, sheet.id) if sheet.id else redirect(f"/{sheet.line.name}/new", 303)
    return render_macro("picker", sheet, offered, *facets(sheet.line, offered.choices, offered.earned_by))
