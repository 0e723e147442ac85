"""The answers to the questions of a stage."""

from __future__ import annotations

from marshmallow import fields

from wodsheet.schemas.fields import WholeNumber
from wodsheet.schemas.form import Form
from wodsheet.templating.i18n import N_

MOST_ANSWERS = 20


class AnswersForm(Form):
    """The place of the answer to each question, from 1; 0 where there is none."""

    answer = fields.List(WholeNumber(0, MOST_ANSWERS, label=N_("Answer")), load_default=list)


answers_form = AnswersForm()
