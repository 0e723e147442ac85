"""A character as it stood: what later revisions changed is put back, the newest first.

Pure, like ``rules.inverse``; but nothing is refused: what an old journal does not know stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from wodsheet.rules.inverse import ENTRY_COLUMNS, Change, Object, State

PARTS = {"ratings": "ratings", "state": "states"}


def rewind(state: State, changes: Iterable[Change]) -> State:
    """The character before these changes, which come the newest first, of one revision ``follows`` before the words.

    ``state`` itself stays as it is.
    """
    then, following = deepcopy(state), set[str]()
    for change in changes:
        match change.what:
            case "entry":
                _entry(then, change)
            case "portrait":
                _portrait(then, change)
            case "follows":
                _follow(then, following, change.was or {})
            case "texts" | "keys":
                words = then.texts if change.what == "texts" else then.keys
                _write(words, {name: old for name, old in (change.was or {}).items() if name not in following})
            case _:
                getattr(then, PARTS[change.what]).update(change.was or {})
    return then


def _follow(then: State, following: set[str], was: Mapping[str, bool]) -> None:
    """A text that nobody had written has no words of its own, until an older change wrote it."""
    for name, follows in was.items():
        if follows:
            following.add(name)
            then.texts.pop(name, None)
            then.keys.pop(name, None)
        else:
            following.discard(name)


def _write(words: Object, was: Mapping[str, str | None]) -> None:
    """Put words or keys back; null is one that was not there."""
    for name, old in was.items():
        if old is None:
            words.pop(name, None)
        else:
            words[name] = old


def _entry(then: State, change: Change) -> None:
    assert change.entry_id is not None
    if change.was is None:
        then.entries.pop(change.entry_id, None)
    elif change.now is None:
        rows = [{name: part for name, part in change.was.items() if name != "inside"}, *change.was.get("inside", ())]
        then.entries.update((row["id"], deepcopy(row)) for row in rows)
    elif change.entry_id in then.entries:
        row = then.entries[change.entry_id]
        for name, part in change.was.items():
            (row if name in ENTRY_COLUMNS else row["texts"])[name] = part


def _portrait(then: State, change: Change) -> None:
    slot = (change.now or change.was or {})["slot"]
    if change.was is None:
        then.portraits.pop(slot, None)
    else:
        then.portraits[slot] = then.portraits.get(slot, {}) | change.was


def differences(then: State, now: State, together: Iterable[Iterable[str]] = ()) -> Iterator[Change]:
    """What changed from one state to another, a change for each thing. ``together``: ratings that are one thing."""
    groups = [set(group) for group in together]
    alone = [{name} for name in then.ratings.keys() | now.ratings.keys() if not any(name in group for group in groups)]
    for group in (*groups, *sorted(alone, key=min)):
        was, is_ = ({name: of.ratings[name] for name in sorted(group) if name in of.ratings} for of in (then, now))
        if was != is_ and was and is_:
            yield Change("ratings", None, was, is_)
    for what, old, new in (("texts", then.texts, now.texts), ("state", then.states, now.states)):
        for name in sorted(old.keys() | new.keys()):
            if old.get(name) != new.get(name):
                yield Change(what, None, {name: old.get(name)}, {name: new.get(name)})
    yield from _entry_differences(then.entries, now.entries)
    for slot in sorted(then.portraits.keys() | now.portraits.keys()):
        if then.portraits.get(slot) != now.portraits.get(slot):
            yield Change("portrait", None, then.portraits.get(slot), now.portraits.get(slot))


def _entry_differences(then: Mapping[int, Object], now: Mapping[int, Object]) -> Iterator[Change]:
    for id in sorted(then.keys() | now.keys()):
        old, new = then.get(id), now.get(id)
        if old is None or new is None:
            yield Change("entry", id, old, new)
            continue
        was = {name: old[name] for name in ENTRY_COLUMNS if old[name] != new[name]}
        was |= {name: words for name, words in old["texts"].items() if words != new["texts"].get(name)}
        was |= dict.fromkeys(new["texts"].keys() - old["texts"].keys(), "")
        if was:
            parts = {name: new[name] if name in ENTRY_COLUMNS else new["texts"].get(name, "") for name in was}
            yield Change("entry", id, was, parts)
