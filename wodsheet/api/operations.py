"""Operations, as OpenAPI calls what a program can do: the forms of each, and the names in its address.

Which route has which operation, and what it gives, stands in ``wodsheet/routes.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from wodsheet.api.serialize import Record
from wodsheet.engine import Line
from wodsheet.schemas.action import action_form, use_form
from wodsheet.schemas.character import character_form, death_form, key_form
from wodsheet.schemas.dice import counts_form, learn_form, named_form, odds_form, reroll_form, roll_form, rolls_form
from wodsheet.schemas.experience import experience_form, take_back_form
from wodsheet.schemas.form import Form
from wodsheet.schemas.history import history_form, page_form
from wodsheet.schemas.random_character import make_random_form, random_form
from wodsheet.schemas.restore import restore_form
from wodsheet.schemas.sheet import (
    dots_form,
    entry_form,
    move_form,
    nothing_form,
    rating_form,
    text_form,
    tracker_form,
)
from wodsheet.schemas.undo import undo_form

Forms = Callable[[Line], Iterable[Form]]


def always(*forms: Form) -> Forms:
    """The same form for every line."""
    return lambda line: forms


@dataclass(frozen=True)
class Operation:
    """One operation. ``forms`` are those that its address takes, by the names in it; None: there is nothing to send.

    ``parts`` gives the names that may stand in the address, by the part's name; with ``apart`` each name of the part
    ``name`` is an address of its own. ``refuses``: the statuses that not every operation may answer.
    """

    summary: str
    forms: Forms | None = None
    parts: Mapping[str, Callable[[Line], Iterable[str]]] = field(default_factory=dict)
    refuses: tuple[int, ...] = ()
    query: Form | Callable[[Line], Form] | None = None
    apart: bool = False


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a route means for a program: the record it gives, whether it makes something (201), and its operation."""

    gives: Record | None = None
    creates: bool = False
    operation: Operation | None = None


TEXT_OF_ENTRY = {"name": lambda line: line.listings, "text": lambda line: line.texts_of_entries}
IN_A_LIST = {"name": lambda line: line.listings}
ROOM = (409,)
# 404 where the form made a character before that is not there any more.
MADE_BEFORE = (404, 409)

READ_ROSTER = Operation("Read the roster.")
CREATE_CHARACTER = Operation(
    "Make a character. The same form_key twice makes one.",
    forms=lambda line: [character_form(line)],
    refuses=MADE_BEFORE,
)
CREATE_READY_CHARACTER = Operation(
    "Make the line's ready character one of your own.",
    forms=always(key_form),
    refuses=MADE_BEFORE,
)
READ_RANDOM = Operation(
    "A legal character by chance, as a document. The same kind and seed give the same.", query=random_form
)
CREATE_RANDOM_CHARACTER = Operation(
    "Make a legal character by chance one of your own.", forms=always(make_random_form), refuses=MADE_BEFORE
)
CLONE_CHARACTER = Operation(
    "Make another character like this one, without its history.",
    forms=always(key_form),
    refuses=ROOM,
)
ARCHIVE_CHARACTER = Operation("Put a character away.", forms=always(nothing_form))
BURY_CHARACTER = Operation(
    "Let a character die, with an epitaph. 409 unless seen is the mark of the one that stands there.",
    forms=always(death_form),
    refuses=(409,),
)
DELETE_CHARACTER = Operation("Delete a character; it can be brought back for thirty days.", forms=always(nothing_form))
BRING_BACK_CHARACTER = Operation(
    "Take a state of a character back.",
    forms=always(nothing_form),
    parts={"state": lambda line: ("archive", "death", "deletion", "draft")},
    refuses=ROOM,
)
READ_SHEET = Operation("Read a sheet.")
RATE = Operation(
    "Set a rating.",
    forms=lambda line: map(rating_form, line.traits.values()),
    parts={"name": lambda line: line.traits},
)
MARK_TRACKER = Operation(
    "Set a tracker's damage, superficial/aggravated.",
    forms=lambda line: map(tracker_form, line.trackers.values()),
    parts={"name": lambda line: line.trackers},
)
WRITE_TEXT = Operation(
    "Write a text. 409 unless seen is the mark of the words that stand there.",
    forms=lambda line: map(text_form, line.texts.values()),
    parts={"name": lambda line: line.texts},
    refuses=(409,),
)
ADD_ENTRY = Operation(
    "Add an entry. The same form_key twice adds one.",
    forms=lambda line: (entry_form(one, name in line.outer) for name, one in line.listings.items()),
    parts=IN_A_LIST,
    refuses=(409,),
    apart=True,
)
RATE_ENTRY = Operation(
    "Set an entry's dots.",
    forms=lambda line: (dots_form(0, one.highest) for one in line.listings.values() if one.high),
    parts={"name": lambda line: [name for name, one in line.listings.items() if one.high]},
)
WRITE_TEXT_OF_ENTRY = Operation(
    "Write a text of an entry. 409 unless seen is the mark of the words that stand there.",
    forms=lambda line: (text_form(text) for one in line.listings.values() for text in one.fields.values()),
    parts=TEXT_OF_ENTRY,
    refuses=(409,),
)
MOVE_ENTRY = Operation("Put an entry at a place among its like.", forms=always(move_form), parts=IN_A_LIST)
REMOVE_ENTRY = Operation("Remove an entry and what stands in it.", forms=always(nothing_form), parts=IN_A_LIST)
RESTORE_ENTRY = Operation("Bring a removed entry back.", forms=always(nothing_form), parts=IN_A_LIST)
READ_CHECK = Operation("Check a sheet against the rules of creation and of play.")
READ_PRICES = Operation("Read what each next dot costs in experience.")
READ_LEDGER = Operation("Read the ledger of experience.")
WRITE_EXPERIENCE = Operation(
    "Write down what was earned or spent. The same form_key twice writes it once.",
    forms=always(experience_form),
    parts={"kind": lambda line: ("earned", "spent")},
)
TAKE_BACK_EXPERIENCE = Operation("Take an entry of the ledger back.", forms=always(take_back_form))
RESTORE = Operation(
    "Restore parts of a character, or all, as they stood after a revision. 409 where a part needs another.",
    forms=always(restore_form),
    refuses=(409,),
)
UNDO_NEWEST = Operation(
    "Take back the newest revision of one's own that can be. The same form_key twice takes back one.",
    forms=always(undo_form),
    refuses=(409,),
)
REDO_NEWEST = Operation(
    "Do again what was taken back last. The same form_key twice does it once.",
    forms=always(undo_form),
    refuses=(409,),
)
UNDO = Operation(
    "Take a revision back. 409 names in rests_on_it the later revision that rests on it.",
    forms=always(undo_form),
    refuses=(409,),
)
READ_HISTORY = Operation(
    "Read the history: what was done to a character, a hundred revisions at a time.", query=history_form
)
READ_CHANGES = Operation("Read the journal: what every change replaced, a hundred at a time.", query=page_form)
READ_ODDS = Operation("Exact odds of so many dice, for a difficulty or for none.", query=odds_form)
READ_ROLLS = Operation("Read the log of rolls, fifty at a time.", query=rolls_form)
READ_ROLL_COUNTS = Operation("How often each outcome came, and how often by the odds.", query=counts_form)
ROLL_DICE = Operation(
    "Throw dice, or write down what real dice showed. The same form_key twice is one roll.", forms=always(roll_form)
)
LEARN_DIFFICULTY = Operation(
    "Write down the difficulty of a roll that had none, once a roll.", forms=always(learn_form), refuses=(409,)
)
READ_NAMED_ROLLS = Operation("Read the named rolls of a character, and your own.")
KEEP_ROLL = Operation(
    "Keep a pool under a name, for the character or for yourself on all sheets.",
    forms=always(named_form),
    refuses=(409,),
)
REMOVE_NAMED_ROLL = Operation("Remove a named roll.", forms=always(nothing_form))
REROLL_DICE = Operation(
    "Throw one to three dice of a roll again, once a roll; it costs a superficial point of Willpower.",
    forms=always(reroll_form),
    refuses=(409,),
)
DO_ACTION = Operation(
    "Do what a night of play does to a character: a Rouse check, damage, the end of a session. The same form_key twice"
    " does it once. 409 where it cannot be done now.",
    forms=lambda line: [form for action in line.actions if (form := action_form(line, action.name))],
    parts={"name": lambda line: (action.name for action in line.actions)},
    refuses=(409,),
    apart=True,
)
USE = Operation(
    "Use an entry: a power, a ritual, a Gift, an Edge. Its cost is paid, and what lasts is in effect. The same form_key"
    " twice does it once. 409 where it cannot be paid now.",
    forms=lambda line: [use_form(line)],
    refuses=(409,),
)
