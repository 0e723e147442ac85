"""What a program can do, one row for each: what it sends, what it is answered, and what may stand in its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from marshmallow import Schema

from wodsheet.api.shapes import MOST_DOTS, ChangesShape, LedgerShape, RosterShape, sheet_shape
from wodsheet.engine import Line
from wodsheet.schemas.character import character_form, death_form, key_form
from wodsheet.schemas.experience import experience_form, take_back_form
from wodsheet.schemas.form import Form
from wodsheet.schemas.history import page_form
from wodsheet.schemas.sheet import (
    dots_form,
    entry_form,
    move_form,
    nothing_form,
    rating_form,
    text_form,
    tracker_form,
)

Forms = Callable[[Line], Iterable[Form]]
Answers = type[Schema] | Callable[[Line], type[Schema]]


def always(*forms: Form) -> Forms:
    """The same form for every line."""
    return lambda line: forms


@dataclass(frozen=True)
class Operation:
    """One thing to do. ``forms`` are those its address takes, by what stands in it; None: there is nothing to send.

    ``parts`` gives what may stand in the address, by the part's name; with ``apart`` each of those of the part ``name``
    is an address of its own. ``refuses`` are the statuses besides those that anything may be answered with.
    """

    says: str
    answers: Answers
    status: int = 200
    forms: Forms | None = None
    parts: Mapping[str, Callable[[Line], Iterable[str]]] = field(default_factory=dict)
    refuses: tuple[int, ...] = ()
    query: Form | None = None
    apart: bool = False


def texts_of_entries(line: Line) -> list[str]:
    """The texts that any entry of the line has, its name among them."""
    return list(dict.fromkeys(name for listing in line.listings.values() for name in listing.fields))


TEXT_OF_ENTRY = {"name": lambda line: line.listings, "text": texts_of_entries}
IN_A_LIST = {"name": lambda line: line.listings}
ROOM = (409,)
# 404 where the form made a character before that is not there any more.
MADE_BEFORE = (404, 409)

OPERATIONS: dict[str, Operation] = {
    "roster.index": Operation("Read the roster.", RosterShape),
    "roster.create": Operation(
        "Make a character. The same form_key twice makes one.",
        sheet_shape,
        201,
        forms=lambda line: [character_form(line)],
        refuses=MADE_BEFORE,
    ),
    "roster.create_ready": Operation(
        "Make the line's ready character one of your own.",
        sheet_shape,
        201,
        forms=always(key_form),
        refuses=MADE_BEFORE,
    ),
    "roster.clone": Operation(
        "Make another character like this one, without its history.",
        sheet_shape,
        201,
        forms=always(key_form),
        refuses=ROOM,
    ),
    "lifecycle.put_away": Operation("Put a character away.", RosterShape, forms=always(nothing_form)),
    "lifecycle.bury": Operation(
        "Let a character die, with an epitaph. 409 unless seen is the mark of the one that stands there.",
        RosterShape,
        forms=always(death_form),
        refuses=(409,),
    ),
    "lifecycle.delete": Operation(
        "Delete a character; it can be brought back for thirty days.", RosterShape, forms=always(nothing_form)
    ),
    "lifecycle.bring_back": Operation(
        "Take a state of a character back.",
        RosterShape,
        forms=always(nothing_form),
        parts={"state": lambda line: ("archive", "death", "deletion")},
        refuses=ROOM,
    ),
    "sheets.show": Operation("Read a sheet.", sheet_shape),
    "ratings.rate": Operation(
        "Set a rating.",
        sheet_shape,
        forms=lambda line: map(rating_form, line.traits.values()),
        parts={"name": lambda line: line.traits},
    ),
    "trackers.mark": Operation(
        "Set a tracker's damage, superficial/aggravated.",
        sheet_shape,
        forms=lambda line: map(tracker_form, line.trackers.values()),
        parts={"name": lambda line: line.trackers},
    ),
    "texts.write": Operation(
        "Write a text. 409 unless seen is the mark of the words that stand there.",
        sheet_shape,
        forms=lambda line: map(text_form, line.texts.values()),
        parts={"name": lambda line: line.texts},
        refuses=(409,),
    ),
    "lists.add": Operation(
        "Add an entry. The same form_key twice adds one.",
        sheet_shape,
        201,
        forms=lambda line: (entry_form(one, name in line.outer) for name, one in line.listings.items()),
        parts=IN_A_LIST,
        refuses=(409,),
        apart=True,
    ),
    "entries.rate": Operation(
        "Set an entry's dots.",
        sheet_shape,
        forms=always(dots_form(0, MOST_DOTS)),
        parts={"name": lambda line: [name for name, one in line.listings.items() if one.high]},
    ),
    "entries.write": Operation(
        "Write a text of an entry. 409 unless seen is the mark of the words that stand there.",
        sheet_shape,
        forms=lambda line: (text_form(text) for one in line.listings.values() for text in one.fields.values()),
        parts=TEXT_OF_ENTRY,
        refuses=(409,),
    ),
    "entries.move": Operation(
        "Put an entry at a place among its like.", sheet_shape, forms=always(move_form), parts=IN_A_LIST
    ),
    "entries.remove": Operation(
        "Remove an entry and what stands in it.", sheet_shape, forms=always(nothing_form), parts=IN_A_LIST
    ),
    "entries.restore": Operation(
        "Bring a removed entry back.", sheet_shape, forms=always(nothing_form), parts=IN_A_LIST
    ),
    "experience.show": Operation("Read the ledger of experience.", LedgerShape),
    "experience.write": Operation(
        "Write down what was earned or spent. The same form_key twice writes it once.",
        LedgerShape,
        201,
        forms=always(experience_form),
        parts={"kind": lambda line: ("earned", "spent")},
    ),
    "experience.take_back": Operation("Take an entry of the ledger back.", LedgerShape, forms=always(take_back_form)),
    "history.show": Operation(
        "Read the journal: what every change replaced, a hundred at a time.", ChangesShape, query=page_form
    ),
}
