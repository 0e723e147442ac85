"""Serializers: a view's result as JSON, each with the shape that /openapi.json describes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import jsonify
from marshmallow import Schema
from werkzeug.wrappers import Response

from wodsheet.api.shapes import (
    FORMAT,
    ActionShape,
    ChangesShape,
    CheckShape,
    DocumentShape,
    HistoryShape,
    LedgerShape,
    NamedRollsShape,
    OddsShape,
    PricesShape,
    RollCountsShape,
    RollShape,
    RollsShape,
    RosterShape,
    sheet_shape,
)
from wodsheet.engine import Line
from wodsheet.experience import Ledger
from wodsheet.rules.odds import Odds
from wodsheet.sheet import Sheet
from wodsheet.sheet.actions import Done
from wodsheet.sheet.checked import Check
from wodsheet.sheet.document import CharacterDocument
from wodsheet.sheet.history import History
from wodsheet.sheet.named_roll import NamedRoll
from wodsheet.sheet.prices import Raise
from wodsheet.sheet.roll import Roll
from wodsheet.sheet.roll_counts import RollCounts


@dataclass(frozen=True)
class Record:
    """A kind of JSON that a route gives: ``shape`` is a schema, or one for each line; ``fields`` reads a result."""

    shape: type[Schema] | Callable[[Line], type[Schema]]
    fields: Callable[..., dict[str, Any]]

    def shape_of(self, line: Line) -> type[Schema]:
        """The schema for this line."""
        return self.shape if isinstance(self.shape, type) else self.shape(line)

    def respond(self, result: Any, *further: Any, **options: Any) -> Response:
        """The result as JSON. One whose shape depends on the line has that ``line``."""
        shape = self.shape if isinstance(self.shape, type) else self.shape(result.line)
        return jsonify(schema(shape).dump({"format": FORMAT, **self.fields(result, *further, **options)}))


@cache
def schema(shape: type[Schema]) -> Schema:
    """One schema of a shape: making one costs more than a dump."""
    return shape()


def sheet_fields(sheet: Sheet, added: int | None = None) -> dict[str, Any]:
    """A whole sheet. ``added``: the id of the entry that was added just now."""
    line = sheet.line
    record: dict[str, Any] = {
        "id": sheet.id,
        "line": line.name,
        "name": sheet.name,
        "state": sheet.state,
        "epitaph": sheet.epitaph,
        "changed_at": sheet.changed_at,
        "experience": sheet.experience,
        "ratings": sheet.ratings,
        "texts": {text.name: sheet.text(text) for text in line.texts.values()},
        "keys": {text.name: choice.key for text in line.texts.values() if (choice := sheet.chosen(text))},
        "trackers": {name: sheet.boxes(tracker) for name, tracker in line.trackers.items()},
        "conditions": [condition.name for condition in sheet.all_conditions],
        "lists": {name: sheet.listed(listing) for name, listing in line.listings.items() if name not in line.outer},
    }
    if added is not None:
        record["added"] = added
    return record


def roster_fields(player: str, sheets: Iterable[Sheet]) -> dict[str, Any]:
    """A player's characters."""
    characters = [
        {
            "id": sheet.id,
            "line": sheet.line.name,
            "name": sheet.name,
            "standfirst": sheet.standfirst,
            "state": sheet.state,
            "changed_at": sheet.changed_at,
            "at": sheet.at,
        }
        for sheet in sheets
    ]
    return {"player": player, "characters": characters}


def ledger_fields(ledger: Ledger) -> dict[str, Any]:
    """A character's ledger of experience."""
    return {"totals": ledger.totals, "entries": ledger.entries}


def changes_fields(changes: Sequence[Any], before: int | None) -> dict[str, Any]:
    """Changes as rows of ``statements.journal.CHANGES``, and where the next hundred begin."""
    return {"changes": changes, "before": before}


def odds_fields(line: Line, dice: Mapping[str, Any], odds: Odds) -> dict[str, Any]:
    """The odds of some dice. ``dice``: what an OddsForm gives. Without a difficulty nothing wins or turns out."""
    known = {"win": odds.win, "outcomes": odds.outcomes} if dice["difficulty"] is not None else {}
    return {"line": line.name, **dice, "rolls": odds.rolls, "successes": odds.successes, **known}


def history_fields(history: History) -> dict[str, Any]:
    """A page of a character's history, and where the next one begins."""
    return {"revisions": history.revisions, "before": history.before}


def roll_fields(roll: Roll) -> dict[str, Any]:
    """A roll as it lies now, and how its dice lay before some were thrown again."""
    row = roll.row
    before = {"places": row.places, "regular": row.regular, "special": row.special, "revision": row.revision}
    return {
        **{name: getattr(row, name) for name in ("id", "at", "by", "hand", "what", "traits", "fell", "difficulty")},
        "regular": roll.fall.regular,
        "special": roll.fall.special,
        "successes": roll.tally.successes,
        "margin": roll.margin,
        "outcome": roll.outcome.name if roll.outcome else None,
        "choices": roll.choices,
        "by_difficulty": {str(difficulty): one.name for difficulty, one in roll.by_difficulty.items()},
        "rerolled": before if row.places else None,
        **{name: getattr(row, name) for name in ("number", "modifier", "offers", "contested", "test")},
        "progress": roll.progress,
    }


def action_fields(done: Done) -> dict[str, Any]:
    """An action that was done."""
    return {
        "action": done.action.name,
        "words": done.sentences,
        "dice": done.thrown,
        "proposals": done.proposals,
        "revision": done.revision,
        "roll": done.roll,
    }


def document_fields(document: CharacterDocument) -> dict[str, Any]:
    """A character that is nobody's yet."""
    return document.to_json()


def check_fields(check: Check) -> dict[str, Any]:
    """The check of a sheet."""
    return {"legal": check.legal, "findings": check.findings}


def prices_fields(raises: Sequence[Raise]) -> dict[str, Any]:
    """What each next dot costs."""
    return {"prices": raises}


def rolls_fields(rolls: Iterable[Roll], before: int | None) -> dict[str, Any]:
    """Rolls, and where the next fifty begin."""
    return {"rolls": [roll_fields(roll) for roll in rolls], "before": before}


ACTION = Record(ActionShape, action_fields)
DOCUMENT = Record(DocumentShape, document_fields)
CHECK = Record(CheckShape, check_fields)
PRICES = Record(PricesShape, prices_fields)


def roll_counts_fields(counts: RollCounts) -> dict[str, Any]:
    """How often each outcome came, and how often by the odds."""
    outcomes = [{"outcome": one.outcome.name, "count": one.count, "expected": one.expected} for one in counts.outcomes]
    return {"rolls": counts.rolls, "outcomes": outcomes}


def named_rolls_fields(rolls: Iterable[NamedRoll]) -> dict[str, Any]:
    """Named rolls, with the dice they have now."""
    return {
        "rolls": [
            {
                **{name: getattr(one, name) for name in ("id", "name", "owned")},
                **{name: getattr(one.pool, name) for name in ("number", "modifier", "difficulty")},
                "traits": [*one.pool.keys, *one.missing],
                "regular": one.pool.thrown[0],
                "special": one.pool.thrown[1],
                "missing": one.lacking,
            }
            for one in rolls
        ]
    }


SHEET = Record(sheet_shape, sheet_fields)
ROSTER = Record(RosterShape, roster_fields)
LEDGER = Record(LedgerShape, ledger_fields)
HISTORY = Record(HistoryShape, history_fields)
CHANGES = Record(ChangesShape, changes_fields)
ODDS = Record(OddsShape, odds_fields)
ROLL_COUNTS = Record(RollCountsShape, roll_counts_fields)
NAMED_ROLLS = Record(NamedRollsShape, named_rolls_fields)
ROLL = Record(RollShape, roll_fields)
ROLLS = Record(RollsShape, rolls_fields)
