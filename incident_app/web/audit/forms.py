"""The form that chooses what is audited: words and shape, no permissions and no queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import Form, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput

from incident_app.reports.audit.period import Period
from incident_app.reports.outcomes_by_month import EARLIEST
from incident_app.web.incidents.find import BACKWARDS, DayField

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from werkzeug.datastructures import MultiDict

    from incident_app.reports.audit.period import Audited

LONGEST = timedelta(days=3 * 366)
"""An audit looks at about three years at once, so that a month can still be seen in the picture."""


class PeriodForm(Form):
    """From which day to which, and at which schools. Without a token: the address holds it all."""

    start = DayField("First day")
    end = DayField("Last day")
    school = SelectMultipleField(
        "Schools",
        description="With none ticked, all of them.",
        option_widget=CheckboxInput(),
        validate_choice=False,
    )

    def __init__(
        self,
        asked: MultiDict[str, str],
        *,
        schools: Sequence[Audited],
        usual: tuple[date, date],
        today: date,
    ) -> None:
        """Take what was asked.

        :param schools: those the viewer may audit.
        :param usual: the days where none are asked for.
        """
        first, last = usual
        super().__init__(asked, data={"start": first, "end": last})
        self._today = today
        self._schools = schools
        self.school.choices = [SelectChoice(str(each.id), each.name) for each in schools]
        if not self.school.data:
            self.school.data = [choice.value for choice in self.school.choices]

    def validate_start(self, field: DayField) -> None:
        """Refuse a first day that no record can reach."""
        if field.errors:
            return  # it is no day
        if field.data.year < EARLIEST:
            raise ValidationError(f"Enter a first day from {EARLIEST} on.")
        if field.data > self._today:
            raise ValidationError("Enter a first day that is not in the future.")

    def validate_school(self, field: SelectMultipleField) -> None:
        """Refuse what the list does not offer, in words."""
        if not set(field.data) <= {choice.value for choice in field.choices}:
            raise ValidationError("Choose from the schools of the district.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then what the days say together."""
        super().validate(extra_validators)
        if not (self.start.errors or self.end.errors):
            if self.end.data < self.start.data:
                self.end.errors = [BACKWARDS]
            elif self.end.data - self.start.data > LONGEST:
                self.end.errors = ["Enter a last day at most three years after the first."]
        return not self.errors

    def period(self, zone: ZoneInfo) -> Period:
        """As the reports take it; only after the form was found right."""
        return Period(
            first=self.start.data,
            last=self.end.data,
            schools=frozenset(map(UUID, self.school.data)),
            zone=zone,
        )

    def chosen(self) -> list[Audited]:
        """The schools chosen, by name."""
        return [each for each in self._schools if str(each.id) in self.school.data]

    def address(self) -> dict[str, str | list[str]]:
        """What was chosen, as an address keeps it."""
        return {
            "start": str(self.start.data or ""),
            "end": str(self.end.data or ""),
            "school": self.school.data,
        }
