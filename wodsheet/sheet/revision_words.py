"""A revision in one sentence, as the history and the line under a click say it: "Strength 2 → 4"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from wodsheet.engine import Line, Text, Tracker, Trait
from wodsheet.sheet.character import SLOTS
from wodsheet.sheet.revision import Act, ChangeRow, LedgerRow
from wodsheet.templating.i18n import N_, ngettext
from wodsheet.templating.i18n import gettext as _

# The names of entries by id, as the reader is shown them.
Names = Mapping[int, str]

# By the column: what is said once it is set, and once it is cleared. The last word of a character comes first.
STATES = {
    "deleted_at": (N_("Deleted"), N_("Brought back after being deleted")),
    "died_at": (N_("Laid to rest"), N_("Brought back from the dead")),
    "archived_at": (N_("Put away"), N_("Brought back from the archive")),
    "drafted_at": (N_("A draft again"), N_("Finished making")),
}

# By the text that was written beside a picture.
PORTRAIT_WORDS = {
    "alias": N_("Changed the alias of a portrait: %(slot)s"),
    "alt": N_("Changed the alt text of a portrait: %(slot)s"),
}


def sentence_of(line: Line, changes: Sequence[ChangeRow], names: Names = MappingProxyType({})) -> str:
    """What some changes did, in one sentence: the first of them, and how many more there are. "" for no changes.

    ``line`` is in the reader's language. ``names`` needs only the entries whose changes do not name them.
    """
    return joined(list(sentences_of(line, changes, names)))


def joined(sentences: Sequence[str]) -> str:
    """The first of some sentences, and how many more there are; "" for none."""
    if len(sentences) < 2:
        return "".join(sentences)
    return ngettext(
        "%(sentence)s, and %(num)s more change",
        "%(sentence)s, and %(num)s more changes",
        len(sentences) - 1,
        sentence=sentences[0],
    )


def sentence_of_act(line: Line, act: Act, names: Names = MappingProxyType({})) -> str:
    """What one act did, in one sentence: its changes and its lines of the ledger, or that a character began."""
    if act.kind == "creation":
        return creation(act.hand)
    sentence = joined([*sentences_of(line, act.changes, names), *map(ledger, act.ledger)]) or _("Changed")
    if act.kind == "restore":
        return _("Restored: %(sentence)s", sentence=sentence)
    action = action_label(line, act.action) if act.action else ""
    return _("%(action)s: %(sentence)s", action=action, sentence=sentence) if action else sentence


def action_label(line: Line, name: str) -> str:
    """What an action is called, or the text of a choice that gives something; what the line has no more by its name."""
    action = line.action(name) or line.texts.get(name)
    return action.label if action else name


def sentence_of_revision(line: Line, act: Act, origins: Mapping[int, Act], names: Names) -> str:
    """The sentence of an act; of an undo that of what it takes back, or puts back.

    ``origins``: by id what undos undo, and what those undo. An undo whose origin is not there is said by its changes.
    """
    first, undos = act, 0
    while first.undoes is not None and first.undoes in origins:
        first, undos = origins[first.undoes], undos + 1
    sentence = sentence_of_act(line, first, names)
    return undo(sentence, again=undos % 2 == 0) if undos else sentence


def creation(hand: str) -> str:
    """How a character came to be, by the hand of its first revision."""
    return _("Brought in from a file") if hand == "import" else _("Created")


def undo(sentence: str, again: bool = False) -> str:
    """The sentence of an undo, by that of what it undoes. ``again``: it undoes an undo, and so puts that back."""
    return _("Put back: %(sentence)s", sentence=sentence) if again else _("Took back: %(sentence)s", sentence=sentence)


def ledger(row: LedgerRow) -> str:
    """What a line of the ledger of experience did; a correction took another one back."""
    amount = abs(row.amount)
    if row.kind == "earned" or row.amount < 0:
        sentence = _("Earned %(points)s experience: %(reason)s", points=amount, reason=row.reason)
    else:
        sentence = _("%(points)s spent on %(reason)s", points=amount, reason=row.reason)
    return undo(sentence) if row.kind == "correction" else sentence


def sentences_of(line: Line, changes: Sequence[ChangeRow], names: Names) -> Iterator[str]:
    """A sentence for each thing that some changes did. The keys beside words, and what follows, say nothing more."""
    entries = [change for change in changes if change.what == "entry"]
    yield from _entries(line, entries, names)
    for change in changes:
        was, now = change.was or {}, change.now or {}
        if change.what == "ratings":
            yield from _ratings(line, was, now)
        elif change.what == "texts":
            yield from (_text(line.texts.get(name), name, now[name]) for name in now)
        elif change.what == "state":
            yield _state(was, now)
        elif change.what == "portrait":
            yield _portrait(change.was, change.now)


def _ratings(line: Line, was: Mapping[str, int], now: Mapping[str, int]) -> Iterator[str]:
    trackers = dict.fromkeys(line.damage[name] for name in now if name in line.damage)
    for tracker in trackers:
        yield _("%(trait)s: %(was)s → %(now)s", trait=tracker.label, was=damage(tracker, was), now=damage(tracker, now))
    for name, rating in now.items():
        if name not in line.damage:
            yield _rating(line.traits.get(name), name, was.get(name), rating)


def _rating(trait: Trait | None, name: str, was: int | None, now: int) -> str:
    """A trait that the line has no more is called by its key."""
    trait = trait or Trait(name, name)
    words = {"trait": trait.label, "was": rating_words(trait, was), "now": rating_words(trait, now)}
    return _("%(trait)s: %(was)s → %(now)s", **words) if trait.names else _("%(trait)s %(was)s → %(now)s", **words)


def rating_words(trait: Trait, rating: int | None) -> str:
    """A rating in words; one that the trait cannot have today is its number."""
    if rating is None:
        rating = trait.start
    return trait.rating_label(rating) if rating in trait.range else str(rating)


def damage(tracker: Tracker, ratings: Mapping[str, int]) -> str:
    """The damage of a tracker among some ratings: "2 superficial, 1 aggravated", "1 aggravated", "no damage"."""
    superficial, aggravated = ratings.get(tracker.superficial, 0), ratings.get(tracker.aggravated, 0)
    if superficial and aggravated:
        return _(
            "%(superficial)s superficial, %(aggravated)s aggravated", superficial=superficial, aggravated=aggravated
        )
    if superficial:
        return _("%(superficial)s superficial", superficial=superficial)
    return _("%(aggravated)s aggravated", aggravated=aggravated) if aggravated else _("no damage")


def _text(text: Text | None, name: str, words: str | None) -> str:
    label = text.label if text else name
    if not words:
        return _("%(text)s cleared", text=label)
    if text and text.choices:
        return _("Changed %(text)s to %(choice)s", text=label, choice=chosen(text, words))
    return _("%(text)s changed", text=label)


def chosen(text: Text, words: str) -> str:
    """What is chosen in a text as the reader is shown it; where a text holds a key (a specialty's skill), its label."""
    choice = text.choice(words, words)
    return words if choice is None else choice.label if words == choice.key else choice.shown(words)


def _state(was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    for column, (set_, cleared) in STATES.items():
        if column in now and (was.get(column) is None) != (now[column] is None):
            return _(cleared) if now[column] is None else _(set_)
    return _("Epitaph changed")


def _portrait(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str:
    slot = SLOTS.get((now or was or {}).get("slot", ""))
    label = _(slot.label) if slot else ""
    if now is None:
        return _("Removed a portrait: %(slot)s", slot=label)
    if was is None:
        return _("Added a portrait: %(slot)s", slot=label)
    if "key" not in now:
        return _(next(words for name, words in PORTRAIT_WORDS.items() if name in now), slot=label)
    if was.get("at") == now.get("at"):
        return _("Cropped a portrait: %(slot)s", slot=label)
    return _("Replaced a portrait: %(slot)s", slot=label)


def _entries(line: Line, changes: Sequence[ChangeRow], names: Names) -> Iterator[str]:
    for row in outermost(change.now for change in changes if change.was is None):
        yield _("Added %(entry)s", entry=entry_name(line, row))
    for row in outermost(change.was for change in changes if change.now is None):
        yield _("Removed %(entry)s", entry=entry_name(line, row))
    moved = [change for change in changes if change.was and change.now and "position" in change.now]
    if moved:
        furthest = max(moved, key=_distance)
        yield _("Moved %(entry)s", entry=_named(names, furthest.entry_id))
    for change in changes:
        if change.was and change.now:
            yield from _entry(line, change.was, change.now, _named(names, change.entry_id))


def outermost(rows: Iterable[Mapping[str, Any] | None]) -> list[Mapping[str, Any]]:
    """The rows of entries that stand in no other of these."""
    present = [row for row in rows if row]
    ids = {row.get("id") for row in present}
    return [row for row in present if row.get("parent_id") is None or row["parent_id"] not in ids]


def _distance(change: ChangeRow) -> int:
    assert change.was
    assert change.now
    return abs(change.now["position"] - change.was["position"])


def _named(names: Names, id: int | None) -> str:
    return (names.get(id) if id is not None else None) or _("an entry that is gone")


def entry_name(line: Line, row: Mapping[str, Any]) -> str:
    """The name in a row of an entry as the reader is shown it: that of a book in the reader's language."""
    listing = line.listings.get(row.get("kind", ""))
    choice = listing.choice(row["name"], key=row.get("key")) if listing else line.keyed.get(row.get("key") or "")
    return choice.shown(row["name"]) if choice else row["name"]


def _entry(line: Line, was: Mapping[str, Any], now: Mapping[str, Any], entry: str) -> Iterator[str]:
    """A sentence for each of an entry's own parts that changed, but for its place and the key beside its name."""
    for name in now:
        if name == "name":
            yield _("Renamed %(was)s to %(now)s", was=entry_name(line, was), now=entry_name(line, now))
        elif name == "dots":
            yield _("%(trait)s: %(was)s → %(now)s", trait=entry, was=was.get("dots"), now=now["dots"])
        elif name not in {"position", "key"}:
            yield _text_of_entry(line.texts_of_entries.get(name), name, now[name], entry)


def _text_of_entry(text: Text | None, name: str, words: str | None, entry: str) -> str:
    label = text.label if text else name
    if not words:
        return _("%(entry)s: %(text)s cleared", entry=entry, text=label)
    if text and text.choices:
        return _("%(entry)s: changed %(text)s to %(choice)s", entry=entry, text=label, choice=chosen(text, words))
    return _("%(entry)s: %(text)s changed", entry=entry, text=label)
