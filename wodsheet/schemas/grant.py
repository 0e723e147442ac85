"""The form of a choice that gives something: what is picked in it, and what the player calls it."""

from __future__ import annotations

from typing import Any

from wodsheet.schemas.fields import FormKey, Words
from wodsheet.schemas.form import Form
from wodsheet.schemas.history import OneOf
from wodsheet.templating.i18n import N_

LONGEST = 100


def grant_form(questions: dict[str, list[str]]) -> Form:
    """A value of those that are open for each question, by its name; and a name that the player gives."""
    fields: dict[str, Any] = {"form_key": FormKey(required=False, load_default=None)}
    for name, values in questions.items():
        fields[name] = OneOf(values, N_("What you choose"))
        fields[f"{name}_named"] = Words(LONGEST, required=False, label=N_("What you call it"), load_default="")
    return Form.of(fields)
