"""The form that makes a character."""

from __future__ import annotations

from functools import cache

from wodsheet.engine import Line
from wodsheet.schemas.fields import FormKey, Words
from wodsheet.schemas.form import Form
from wodsheet.schemas.sheet import words_of


@cache
def character_form(line: Line) -> Form:
    """A name is enough; the form's key keeps a double click from making two. Of a line with kinds one may be chosen."""
    fields = {"name": Words(line.title.limit, blank=False, label=line.title.label), "form_key": FormKey()}
    if line.kinds:
        fields["kind"] = words_of(line.texts["kind"], required=False)
    return Form.of(fields)
