"""The forms of the ledger: words and shape."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from wtforms import Form, SearchField, StringField
from wtforms.validators import InputRequired, Length, Optional

from incident_app.reports.looked import Period
from incident_app.vocabulary import LONGEST_NAME
from incident_app.web.carried import KeptForm
from incident_app.web.incidents.find import BACKWARDS, DayField

PARENT = "Parent or guardian of the student"


class FindStudentForm(KeptForm):
    """Which student; what is typed never stands in an address."""

    words = SearchField(
        "Name or number",
        description="A few letters are enough.",
        validators=[
            InputRequired("Enter a few letters of the name, or the number."),
            Length(max=LONGEST_NAME, message=f"Enter at most {LONGEST_NAME} characters."),
        ],
    )


class CopyForm(KeptForm):
    """Whom a copy of the ledger is given to."""

    to = StringField(
        "Who gets the copy",
        description="A parent or guardian, or the student if they are 18 or older.",
        default=PARENT,
        validators=[
            InputRequired("Enter whom the copy is given to."),
            Length(max=LONGEST_NAME, message=f"Enter at most {LONGEST_NAME} characters."),
        ],
    )


class PeriodForm(Form):
    """Days to look at. Without a token of its own: it also comes as an address."""

    start = DayField("First day", validators=[Optional()])
    end = DayField("Last day", validators=[Optional()])

    def validate(self, extra_validators: object = None) -> bool:  # noqa: ARG002 - as WTForms has it
        """Check each day, then that the last is not before the first."""
        super().validate()
        if self.start.data and self.end.data and self.end.data < self.start.data:
            self.end.errors = [*self.end.errors, BACKWARDS]
        return not self.errors

    def period(self, zone: ZoneInfo) -> Period:
        """As the report takes it; only after the form was found right."""
        return Period(start=self.start.data, end=self.end.data, zone=zone)
