"""A character as a neutral document: what is created, cloned, exported and imported, and what a ready character is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from wodsheet.engine import Line
from wodsheet.sheet.entry_row import EntryDocument, EntryRow, Lists, flat, nested, with_keys
from wodsheet.sheet.roll_document import NamedRollDocument, RollDocument
from wodsheet.sheet.texts import Texts


@dataclass(frozen=True)
class LedgerDocument:
    """An entry of the experience ledger. ``corrects`` is the place of the entry that it takes back, from 1.

    ``day`` is written 2026-03-31, ``at`` is a point in time in ISO 8601; ``by`` is the name of who wrote it.
    """

    kind: str
    amount: int
    reason: str
    day: str
    at: str
    corrects: int | None = None
    by: str | None = None


@dataclass(frozen=True)
class PortraitDocument:
    """A portrait without its files. ``file`` names its picture in an export; None where that was lost.

    ``x`` and ``y`` are its focus in percent; ``width`` and ``height`` are pixels of the large form.
    """

    file: str | None
    alias: str
    alt: str
    x: int
    y: int
    width: int | None = None
    height: int | None = None
    at: str | None = None


@dataclass(frozen=True)
class CharacterDocument:
    """A character without its id, its owner and its journal.

    ``ratings`` and ``texts`` hold what was ever set, ``texts`` the name and kind among them; ``keys`` are
    those of the book's choices in ``texts``. Points in time are ISO
    8601 with an offset; None where something never happened, and for a new character.
    """

    line: Line
    texts: Mapping[str, str]
    ratings: Mapping[str, int] = field(default_factory=dict)
    entries: Lists = field(default_factory=dict)
    experience: tuple[LedgerDocument, ...] = ()
    portraits: Mapping[str, PortraitDocument] = field(default_factory=dict)
    epitaph: str = ""
    created_at: str | None = None
    changed_at: str | None = None
    archived_at: str | None = None
    died_at: str | None = None
    deleted_at: str | None = None
    drafted_at: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    rolls: tuple[RollDocument, ...] = ()
    named_rolls: tuple[NamedRollDocument, ...] = ()

    @classmethod
    def from_json(cls, line: Line, character: Mapping[str, Any]) -> Self:
        """The document of a JSON object that was checked; only ``texts`` is needed. docs/transfer.md has the format.

        Words of a book get their key, whatever the object says; other words keep theirs where the line has it. Texts
        are those of ``written``.
        """
        lists: Mapping[str, Iterable[Mapping[str, Any]]] = character.get("entries", {})
        keys = keys_of(line, character["texts"], character.get("keys", {}))
        texts = written(line, character["texts"], keys)
        parts = {
            "line": line,
            "texts": texts,
            "keys": {name: key for name, key in keys.items() if name in texts},
            "entries": {
                kind: with_keys(line.listings[kind], map(EntryDocument.from_json, entries))
                for kind, entries in lists.items()
            },
            "experience": tuple(LedgerDocument(**entry) for entry in character.get("experience", ())),
            "rolls": tuple(RollDocument(**one) for one in character.get("rolls", ())),
            "named_rolls": tuple(NamedRollDocument(**one) for one in character.get("named_rolls", ())),
            "portraits": {slot: PortraitDocument(**one) for slot, one in character.get("portraits", {}).items()},
        }
        return cls(**{**character, **parts})

    def to_json(self) -> dict[str, Any]:
        """The document as a JSON object, in the format of docs/transfer.md."""
        simple = {name: getattr(self, name) for name in ("ratings", "texts", "keys", "epitaph", *MOMENTS)}
        return {
            "line": self.line.name,
            **simple,
            "entries": {kind: [entry.to_json() for entry in entries] for kind, entries in self.entries.items()},
            "experience": [asdict(entry) for entry in self.experience],
            "rolls": [asdict(roll) for roll in self.rolls],
            "named_rolls": [asdict(roll) for roll in self.named_rolls],
            "portraits": {slot: asdict(portrait) for slot, portrait in self.portraits.items()},
        }

    @property
    def in_play(self) -> bool:
        """Whether it counts on a roster."""
        return not (self.archived_at or self.died_at or self.deleted_at or self.drafted_at)

    @property
    def name(self) -> str:
        """The character's name."""
        return self.texts["name"]

    def named(self, name: str) -> Self:
        """The same character with another name."""
        return replace(self, texts={**self.texts, "name": name})

    @property
    def rows(self) -> list[EntryRow]:
        """Its entries as rows; their ids count from 1."""
        return flat(self.line, self.entries)

    def to_row(self) -> dict[str, Any]:
        """What ``statements.roster.CREATE`` takes as ``character``. Portraits come apart, with their files' keys."""
        simple = {name: getattr(self, name) for name in ("ratings", "texts", "keys", "epitaph", *MOMENTS)}
        ledger = [{"n": number, **asdict(entry)} for number, entry in enumerate(self.experience, start=1)]
        return {
            **simple,
            "entries": [row._asdict() for row in self.rows],
            "experience": ledger,
            "rolls": [{"n": number, **asdict(roll)} for number, roll in enumerate(self.rolls, start=1)],
            "named_rolls": [{"n": number, **asdict(roll)} for number, roll in enumerate(self.named_rolls, start=1)],
            "portraits": [],
        }


MOMENTS = ("created_at", "changed_at", "archived_at", "died_at", "deleted_at", "drafted_at")


def keys_of(line: Line, texts: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The keys beside texts. Words that no book has keep the key that is ``given``, if the line has it."""
    found = {}
    for name, words in texts.items():
        text = line.texts[name]
        choice = text.choice("", text.key(words) or given.get(name)) if words else None
        if choice:
            found[name] = choice.key
    return found


def written(line: Line, texts: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, str]:
    """The texts without those that say, in the words of the book, what follows from a choice: a clan's own bane.

    They are shown all the same, and follow when somebody makes another choice.
    """

    def follows(name: str) -> bool:
        others = {other: words for other, words in texts.items() if other != name}
        return (
            line.texts[name].follows and Texts(line, 0, texts=others, keys=keys).text(line.texts[name]) == texts[name]
        )

    return {name: words for name, words in texts.items() if not (words and follows(name))}


def copied(line: Line, row: Any) -> CharacterDocument:
    """A character as a clone has it: of the row of its sheet the ratings, texts, keys and entries."""
    texts = written(line, row.texts, row.keys)
    keys = {name: key for name, key in row.keys.items() if name in texts}
    return CharacterDocument(line, texts, row.ratings, nested(map(EntryRow._make, row.entries)), keys=keys)
