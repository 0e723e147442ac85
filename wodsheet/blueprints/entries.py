"""Entries of lists: rated, written, moved and removed."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request

from wodsheet.blueprints.list_responses import back_to_list, drawn, listing_of, pointed, sheet_after
from wodsheet.blueprints.own_character import (
    Answer,
    fetch_character,
    load_sheet,
    redirect_to_sheet,
    wants_fragment,
    wants_json,
)
from wodsheet.blueprints.texts import tell
from wodsheet.engine import Line
from wodsheet.problems import Conflict, Refused
from wodsheet.schemas.sheet import dots_form, move_form, nothing_form, text_form
from wodsheet.statements import entries as statements

bp = Blueprint("entries", __name__, url_prefix="/<line:line>/<id:id>/lists/<name>/<id:entry>")

MOST_DOTS = 20


@bp.post("/rating")
def rate(line: Line, id: int, name: str, entry: int) -> Answer:
    """Set an entry's dots; answer with its row and whatever follows from it.

    Form: dots, 0 to 20; a row shows fewer, and where the player said how many, those are the most.
    Errors: 404 unknown, without dots, or not yours; 422.
    """
    listing = listing_of(line, name)
    if not listing.high:
        abort(404)
    dots = dots_form(0, MOST_DOTS).read(request.form)["dots"]
    bound = listing.fields.get(listing.bounded_by)
    most = int(bound.start) if bound else MOST_DOTS
    row = fetch_character(
        statements.RATE, line, id, kind=name, entry=entry, dots=dots, bound=listing.bounded_by, most=most
    )
    if not row.fits:
        raise Refused(details=[{"field": "dots", "message": f"{dots} is more than it has room for."}])
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"rating-e{entry}")
    sheet = sheet_after(line, id, row)
    rated = sheet.entries[entry]
    return render_template("partials/entry_rating_response.html", sheet=sheet, entry=rated, follow=line.heeding[name])


@bp.post("/texts/<text>")
def write(line: Line, id: int, name: str, entry: int, text: str) -> Answer:
    """Keep one text of an entry, its name being one; as texts.write in all else."""
    listing = listing_of(line, name)
    field = listing.fields.get(text) or abort(404)
    form = text_form(field).read(request.form)
    row = fetch_character(statements.WRITE, line, id, kind=name, entry=entry, text=text, start=field.start, **form)
    if not row.kept:
        raise Conflict(f"{field.label} was changed somewhere else meanwhile.", kept=row.words, sent=form["words"])
    if not wants_fragment():
        return back_to_list(line, id, listing)
    sheet = sheet_after(line, id, row)
    written = sheet.entries[entry]
    shown = pointed(line, listing, written.texts, {text: row.words})
    follow = line.heeding[name] if text == "name" else ()
    return render_template(
        "partials/entry_text_response.html", sheet=sheet, entry=written, text=field, follow=follow, pointed=shown
    )


@bp.post("/move")
def move(line: Line, id: int, name: str, entry: int) -> Answer:
    """Put an entry at a place among its like; answer with its list. Form: place, from 0."""
    listing = listing_of(line, name)
    place = move_form.read(request.form)["place"]
    row = fetch_character(statements.MOVE, line, id, kind=name, entry=entry, place=place)
    if not wants_fragment():
        return back_to_list(line, id, listing)
    sheet = sheet_after(line, id, row)
    moved = sheet.entries[entry]
    return drawn(sheet, listing, f"{moved.name} is number {moved.place + 1} now.")


@bp.post("/remove")
def remove(line: Line, id: int, name: str, entry: int) -> Answer:
    """Remove an entry and what stands in it; answer with its list. Removing what is gone already is done too."""
    listing = listing_of(line, name)
    nothing_form.read(request.form)
    row = fetch_character(statements.REMOVE, line, id, kind=name, entry=entry)
    if wants_json():
        return back_to_list(line, id, listing)
    if not wants_fragment():
        return redirect(f"/{line.name}/{id}/lists/{name}/{entry}/removed#list-{line.outermost(listing).name}", 303)
    said = f"Removed {row.name}." if row.name else ""
    sheet = sheet_after(line, id, row)
    sheet.removed = (listing, entry, row.name) if row.name else None
    return drawn(sheet, listing, said, pointed=pointed(line, listing, row.removed or {}), all=True)


@bp.get("/removed")
def removed(line: Line, id: int, name: str, entry: int) -> Answer:
    """Without scripts: the sheet with the way back for a removed entry; the sheet alone when there is none."""
    listing = listing_of(line, name)
    row = fetch_character(statements.REMOVED, line, id, kind=name, entry=entry)
    if row.name is None:
        return back_to_list(line, id, listing)
    sheet = load_sheet(line, id)
    sheet.removed = (listing, entry, row.name)
    return render_template("sheets/show.html", sheet=sheet)


@bp.post("/restore")
def restore(line: Line, id: int, name: str, entry: int) -> Answer:
    """Bring a removed entry back, with all that stood in it; answer with its list. Errors: 404 nothing such removed."""
    listing = listing_of(line, name)
    nothing_form.read(request.form)
    row = fetch_character(statements.RESTORE, line, id, kind=name, entry=entry)
    if not wants_fragment():
        return back_to_list(line, id, listing)
    sheet = sheet_after(line, id, row)
    back = sheet.entries.get(entry) or abort(404)
    return drawn(sheet, listing, f"{back.name} is back.", pointed=pointed(line, listing, back.texts), all=True)


@bp.errorhandler(Refused)
@bp.errorhandler(Conflict)
def not_kept(error: Refused | Conflict) -> Answer:
    """Say at the entry why, with the dots the server kept or the words as they were typed; all else at its list."""
    asked = request.view_args or {}
    sheet = load_sheet(asked["line"], asked["id"])
    entry = sheet.entries.get(asked["entry"])
    if entry is None or entry.listing.name != asked["name"]:
        abort(404)
    status = error.code or 422
    if "text" in asked:
        field = entry.listing.fields[asked["text"]]
        tell(sheet, f"text-e{entry.id}-{field.name}", error)
        answer = {"partial": "partials/entry_text_response.html", "text": field, "follow": (), "pointed": ()}
    elif request.endpoint == "entries.rate":
        sheet.problems[f"rating-e{entry.id}"] = f"{error.details[0]['message']} Still {entry.dots}."
        answer = {"partial": "partials/entry_rating_response.html", "follow": ()}
    else:
        sheet.problems[f"list-{sheet.line.outermost(entry.listing).name}"] = error.details[0]["message"]
        return drawn(sheet, entry.listing, status=status)
    if not wants_fragment():
        return render_template("sheets/show.html", sheet=sheet), status
    return render_template(answer.pop("partial"), sheet=sheet, entry=entry, **answer), status
