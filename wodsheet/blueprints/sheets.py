"""The roster, making characters, and whole sheets on screen and on paper."""

from __future__ import annotations

from flask import Blueprint, current_app, g, redirect, render_template, request
from psycopg.types.json import Jsonb

from wodsheet import access, database, preferences
from wodsheet.blueprints.asking import Answer, ask, read_sheet
from wodsheet.engine import Line
from wodsheet.errors import Conflict, Refused
from wodsheet.lines import LINES
from wodsheet.schemas.character import character_form
from wodsheet.schemas.sheet import nothing_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.paper import one_page
from wodsheet.statements import sheets

bp = Blueprint("sheets", __name__)


@bp.get("/")
def index() -> Answer:
    """Signed in, the roster; signed out, the welcome."""
    if g.user is None:
        return render_template("welcome.html", settings=current_app.config["SETTINGS"])
    return roster()


def roster() -> str:
    """The player's characters, the last changed first, those put away below."""
    rows = database.run(sheets.ROSTER, {"user": g.user, "epoch": g.epoch}) or access.missing()
    preferences.like(rows[0].preferences)
    cards = [on_card(row) for row in rows if row.id is not None and row.line in LINES]
    return render_template(
        "sheets/roster.html",
        player=rows[0].player,
        cards=[sheet for sheet in cards if not sheet.archived],
        archived=[sheet for sheet in cards if sheet.archived],
        lines=LINES.values(),
        limit=current_app.config["SETTINGS"].character_limit,
    )


def on_card(row) -> Sheet:
    """A row of the roster as a sheet, with when it was last changed."""
    sheet = Sheet(LINES[row.line], row.id, row.ratings, row.texts, row.entries)
    sheet.archived = row.archived_at is not None
    sheet.changed_at = row.changed_at
    sheet.show_face(row.face)
    return sheet


@bp.get("/<line:line>/new")
def new(line: Line) -> Answer:
    """The page that makes a character: a name is enough."""
    return render_template("sheets/new.html", line=line, typed="", chosen="", problem="")


@bp.post("/<line:line>")
def create(line: Line) -> Answer:
    """Make a character and go to its sheet; the same form sent twice makes one.

    Form: name, form_key, and of a line with kinds perhaps kind. Errors: 401; 409 the roster is full; 422.
    """
    form = character_form(line).read(request.form)
    kind = line.kind(form.get("kind", ""))
    me = {"user": g.user, "epoch": g.epoch}
    asked = {
        **me,
        "line": line.name,
        "ratings": Jsonb(dict(kind.ratings)),
        "texts": Jsonb({**kind.written, "name": form["name"]}),
        "form_key": form["form_key"],
        "most": current_app.config["SETTINGS"].character_limit,
    }
    with database.transaction() as run:
        made = run(sheets.CREATE, asked)[0].id if run(sheets.OPEN_ROSTER, me) else access.missing()
    if made is None:
        raise Conflict(full(line))
    return redirect(f"/{line.name}/{made}", 303)


def full(line: Line) -> str:
    """Why no further character of a line can be had."""
    limit = current_app.config["SETTINGS"].character_limit
    return f"You have {limit} {line.many}, and {limit} is the most. Put one away first; it stays as it is."


@bp.errorhandler(Refused)
def not_made(error: Refused) -> Answer:
    """Say at the name why, with what was typed."""
    line = (request.view_args or {})["line"]
    problem = error.details[0]["message"]
    typed, chosen = request.form.get("name", ""), request.form.get("kind", "")
    return render_template("sheets/new.html", line=line, typed=typed, chosen=chosen, problem=problem), 422


@bp.get("/<line:line>/<id:id>")
def show(line: Line, id: int) -> Answer:
    """The sheet."""
    return render_template("sheets/show.html", sheet=read_sheet(line, id))


@bp.get("/<line:line>/<id:id>/print")
def paper(line: Line, id: int) -> Answer:
    """The sheet as full pages; the paper is chosen on the page itself."""
    sheet = read_sheet(line, id)
    return render_template("sheets/print.html", sheet=sheet, exact=one_page(sheet))


@bp.post("/<line:line>/<id:id>/archive")
def put_away(line: Line, id: int) -> Answer:
    """Put a character away: it stays as it is and is not counted."""
    nothing_form.read(request.form)
    ask(sheets.PUT_AWAY, line, id)
    return redirect("/", 303)


@bp.post("/<line:line>/<id:id>/bring-back")
def bring_back(line: Line, id: int) -> Answer:
    """Bring a character back from where it was put away. Errors: 409 the roster is full."""
    nothing_form.read(request.form)
    asked = {
        "id": id,
        "line": line.name,
        "user": g.user,
        "epoch": g.epoch,
        "most": current_app.config["SETTINGS"].character_limit,
    }
    with database.transaction() as run:
        found = run(sheets.BRING_BACK, asked) if run(sheets.OPEN_ROSTER, asked) else []
    if not found:
        access.missing()
    if not found[0].there:
        raise Conflict(full(line))
    return redirect("/", 303)
