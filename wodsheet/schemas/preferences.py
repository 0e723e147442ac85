"""The forms a player's preferences are posted by, their ranges borrowed from the preferences."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, ClassVar

from wodsheet.preferences import HIGHEST, LOWEST, Preference
from wodsheet.schemas.fields import Posted, WholeNumber
from wodsheet.schemas.form import Form
from wodsheet.templating.dates import zone_of
from wodsheet.templating.i18n import N_


class OneOf(Posted):
    """One of the choices of a preference, as it is kept."""

    default_error_messages: ClassVar = {"unoffered": N_("{label}: choose one of those offered.")}

    def __init__(self, preference: Preference, **settings: Any) -> None:
        super().__init__(**{"required": True, "label": preference.label, **settings})
        self.choices = preference.choices or {}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if self.text(value) not in self.choices:
            raise self.make_error("unoffered")
        return value


class NumberOrNothing(WholeNumber):
    """A whole number, or None for a field left empty; it has to be sent either way."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int | None:
        return None if value == "" else super()._deserialize(value, attr, data, **kwargs)


@cache
def preference_form(preference: Preference) -> Form:
    """The form of one preference: a field of its own name."""
    number = NumberOrNothing(preference.low, preference.high, label=preference.label)
    return Form.of({preference.name: OneOf(preference) if preference.choices else number})


class Area(Posted):
    """The id of a text area: of one of a character's texts, or of one of an entry's."""

    default_error_messages: ClassVar = {"unknown": N_("That is no text area of a sheet.")}
    WRITTEN = re.compile(r"text-(?:e[1-9][0-9]{0,17}-)?[a-z][a-z0-9_]{0,59}")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not self.WRITTEN.fullmatch(self.text(value)):
            raise self.make_error("unknown")
        return value


class TimeZone(Posted):
    """The IANA name of a time zone: "Europe/Lisbon". Gives it as it was sent."""

    default_error_messages: ClassVar = {"unknown": N_("That is no time zone.")}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        name = self.text(value)
        if len(name) > 64 or not zone_of(name):
            raise self.make_error("unknown")
        return name


class TimeZoneForm(Form):
    """The time zone of the player's browser."""

    time_zone = TimeZone(required=True)


time_zone_form = TimeZoneForm()


class HeightForm(Form):
    """How high a player made a text area, in pixels."""

    area = Area(required=True)
    height = WholeNumber(LOWEST, HIGHEST)


height_form = HeightForm()
