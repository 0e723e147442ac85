"""Lists: fetched, opened and added to."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from psycopg.types.json import Jsonb

from wodsheet.blueprints.character import Answer, fetch_after_lock, fetch_character, load_sheet, wants_fragment
from wodsheet.blueprints.converters import id_in
from wodsheet.blueprints.list_responses import (
    back_to_list,
    consequences,
    listing_of,
    respond_under,
    sheet_after,
    trait_at,
)
from wodsheet.engine import Line, Listing
from wodsheet.problems import Conflict, Problem
from wodsheet.schemas.sheet import entry_form
from wodsheet.sheet import Entry, Sheet
from wodsheet.sheet.entry_row import EntryRow
from wodsheet.statements import entries as statements
from wodsheet.templating.i18n import gettext as _
from wodsheet.web.refusals import on_refusal

bp = Blueprint("lists", __name__)


@bp.get("/<line:line>/<id:id>/lists/<name>")
def show(line: Line, id: int, name: str) -> Answer:
    """The way to add to a list, with ``?under=`` and the id of the outer entry where the list is an inner one.

    With ``?edit=`` and an entry's id, the name of that entry, open; with ``?done=``, closed again. 404 when that entry
    is not there. With ``?at=`` all of it stands under the row of the trait of this name.
    """
    listing = listing_of(line, name)
    sheet = load_sheet(line, id)
    if trait := trait_at(line, listing):
        sheet.opened_under = id_in(request.args.get("edit", ""))
        return respond_under(sheet, trait)
    sheet.editing = id_in(request.args.get("edit", ""))
    if not wants_fragment():
        return render_template("sheets/show.html", sheet=sheet)
    if "edit" in request.args or "done" in request.args:
        entry = sheet.entries.get(sheet.editing or id_in(request.args.get("done", "")) or 0)
        if entry is None or entry.listing.name != name:
            abort(404)
        return render_template("partials/entry_naming_response.html", sheet=sheet, entry=entry)
    return respond_with_way_to_add(sheet, listing, outer_entry(sheet, listing, request.args.get("under", "")))


@bp.get("/<line:line>/<id:id>/lists/<name>/new")
def new(line: Line, id: int, name: str) -> Answer:
    """The form that adds to a list; ``?under=`` is the id of the outer entry. 404 when that is not there."""
    listing = listing_of(line, name)
    sheet = load_sheet(line, id)
    return respond_with_form(sheet, listing, request.args.get("under", ""))


def outer_entry(sheet: Sheet, listing: Listing, under: str) -> Entry | None:
    """The entry in which an inner listing stands, or 404; None for a listing that stands in no other."""
    outer = sheet.line.outer.get(listing.name)
    if outer is None:
        return None
    entry = sheet.entries.get(id_in(under) or 0)
    return entry if entry and entry.listing.name == outer.name else abort(404)


def respond_with_form(sheet: Sheet, listing: Listing, under: str) -> Answer:
    """The form that adds to a list, or the sheet with this form open for somebody without scripts."""
    if trait := trait_at(sheet.line, sheet.line.listings[listing.name]):
        sheet.adding = (listing.name, trait.name)
        return respond_under(sheet, trait)
    outer = outer_entry(sheet, listing, under)
    sheet.adding = (listing.name, outer.id if outer else None)
    if not wants_fragment():
        return render_template("sheets/show.html", sheet=sheet)
    return respond_with_way_to_add(sheet, listing, outer)


def respond_with_way_to_add(sheet: Sheet, listing: Listing, outer: Entry | None) -> Answer:
    """The link that opens the form, or the form where the sheet says that it is open."""
    return render_template("partials/adding_response.html", sheet=sheet, listing=listing, outer=outer)


def has_room_for_another(sheet: Sheet, added: Entry) -> bool:
    """Whether the form stands open again: not in a full list, nor where a Discipline has a power for each dot."""
    listing, outer = added.listing, added.outer
    many = len(outer.inside if outer else sheet.listed(listing))
    return many < listing.most and not (outer and 0 < outer.dots == many)


def redraw_form(error: Problem, line: Line, id: int, name: str) -> Answer:
    """The form that adds to a list: the message at the field, and every word as it was typed."""
    listing, sheet = listing_of(line, name), load_sheet(line, id)
    sheet.typed = {f"add-{field}": words for field, words in request.form.items()}
    sheet.problems = {f"add-{detail['field']}": detail["message"] for detail in error.details}
    if not sheet.problems.keys() & {"add-own", "add-dots", *(f"add-{field}" for field in listing.fields)}:
        sheet.problems["add-name"] = str(error.description)
    return respond_with_form(sheet, listing, request.form.get("under", ""))


@bp.post("/<line:line>/<id:id>/lists/<name>")
@on_refusal(redraw_form)
def add(line: Line, id: int, name: str) -> Answer:
    """Add an entry; answer with this entry. The same form sent twice adds one, and answers twice with it.

    With ``?another=`` the form stands in the answer again, as long as there is room for another.

    Form: see EntryForm. Errors: 404 unknown, or not yours; 409 the list is full; 422.
    """
    listing, outer = listing_of(line, name), line.outer.get(name)
    form = entry_form(listing, outer is not None).read(request.form)
    parameters = form | {"texts": Jsonb(form["texts"])}
    parameters |= {"kind": name, "outer": outer and outer.name, "most": listing.most}
    parameters["keys"] = Jsonb(listing.keys(form["name"]))
    fetch = fetch_after_lock if form.get("under") else fetch_character
    row = fetch(statements.ADD, line, id, **parameters)
    if row.entry is None:
        # Sent twice at once, the second waits for the first but cannot see what it added: run again, it does.
        row = fetch(statements.ADD, line, id, **parameters)
    if row.entry is None:
        if outer and not any(EntryRow._make(entry).id == form["under"] for entry in row.entries):
            abort(404)
        message = _(
            "There is no room for another %(one)s: a character can have %(most)s.", one=listing.one, most=listing.most
        )
        raise Conflict(message)
    if not wants_fragment():
        return back_to_list(line, id, listing, row.entry)
    sheet = sheet_after(line, id, row)
    added = sheet.entries[row.entry]
    at = trait_at(line, listing)
    if "another" in request.args and has_room_for_another(sheet, added):
        sheet.adding = (name, form["under"])
    return render_template(
        "partials/entry_added_response.html", sheet=sheet, entry=added, at=at, **consequences(sheet, added)
    )
