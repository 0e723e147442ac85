"""The kinds of character within one line: vampires and their ghouls, told by what their sheets lack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from wodsheet.engine.action import Action
from wodsheet.engine.choices import Choice, Source
from wodsheet.engine.condition import Condition
from wodsheet.engine.guide import Stage
from wodsheet.engine.messages import Message
from wodsheet.engine.parts import Listing, Paper, Part, Section, Stack, Text, Trait, Vital
from wodsheet.engine.payment import Payment

Row = tuple[Stack, ...]
P = TypeVar("P")


@dataclass(frozen=True)
class Kind:
    """A kind of character: the parts its sheet is ``without``, by name, and those it has ``instead`` of the line's.

    ``ratings`` and ``texts`` are what it begins with where the line's own start is not its. ``counts_as`` is, by text,
    the choice that the book takes it for: a thin-blood has no clan, and their flaws ask for that one. ``standfirst``
    and ``glance`` as in Line, whose own they are when left out. On paper the row of page two with the section
    ``moved_up`` ends page one, where what it lacks would leave the page half empty.
    """

    name: str
    label: Message
    without: frozenset[str] = frozenset()
    instead: tuple[Trait | Listing | Condition | Action | Payment, ...] = ()
    ratings: Mapping[str, int] = field(default_factory=dict, hash=False)
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)
    counts_as: Mapping[str, str] = field(default_factory=dict, hash=False)
    standfirst: tuple[Message, ...] = ()
    glance: tuple[str, ...] = ()
    moved_up: str = ""
    hint: Message = ""
    sources: tuple[Source, ...] = ()
    unverified: Message = ""
    canonical: str = ""

    @property
    def choice(self) -> Choice:
        """The kind as something to choose."""
        return Choice(self.name, self.label, hint=self.hint, sources=self.sources, unverified=self.unverified)

    @property
    def stored(self) -> str:
        """The words that are stored for it: its label in English, whatever language it is shown in."""
        return self.canonical or self.label

    @property
    def written(self) -> dict[str, str]:
        """What is written of a new one, its kind included; nothing where all are alike."""
        return {"kind": self.stored, **self.texts} if self.label else {}

    def lacks(self, part: object) -> bool:
        """Whether its sheet is without a part of the line."""
        return getattr(part, "name", "") in self.without

    def own(self, part: P) -> P:
        """A part of the line as this kind has it."""
        own = (one for one in self.instead if type(one) is type(part) and one.name == getattr(part, "name", ""))
        return cast(P, next(own, part))

    def vitals(self, vitals: tuple[Vital, ...]) -> tuple[Vital, ...]:
        """The vitals it has, each with what goes with it."""
        return tuple(
            replace(
                one,
                part=self.own(one.part),
                also=tuple(part for part in one.also if not self.lacks(part)),
                reads=tuple(part for part in one.reads if not self.lacks(part)),
            )
            for one in vitals
            if not self.lacks(one.part)
        )

    def rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Rows of stacks of sections without what it has not; what that leaves empty goes, too."""
        own = (tuple(stack for one in row if (stack := self.sections(one))) for row in rows)
        return tuple(row for row in own if row)

    def sections(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        """Sections without what it has not."""
        own = (replace(section, parts=self.parts(section.parts)) for section in sections)
        return tuple(section for section in own if section.parts)

    def parts(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Parts without those it has not, its own in the place of the line's."""
        return tuple(self.own(part) for part in parts if not self.lacks(part))

    def conditions(self, conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        """Conditions without those it cannot be in, its own in the place of the line's."""
        return tuple(self.own(condition) for condition in conditions if not self.lacks(condition))

    def actions(self, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        """Actions without those it never does, its own in the place of the line's."""
        return tuple(self.own(action) for action in actions if not self.lacks(action))

    def payments(self, payments: tuple[Payment, ...]) -> tuple[Payment, ...]:
        """Payments without those it never makes, its own in the place of the line's."""
        return tuple(self.own(payment) for payment in payments if not self.lacks(payment))

    def stages(self, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        """Stages with the parts it has, without those of which it has none, or not what is chosen there."""
        own = (
            replace(stage, parts=tuple(part for part in stage.parts if part not in self.without)) for stage in stages
        )
        return tuple(stage for stage in own if stage.parts and stage.cards not in self.without)

    def paper(self, paper: Paper) -> Paper:
        """The order of the printed sheet without what it has not."""
        second = self.rows(paper.second)
        up = tuple(row for row in second if any(section.name == self.moved_up for stack in row for section in stack))
        return Paper(
            facts=tuple(name for name in paper.facts if name not in self.without),
            top=self.rows(paper.top),
            first=self.rows(paper.first) + up,
            second=tuple(row for row in second if row not in up),
            story=tuple(name for name in paper.story if name not in self.without),
        )


def which(kinds: tuple[Kind, ...]) -> Text:
    """The text that says of which kind a character is; left unsaid, it is of the first."""
    choices = tuple(kind.choice for kind in kinds)
    return Text("kind", "Kind", choices=choices, closed=True, required=True, start=kinds[0].stored, redraws=True)
