"""The play view: what a character can do now, and the names that are seldom needed at the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wodsheet.engine import Action, Listing, Section, Text, Trait
from wodsheet.sheet import Sheet
from wodsheet.sheet.actions import IN_EFFECT, ActionForm, in_one_line, play_of
from wodsheet.sheet.entry import Entry
from wodsheet.sheet.rollable import Rollable, rollables
from wodsheet.sheet.uses import uses


@dataclass(frozen=True)
class Deed:
    """Something that a character can do now, by one tap or by its form.

    ``at`` is the address of its form. ``pools`` are what may be rolled for it; ``how`` its pool and cost in words.
    """

    form: ActionForm
    at: str
    how: str = ""
    pools: tuple[Rollable, ...] = ()

    @property
    def action(self) -> Action:
        """What is done."""
        return self.form.action

    @property
    def is_one_tap(self) -> bool:
        """Whether it is done at once, by what is answered at first: it is not grave, and nobody chooses an option."""
        return not self.action.grave and not any(question.options for question in self.form.questions)

    @property
    def is_asked(self) -> bool:
        """Whether its form asks something."""
        return bool(self.form.questions)

    @cached_property
    def reason(self) -> str:
        """Why it cannot be done now; "" when it can."""
        return self.form.reason

    @property
    def forecast(self) -> list[str]:
        """What it would do, in sentences."""
        return self.form.forecast if self.is_one_tap and not self.reason else []

    @property
    def forecast_line(self) -> str:
        """What it would do, in one line."""
        return in_one_line(self.forecast)


class PlayView:
    """What the play view shows of a sheet, besides what the sheet itself says."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._play = play_of(sheet)

    def _form(self, action: Action, at: str) -> ActionForm:
        return ActionForm(self.sheet, action, at, play=self._play)

    @cached_property
    def _deeds(self) -> list[Deed]:
        places = ((action, f"{self.sheet.at}/actions/{action.name}") for action in self.sheet.layout.actions)
        return [Deed(self._form(action, at), at) for action, at in places]

    @cached_property
    def actions(self) -> dict[str, list[Deed]]:
        """The actions that the character can do now, by their headings."""
        groups: dict[str, list[Deed]] = {}
        for deed in self._deeds:
            if not deed.reason:
                groups.setdefault(deed.action.group, []).append(deed)
        return groups

    @property
    def barred(self) -> list[Deed]:
        """The actions that cannot be done now, each with its reason."""
        return [deed for deed in self._deeds if deed.reason]

    @cached_property
    def uses(self) -> list[Deed]:
        """What the character has that can be used, what can be paid first."""
        pools: dict[str, list[Rollable]] = {}
        for one in rollables(self.sheet):
            pools.setdefault(one.key.partition("-")[0], []).append(one)
        return sorted(self._uses(pools), key=lambda deed: bool(deed.reason))

    def _uses(self, pools: dict[str, list[Rollable]]) -> Iterator[Deed]:
        for entry, action in uses(self.sheet):
            at = f"{self.sheet.at}/uses/{entry.id}"
            rolled = tuple(pools.get(str(entry.id), ()))
            yield Deed(self._form(action, at), at, entry.as_choice.how, rolled)

    @property
    def in_effect(self) -> list[Entry]:
        """What lasts."""
        return self.sheet.listed(self.sheet.line.listings[IN_EFFECT])

    @property
    def rolled(self) -> list[Section]:
        """The sections whose traits are rolled: attributes, skills."""
        return [section for section in self.sheet.layout.sections.values() if section.groups]

    def dots(self, section: Section) -> tuple[list[Trait], list[Trait]]:
        """The traits of a section: those that have dots, and those that have none."""
        traits = [trait for group in section.groups for trait in group.traits]
        return [one for one in traits if self.sheet[one]], [one for one in traits if not self.sheet[one]]

    @property
    def lists(self) -> list[tuple[Listing, list[Entry]]]:
        """The lists that have entries, but for what is in effect."""
        listings = (part for section in self.sheet.layout.sections.values() for part in section.parts)
        found = [(part, self.sheet.listed(part)) for part in listings if isinstance(part, Listing)]
        return [(part, entries) for part, entries in found if entries and part.name != IN_EFFECT]

    @property
    def notes(self) -> Text:
        """The text in which is written during play."""
        return self.sheet.line.texts["notes"]
