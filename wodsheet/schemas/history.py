"""What may be asked of the journal."""

import re
from typing import Any, ClassVar

from wodsheet.schemas.fields import Posted
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
