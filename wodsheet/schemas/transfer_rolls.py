"""What the rolls of an export have to be like to be brought in."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from wodsheet.schemas.dice import MOST_DIFFICULTY, MOST_MODIFIER, MOST_REGULAR, MOST_SPECIAL
from wodsheet.schemas.fields import Words
from wodsheet.schemas.shapes import Moment, Number, Shape
from wodsheet.templating.i18n import N_

MOST_ROLLS, MOST_NAMED = 5000, 50
KEY = re.compile(r"-?[a-z0-9_-]{1,80}")
ACTION = re.compile(r"[a-z][a-z0-9_]{0,59}")
UNLIKE = N_("These are no dice that fell together.")


def keys(most: int) -> fields.List:
    """A list of names."""
    return fields.List(
        fields.String(validate=validate.Regexp(f"^(?:{KEY.pattern})$")),
        load_default=list,
        validate=validate.Length(max=most),
    )


def faces(most: int, **settings: Any) -> fields.List:
    """What dice show."""
    return fields.List(Number(1, 10), validate=validate.Length(max=most), **settings)


def whole(low: int, high: int, **settings: Any) -> fields.Integer:
    """A whole number of JSON that may be below 0."""
    return fields.Integer(strict=True, validate=validate.Range(low, high), **settings)


class PoolShape(Shape):
    """A pool, as a roll or under a name."""

    traits = keys(10)
    offers = keys(60)
    number = whole(-MOST_REGULAR, MOST_REGULAR, load_default=0)
    modifier = whole(-MOST_MODIFIER, MOST_MODIFIER, load_default=0)
    difficulty = whole(0, MOST_DIFFICULTY, load_default=None, allow_none=True)


class RollShape(PoolShape):
    """A roll of the log."""

    at = Moment()
    regular = faces(MOST_REGULAR, required=True)
    special = faces(MOST_SPECIAL, required=True)
    fell = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    what = Words(200, required=False, load_default="")
    contested = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    test = Words(100, required=False, load_default="")
    action = fields.String(load_default=None, allow_none=True, validate=validate.Regexp(f"^(?:{ACTION.pattern})$"))
    places = fields.List(Number(0, 39), load_default=None, allow_none=True, validate=validate.Length(1, 3))
    thrown = faces(3, load_default=None, allow_none=True)
    by = Words(100, required=False, allow_none=True)

    @validates_schema
    def fell_together(self, roll: dict[str, Any], **kwargs: Any) -> None:
        """There is a die, and each die that was thrown again is one of them."""
        dice, places, thrown = len(roll["regular"]) + len(roll["special"]), roll["places"] or (), roll["thrown"] or ()
        if not dice:
            raise ValidationError(UNLIKE, "regular")
        if len(places) != len(thrown) or len(set(places)) != len(places) or any(place >= dice for place in places):
            raise ValidationError(UNLIKE, "thrown")


class NamedRollShape(PoolShape):
    """A pool under a name."""

    name = Words(100, blank=False, label=N_("Name"))
