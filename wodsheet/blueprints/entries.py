"""Entries of lists: rated, written, moved, removed and restored."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from psycopg.types.json import Jsonb

from wodsheet.blueprints.character import (
    Answer,
    fetch_after_lock,
    fetch_character,
    load_sheet,
    page_of_form,
    redirect_to_sheet,
    wants_fragment,
    wants_json,
)
from wodsheet.blueprints.list_responses import (
    back_to_list,
    consequences,
    consequences_of,
    listing_of,
    pointed,
    sheet_after,
    trait_at,
)
from wodsheet.blueprints.texts import tell, tell_left_out
from wodsheet.engine import Line, Listing, Trait
from wodsheet.problems import Conflict, Problem
from wodsheet.schemas.sheet import dots_form, move_form, nothing_form, text_form
from wodsheet.sheet import Entry, Sheet
from wodsheet.statements import entries as statements
from wodsheet.templating.i18n import gettext as _
from wodsheet.web.refusals import on_refusal

bp = Blueprint("entries", __name__, url_prefix="/<line:line>/<id:id>/lists/<name>/<id:entry>")

MOST_DOTS = 20


def load_entry(line: Line, id: int, name: str, entry: int) -> tuple[Sheet, Entry]:
    """The whole sheet and this entry of it, or 404."""
    sheet = load_sheet(line, id)
    found = sheet.entries.get(entry)
    if found is None or found.listing.name != name:
        abort(404)
    return sheet, found


def redraw_rating(error: Problem, line: Line, id: int, name: str, entry: int) -> Answer:
    """The entry's dots as the server has them, with the message."""
    sheet, rated = load_entry(line, id, name, entry)
    sheet.problems[f"rating-e{entry}"] = _("%(problem)s Still %(dots)s.", problem=error.first_message, dots=rated.dots)
    if not wants_fragment():
        return render_template("sheets/show.html", sheet=sheet)
    return render_template("partials/entry_rating_response.html", sheet=sheet, entry=rated, follow=())


def redraw_text(error: Problem, line: Line, id: int, name: str, entry: int, text: str) -> Answer:
    """The entry's text as it was typed, with the message; after a conflict the other words, too."""
    sheet, written = load_entry(line, id, name, entry)
    field, at = written.listing.fields[text], trait_at(line, listing_of(line, name))
    tell(sheet, field_id(entry, text, at), field, error)
    sheet.opened_under = entry if at else None
    if not wants_fragment():
        return render_template("sheets/show.html", sheet=sheet)
    return render_template("partials/entry_text_response.html", sheet=sheet, entry=written, text=field, at=at)


def field_id(entry: int, text: str, at: Trait | None) -> str:
    """The id of the field of an entry's text: in its list, or under the row of a trait."""
    return f"text-{'a' if at else 'e'}{entry}-{text}"


def redraw_list(error: Problem, line: Line, id: int, name: str, entry: int) -> Answer:
    """The message: at the entry's list on the whole sheet, by itself where a fragment was asked for."""
    sheet, there = load_entry(line, id, name, entry)
    sheet.problems[f"list-{line.outermost(there.listing).name}"] = error.first_message
    if not wants_fragment():
        return render_template("sheets/show.html", sheet=sheet)
    problem = {"error": error.first_message, "details": []}
    return render_template("partials/problem.html", problem=problem, request_id=None)


@bp.post("/rating")
@on_refusal(redraw_rating)
def rate(line: Line, id: int, name: str, entry: int) -> Answer:
    """Set an entry's dots; answer with its row and whatever follows from it.

    Form: dots, from 0 to what its row shows: what the listing or the book has, or the player said, or the entry has.
    Errors: 404 unknown, without dots, or not yours; 422.
    """
    listing = listing_of(line, name)
    if not listing.high:
        abort(404)
    dots = dots_form(0, MOST_DOTS).read(request.form)["dots"]
    most = Jsonb(listing.most_dots)
    row = fetch_character(
        statements.RATE, line, id, kind=name, entry=entry, dots=dots, bound=listing.bounded_by, most=most
    )
    dots_form(0, row.most).read(request.form)  # refuses what was not saved
    if not wants_fragment():
        return redirect_to_sheet(line, id, f"rating-e{entry}")
    sheet = sheet_after(line, id, row)
    rated = sheet.entries[entry]
    return render_template(
        "partials/entry_rating_response.html", sheet=sheet, entry=rated, follow=line.effects[name].trackers
    )


@bp.post("/texts/<text>")
@on_refusal(redraw_text)
def write(line: Line, id: int, name: str, entry: int, text: str) -> Answer:
    """Save one text of an entry, its name being one of them; as texts.write in all else."""
    listing = listing_of(line, name)
    field = listing.fields.get(text) or abort(404)
    form = text_form(field).read(request.form)
    parameters = form | {"text": text, "start": field.start, "keys": Jsonb(keys_beside(listing, text, form["words"]))}
    row = fetch_character(statements.WRITE, line, id, kind=name, entry=entry, **parameters)
    if not row.saved:
        raise Conflict(
            _("%(label)s was changed somewhere else meanwhile.", label=field.label), saved=row.words, sent=form["words"]
        )
    if not wants_fragment():
        return back_to_list(line, id, listing)
    sheet = sheet_after(line, id, row)
    at = trait_at(line, listing)
    tell_left_out(sheet, field_id(entry, text, at))
    written = sheet.entries[entry]
    texts = written.texts, {text: row.words}
    if text == "name":
        sheet.editing = None if listing.named_in_place else entry  # its field is there only while the name is open
        follows = consequences_of(sheet, listing, [(listing, written.name), (listing, row.words)], *texts)
        follows["affected"] = {one.id: one for one in (*sheet.affected_by(written), *follows["affected"])}.values()
    else:
        follows = {"pointed": pointed(line, listing, *texts)}
    return render_template(
        "partials/entry_text_response.html", sheet=sheet, entry=written, text=field, at=at, **follows
    )


def keys_beside(listing: Listing, text: str, words: str) -> dict[str, str]:
    """The keys that may be stored beside these words; none for another text than the name."""
    return listing.keys(words) if text == "name" else {}


@bp.post("/move")
@on_refusal(redraw_list)
def move(line: Line, id: int, name: str, entry: int) -> Answer:
    """Put an entry at a place among its like; answer with the order of its list. Form: place, from 0."""
    listing = listing_of(line, name)
    place = move_form.read(request.form)["place"]
    row = fetch_after_lock(statements.MOVE, line, id, kind=name, entry=entry, place=place)
    if not wants_fragment():
        return back_to_list(line, id, listing)
    sheet = sheet_after(line, id, row)
    moved = sheet.entries[entry]
    affected = sheet.affected_by_keys((), moved.listing)
    return render_template("partials/entry_moved_response.html", sheet=sheet, entry=moved, affected=affected)


def shown(listing: Listing, name: str, key: str | None) -> str:
    """The name of an entry that is gone, as the reader is shown it. ``key`` is the one stored beside the name."""
    choice = listing.choice(name, key=key)
    return choice.shown(name) if choice else name


@bp.post("/remove")
@on_refusal(redraw_list)
def remove(line: Line, id: int, name: str, entry: int) -> Answer:
    """Remove an entry and what stands in it; answer with its deletion. Removing what is gone already is done too."""
    listing = listing_of(line, name)
    nothing_form.read(request.form)
    row = fetch_after_lock(statements.REMOVE, line, id, kind=name, entry=entry)
    if wants_json():
        return back_to_list(line, id, listing)
    if not wants_fragment():
        if page_of_form(line, id):
            return redirect_to_sheet(line, id, "undo")
        return redirect(f"/{line.name}/{id}/lists/{name}/{entry}/removed#list-{line.outermost(listing).name}", 303)
    sheet = sheet_after(line, id, row)
    if row.name is None:
        return render_template("partials/entry_removed_response.html", sheet=sheet, id=entry, at=None)
    sheet.removed = (listing, entry, shown(listing, row.name, row.key))
    at = trait_at(line, listing)
    sheet.removed_under = at.name if at else ""
    outer = sheet.entries[row.under] if row.under else None
    gone = [(listing, row.name), *((line.listings[kind], inner) for kind, inner in row.within)]
    follows = consequences_of(sheet, sheet.kind.own(listing), gone, row.removed)
    return render_template(
        "partials/entry_removed_response.html", sheet=sheet, id=entry, listing=listing, outer=outer, at=at, **follows
    )


@bp.get("/removed")
def removed(line: Line, id: int, name: str, entry: int) -> Answer:
    """Without scripts: the sheet with the way back for a removed entry; the sheet alone when there is none."""
    listing = listing_of(line, name)
    row = fetch_character(statements.REMOVED, line, id, kind=name, entry=entry)
    if row.name is None:
        return back_to_list(line, id, listing)
    sheet = load_sheet(line, id)
    sheet.removed = (listing, entry, shown(listing, row.name, row.key))
    return render_template("sheets/show.html", sheet=sheet)


@bp.post("/restore")
@on_refusal(redraw_list)
def restore(line: Line, id: int, name: str, entry: int) -> Answer:
    """Bring a removed entry back, with all that stood in it; answer with it. Errors: 404 nothing such was removed."""
    listing = listing_of(line, name)
    nothing_form.read(request.form)
    row = fetch_after_lock(statements.RESTORE, line, id, kind=name, entry=entry)
    sheet = sheet_after(line, id, row)
    back = sheet.entries.get(entry) or abort(404)
    if not wants_fragment():
        return back_to_list(line, id, listing)
    return render_template(
        "partials/entry_restored_response.html", sheet=sheet, entry=back, **consequences(sheet, back)
    )
