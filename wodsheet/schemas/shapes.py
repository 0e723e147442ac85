"""The parts of an export as shapes: what JSON has where forms have text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from marshmallow import ValidationError, fields

from wodsheet.schemas.experience import FIRST_DAY, LAST_DAY
from wodsheet.schemas.fields import Posted, WholeNumber
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_, gettext, number


class Shape(Form):
    """A part of an export: known fields only."""

    error_messages: ClassVar = {"unknown": N_("There is no such thing here."), "type": N_("This has to be an object.")}


class Number(WholeNumber):
    """A whole number in JSON."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        # True is 1 to Python, and 3.0 is 3.
        if type(value) is not int:
            raise self.make_error("outside", input=f"“{ascii(value)[:20]}”", low=self.low, high=self.high)
        return super()._deserialize(str(value), attr, data, **kwargs)


class Signed(Number):
    """A whole number in JSON, as far below 0 as above it, and not 0."""

    default_error_messages: ClassVar = {"outside": N_("{input} is not a whole number from -{high} to {high}.")}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        negative = type(value) is int and value < 0
        whole = super()._deserialize(-value if negative else value, attr, data, **kwargs)
        return -whole if negative else whole


class Moment(Posted):
    """A point in time as PostgreSQL writes it into JSON, with its offset; or None where ``none`` is welcome.

    Gives its text in UTC, to the microsecond: Python reads offsets that PostgreSQL does not.
    """

    default_error_messages: ClassVar = {"unreadable": N_("{label} has to be a point in time with its offset.")}

    def __init__(self, *, none: bool = False, required: bool = True, **settings: Any) -> None:
        super().__init__(required=required, allow_none=none, **settings)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        try:
            written = datetime.fromisoformat(self.text(value))
            moment = written.astimezone(UTC)
        except (ValueError, OverflowError):
            raise self.make_error("unreadable") from None
        if written.tzinfo is None or not FIRST_DAY <= moment.date() <= LAST_DAY:
            raise self.make_error("unreadable")
        return moment.isoformat()


def part(shape: Form, **settings: Any) -> fields.Nested:
    """A field that is a shape of its own."""
    return fields.Nested(shape, **settings)


def listed(shape: Form, most: int, what: str = N_("This")) -> fields.List:
    """A field that is a list of shapes, named by a label in refusals."""

    def refuse_more(entries: list[Any]) -> None:
        if len(entries) > most:
            raise ValidationError(gettext("%(what)s has %(most)s at most.", what=gettext(what), most=number(most)))

    return fields.List(fields.Nested(shape), load_default=list, validate=refuse_more)
