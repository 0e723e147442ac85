"""The pictures of a character: seen, put there, cut, described and removed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from wodsheet.blueprints.character import Answer, fetch_character, needed_right, wants_fragment
from wodsheet.blueprints.responses import respond_page
from wodsheet.blueprints.texts import tell, tell_left_out
from wodsheet.engine import Line
from wodsheet.portraits import SLOTS, TEXTS, Portrait, Slot, sandbox, service, storage
from wodsheet.preferences import set_preferences
from wodsheet.problems import Conflict, NoStorage, Problem, TooFast
from wodsheet.routes import MEGABYTE, MOST_PICTURE
from wodsheet.schemas.portrait import focus_form, picture_of
from wodsheet.schemas.sheet import nothing_form, text_form
from wodsheet.sheet import Sheet
from wodsheet.statements import portraits as statements
from wodsheet.templating.i18n import gettext as _
from wodsheet.templating.i18n import number
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("portraits", __name__, url_prefix="/<line:line>/<id:id>/portraits")

A_DAY = 24 * 60 * 60


@bp.get("")
def show(line: Line, id: int) -> Answer:
    """All pictures of a character. Query: left_out, ``quota`` after a copy whose pictures there was no room for."""
    sheet = read_album(line, id)
    return respond_page("portraits/show.html", (sheet.name, sheet.portraits), **shown(sheet))


def read_album(line: Line, id: int) -> Sheet:
    """A character with its name and portraits, and the asker's preferences, in one statement."""
    row = fetch_character(statements.ALBUM[needed_right()], line, id)
    set_preferences(row.preferences)
    return Sheet.of(line, id, row)


def page(sheet: Sheet) -> str:
    return render_template("portraits/show.html", **shown(sheet))


def shown(sheet: Sheet) -> dict[str, Any]:
    """What the page needs."""
    quota = number(service.quota() / MEGABYTE, 1)
    return {"sheet": sheet, "slots": SLOTS.values(), "most": MOST_PICTURE, "quota": quota}


def slot_of(name: str) -> Slot:
    """The slot an address names, or 404."""
    return SLOTS.get(name) or abort(404)


def fetch_portrait(line: Line, id: int, slot: Slot) -> Portrait | None:
    """The portrait in a slot of a character; None when the slot is empty. Raises like ``fetch_character``."""
    columns = fetch_character(statements.PICTURE[needed_right()], line, id, slot=slot.name).portrait
    return Portrait(*columns) if columns else None


@bp.get("/<slot>/<any(small, large):size>")
def picture(line: Line, id: int, slot: str, size: str) -> Answer:
    """One form of a picture, for whoever may see the sheet.

    An address with the picture's key (``?key=``) always means that picture, so a browser need not ask again for a day.
    """
    portrait = fetch_portrait(line, id, slot_of(slot)) or abort(404)
    response = described(portrait)
    if response.status_code != 304:
        response.set_data(storage.read(portrait.key, size) or abort(404))
    return response


def described(portrait: Portrait) -> Response:
    """The answer's headers; 304 for a browser that has this picture. It asks again once somebody else is signed in."""
    response = make_response()
    response.mimetype = "image/webp"
    response.set_etag(portrait.key)
    response.vary.add("Cookie")
    response.cache_control.private = True
    if request.args.get("key") == portrait.key:
        response.cache_control.max_age = A_DAY
    else:
        response.cache_control.no_cache = True
    return response.make_conditional(request)


def redraw_picture(error: HTTPException, line: Line, id: int, slot: str) -> Answer:
    """The picture that was there before, with the message."""
    place, sheet = slot_of(slot), read_album(line, id)
    sheet.problems[f"picture-{slot}"] = sentence(error)
    return plate(sheet, place) if wants_fragment() else page(sheet)


def sentence(error: HTTPException) -> str:
    """A failure in one sentence."""
    if isinstance(error, Problem):
        return error.first_message
    return _("A picture may have %(most)s megabytes. Save it smaller and try again.", most=MOST_PICTURE // MEGABYTE)


@bp.post("/<slot>")
@on_refusal(redraw_picture, TooFast, RequestEntityTooLarge, sandbox.Busy, NoStorage)
def save(line: Line, id: int, slot: str) -> Answer:
    """Put a picture into a slot, in place of the one that is there; answer with its plate.

    Form: picture, the file. Errors: 404 unknown, or not yours; 409 no room among the player's pictures; 413; 422 it
    cannot be opened, and why; 503 no place to keep it. Whichever it is, the old picture stands.
    """
    place = slot_of(slot)
    fetch_portrait(line, id, place)
    nothing_form.read(request.form)
    opened = sandbox.opened(picture_of(request.files).stream, place)
    service.put(parameters(line, id, place), opened)
    if not wants_fragment():
        return back_to_plate(line, id, place)
    return plate(read_album(line, id), place)


def parameters(line: Line, id: int, slot: Slot) -> dict[str, Any]:
    """What every statement about one portrait takes."""
    return {"id": id, "line": line.name, **access.asker(), "slot": slot.name}


@bp.post("/<slot>/focus")
def focus(line: Line, id: int, slot: str) -> Answer:
    """Cut a picture around another point; answer with its frame.

    Form: x and y, in percent. Errors: 404 unknown, no picture, or not yours; 409 another picture is there by now; 422.
    """
    place = slot_of(slot)
    form = focus_form.read(request.form)
    portrait = fetch_portrait(line, id, place) or abort(404)
    if not service.crop(parameters(line, id, place), place, portrait, **form):
        abort(404)
    if not wants_fragment():
        return back_to_plate(line, id, place)
    return render_template("partials/crop_response.html", sheet=read_album(line, id), slot=place)


def redraw_text(error: Problem, line: Line, id: int, slot: str, text: str) -> Answer:
    """The text as it was typed, with the message; after a conflict the other words, too."""
    sheet = read_album(line, id)
    if slot not in sheet.portraits:
        abort(404)
    tell(sheet, f"text-{slot}-{text}", TEXTS[text], error)
    return worded(sheet, SLOTS[slot], text) if wants_fragment() else page(sheet)


@bp.post("/<slot>/texts/<text>")
@on_refusal(redraw_text)
def write(line: Line, id: int, slot: str, text: str) -> Answer:
    """Keep the alias of a picture or its alt text; as texts.write in all else."""
    place, field = slot_of(slot), TEXTS.get(text) or abort(404)
    form = text_form(field).read(request.form)
    row = fetch_character(statements.WRITE, line, id, slot=slot, text=text, **form)
    if not row.saved:
        raise Conflict(
            _("%(label)s was changed somewhere else meanwhile.", label=_(field.label)),
            saved=row.words,
            sent=form["words"],
        )
    if not wants_fragment():
        return back_to_plate(line, id, place)
    sheet = read_album(line, id)
    tell_left_out(sheet, f"text-{slot}-{text}")
    return worded(sheet, place, text)


@bp.post("/<slot>/remove")
def remove(line: Line, id: int, slot: str) -> Answer:
    """Remove a picture, its words and its files. Removing what is gone already is done too."""
    place = slot_of(slot)
    nothing_form.read(request.form)
    service.remove(parameters(line, id, place))
    return back_to_plate(line, id, place)


def plate(sheet: Sheet, slot: Slot) -> str:
    return render_template("partials/portrait_response.html", sheet=sheet, slot=slot, most=MOST_PICTURE)


def worded(sheet: Sheet, slot: Slot, text: str) -> str:
    return render_template("partials/portrait_text_response.html", sheet=sheet, slot=slot, text=TEXTS[text])


def back_to_plate(line: Line, id: int, slot: Slot) -> Response:
    """Without scripts: back to the page, at the picture."""
    return redirect(f"/{line.name}/{id}/portraits#plate-{slot.name}", 303)
