"""Undo and redo: one revision of a character is taken back by another."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from wodsheet.blueprints.character import Answer, fetch_character, load_sheet, page_of_form, wants_fragment
from wodsheet.blueprints.history import redraw_history
from wodsheet.blueprints.responses import record, respond_saved
from wodsheet.blueprints.take_back import Reading, TakenBack, take_back
from wodsheet.engine import Line
from wodsheet.problems import Blocked, Conflict, Problem
from wodsheet.rules.inverse import Change
from wodsheet.rules.undo import Journal, Revision
from wodsheet.schemas.undo import undo_form
from wodsheet.sheet import Sheet
from wodsheet.sheet.revision import LedgerRow
from wodsheet.sheet.revision_words import joined, ledger, sentences_of
from wodsheet.sheet.revision_words import undo as undo_words
from wodsheet.statements.undo import ACTS, REVISION, UNDOS
from wodsheet.templating.i18n import gettext as _
from wodsheet.web.refusals import on_refusal

bp = Blueprint("undo", __name__, url_prefix="/<line:line>/<id:id>")


def redraw_line(error: Problem, line: Line, id: int) -> Answer:
    """The line with Undo, and the reason why nothing was taken back; without scripts on its sheet."""
    sheet, rests_on_it = load_sheet(line, id), error.rests_on_it if isinstance(error, Blocked) else None
    sheet.problems["undo"] = error.first_message
    if rests_on_it:
        row = fetch_character(REVISION, line, id, revision=rests_on_it)
        changes, lines = [Change(*change) for change in row.changes], [LedgerRow(*one) for one in row.lines]
        sheet.problems["undo"] += " " + words_of(sheet, changes, lines, names_on(sheet))
    template = "partials/undo_response.html" if wants_fragment() else "sheets/show.html"
    return render_template(template, sheet=sheet, rests_on_it=rests_on_it)


@bp.post("/undo")
@on_refusal(redraw_line)
def undo_newest(line: Line, id: int) -> Answer:
    """Take back the asker's newest revision that can be, and skip what others did. The same form sent twice: once.

    Form: form_key. Errors: 404 not yours; 409 there is nothing to take back; 422.
    """
    return respond(line, id, take_back(line, id, newest_to_undo, undo_form.read(request.form)["form_key"]))


@bp.post("/redo")
@on_refusal(redraw_line)
def redo_newest(line: Line, id: int) -> Answer:
    """Do again what the asker took back last. Form and errors as ``undo_newest``."""
    return respond(line, id, take_back(line, id, newest_to_redo, undo_form.read(request.form)["form_key"]))


def redraw_revision(error: Problem, line: Line, id: int, revision: int) -> Answer:
    """The same for one revision: without scripts on the history, where its button stood."""
    return redraw_line(error, line, id) if wants_fragment() else redraw_history(error, line, id)


@bp.post("/history/<id:revision>/undo")
@on_refusal(redraw_revision)
def undo(line: Line, id: int, revision: int) -> Answer:
    """Take back one revision; of an undo that is to do again what it took back. Sent twice, it is taken back once.

    Form: form_key, and ``through``: the newest revision that the person was shown of those that go along with an added
    entry. Errors: 404 not there, or not yours; 409 another revision rests on it, which is named; 422.
    """
    form = undo_form.read(request.form)

    def choose(reading: Reading) -> Revision | None:
        return chosen(reading.journal([revision]), revision, form["through"] or 0)

    return respond(line, id, take_back(line, id, choose, form["form_key"]), f"/history#revision-{revision}")


def newest_to_undo(reading: Reading) -> Revision:
    """The tip of the asker's newest act that can be taken back."""
    tip = reading.first_free(ACTS)
    if tip is None:
        raise Conflict(_("There is nothing of yours to take back."))
    return tip


def newest_to_redo(reading: Reading) -> Revision:
    """The undo of the act that the asker took back last."""
    tip = reading.first_free(UNDOS)
    if tip is None:
        raise Conflict(_("There is nothing of yours to do again."))
    return tip


def chosen(journal: Journal, revision: int, through: int) -> Revision | None:
    """The tip to take back for this revision; None where it was taken back before.

    Raises 404, Conflict for what is never taken back, and Blocked.
    """
    act = journal.revisions.get(revision) or abort(404)
    if act.lasts:
        raise Conflict(_("This is not taken back here: a character is deleted, and restored, on the roster."))
    if not journal.is_active(revision):
        return None
    tip = journal.tip(revision)
    resting = journal.resting_on(tip)
    if resting and tip == revision and (within := journal.written_into(tip)) is not None:
        resting = [later for later in within if later.id > through]
    if resting:
        raise Blocked(resting[-1].id, revision)
    return journal.revisions[tip]


def respond(line: Line, id: int, taken_back: TakenBack | None, place: str = "#undo") -> Answer:
    """The line with what was taken back; the page then draws itself again where that differs. Without scripts the
    browser goes to ``place`` of the character.
    """
    if not wants_fragment():
        return respond_saved(f"/{line.name}/{id}{page_of_form(line, id)}{place}", lambda: record(load_sheet(line, id)))
    sheet = load_sheet(line, id)
    message = message_of(sheet, taken_back) if taken_back else ""
    return (
        render_template("partials/undo_response.html", sheet=sheet, message=message),
        200,
        {"HX-Trigger": "redraw"},
    )


def message_of(sheet: Sheet, taken_back: TakenBack) -> str:
    """What was taken back or put back in words, and whose changes since then stay."""
    again = taken_back.depth % 2 == 1
    changes, lines = taken_back.changes, [LedgerRow(*one) for one in taken_back.lines]
    if again:
        changes = [change._replace(was=change.now, now=change.was) for change in changes]
        lines = [LedgerRow("earned" if one.amount < 0 else "spent", abs(one.amount), one.reason) for one in lines]
    sentence = undo_words(words_of(sheet, changes, lines, names_on(sheet) | taken_back.names), again)
    if not taken_back.others:
        return sentence
    return _(
        "%(sentence)s. What %(names)s changed since stays.", sentence=sentence, names=join_names(taken_back.others)
    )


def words_of(sheet: Sheet, changes: list[Change], lines: list[LedgerRow], names: dict[int, str]) -> str:
    """A revision in one sentence."""
    return joined([*sentences_of(sheet.line, changes, names), *map(ledger, lines)])


def names_on(sheet: Sheet) -> dict[int, str]:
    """The names of the entries on a sheet by id."""
    return {id: entry.label for id, entry in sheet.entries.items()}


def join_names(names: list[str]) -> str:
    """Some names in one list; somebody whose account was deleted has none."""
    return ", ".join(name or _("somebody who left") for name in names)
