"""The forms that make a character, and the one that ends it."""

from __future__ import annotations

from functools import cache
from typing import Any

from wodsheet.engine import Line
from wodsheet.schemas.fields import FormKey, Words
from wodsheet.schemas.form import Form
from wodsheet.schemas.sheet import HASH_LENGTH, words_of
from wodsheet.sheet import hash_text
from wodsheet.templating.i18n import N_

EPITAPH = 500


@cache
def character_form(line: Line) -> Form:
    """A name is enough; the form's key keeps a double click from making two. Of a line with kinds one may be chosen.

    So may the texts that the line begins with, or words of the player's own instead of a choice, as ``own_<text>``.
    """
    fields: dict[str, Any] = {
        "name": Words(line.title.limit, blank=False, label=line.title.label),
        "form_key": FormKey(),
    }
    if line.kinds:
        fields["kind"] = words_of(line.texts["kind"], required=False)
    for text in (line.texts[name] for name in line.beginning):
        fields[text.name] = words_of(text, required=False)
        if text.choices and not text.closed:
            fields[f"own_{text.name}"] = words_of(text, required=False)
    return Form.of(fields)


class KeyForm(Form):
    """The form of a button that makes a character of what is there already: nothing but its key."""

    form_key = FormKey()


class DeathForm(Form):
    """The form of a death: ``epitaph``, which may be empty, and ``seen``, the mark of the one it replaces.

    Without ``seen`` that is taken to have been empty, as with any text.
    """

    epitaph = Words(EPITAPH, lines=True, required=False, load_default="", label=N_("Epitaph"))
    seen = Words(HASH_LENGTH, required=False, load_default=hash_text(""), attribute="base_hash")


key_form = KeyForm()
death_form = DeathForm()
