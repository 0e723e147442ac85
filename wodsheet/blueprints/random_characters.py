"""Legal characters by chance: three to choose from, one as a document, one made."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, redirect, request

from wodsheet.blueprints.character import Answer, wants_json
from wodsheet.blueprints.responses import record
from wodsheet.blueprints.roster import create_document
from wodsheet.engine import Line
from wodsheet.schemas.random_character import asked_for, make_random_form, random_form
from wodsheet.sheet.random_character import random_character
from wodsheet.web import access

bp = Blueprint("random_characters", __name__, url_prefix="/<line:line>/random")


@bp.get("")
def show(line: Line) -> Answer:
    """A legal character as a document; in a browser, three of them on the page that makes a character.

    Query: see RandomForm. Errors: 401; 422.
    """
    access.require_session()
    line, creation, seed = asked_for(line, random_form.read(request.args))
    if wants_json():
        return record(random_character(line, creation, seed))
    return redirect(f"/{line.name}/new?{urlencode({'kind': creation.name, 'seed': seed})}#three")


@bp.post("")
def make(line: Line) -> Answer:
    """Make a random character one of the player's own, and go to its sheet; the same form sent twice makes one.

    Form: see MakeRandomForm. Errors: 401; 409 the roster is full; 422.
    """
    form = make_random_form.read(request.form)
    return create_document(random_character(*asked_for(line, form)), form["form_key"])
