"""The form of an action: what is asked, the dice that fell where a table threw them, and the form's key."""

from __future__ import annotations

from functools import cache
from typing import Any

from wodsheet.engine import Action, Line
from wodsheet.schemas.dice import MOST_REGULAR, Fallen, OptionalNumber
from wodsheet.schemas.fields import FormKey
from wodsheet.schemas.form import Form
from wodsheet.schemas.history import OneOf
from wodsheet.templating.i18n import N_

# No book asks for more at once.
MOST_PAID = 12


def variants(line: Line, name: str) -> list[Action]:
    """The action of this name, of the line and of each kind that has its own."""
    lines = (line, *(line.of(kind) for kind in line.kinds))
    return list({id(action): action for one in lines for action in one.actions if action.name == name}.values())


@cache
def action_form(line: Line, name: str) -> Form | None:
    """The form of an action, for every kind of character; None where the line has no such action.

    A number or the name of an option for each Ask, None where it was left out; ``fell``: what real dice showed, in the
    order in which they are needed. Whether an option is open is another question.
    """
    actions = variants(line, name)
    asks = [ask for action in actions for ask in action.asks]
    fields: dict[str, Any] = {}
    for ask in asks:
        alike = [one for one in asks if one.name == ask.name]
        options = [option.name for one in alike for option in one.options]
        low, high = min(one.low for one in alike), max(one.high for one in alike)
        fields[ask.name] = OneOf(options, ask.label) if options else OptionalNumber(low, high, label=ask.label)
    return _form(fields) if actions else None


@cache
def use_form(line: Line) -> Form:
    """The form of using something: how much of each payment, None where it was left out; and as ``action_form``."""
    payments = {payment.name: payment.label for payment in line.payments}
    return _form({name: OptionalNumber(0, MOST_PAID, label=label) for name, label in payments.items()})


def _form(fields: dict[str, Any]) -> Form:
    fell = Fallen(MOST_REGULAR, label=N_("Real dice"))
    return Form.of({**fields, "fell": fell, "form_key": FormKey(required=False, load_default=None)})
