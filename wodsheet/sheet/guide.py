"""The guided way: the stages of making a character, the one that is shown, and what there is of the character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from wodsheet.engine import Answer, Choice, Group, Listing, Part, Section, Spreads, Stage, Text, Trait
from wodsheet.rules.findings import FORBIDDEN, KEPT, MISSING, OPEN, OVER
from wodsheet.sheet import Sheet
from wodsheet.sheet.checked import Check, Said
from wodsheet.sheet.grants import gives

# How many choices the answers to questions lead to.
SUGGESTED = 3


@dataclass(frozen=True)
class Guide:
    """What the page of a stage shows.

    ``answers``: the place of the answer to each of its questions, from 1; 0 for none.
    """

    sheet: Sheet
    check: Check
    stage: Stage
    answers: tuple[int, ...] = ()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All stages that the character goes through, in their order."""
        return self.sheet.layout.stages

    def state_of(self, stage: Stage) -> str:
        """How a stage stands by the rules: "conflicting", "open" or "done"; "" where no rule is about it.

        Who plays by rules of their own has no conflicts.
        """
        return state_of(self.sheet, self.check, stage)

    @property
    def tallies(self) -> list[Said]:
        """What the rules say of what is decided at this stage, what is not as it should be first."""
        return sorted(of_stage(self.sheet, self.check, self.stage), key=lambda one: one.state == KEPT)

    @property
    def tiers(self) -> list[tuple[str, list[tuple[int, int, int]]]]:
        """Each way to share dots out at this stage: its label, and for each rating how many have it, of how many.

        Of the lowest rating no more are counted than the way has.
        """
        creation = self.sheet.line.creation(self.sheet.kind.name)
        rules = creation.rules if creation else ()
        spreads = [rule for rule in rules if isinstance(rule, Spreads) and rule.part in self.stage.parts]
        return [(way.label, self._counted(rule.part, way.counts)) for rule in spreads for way in rule.ways]

    def _counted(self, part: str, counts: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
        traits = self.sheet.layout.sections[part].traits
        have = Counter(self.sheet[trait] for trait in traits)
        return [(dots, min(have[dots], many) if dots == traits[0].low else have[dots], many) for dots, many in counts]

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


def find(sheet: Sheet, check: Check, name: str, answers: tuple[int, ...] = ()) -> Guide | None:
    """The guide at the stage of this name; None where the character has no such stage."""
    stage = next((one for one in sheet.layout.stages if one.name == name), None)
    return Guide(sheet, check, stage, answers) if stage else None


def of_stage(sheet: Sheet, check: Check, stage: Stage) -> list[Said]:
    """The findings about what is decided at a stage."""
    sections = (sheet.layout.sections[name] for name in stage.parts if name in sheet.layout.sections)
    traits = {trait.name for section in sections for trait in section.traits}
    return [one for one in check.findings if one.trait.partition("/")[0] in {*stage.parts, *traits}]


def state_of(sheet: Sheet, check: Check, stage: Stage) -> str:
    """How a stage stands by the rules; see Guide."""
    states = {one.state for one in of_stage(sheet, check, stage)}
    if states & {OVER, FORBIDDEN} and not check.own_rules:
        return "conflicting"
    return "open" if states & {MISSING, OPEN} else "done" if states else ""


def stage_of(sheet: Sheet, check: Check, finding: Said) -> str:
    """The name of the stage at which a finding is decided; "" where there is none."""
    return next((one.name for one in sheet.layout.stages if finding in of_stage(sheet, check, one)), "")


def next_stage(sheet: Sheet, check: Check) -> str:
    """The name of the stage to go on with: the first that is not done, else "end"."""
    waiting = (one.name for one in sheet.layout.stages if state_of(sheet, check, one) in ("open", "conflicting"))
    return next(waiting, "end")
