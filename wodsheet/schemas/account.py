"""The forms about a person's account."""

from wodsheet.schemas.fields import WholeNumber, Words
from wodsheet.schemas.form import Form


class DeskForm(Form):
    """Who sits at this computer: a name is enough."""

    name = Words(60, blank=False, label="Name")


class TrailForm(Form):
    """Where the audit trail goes on: under the line with this id."""

    before = WholeNumber(1, 999_999_999, "That is no line of this list.", required=False)


desk_form = DeskForm()
trail_form = TrailForm()
