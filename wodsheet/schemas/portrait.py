"""The forms about a character's pictures."""

from __future__ import annotations

from werkzeug.datastructures import FileStorage, MultiDict

from wodsheet.problems import Refused
from wodsheet.schemas.fields import WholeNumber
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_, gettext

FIELD = "picture"


class FocusForm(Form):
    """Where the focus of a picture is: ``x`` and ``y`` in percent, from the left and from the top."""

    x = WholeNumber(0, 100, N_("The focus lies between 0 and 100 percent of the width."))
    y = WholeNumber(0, 100, N_("The focus lies between 0 and 100 percent of the height."))


focus_form = FocusForm()


def picture_of(files: MultiDict[str, FileStorage]) -> FileStorage:
    """The one file of a picture's form. Its name and what the browser says of its kind are not believed, nor kept.

    Raises Refused (422) when there is none, an empty one, or more.
    """
    if [name for name, _ in files.items(multi=True)] not in ([FIELD], []):
        raise Refused(details=[{"field": FIELD, "message": gettext("Choose one picture and nothing else.")}])
    file = files.get(FIELD)
    if file is None or not file.filename:
        raise Refused(details=[{"field": FIELD, "message": gettext("Choose a picture first.")}])
    if not file.stream.read(1):
        raise Refused(details=[{"field": FIELD, "message": gettext("This file is empty. Choose another.")}])
    return file
