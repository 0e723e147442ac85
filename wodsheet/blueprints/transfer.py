"""Everything a player has: taken away as one file, and brought in again."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from flask import Blueprint, g, redirect, render_template, request, send_file
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from wodsheet import access, database, errors
from wodsheet.blueprints.asking import Answer
from wodsheet.errors import Conflict, Refused, TooFast
from wodsheet.lines import LINES
from wodsheet.portraits import keeping
from wodsheet.portraits import opening as picture_opening
from wodsheet.posted import MEGABYTE, ROOM
from wodsheet.schemas.sheet import nothing_form
from wodsheet.schemas.transfer import brought_form, import_form
from wodsheet.statements import transfer as statements
from wodsheet.transfer import bringing, opening, reading, writing
from wodsheet.when import today

bp = Blueprint("transfer", __name__, url_prefix="/account")

# Bytes: of a file that comes in, and of one going out before it is put on the disk.
MOST = 100 * MEGABYTE
IN_MEMORY = MEGABYTE
# What the page of an import says.
FACTS = {"most": MOST // MEGABYTE, "lines": LINES}

# A form around a file is some hundred bytes.
ROOM["transfer.bring"] = MOST + MEGABYTE // 100


@bp.post("/export")
def take() -> Answer:
    """Everything the asker owns as one ZIP. Errors: 401; 503 the pictures cannot be read."""
    nothing_form.read(request.form)
    me = {"user": g.user, "epoch": g.epoch}
    with ExitStack() as opened:
        file = opened.enter_context(SpooledTemporaryFile(IN_MEMORY))
        # Told once there is something to hand over, and to nobody whose session ended meanwhile.
        if not writing.write(database.stream(statements.TAKE, me), file) or not database.run(statements.TELL_TAKEN, me):
            access.missing()
        opened.pop_all()  # from here on the answer closes it
    length = file.tell()
    file.seek(0)
    answer = send_file(file, "application/zip", as_attachment=True, download_name=f"wodsheet-{today()}.zip")
    answer.content_length = length
    answer.cache_control.no_cache = None
    answer.cache_control.no_store = True
    return answer


@bp.get("/import")
def show() -> Answer:
    """The form that brings a file in; after that, what came of it. Query: see BroughtForm."""
    asked = brought_form.read(request.args)
    rows = bringing.brought(asked["key"]) if "key" in asked else None
    return render_template("transfer/import.html", brought=rows, missing=asked["missing"], problems=[], **FACTS)


@bp.post("/import")
def bring() -> Answer:
    """Make characters of a file, all of them or none, and go to what came of it. Sent twice, they come once.

    Form: file, a ZIP that ``take`` made; form_key. Errors: 401; 409 no room for the pictures; 413; 422 with a sentence
    for each thing that cannot stand; 503.
    """
    key = import_form.read(request.form)["form_key"]
    with opening.opened(file_of(request.files).stream) as archive:
        export = reading.read(archive.told)
        if not bringing.brought(key):
            bringing.bring(export, archive, key)
    return redirect(f"/account/import?key={key}&missing={export.missing}", 303)


def file_of(files: MultiDict[str, FileStorage]) -> FileStorage:
    """The one file of the form. Raises Refused (422) when there is none, or more."""
    if [name for name, _ in files.items(multi=True)] != [opening.FIELD] or not files[opening.FIELD].filename:
        opening.refuse("Choose one file.")
    return files[opening.FIELD]


@bp.errorhandler(Refused)
@bp.errorhandler(Conflict)
@bp.errorhandler(TooFast)
@bp.errorhandler(RequestEntityTooLarge)
@bp.errorhandler(picture_opening.Busy)
@bp.errorhandler(keeping.NoPlace)
def not_brought(error: HTTPException) -> Answer:
    """Say at the form why nothing came in."""
    if errors.wanted() == "json" or request.endpoint != "transfer.bring":
        return errors.refuse(error)
    problems = why(error)
    page = render_template("transfer/import.html", brought=None, missing=0, problems=problems, **FACTS)
    return page, error.code or 422


def why(error: HTTPException) -> list[str]:
    """A failure in sentences."""
    if isinstance(error, RequestEntityTooLarge):
        return [f"A file may have {MOST // MEGABYTE} megabytes."]
    details = getattr(error, "details", [])
    return [detail["message"] for detail in details] or [str(error.description)]
