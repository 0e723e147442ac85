"""The forms of random characters."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from wodsheet.engine import Creation, Line, key_of
from wodsheet.lines import LINES
from wodsheet.problems import Refused
from wodsheet.schemas.dice import OptionalNumber
from wodsheet.schemas.fields import FormKey, WholeNumber, Words
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_
from wodsheet.templating.i18n import gettext as _

MOST_SEED = 999_999_999


class RandomForm(Form):
    """The ``kind`` of character, the line's first when left out, and the ``seed``; without one the server chooses."""

    kind = Words(50, required=False, load_default="", label=N_("Kind"))
    seed = OptionalNumber(0, MOST_SEED, label=N_("Seed"))


class MakeRandomForm(RandomForm):
    """The same for one to be made: with its seed, and a key that keeps two clicks from making two."""

    seed = WholeNumber(0, MOST_SEED, label=N_("Seed"))
    form_key = FormKey()


random_form = RandomForm()
make_random_form = MakeRandomForm()


def asked_for(line: Line, form: Mapping[str, Any]) -> tuple[Line, Creation, int]:
    """The line, how the kind is made that is asked for, and the seed. Raises Refused for a kind that the line has not.

    The line is the one in no reader's language: chance goes by it, so that all languages get the same.
    """
    words = key_of(form["kind"])
    plain = LINES[line.name]
    creation = plain.creation(words) if words else plain.creations[0]
    if creation is None:
        message = _("%(line)s has no such kind of character.", line=line.label)
        raise Refused(details=[{"field": "kind", "message": message}])
    return plain, creation, secrets.randbelow(MOST_SEED) if form["seed"] is None else form["seed"]
