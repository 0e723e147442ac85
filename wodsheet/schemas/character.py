"""The form that makes a character."""

from __future__ import annotations

from functools import cache

from wodsheet.engine import Line
from wodsheet.schemas.fields import FormKey, Words
from wodsheet.schemas.form import Form


@cache
def character_form(line: Line) -> Form:
    """A name is enough; the form's key keeps a double click from making two."""
    name = Words(line.title.limit, blank=False, label=line.title.label)
    return Form.of({"name": name, "form_key": FormKey()})
