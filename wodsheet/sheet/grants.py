"""What choosing something would give a character, and take back of what the choice before gave: asked, shown, done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from wodsheet.engine import Choice, Given, Grant, Line, Pick, Text
from wodsheet.rules.grants import Granting, new_ids, patch, ways
from wodsheet.rules.inverse import Change, Patch, State
from wodsheet.sheet import Sheet
from wodsheet.sheet.revision_words import sentences_of
from wodsheet.templating.i18n import gettext as _

NAMED = "_named"


def grant_of(sheet: Sheet, choice: Choice) -> Grant:
    """What a choice gives a character of this kind; an empty one for most."""
    creation = sheet.line.creation(sheet.kind.name)
    found = (grant for grant in (creation.grants if creation else ()) if grant.key == choice.key)
    return next(found, Grant(choice.key))


def gives(sheet: Sheet, choice: Choice | None) -> bool:
    """Whether a choice gives something."""
    grant = grant_of(sheet, choice) if choice else None
    return bool(grant and (grant.given or grant.picks or grant.ratings))


@dataclass(frozen=True)
class Question:
    """A pick as it is put to a player: the ways that are open, each by its value and in words.

    ``asked`` says what the player names, for the ways in ``named``; ``answer`` is the value chosen, or the first.
    """

    name: str
    label: str
    ways: tuple[tuple[str, tuple[Given, ...], str], ...]
    answer: str

    @property
    def asked(self) -> str:
        """What the player gives a name to; "" where the book does."""
        asked = dict.fromkeys(given.asked for _, way, _ in self.ways for given in way if given.asked)
        return ", ".join(asked)

    @property
    def way(self) -> tuple[Given, ...]:
        """What was picked."""
        return next(way for value, way, _ in self.ways if value == self.answer)


@dataclass(frozen=True)
class GrantForm:
    """A choice before it is made.

    ``before`` is the character, ``earlier`` what the choice before gave, ``answers`` what was picked so far, and how
    the player calls what has no name.
    """

    sheet: Sheet
    text: Text
    choice: Choice
    before: State
    earlier: tuple[Change, ...]
    answers: Mapping[str, str]

    @property
    def at(self) -> str:
        """Its address."""
        return f"{self.sheet.at}/grants/{self.text.name}/{self.choice.key}"

    @property
    def back(self) -> str:
        """The address of the stage at which it is chosen, else of its place on the sheet."""
        stage = next((one.name for one in self.sheet.layout.stages if self.text.name in one.parts), "")
        return f"{self.sheet.at}/guide/{stage}" if stage else f"{self.sheet.at}#text-{self.text.name}"

    @cached_property
    def grant(self) -> Grant:
        """What the choice gives."""
        return grant_of(self.sheet, self.choice)

    @cached_property
    def questions(self) -> list[Question]:
        """What is to be picked."""
        return [self._question(pick) for pick in self.grant.picks]

    def _question(self, pick: Pick) -> Question:
        line = self.sheet.line
        found = ((str(number), way) for number, way in enumerate(ways(pick)))
        known = self.sheet.known_levels.keys() | {self.choice.key}
        is_open = tuple(
            (value, way, ", ".join(thing(line, given) for given in way))
            for value, way in found
            if all(not given.of or known & set(given.of) for given in way)
        )
        label = _("Choose: %(one)s", one=line.listings[pick.options[0].part].one)
        answer = self.answers.get(pick.name, "")
        values = [value for value, _way, _words in is_open]
        return Question(pick.name, label, is_open, answer if answer in values else values[0])

    @property
    def picked(self) -> list[Given]:
        """What was picked, each with the name that the player gave it, else what was asked for."""
        return [self._named(question, given) for question in self.questions for given in question.way]

    def _named(self, question: Question, given: Given) -> Given:
        if not given.asked:
            return given
        return replace(given, name=self.answers.get(f"{question.name}{NAMED}") or given.asked)

    @cached_property
    def done(self) -> Granting:
        """The character once it is chosen."""
        granting = Granting.on(self.sheet.line, self.before)
        granting.take_back(self.earlier)
        granting.write(self.text, self.choice.key)
        granting.give(self.grant, self.picked)
        return granting

    @property
    def new_entries(self) -> int:
        """How many entries come."""
        return new_ids(self.done.now)

    def patch(self, ids: Iterable[int] = ()) -> Patch:
        """What is written. ``ids``: those of the new entries."""
        return patch(self.before, self.done.now, ids)

    @property
    def sentences(self) -> list[str]:
        """What would change, a sentence each."""
        names = {entry.id: entry.label for entry in self.sheet.entries.values()}
        return [
            sentence
            for change in self.patch(range(-self.new_entries, 0)).changes
            for sentence in (self._addition(change) or sentences_of(self.sheet.line, [change], names))
        ]

    def _addition(self, change: Change) -> list[str]:
        """An entry that comes, in words with its dots; nothing for any other change."""
        if change.what != "entry" or change.was is not None or not change.now:
            return []
        row, listing = change.now, self.sheet.line.listings[change.now["kind"]]
        choice = listing.choice("", key=row["key"])
        name = choice.label if choice else row["name"]
        return [_("Adds %(name)s", name=f"{name} {row['dots']}" if row["dots"] else name)]

    @property
    def kept(self) -> list[str]:
        """What the choice before gave and stays, because it was changed since."""
        return [self.sheet.entries[id].label for id in self.done.kept if id in self.sheet.entries]


def thing(line: Line, given: Given) -> str:
    """Something that is given, in words: "Contacts 3 (Criminals)", "Brawl: Grappling"."""
    if given.under:
        return _("%(skill)s: %(name)s", skill=line.labels[given.under], name=given.name or given.asked)
    label = f"{line.labels[given.key]} {given.dots}" if given.dots else line.labels[given.key]
    return _("%(name)s (%(note)s)", name=label, note=given.note) if given.note else label
