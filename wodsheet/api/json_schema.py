"""What a field of a form takes, in the words of JSON Schema."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from wodsheet.schemas import fields
from wodsheet.schemas.history import Id, OneOf
from wodsheet.schemas.sheet import Damage, Offered

# Where there is one line a line end is refused; where a letter is needed, one that can be seen. These are the invisible
# letters that are met with; the field knows them all.
LINE_ENDS = r"\n\r"
UNSEEN = (
    r"\s\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u115f\u1160\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
)


@singledispatch
def takes(field: Any) -> dict[str, Any]:
    """What is not a field of a form, apispec knows by itself."""
    return {}


@takes.register
def _(field: fields.WholeNumber) -> dict[str, Any]:
    return {"type": "integer", "minimum": field.low, "maximum": field.high}


@takes.register
def _(field: fields.Words) -> dict[str, Any]:
    some = r"[\s\S]*" if field.lines else f"[^{LINE_ENDS}]*"
    written = f"^{some}$" if field.blank else f"^{some}[^{UNSEEN}]{some}$"
    return {"type": "string", "maxLength": field.limit, "pattern": written}


@takes.register
def _(field: Offered) -> dict[str, Any]:
    labels = [choice.label for choice in field.offering.choices]
    return {"type": "string", "enum": labels if field.offering.required else ["", *labels]}


@takes.register
def _(field: fields.FormKey) -> dict[str, Any]:
    written = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
    return {"type": "string", "format": "uuid", "pattern": written, "description": "A new one for each thing to make."}


@takes.register
def _(field: fields.Day) -> dict[str, Any]:
    says = f"From {field.first} to {field.last}; empty or left out: today, or of a query no limit."
    return {"type": "string", "anyOf": [{"format": "date"}, {"maxLength": 0}], "description": says}


@takes.register
def _(field: Damage) -> dict[str, Any]:
    return {
        "type": "string",
        "pattern": f"^(?:{Damage.WRITTEN.pattern})$",
        "description": f"Superficial/aggravated, at most {field.high} together.",
        "examples": ["2/1"],
    }


@takes.register
def _(field: OneOf) -> dict[str, Any]:
    return {"type": "string", "enum": ["", *sorted(field.names)]} if field.names is not None else {"type": "string"}


@takes.register
def _(field: Id) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": 999_999_999_999_999_999}
