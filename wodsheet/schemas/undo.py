"""The form of an undo."""

from wodsheet.schemas.fields import FormKey
from wodsheet.schemas.form import Form
from wodsheet.schemas.history import Id


class UndoForm(Form):
    """The key of the form, which makes it one undo however often it arrives; a program may leave it out.

    ``through``: the newest revision that the person was shown of those that go along with an added entry, or None.
    """

    form_key = FormKey(required=False, load_default=None)
    through = Id()


undo_form = UndoForm()
