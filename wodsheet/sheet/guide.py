"""The guided way: the stages of making a character, the one that is shown, and what there is of the character."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from wodsheet.engine import Answer, Choice, Group, Listing, Part, Section, Stage, Text, Trait
from wodsheet.sheet import Sheet
from wodsheet.sheet.grants import gives

# How many choices the answers to questions lead to.
SUGGESTED = 3


@dataclass(frozen=True)
class Guide:
    """What the page of a stage shows.

    ``answers``: the place of the answer to each of its questions, from 1; 0 for none.
    """

    sheet: Sheet
    stage: Stage
    answers: tuple[int, ...] = ()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All stages that the character goes through, in their order."""
        return self.sheet.layout.stages

    @property
    def number(self) -> int:
        """Which of its stages it is, from 1."""
        return self.stages.index(self.stage) + 1

    @property
    def before(self) -> Stage | None:
        """The stage before this one."""
        return self.stages[self.number - 2] if self.number > 1 else None

    @property
    def after(self) -> Stage | None:
        """The stage after this one."""
        return self.stages[self.number] if self.number < len(self.stages) else None

    @cached_property
    def parts(self) -> list[Section | Part]:
        """What answers the question: sections as they stand on the sheet, and single parts."""
        layout = self.sheet.layout
        single = {part.name: part for part in layout.parts}
        return [layout.sections.get(name) or single[name] for name in self.stage.parts]

    @property
    def hints(self) -> list[tuple[str, str]]:
        """What its traits are for, each with its label."""
        sections = (part for part in self.parts if isinstance(part, Section))
        traits = (trait for section in sections for group in section.groups for trait in group.traits)
        hints = self.sheet.line.hints
        return [(trait.label, hints[trait.name]) for trait in traits if trait.name in hints]

    @property
    def text(self) -> Text | None:
        """The text whose choices are shown side by side."""
        return self.sheet.line.texts.get(self.stage.cards)

    @cached_property
    def cards(self) -> list[Choice]:
        """Its choices: the three that were answered for first, then those that fit."""
        offers = self.sheet.offers(self.text) if self.text else {}
        found = [choice for group in offers.values() for choice in group]
        votes = Counter({choice.key: len(self.reasons(choice)) for choice in found})
        first = [key for key, count in votes.most_common(SUGGESTED) if count]
        return sorted(found, key=lambda choice: first.index(choice.key) if choice.key in first else SUGGESTED)

    def reasons(self, choice: Choice) -> list[str]:
        """The answers that speak for a choice."""
        return [answer.words for answer in self.answered if choice.key in answer.keys]

    def is_suggested(self, choice: Choice) -> bool:
        """Whether a choice is one of the three that the answers speak for."""
        return bool(self.reasons(choice)) and choice in self.cards[:SUGGESTED]

    @cached_property
    def answered(self) -> list[Answer]:
        """What was answered to the questions of this stage; what is no answer is left out."""
        chosen = zip(self.stage.questions, self.answers, strict=False)
        return [question.answers[number - 1] for question, number in chosen if 1 <= number <= len(question.answers)]

    def gives(self, choice: Choice) -> bool:
        """Whether a choice gives something, or takes back what the one before gave: that is shown first."""
        return any(gives(self.sheet, one) for one in (choice, self.sheet.choice(self.text) if self.text else None))

    @property
    def so_far(self) -> list[tuple[str, list[str]]]:
        """What there is of the character: by the label of a section what stands there, each with its dots."""
        found = ((section.label, self._standing(section)) for section in self.sheet.layout.sections.values())
        return [(label, words) for label, words in found if words]

    def _standing(self, section: Section) -> list[str]:
        words: list[str] = []
        for part in section.parts:
            if isinstance(part, Listing):
                words += [f"{one.label} {one.dots}" if one.dots else one.label for one in self.sheet.listed(part)]
            traits = part.traits if isinstance(part, Group) else (part,) if isinstance(part, Trait) else ()
            words += [f"{one.label} {self.sheet[one]}" for one in traits if self.sheet[one] > one.low]
        return words


def find(sheet: Sheet, name: str, answers: tuple[int, ...] = ()) -> Guide | None:
    """The guide at the stage of this name; None where the character has no such stage."""
    stage = next((one for one in sheet.layout.stages if one.name == name), None)
    return Guide(sheet, stage, answers) if stage else None
