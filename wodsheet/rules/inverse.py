"""The inverse of a revision: what to write so that what it changed is again as it was before.

Pure: from the changes of the revision and the character as it is now to a Patch. Values are put back, never counted
down, and entries are found by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Object = dict[str, Any]

ENTRY_COLUMNS = frozenset({"name", "key", "dots", "position"})


class Change(NamedTuple):
    """A row of the table ``changes`` as its model says. Statements give rows as JSON arrays, in the order of these."""

    what: str
    entry_id: int | None
    was: Object | None
    now: Object | None


@dataclass
class State:
    """A character as it stands: the rows of entries by id, of portraits by slot, and the columns of its states."""

    ratings: Object
    texts: Object
    keys: Object
    states: Object
    entries: dict[int, Object]
    portraits: dict[str, Object]


@dataclass
class Patch:
    """What to write to a character, and the changes that the journal has of it.

    ``follow``: the texts that follow a choice again. ``entries`` and ``portraits`` are whole rows, added or replaced.
    """

    ratings: Object = field(default_factory=dict)
    texts: Object = field(default_factory=dict)
    keys: Object = field(default_factory=dict)
    states: Object = field(default_factory=dict)
    follow: list[str] = field(default_factory=list)
    entries: dict[int, Object] = field(default_factory=dict)
    removed_entries: list[int] = field(default_factory=list)
    portraits: dict[str, Object] = field(default_factory=dict)
    removed_portraits: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


class NotStanding(Exception):
    """What the revision left does not stand any more. ``touch`` is where."""

    def __init__(self, touch: str) -> None:
        super().__init__(touch)
        self.touch = touch


def inverse(changes: Iterable[Change], state: State, followed: Mapping[str, Mapping[str, Any]]) -> Patch:
    """The patch that takes these changes back. ``followed``: ``Line.followed``. Raises NotStanding."""
    rows, patch = list(changes), Patch()
    again = {text for change in rows if change.what == "follows" for text, did in (change.was or {}).items() if did}
    freed = {text for change in rows if change.what == "follows" for text, does in (change.now or {}).items() if does}
    for change in rows:
        match change.what:
            case "ratings":
                _put_back(change, state.ratings, patch.ratings, patch)
            case "state":
                _put_back(change, state.states, patch.states, patch)
            case "keys":
                _put_back(change, state.keys, patch.keys, patch)
            case "texts":
                _write_back(change, state, patch, again, freed)
            case "follows":
                patch.changes.append(Change("follows", None, change.now, change.was))
            case "entry":
                _change_entry_back(change, state, patch)
            case "portrait":
                _change_portrait_back(change, state, patch)
    patch.follow = sorted(again)
    patch.changes = [_as_followed(change, again, state, patch, followed) for change in patch.changes]
    return patch


def _put_back(change: Change, current: Object, target: Object, patch: Patch) -> None:
    """Ratings, states and keys: the values that stood there."""
    assert change.was is not None
    assert change.now is not None
    for name, left in change.now.items():
        if current.get(name) != left:
            raise NotStanding(f"{change.what}/{name}")
    target |= change.was
    patch.changes.append(Change(change.what, None, change.now, change.was))


def _write_back(change: Change, state: State, patch: Patch, again: set[str], freed: set[str]) -> None:
    """A text: the words that stood there, or none where it followed a choice. One that follows one now was freed."""
    assert change.was is not None
    assert change.now is not None
    for name, left in change.now.items():
        if (name in state.texts) == (name in freed) or (name not in freed and state.texts[name] != left):
            raise NotStanding(f"text/{name}")
    patch.texts |= {name: words for name, words in change.was.items() if name not in again}
    patch.changes.append(Change("texts", None, change.now, change.was))


def _as_followed(
    change: Change, again: set[str], state: State, patch: Patch, followed: Mapping[str, Mapping[str, Any]]
) -> Change:
    """The change with the words that a text has which follows its choice again; they may be others by now."""
    if change.what != "texts" or not again & (change.now or {}).keys():
        return change
    texts, keys = state.texts | patch.texts, state.keys | patch.keys
    now = {
        name: followed_words(followed.get(name, {}), texts, keys) if name in again else words
        for name, words in (change.now or {}).items()
    }
    return change._replace(now=now)


def followed_words(rule: Mapping[str, Any], texts: Mapping[str, Any], keys: Mapping[str, Any]) -> str:
    """The words of a text that nobody wrote, by its choice and the kind; ``rule``: one of ``Line.followed``."""
    kind = keys.get("kind") or texts.get("kind") or ""
    by = rule.get("kinds", {}).get(kind, keys.get(rule.get("by", "")))
    return rule.get("words", {}).get(by, "")


def _change_entry_back(change: Change, state: State, patch: Patch) -> None:
    """An entry: removed where it was added, added where it was removed, else its fields as they were."""
    assert change.entry_id is not None
    if change.was is None:
        _remove(change.entry_id, state, patch)
    elif change.now is None:
        _add(change.was, state, patch)
    else:
        _write_fields_back(change.entry_id, change.was, change.now, state, patch)


def _inside(entry: int, state: State) -> list[Object]:
    return [row for row in state.entries.values() if row["parent_id"] == entry]


def _remove(entry: int, state: State, patch: Patch) -> None:
    row = state.entries.get(entry)
    if row is None:
        raise NotStanding(f"entry/{entry}/*")
    # What stands in another entry goes with that one.
    if row["parent_id"] in patch.removed_entries:
        return
    within = {inner["id"] for inner in _inside(entry, state)}
    patch.changes = [change for change in patch.changes if change.entry_id not in within]
    patch.removed_entries = [id for id in patch.removed_entries if id not in within] + [entry]
    patch.changes.append(Change("entry", entry, row | {"inside": _inside(entry, state)}, None))


def _add(was: Object, state: State, patch: Patch) -> None:
    rows = [{key: column for key, column in was.items() if key != "inside"}, *was.get("inside", ())]
    parent = rows[0].get("parent_id")
    if parent is not None and parent not in state.entries and parent not in patch.entries:
        raise NotStanding(f"entry/{parent}/{rows[0]['id']}")
    for row in rows:
        if row["id"] in state.entries:
            raise NotStanding(f"entry/{row['id']}/*")
        patch.entries[row["id"]] = row
        patch.changes.append(Change("entry", row["id"], None, row))


def _write_fields_back(entry: int, was: Object, now: Object, state: State, patch: Patch) -> None:
    row = patch.entries.get(entry) or state.entries.get(entry)
    if row is None:
        raise NotStanding(f"entry/{entry}/*")
    row = row | {"texts": dict(row["texts"])}
    for field_name, left in now.items():
        place = row if field_name in ENTRY_COLUMNS else row["texts"]
        if place.get(field_name) != left:
            raise NotStanding(f"entry/{entry}/{field_name}")
        place[field_name] = was[field_name]
    patch.entries[entry] = row
    patch.changes.append(Change("entry", entry, now, was))


def _change_portrait_back(change: Change, state: State, patch: Patch) -> None:
    """A portrait: gone where none was, else the row that was there; of written words only these."""
    slot = (change.now or change.was or {})["slot"]
    row = state.portraits.get(slot)
    for column, left in (change.now or {}).items():
        if row is None or row[column] != left:
            raise NotStanding(f"portrait/{slot}")
    if change.now is None and row is not None:
        raise NotStanding(f"portrait/{slot}")
    if change.was is None:
        patch.removed_portraits.append(slot)
    else:
        patch.portraits[slot] = (row or {}) | change.was
    patch.changes.append(Change("portrait", None, change.now, change.was))
