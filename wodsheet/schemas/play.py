"""The query of the play view."""

from __future__ import annotations

from wodsheet.schemas.fields import FormKey
from wodsheet.schemas.form import Form

# ``done``: the key of a form that did something, as after a form without scripts.
play_form = Form.of({"done": FormKey(required=False, load_default=None)})
