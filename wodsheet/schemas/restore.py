"""The form that restores a character, or parts of it, as it stood."""

from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validates_schema

from wodsheet.schemas.fields import FormKey, Words
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_

MOST_KEY = 100


class RestoreForm(Form):
    """``part``, once for each part that shall be as it stood, or ``all``; and the key of the form."""

    NONE: ClassVar = N_("Tick what shall be again as it stood.")

    part = fields.List(Words(MOST_KEY), load_default=list)
    all = Words(3, required=False, load_default="")
    form_key = FormKey(required=False, load_default=None)

    @validates_schema
    def names_something(self, posted: dict[str, Any], **kwargs: Any) -> None:
        """Nothing ticked restores nothing, and says so."""
        if not posted.get("part") and not posted.get("all"):
            raise ValidationError(self.NONE, "part")


restore_form = RestoreForm()
