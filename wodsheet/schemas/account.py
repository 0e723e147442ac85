"""The forms about a person's account."""

from wodsheet.schemas.fields import Words
from wodsheet.schemas.form import Form


class DeskForm(Form):
    """Who sits at this computer: a name is enough."""

    name = Words(60, blank=False, label="Name")


desk_form = DeskForm()
