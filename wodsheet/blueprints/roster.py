"""The roster, and the ways to get a character: new, ready-made, or a clone of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from flask import Blueprint, abort, current_app, g, render_template, request
from psycopg.types.json import Jsonb
from werkzeug.wrappers import Response

from wodsheet import db, preferences
from wodsheet.blueprints import offers
from wodsheet.blueprints.character import Answer, fetch_character, needed_right, redirect_to_sheet, wants_json
from wodsheet.blueprints.responses import record, respond_page, respond_saved
from wodsheet.blueprints.roster_limit import with_room
from wodsheet.engine import Line
from wodsheet.lines import LINES, localized
from wodsheet.portraits import Portrait, service, storage
from wodsheet.pregens import PREGENS
from wodsheet.problems import Problem, SignedOut
from wodsheet.schemas.character import character_form, key_form
from wodsheet.schemas.random_character import MOST_SEED, asked_for, random_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.document import CharacterDocument, copied, keys_of
from wodsheet.sheet.offers import for_text
from wodsheet.sheet.paper import on_paper
from wodsheet.sheet.roster import KINDS, SORTS, TEXTS, Roster, days_left
from wodsheet.sheet.three import three
from wodsheet.statements import roster as statements
from wodsheet.statements import sheets
from wodsheet.templating.i18n import gettext
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("roster", __name__)

COPY = re.compile(r" \(copy(?: ([1-9][0-9]{0,8}))?\)$")


@bp.get("/")
def index() -> Answer:
    """Signed in, the roster; signed out, the welcome. Query: find, words to look for; sort, one of SORTS.

    Errors: 401 for a program.
    """
    if g.user is None:
        if wants_json():
            raise SignedOut
        return render_template("roster/welcome.html", settings=current_app.config["SETTINGS"], ready=PREGENS)
    rows = fetch_roster()
    roster = Roster(rows, request.args.get("find", ""), request.args.get("sort", ""))
    if wants_json():
        return record(rows[0].player, roster.found)
    return respond_page(
        "roster/show.html",
        rows,
        player=rows[0].player,
        roster=roster,
        sorts={sort: gettext(label) for sort, (label, _) in SORTS.items()},
        days_left=days_left,
        lines=list(map(localized, LINES)),
        ready={name: one for name, one in PREGENS.items() if not roster.has(one.line, one.name)},
        limit=0 if rows[0].unlimited else current_app.config["SETTINGS"].character_limit,
    )


def fetch_roster() -> list[Any]:
    """The player's characters in one statement, as rows of ``statements.ROSTER``."""
    parameters = {**access.asker(), "texts": TEXTS, "kinds": KINDS}
    rows = db.run(statements.ROSTER, parameters) or access.not_found_or_signed_out()
    preferences.set_preferences(rows[0].preferences)
    return rows


def redirect_to_roster(place: str = "") -> Response:
    """Answer a change of what is in play: back to the roster; a program gets the roster as it is now."""

    def read() -> Response:
        rows = fetch_roster()
        return record(rows[0].player, Roster(rows, "", "").found)

    return respond_saved(f"/{place}", read)


@bp.get("/<line:line>/new")
def new(line: Line) -> Answer:
    """The page that makes a character: a name is enough. With a seed, three random ones to choose from stand on it.

    Query: see RandomForm. Errors: 401; 422.
    """
    return render_form(line)


def render_form(line: Line, problems: Mapping[str, str] = MappingProxyType({})) -> str:
    """The page, with what was typed and chosen and the ``problems`` with it, by field."""
    nobody = Sheet.of_parts(localized(line.name), 0, {})
    found = (
        three(nobody.line, *asked_for(line, random_form.read(request.args)), MOST_SEED)
        if "seed" in request.args
        else None
    )
    return render_template(
        "roster/new.html",
        line=nobody.line,
        nobody=nobody,
        ready=PREGENS.get(line.name),
        typed=request.form,
        problems=problems,
        three_found=found,
    )


@bp.get("/<line:line>/new/offers/<name>")
def offers_of_new(line: Line, name: str) -> Answer:
    """What a text may say of a character that is not made yet. 404 for one that the line does not begin with."""
    if name not in line.beginning:
        abort(404)
    nobody = Sheet.of_parts(localized(line.name), 0, {})
    return offers.respond(nobody, for_text(nobody, nobody.line.texts[name]))


def redraw_form(error: Problem, line: Line) -> Answer:
    """The page with what was typed, and each message at its field; one that has no field at the name."""
    problems = {detail["field"]: detail["message"] for detail in error.details}
    shown = {"name", "kind", *line.beginning, *(f"own_{name}" for name in line.beginning)}
    return render_form(line, problems if problems.keys() & shown else {"name": error.first_message})


@bp.post("/<line:line>")
@on_refusal(redraw_form)
def create(line: Line) -> Answer:
    """Make a character and go to its sheet; the same form sent twice makes one.

    Form: see character_form. Errors: 401; 409 the roster is full; 422.
    """
    form = character_form(line).read(request.form)
    return create_document(document_of_form(line, form), form["form_key"])


def document_of_form(line: Line, form: Mapping[str, Any]) -> CharacterDocument:
    """A new character, by what was said of it in ``character_form``."""
    kind = line.kind(form.get("kind", ""))
    begun = {name: form.get(f"own_{name}") or form.get(name, "") for name in line.beginning}
    texts = {name: words for name, words in begun.items() if words} | {**kind.written, "name": form["name"]}
    return CharacterDocument(line, texts, kind.ratings, keys=keys_of(line, texts, {}))


@bp.post("/<line:line>/guide")
@on_refusal(redraw_form)
def draft(line: Line) -> Answer:
    """Make a draft, and go to the first stage of making it with help. It needs no room on the roster.

    Form and errors as create; it is never full.
    """
    form = character_form(line).read(request.form)
    document = replace(document_of_form(line, form), drafted_at=datetime.now(UTC).isoformat())
    return create_document(document, form["form_key"])


@bp.get("/<line:line>/ready/print")
def preview_ready(line: Line) -> Answer:
    """The line's ready character as it is printed, for everybody to look at. Nothing is written.

    Errors: 404 the line has none.
    """
    ready = PREGENS.get(line.name) or abort(404)
    if g.user is not None:
        access.require_session()
    return render_template("roster/ready.html", ready=ready, **on_paper(ready.sheet))


@bp.post("/<line:line>/ready")
def create_ready(line: Line) -> Answer:
    """Make the line's ready character one of the player's own, and go to its sheet.

    Form: form_key. Errors: 401; 404 the line has none; 409 the roster is full; 422.
    """
    form = key_form.read(request.form)
    return create_document(PREGENS.get(line.name) or abort(404), form["form_key"])


@bp.post("/<line:line>/<id:id>/clone")
def clone(line: Line, id: int) -> Answer:
    """Make another character like this one, without its history, and go to its sheet.

    Where there is no room for its pictures it comes without them, and the page of its portraits says so.

    Form: form_key. Errors: 404; 409 the roster is full; 422; 503 the pictures cannot be read or saved.
    """
    form = key_form.read(request.form)
    row = fetch_character(sheets.SHOW[needed_right()], line, id)
    document = copied(line, row)
    name = name_of_copy(document.name)
    portraits = service.copy({slot: Portrait(*columns) for slot, columns in row.portraits.items()})
    return create_document(
        document.named(name) if len(name) <= line.title.limit else document, form["form_key"], portraits
    )


def name_of_copy(name: str) -> str:
    """What a clone is called: "Anna (copy)", and a clone of that "Anna (copy 2)"."""
    copy = COPY.search(name)
    return f"{name[: copy.start()]} (copy {int(copy[1] or 1) + 1})" if copy else f"{name} (copy)"


def create_document(document: CharacterDocument, form_key: str, portraits: Sequence[dict[str, Any]] = ()) -> Answer:
    """Create a character where there is room, and go to its sheet. ``portraits``: rows whose files are there."""
    character = Jsonb({**document.to_row(), "portraits": list(portraits)})
    files = [portrait["key"] for portrait in portraits]
    with service.removed_on_failure(*files):
        made = with_room(
            *(statements.CREATE, document.line, not document.drafted_at),
            form_key=form_key,
            character=character,
            quota=service.quota(),
        )
    if not made.new_pictures:
        storage.forget(*files)
    if portraits and not (made.new_pictures or made.known_pictures):
        return redirect_to_sheet(document.line, made.id, page="/portraits?left_out=quota")
    first = f"/guide/{document.line.stages[0].name}" if document.drafted_at else ""
    return redirect_to_sheet(document.line, made.id, page=first)
