"""Lists: seen, opened and added to."""

from __future__ import annotations

from flask import Blueprint, abort, request
from psycopg.types.json import Jsonb

from wodsheet.blueprints.character import Answer, fetch_character, load_sheet, wants_fragment
from wodsheet.blueprints.converters import id_in
from wodsheet.blueprints.list_responses import back_to_list, drawn, listing_of, pointed, sheet_after
from wodsheet.engine import Line, Listing
from wodsheet.problems import Conflict, Problem
from wodsheet.schemas.sheet import entry_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.entry_row import EntryRow
from wodsheet.statements import entries as statements
from wodsheet.templating.i18n import gettext as _
from wodsheet.web.refusals import on_refusal

bp = Blueprint("lists", __name__)


@bp.get("/<line:line>/<id:id>/lists/<name>")
def show(line: Line, id: int, name: str) -> Answer:
    """The list with nothing open; with ``?edit=`` and an entry's id, that entry open for another name."""
    listing = listing_of(line, name)
    sheet = load_sheet(line, id)
    sheet.editing = id_in(request.args.get("edit", ""))
    return drawn(sheet, listing)


@bp.get("/<line:line>/<id:id>/lists/<name>/new")
def new(line: Line, id: int, name: str) -> Answer:
    """The list with the form open that adds to it; ``?under=`` says in which entry. 404 when that is not there."""
    listing = listing_of(line, name)
    sheet = load_sheet(line, id)
    sheet.adding = opened(sheet, listing, request.args.get("under", "")) or abort(404)
    return drawn(sheet, listing)


def opened(sheet: Sheet, listing: Listing, under: str) -> tuple[str, int | None] | None:
    """Where a listing's form is open: its name, and the id of the entry it stands in when it is an inner one.

    None when there is no such entry.
    """
    outer = sheet.line.outer.get(listing.name)
    if outer is None:
        return listing.name, None
    entry = sheet.entries.get(id_in(under) or 0)
    return (listing.name, entry.id) if entry and entry.listing.name == outer.name else None


def redraw_form(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The list with the form that adds to it still open: the message at the field, and every word as it was typed."""
    listing, sheet = listing_of(line, name), load_sheet(line, id)
    sheet.adding = opened(sheet, listing, request.form.get("under", ""))
    sheet.typed = {f"add-{field}": words for field, words in request.form.items()}
    sheet.problems = {f"add-{detail['field']}": detail["message"] for detail in error.details}
    if not sheet.problems.keys() & {"add-own", *(f"add-{field}" for field in listing.fields)}:
        sheet.problems["add-name"] = str(error.description)
    return drawn(sheet, listing)


@bp.post("/<line:line>/<id:id>/lists/<name>")
@on_refusal(redraw_form)
def add(line: Line, id: int, name: str) -> Answer:
    """Add an entry; answer with its list. The same form sent twice adds one.

    Form: see EntryForm. Errors: 404 unknown, or not yours; 409 the list is full; 422.
    """
    listing, outer = listing_of(line, name), line.outer.get(name)
    form = entry_form(listing, outer is not None).read(request.form)
    asked = form | {"texts": Jsonb(form["texts"]), "dots": first_dots(listing, form["name"])}
    asked |= {"kind": name, "outer": outer and outer.name, "most": listing.most}
    row = fetch_character(statements.ADD, line, id, **asked)
    if row.entry is None:
        # Sent twice at once, the second waits for the first but cannot see what it added: asked again, it does.
        row = fetch_character(statements.ADD, line, id, **asked)
    if row.entry is None:
        if outer and not any(EntryRow._make(entry).id == form["under"] for entry in row.entries):
            abort(404)
        raise Conflict(
            _(
                "There is no room for another %(one)s: a character can have %(most)s.",
                one=listing.one,
                most=listing.most,
            )
        )
    if not wants_fragment():
        return back_to_list(line, id, listing, row.entry)
    shown = pointed(line, listing, form["texts"])
    return drawn(sheet_after(line, id, row), listing, _("Added %(name)s.", name=form["name"]), pointed=shown, all=True)


def first_dots(listing: Listing, name: str) -> int:
    """The dots a new entry has: the fewest the book gives it, else one; none where not every entry has dots."""
    choice = listing.choice(name)
    fewest = choice.dots[0] if choice and choice.dots else 1
    return fewest if listing.high and not listing.shaped_by else 0
