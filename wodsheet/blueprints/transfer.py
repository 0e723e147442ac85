"""Everything a player has: taken away as one file, and brought in again."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack, closing
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Blueprint, g, redirect, render_template, request, send_file
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from wodsheet import db
from wodsheet.blueprints.character import Answer, fetch_character
from wodsheet.engine import Line
from wodsheet.lines import LINES, localized
from wodsheet.portraits import SLOTS
from wodsheet.problems import Busy, NoStorage, Problem, TooFast
from wodsheet.routes import MEGABYTE, MOST_IMPORT
from wodsheet.schemas.sheet import nothing_form
from wodsheet.schemas.transfer import brought_form, import_form
from wodsheet.statements import transfer as statements
from wodsheet.templating.dates import today
from wodsheet.templating.i18n import gettext as _
from wodsheet.transfer import archive, exporter, importer, parse
from wodsheet.web import access, turns
from wodsheet.web.refusals import on_refusal

bp = Blueprint("transfer", __name__)

# Damaged pictures that the page after an import names; an address has room for no more.
MOST_NAMED = 60

# What the name of a file may not have everywhere: separators, wildcards and what cannot be seen.
UNNAMED = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def facts() -> dict[str, Any]:
    """What every page of an import says: the largest file in megabytes, and the lines by name."""
    return {"most": MOST_IMPORT // MEGABYTE, "lines": {name: localized(name) for name in LINES}}


@bp.post("/account/export")
def take() -> Answer:
    """Everything the asker owns as one ZIP.

    Errors: 401; 429 another of theirs takes long; 503 others wait, the pictures cannot be read, or there is no room.
    """
    nothing_form.read(request.form)
    me = access.asker()
    with ExitStack() as opened, turns.turn(g.user):
        # On the disk from the beginning: gunicorn asks for the file's number, and to get one that of a small file would
        # be written only then, after the answer has begun.
        file = opened.enter_context(TemporaryFile())
        # Where there is no room for all of it, its connection would be busy for as long as the error is remembered.
        with closing(db.stream(statements.TAKE, me)) as rows:
            found = exporter.write(rows, file)
        if not found:
            access.not_found_or_signed_out()
        length = file.tell()
        # This writes the last of it. Recorded once all is on the disk, and for nobody whose session ended meanwhile.
        file.seek(0)
        if not db.run(statements.RECORD_EXPORT, me):
            access.not_found_or_signed_out()
        opened.pop_all()  # from here on the answer closes it
    return attached(file, length, f"wodsheet-{today()}.zip")


@bp.get("/<line:line>/<id:id>/export")
def take_character(line: Line, id: int) -> Answer:
    """One character as a ZIP that an import reads.

    Errors: 404; 429 another of theirs takes long; 503 others wait, the pictures cannot be read, or there is no room.
    """
    character = fetch_character(statements.TAKE_CHARACTER, line, id).json
    with ExitStack() as opened, turns.turn(g.user):
        file = opened.enter_context(TemporaryFile())
        exporter.write_character(character, file)
        length = file.tell()
        file.seek(0)
        opened.pop_all()  # from here on the answer closes it
    name = UNNAMED.sub(" ", json.loads(character)["texts"]["name"]).strip(" .")
    return attached(file, length, f"{name or 'wodsheet'} {today()}.zip")


def attached(file: IO[bytes], length: int, name: str) -> Response:
    """A file of so many bytes, to be saved under this name and kept by nobody on the way."""
    answer = send_file(file, "application/zip", as_attachment=True, download_name=name)
    answer.content_length = length
    answer.cache_control.no_cache = None
    answer.cache_control.no_store = True
    return answer


@bp.get("/account/import")
def show() -> Answer:
    """The form that brings a file in; after that, what came of it. Query: see BroughtForm."""
    form = brought_form.read(request.args)
    rows = importer.brought(form["key"]) if "key" in form else None
    names = {row.number: row.name for row in rows or ()}
    damaged = [(SLOTS[slot].label, names[number]) for number, slot in form["damaged"] if number in names]
    came = {"brought": rows, "missing": form["missing"], "damaged": damaged}
    return render_template("transfer/import.html", problems=[], **came, **facts())


def redraw_form(error: HTTPException) -> Answer:
    """The form with the reasons why nothing came in."""
    nothing = {"brought": None, "missing": 0, "damaged": []}
    return render_template("transfer/import.html", problems=sentences(error), **nothing, **facts())


def sentences(error: HTTPException) -> list[str]:
    """A failure in sentences."""
    if isinstance(error, Problem):
        return [detail["message"] for detail in error.details] or [error.first_message]
    return [_("A file may have %(most)s megabytes.", most=MOST_IMPORT // MEGABYTE)]


@bp.post("/account/import")
@on_refusal(redraw_form, TooFast, RequestEntityTooLarge, Busy, NoStorage)
def bring() -> Answer:
    """Make characters of a file, all of them or none, and go to what came of it. Sent twice, they come once. A picture
    that cannot be opened is left out, and named there.

    Form: file, a ZIP that ``take`` made; form_key. Errors: 401; 409 no room for the pictures; 413; 422 with a sentence
    for each thing that cannot stand; 429 and 503 as ``take``.
    """
    key = import_form.read(request.form)["form_key"]
    file = file_of(request.files).stream
    with turns.turn(g.user), archive.opened(file) as opened:
        export = parse.read(opened.export)
        damaged = [] if importer.brought(key) else importer.bring(export, opened, key)
    left_out = "".join(f"&damaged={picture.number}.{picture.slot}" for picture in damaged[:MOST_NAMED])
    return redirect(f"/account/import?key={key}&missing={export.missing}{left_out}", 303)


def file_of(files: MultiDict[str, FileStorage]) -> FileStorage:
    """The one file of the form. Raises Refused (422) when there is none, or more."""
    if [name for name, _ in files.items(multi=True)] != [archive.FIELD] or not files[archive.FIELD].filename:
        archive.refuse(_("Choose one file."))
    return files[archive.FIELD]
