"""The queries of the history and of the journal."""

import re
from collections.abc import Collection
from functools import cache
from typing import Any, ClassVar

from wodsheet.engine import Line
from wodsheet.schemas.experience import FIRST_DAY, LAST_DAY
from wodsheet.schemas.fields import Day, Posted
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_


class Id(Posted):
    """A row's id: a whole number that the database can hold; None when left out."""

    default_error_messages: ClassVar = {"none": N_("{label} is no id.")}
    WRITTEN = re.compile(r"[1-9][0-9]{0,17}")

    def __init__(self) -> None:
        super().__init__(load_default=None)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not self.WRITTEN.fullmatch(self.text(value)):
            raise self.make_error("none")
        return int(value)


class PageForm(Form):
    """Which hundred changes: those before this one, or the newest."""

    before = Id()


page_form = PageForm()


class OneOf(Posted):
    """One of some names; None when left out or empty."""

    default_error_messages: ClassVar = {"unknown": N_("{label}: there is no such thing on this sheet.")}

    def __init__(self, names: Collection[str] | None, label: str) -> None:
        super().__init__(load_default=None, label=label)
        self.names = names

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | None:
        words = self.text(value)
        if words and self.names is not None and words not in self.names:
            raise self.make_error("unknown")
        return words or None


# By the kind of a revision: what it is called among the filters.
REVISION_KINDS = {
    "ratings": N_("Ratings"),
    "texts": N_("Texts"),
    "entry": N_("Lists"),
    "portrait": N_("Portraits"),
    "state": N_("Archive and death"),
    "experience": N_("Experience"),
    "undo": N_("Taken back"),
    "restore": N_("Restored"),
    "action": N_("Played"),
    "creation": N_("Beginning"),
}


@cache
def history_form(line: Line) -> Form:
    """A page of the history of a character of a line: revisions before this one, or the newest, and the filters.

    ``trait`` may also be a tracker; ``by`` is a person's name; ``since`` and ``until`` are days, both included.
    """
    return Form.of(
        {
            "before": Id(),
            "trait": OneOf(line.traits.keys() | line.trackers.keys(), N_("Trait")),
            "text": OneOf(line.texts, N_("Text")),
            "entry": Id(),
            "by": OneOf(None, N_("Person")),
            "kind": OneOf(REVISION_KINDS, N_("Kind")),
            "since": Day(FIRST_DAY, LAST_DAY, label=N_("From")),
            "until": Day(FIRST_DAY, LAST_DAY, label=N_("Through")),
        }
    )
