"""Actions of a character: which there are, what is asked, what one would do, and what it did, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from types import MappingProxyType
from typing import Any, Self
from uuid import uuid4

from wodsheet.engine.action import Action, Ask, Begin, Option, Propose
from wodsheet.engine.amount import count
from wodsheet.rules.actions import InEffect, Play, Thrown, answers_of, barred, carry_out
from wodsheet.rules.inverse import Change, Object, Patch, State
from wodsheet.rules.rewind import differences
from wodsheet.sheet import Sheet
from wodsheet.sheet.entry import Entry
from wodsheet.sheet.revision_words import sentences_of
from wodsheet.templating.i18n import gettext as _

# What was answered: by the name of each Ask a number, or the name of an option.
Given = Mapping[str, int | str]
# The listing of what lasts for a while.
IN_EFFECT = "in_effect"
# What dice show that pass and that fail, in a forecast; neither 1 nor 10, which mean something of their own.
PASSING, FAILING = 6, 2


def play_of(sheet: Sheet, faces: Iterable[int] = ()) -> Play:
    """A character who is about to do something. ``faces``: what dice will show."""
    lasting = sheet.listed(sheet.line.listings[IN_EFFECT])
    return Play(
        line=sheet.line,
        ratings=dict(sheet.ratings),
        levels=sheet.known_levels,
        entry_levels=sheet.entry_levels,
        listed=Counter(entry.listing.name for entry in sheet.entries.values() if entry.outer is None),
        lacks=sheet.kind.without,
        in_effect=[InEffect(entry.id, entry.key, until(entry)) for entry in lasting],
        answers={},
        faces=iter(faces),
    )


def until(entry: Entry) -> str:
    """Until when something is in effect, by key."""
    return entry.listing.fields["until"].key(entry.texts.get("until", "")) or ""


@dataclass(frozen=True)
class Question:
    """An Ask as it is put to one character, with the options that are open. ``answer``: as in Given."""

    ask: Ask
    options: tuple[Option, ...]
    answer: int | str

    def takes(self, given: int | str) -> bool:
        """Whether this can be answered."""
        if isinstance(given, int):
            return not self.options and self.ask.low <= given <= self.ask.high
        return given in [option.name for option in self.options]


def questions(action: Action, play: Play, given: Given = MappingProxyType({})) -> list[Question]:
    """What is asked of the character who is about to do an action, with what was answered, or is at first."""
    return [_question(ask, play, given) for ask in action.asks if ask.when is None or ask.when.read(play)]


def _question(ask: Ask, play: Play, given: Given) -> Question:
    options = tuple(option for option in ask.options if option.when is None or option.when.read(play))
    start = options[0].name if options else max(ask.low, min(ask.high, count(ask.start, play)))
    return Question(ask, options, given.get(ask.name, start))


class ActionForm:
    """An action before it is done, with the answers so far; what is not answered is as at first.

    ``at`` is its address. ``play`` is the character before anything is done, where it is known already.
    """

    def __init__(
        self, sheet: Sheet, action: Action, at: str, given: Given = MappingProxyType({}), play: Play | None = None
    ) -> None:
        self.sheet = sheet
        self.action = action
        self.at = at
        self._before = (play or play_of(sheet)).begun_again(iter(()))
        self.questions = questions(action, self._before, given)
        self._before.answers = answers_of(action, {one.ask.name: one.answer for one in self.questions})

    @cached_property
    def reason(self) -> str:
        """Why it cannot be done now; "" when it can."""
        return barred(self.action, self._before)

    def after(self, faces: Iterable[int]) -> Play:
        """The character once it is done, with dice that show these faces. Raises TooFewDice."""
        play = self._before.begun_again(iter(faces))
        carry_out(self.action.steps, play)
        return play

    @cached_property
    def _passed(self) -> Play:
        return self.after(repeat(PASSING))

    @property
    def throws(self) -> bool:
        """Whether dice are thrown."""
        return any(thrown.faces for thrown in self._passed.thrown)

    @cached_property
    def forecast(self) -> list[str]:
        """What it would do, in sentences: as it is, or once with dice that pass and once with dice that fail.

        Where a die finds a row of a table it is said which table, and what else happens whatever falls.
        """
        passed = sentences(self.sheet, self._passed)
        if not self.throws:
            return passed or [_("Nothing changes.")]
        failed = sentences(self.sheet, self.after(repeat(FAILING)))
        tables = dict.fromkeys(thrown.label for thrown in self._passed.thrown if thrown.outcome and thrown.faces)
        if tables:
            certain = [sentence for sentence in passed if sentence in failed]
            return [*certain, _("A die decides: %(tables)s", tables=", ".join(tables))]
        good, bad = (in_one_line(words) or _("nothing changes") for words in (passed, failed))
        if good == bad:
            return [good]
        return [_("If it passes: %(words)s", words=good), _("If it fails: %(words)s", words=bad)]


def sentences(sheet: Sheet, play: Play) -> list[str]:
    """What an action did to a character, a sentence for each thing."""
    noted = (sentence % {"amount": amount} for sentence, amount in play.sentences)
    return [
        *sentences_of(sheet.line, changes(sheet, play), {}),
        *(_("Ended: %(effect)s", effect=sheet.entries[id].label) for id in play.ended),
        *(_("In effect: %(effect)s", effect=effect_name(sheet, one)) for one in play.begun),
        *noted,
    ]


def in_one_line(sentences: Sequence[str]) -> str:
    """Sentences one after the other; a full stop stands at the end alone."""
    *first, last = sentences or [""]
    return "; ".join([*(sentence.removesuffix(".") for sentence in first), last])


def effect_name(sheet: Sheet, begun: Begin) -> str:
    """What something in effect is called, in the reader's language."""
    choice = sheet.line.listings[IN_EFFECT].choice("", key=begun.key)
    return choice.label if choice else begun.words


def changes(sheet: Sheet, play: Play) -> list[Change]:
    """What an action changed of the ratings and texts, as the journal has it."""
    texts = {name: sheet.line.texts[name].choice("", key) for name, key in play.written.items()}
    words = {name: choice.stored if choice else "" for name, choice in texts.items()}
    trackers = [(each.superficial, each.aggravated) for each in sheet.line.trackers.values()]
    changed = {name for name, rating in play.ratings.items() if sheet.ratings[name] != rating}
    changed.update(name for both in trackers if changed.intersection(both) for name in both)
    before, after = ({name: ratings[name] for name in changed} for ratings in (sheet.ratings, play.ratings))
    old = State(before, {name: sheet.texts.get(name, "") for name in words}, {}, {}, {}, {})
    found = list(differences(old, State(after, words, {}, {}, {}, {}), trackers)) if changed or words else []
    was = {name: sheet.keys.get(name) for name in words}
    now = {name: key or None for name, key in play.written.items()}
    return [*found, Change("keys", None, was, now)] if was != now else found


def patch(sheet: Sheet, play: Play, rows: Mapping[int, Object], ids: Iterable[int]) -> Patch:
    """What to write after an action, with its journal.

    ``rows``: the rows of the entries that are in effect, by id. ``ids``: of those that begin.
    """
    made = Patch(changes=changes(sheet, play))
    for change in made.changes:
        getattr(made, change.what).update(change.now)
    for id in play.ended:
        made.removed_entries.append(id)
        made.changes.append(Change("entry", id, rows[id] | {"inside": []}, None))
    first = max((row["position"] for row in rows.values()), default=-1) + 1
    for position, (id, begun) in enumerate(zip(ids, play.begun, strict=False), first):
        made.entries[id] = _entry(sheet, id, position, begun)
        made.changes.append(Change("entry", id, None, made.entries[id]))
    return made


def _entry(sheet: Sheet, id: int, position: int, begun: Begin) -> Object:
    listing = sheet.line.listings[IN_EFFECT]
    choice = listing.choice("", key=begun.key)
    lasts = listing.fields["until"].choice("", begun.until)
    return {
        "id": id,
        "kind": IN_EFFECT,
        "parent_id": None,
        "position": position,
        "name": choice.stored if choice else begun.words,
        "dots": 0,
        "texts": {"until": lasts.stored} if lasts else {},
        "form_key": str(uuid4()),
        "key": choice.key if choice else None,
    }


@dataclass(frozen=True)
class Done:
    """An action that was done: what it did in sentences, what fell, and what may follow.

    ``revision`` is the id of what it changed, ``roll`` that of its dice in the log; None where there is none.
    """

    action: Action
    sentences: Sequence[str]
    thrown: Sequence[Thrown]
    proposals: Sequence[Propose]
    revision: int | None
    roll: int | None

    @property
    def words(self) -> str:
        """What it did, in one line."""
        return in_one_line(self.sentences) or _("Nothing changed")

    @classmethod
    def of(cls, sheet: Sheet, action: Action, play: Play, revision: int | None, roll: int | None) -> Self:
        """An action that was done just now, to the character as it was before."""
        return cls(action, sentences(sheet, play), play.thrown, play.proposals, revision, roll)

    @classmethod
    def earlier(cls, sheet: Sheet, action: Action, row: Any) -> Self:
        """An action that was done before, of a row of ``patches.DONE``: what the journal and the log have of it."""
        names = {entry.id: entry.label for entry in sheet.entries.values()}
        found = list(sentences_of(sheet.line, [Change(*one) for one in row.changes], names))
        thrown = [Thrown(action.label, tuple(row.regular))] if row.regular else []
        return cls(action, found, thrown, (), row.revision, row.roll)
