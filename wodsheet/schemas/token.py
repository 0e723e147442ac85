"""The form that makes a personal token."""

from typing import Any, ClassVar

from wodsheet.schemas.fields import FormKey, Posted, Words
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_


class Scope(Posted):
    """What a token may do: ``read``, or ``write``, which reads too."""

    default_error_messages: ClassVar = {"unknown": N_("Choose whether it may only read or also write.")}

    def __init__(self) -> None:
        super().__init__(required=True)
        self.error_messages["required"] = self.error_messages["unknown"]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if self.text(value) not in ("read", "write"):
            raise self.make_error("unknown")
        return value


class TokenForm(Form):
    """A name to know it by, and what it may do."""

    name = Words(60, blank=False, label=N_("Name"))
    scope = Scope()
    form_key = FormKey()


token_form = TokenForm()
