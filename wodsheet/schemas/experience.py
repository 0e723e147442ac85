"""The forms of the experience page."""

from datetime import date

from wodsheet.schemas.fields import Day, FormKey, WholeNumber, Words
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_

MOST_POINTS = 9999
FIRST_DAY, LAST_DAY = date(1991, 1, 1), date(2199, 12, 31)


class ExperienceForm(Form):
    """What was earned or spent: how much, what for, on which day (none: today), and the form's key."""

    amount = WholeNumber(1, MOST_POINTS, label=N_("Amount"))
    reason = Words(200, blank=False, label=N_("Reason"))
    day = Day(FIRST_DAY, LAST_DAY, label=N_("Day"))
    form_key = FormKey()


class TakeBackForm(Form):
    """Which entry is taken back: its id."""

    entry = WholeNumber(1, 999_999_999, N_("That is not an entry of this ledger."))


experience_form = ExperienceForm()
take_back_form = TakeBackForm()
