"""What every posted form keeps to: known fields only, each of them once, and refusals in plain sentences."""

from typing import Any, ClassVar, Self, cast

from marshmallow import RAISE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from wodsheet.problems import Refused
from wodsheet.templating.i18n import N_, gettext

DETAILS_SHOWN = 20


class Form(Schema):
    """A form a person can post. Make each one once (at import, or behind @cache): making one costs three readings."""

    class Meta(Schema.Meta):
        unknown = RAISE

    error_messages: ClassVar = {"unknown": N_("This form has no such field."), "type": N_("This is not a form.")}

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Self:
        """A form of this kind with these fields, for one whose fields a line decides."""
        return cast(type[Self], cls.from_dict(fields))()

    def read(self, posted: MultiDict[str, str]) -> dict[str, Any]:
        """Answer the form's values by field name; only a `fields.List` may be sent more than once.

        Raises Refused (422) with one detail for each field that was refused.
        """
        sent, repeated = self._gather(posted)
        try:
            values = cast("dict[str, Any]", self.load(sent))
        except ValidationError as error:
            raise Refused(details=repeated + details_of(error.normalized_messages())) from None
        if repeated:
            raise Refused(details=repeated)
        return values

    def _gather(self, posted: MultiDict[str, str]) -> tuple[dict[str, Any], list[dict[str, str]]]:
        sent: dict[str, Any] = {}
        repeated = []
        for name, values in posted.lists():
            if isinstance(self.fields.get(name), fields.List):
                sent[name] = values
                continue
            sent[name] = values[0]
            if len(values) > 1:
                repeated.append({"field": name, "message": gettext("This was sent more than once.")})
        return sent, repeated


def details_of(messages: dict[str, Any]) -> list[dict[str, str]]:
    """Flatten marshmallow's messages to one {"field", "message"} for each; at most 20, as strangers pick the names."""
    return [
        {"field": "" if name == "_schema" else name, "message": gettext(first_sentence(message))}
        for name, message in list(messages.items())[:DETAILS_SHOWN]
    ]


def first_sentence(message: Any) -> str:
    """The first message of a field; one entry of a list is refused as {index: [message]}."""
    while not isinstance(message, str):
        message = next(iter(message.values() if isinstance(message, dict) else message))
    return message
