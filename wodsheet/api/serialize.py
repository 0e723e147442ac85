"""Sheets, rosters and journals as records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from flask import jsonify
from marshmallow import Schema
from werkzeug.wrappers import Response

from wodsheet.api.shapes import FORMAT, ChangesShape, LedgerShape, RosterShape, sheet_shape
from wodsheet.experience import Ledger
from wodsheet.sheet import Sheet


@cache
def ready(shape: type[Schema]) -> Schema:
    """A shape made once: making one costs more than a dump."""
    return shape()


def sheet_record(sheet: Sheet, added: int | None = None) -> Response:
    """A whole sheet. ``added``: the id of the entry that was added just now."""
    line = sheet.line
    record: dict[str, Any] = {
        "format": FORMAT,
        "id": sheet.id,
        "line": line.name,
        "name": sheet.name,
        "state": sheet.state,
        "epitaph": sheet.epitaph,
        "changed_at": sheet.changed_at,
        "experience": sheet.experience,
        "ratings": sheet.ratings,
        "texts": {text.name: sheet.text(text) for text in line.texts.values()},
        "trackers": {name: sheet.boxes(tracker) for name, tracker in line.trackers.items()},
        "lists": {name: sheet.listed(listing) for name, listing in line.listings.items() if name not in line.outer},
    }
    if added is not None:
        record["added"] = added
    return jsonify(ready(sheet_shape(line)).dump(record))


def roster_record(player: str, sheets: Iterable[Sheet]) -> Response:
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
    return jsonify(ready(RosterShape).dump({"format": FORMAT, "player": player, "characters": characters}))


def ledger_record(ledger: Ledger) -> Response:
    """A character's ledger of experience."""
    record = {"format": FORMAT, "totals": ledger.totals, "entries": ledger.entries}
    return jsonify(ready(LedgerShape).dump(record))


def changes_record(changes: Iterable[Any], before: int | None) -> Response:
    """Changes as rows of ``statements.journal.CHANGES``, and where the next hundred begin."""
    return jsonify(ready(ChangesShape).dump({"format": FORMAT, "changes": changes, "before": before}))
