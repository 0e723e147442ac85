"""Experience: the ledger, what is written in it, and what is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request

from wodsheet import db
from wodsheet.blueprints.character import Answer, needed_right, wants_fragment, wants_json
from wodsheet.blueprints.responses import record, respond_page, respond_saved
from wodsheet.engine import Line
from wodsheet.experience import Ledger
from wodsheet.preferences import set_preferences
from wodsheet.problems import Problem, Refused
from wodsheet.schemas.experience import experience_form, take_back_form
from wodsheet.sheet import Sheet
from wodsheet.statements import experience as statements
from wodsheet.statements.rights import LOCK
from wodsheet.templating.dates import today
from wodsheet.templating.i18n import N_
from wodsheet.templating.i18n import gettext as _
from wodsheet.web import access
from wodsheet.web.refusals import on_refusal

bp = Blueprint("experience", __name__, url_prefix="/<line:line>/<id:id>/experience")

Rows = list[Any]
SENT_BEFORE = N_("This form was sent before with something else in it. Look at the ledger; sent again, it is written.")
DONE = {"earned": N_("Earned %(points)s."), "spent": N_("Spent %(points)s.")}


@bp.get("")
def show(line: Line, id: int) -> Answer:
    """The ledger, with what it adds up to and the forms that add to it."""
    rows = read(line, id)
    if wants_json():
        return record(Ledger(rows))
    return respond_page("experience/show.html", rows, **shown(line, id, rows))


def redraw_form(error: Problem, line: Line, id: int, kind: str) -> Answer:
    """The form with the message at its field, and every word as it was typed."""
    problems = {detail["field"]: detail["message"] for detail in error.details}
    typed = request.form.to_dict()
    if "form_key" in problems:
        typed.pop("form_key", None)
    if not problems.keys() & {"amount", "reason", "day"}:
        problems["amount"] = error.first_message
    return page(line, id, read(line, id), form=kind, typed=typed, problems=problems)


def redraw_entry(error: Problem, line: Line, id: int) -> Answer:
    """The ledger with the message at the entry that cannot be taken back."""
    return page(line, id, read(line, id), problems={request.form.get("entry", ""): error.first_message})


@bp.post("/<any(earned, spent):kind>")
@on_refusal(redraw_form)
def write(line: Line, id: int, kind: str) -> Answer:
    """Write down what was earned or spent; answer with the form, empty again, and the ledger. Sent twice, written once.

    Form: see ExperienceForm. Errors: 404 not yours; 422, also for more than is left.
    """
    form = experience_form.read(request.form)
    form["day"] = form["day"] or today()
    parameters = parameters_of(line, id, kind=kind, **form)
    rows = write_after_lock(statements.WRITE, parameters) if kind == "spent" else earn(parameters)
    if rows[0].written is None:
        left = Ledger(rows).totals.left
        raise Refused(
            details=[
                {
                    "field": "amount",
                    "message": _("%(amount)s is more than there is: %(left)s left.", amount=form["amount"], left=left),
                }
            ]
        )
    if not rows[0].same:
        raise Refused(details=[{"field": "form_key", "message": _(SENT_BEFORE)}])
    if not wants_fragment():
        return respond_saved(f"/{line.name}/{id}/experience", lambda: record(Ledger(rows)))
    return page(line, id, rows, form=kind, message=_(DONE[kind], points=form["amount"]))


@bp.post("/corrections")
@on_refusal(redraw_entry)
def take_back(line: Line, id: int) -> Answer:
    """Take an entry back by writing its opposite; answer with the ledger. Taken back twice, it is taken back once.

    Form: entry. Errors: 404 not there, or not yours; 422, also for what was earned and is spent already.
    """
    entry = take_back_form.read(request.form)["entry"]
    rows = write_after_lock(statements.TAKE_BACK, parameters_of(line, id, entry=entry, today=today()))
    if not rows[0].found:
        abort(404)
    if rows[0].written is None:
        left = Ledger(rows).totals.left
        spent = _("Some of this is spent: %(left)s left. Take back what it was spent on first.", left=left)
        raise Refused(details=[{"field": "entry", "message": spent}])
    if not wants_fragment():
        return respond_saved(f"/{line.name}/{id}/experience#ledger", lambda: record(Ledger(rows)))
    return page(line, id, rows, message=_("Taken back."))


def parameters_of(line: Line, id: int, **more: Any) -> dict[str, Any]:
    """The parameters of every statement about a ledger."""
    return {"id": id, "line": line.name, **access.asker(), **more}


def read(line: Line, id: int) -> Rows:
    """The ledger, and the asker's preferences, in one statement."""
    rows = db.run(statements.SHOW[needed_right()], parameters_of(line, id)) or access.not_found_or_signed_out()
    set_preferences(rows[0].preferences)
    return rows


def earn(parameters: Mapping[str, Any]) -> Rows:
    """Write down what was earned, in one statement: nothing stands in its way."""
    rows = db.run(statements.WRITE, parameters) or access.not_found_or_signed_out()
    # The same form sent twice at once: the second waited for the first, but cannot see what that wrote.
    return write_after_lock(statements.WRITE, parameters) if rows[0].written is None else rows


def write_after_lock(statement: str, parameters: Mapping[str, Any]) -> Rows:
    """Run a statement that may not overdraw the ledger, once nobody else is writing in it."""
    with db.transaction() as run:
        return run(statement, parameters) if run(LOCK, parameters) else access.not_found_or_signed_out()


def page(line: Line, id: int, rows: Rows, **written: Any) -> Answer:
    """The page; or for htmx the form that was sent (else the ledger is the target), and what follows from it."""
    template = "partials/ledger_response.html" if wants_fragment() else "experience/show.html"
    return render_template(template, **shown(line, id, rows, **written))


def shown(
    line: Line,
    id: int,
    rows: Rows,
    form: str = "",
    message: str = "",
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What the page and its parts need.

    ``typed`` and ``problems`` are the words and the sentences at the fields of ``form``, or at an entry by its id.
    """
    sheet = Sheet(line, id, texts={"name": rows[0].name})
    more = {"form": form, "message": message, "typed": typed or {}, "problems": problems or {}}
    return {"sheet": sheet, "ledger": Ledger(rows), **more}
