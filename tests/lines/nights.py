"""Characters who act by night, for tests of the lines' actions: no database, and dice that fall as a test says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wodsheet.lines import LINES
from wodsheet.rules.actions import Play
from wodsheet.sheet import Sheet
from wodsheet.sheet import actions as acting
from wodsheet.sheet.actions import ActionForm


def somebody(line: str, *owned: tuple[str, str], texts: dict[str, str] | None = None, **ratings: int) -> Sheet:
    """A character of a line with these ratings, who has these entries: the name of each list, and of the entry."""
    rows = [[id, listing, None, id, name, 1, {}] for id, (listing, name) in enumerate(owned, 1)]
    return Sheet.of_parts(LINES[line], 1, ratings, texts, rows)


def form_of(sheet: Sheet, name: str, answers: Mapping[str, Any]) -> ActionForm:
    """The form of one of a character's actions."""
    action = sheet.layout.action(name)
    assert action, name
    return ActionForm(sheet, action, "", answers)


def does(sheet: Sheet, name: str, *fell: int, **answers: Any) -> Play:
    """What a character is after an action, with what dice showed. All of the dice were needed."""
    form = form_of(sheet, name, answers)
    assert not form.reason, form.reason
    assert set(answers) <= {one.ask.name for one in form.questions}
    play = form.after(fell)
    assert sum(len(one.faces) for one in play.thrown) == len(fell)
    return play


def health(play: Play) -> tuple[int, int]:
    """Superficial and aggravated damage to Health."""
    return play.ratings["health_superficial"], play.ratings["health_aggravated"]


def willpower(play: Play) -> tuple[int, int]:
    """Superficial and aggravated damage to Willpower."""
    return play.ratings["willpower_superficial"], play.ratings["willpower_aggravated"]


def barred(sheet: Sheet, name: str, **answers: Any) -> str:
    """Why a character cannot do something now; "" when it can be done."""
    return form_of(sheet, name, answers).reason


def options(sheet: Sheet, name: str, ask: str) -> list[str]:
    """The names of the options that are open to a character, what is answered at first before the others."""
    questions = form_of(sheet, name, {}).questions
    return [option.name for one in questions if one.ask.name == ask for option in one.options]


def sentences(sheet: Sheet, play: Play) -> list[str]:
    """What an action did, as players read it."""
    return acting.sentences(sheet, play)


def proposed(play: Play) -> list[str]:
    """The names of the actions that may follow."""
    return [one.action for one in play.proposals]
