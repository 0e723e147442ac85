"""The forms about a person's account."""

from wodsheet.schemas.fields import WholeNumber, Words
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_


class DeskForm(Form):
    """Who sits at this computer: a name is enough."""

    name = Words(60, blank=False, label=N_("Name"))


class LeavingForm(Form):
    """The name of whoever wants their account deleted, Discord's longest included; of blanks where the name is."""

    name = Words(200, label=N_("Your name"))


class TrailForm(Form):
    """Where the audit trail goes on: under the line with this id."""

    before = WholeNumber(1, 999_999_999, N_("That is no line of this list."), required=False)


local_login_form = DeskForm()
leaving_form = LeavingForm()
trail_form = TrailForm()
