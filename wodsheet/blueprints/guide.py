"""The guided way: a character made one stage after the other, on the same parts that its sheet has."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, redirect, render_template, request

from wodsheet.blueprints.character import Answer
from wodsheet.blueprints.check import load_checked
from wodsheet.blueprints.responses import respond_page
from wodsheet.engine import Line
from wodsheet.schemas.guide import answers_form
from wodsheet.sheet import guide

bp = Blueprint("guide", __name__, url_prefix="/<line:line>/<id:id>/guide")


@bp.get("")
def begin(line: Line, id: int) -> Answer:
    """Go to the first stage that is not done, or to the end. Errors: 404 not there, or not yours."""
    sheet, check = load_checked(line, id)
    return redirect(f"{sheet.at}/guide/{guide.next_stage(sheet, check)}")


@bp.get("/<stage>")
def show(line: Line, id: int, stage: str) -> Answer:
    """A stage: what is asked, and the parts of the sheet that answer it.

    Query: answer, the place of the answer to each question of the stage. Errors: 404 not there, or not yours; 422.
    """
    answers = answers_form.read(request.args)["answer"]
    sheet, check = load_checked(line, id)
    found = guide.find(sheet, check, stage, tuple(answers)) or abort(404)
    return respond_page("guide/show.html", (stage, answers, sheet.changed_at), sheet=sheet, guide=found)


@bp.get("/end")
def end(line: Line, id: int) -> Answer:
    """What is left to do, and where to go from here. Errors: 404 not there, or not yours."""
    sheet, check = load_checked(line, id)
    return render_template("guide/end.html", sheet=sheet, check=check, stage_of=partial(guide.stage_of, sheet, check))
