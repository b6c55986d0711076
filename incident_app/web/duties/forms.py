"""Logging a duty in two taps, reviewing what was logged, and finding it: words and shape."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import BooleanField, Form, IntegerField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from incident_app.policy.duties import Duty
from incident_app.reports.duty_log import Wanted
from incident_app.services.duties import LOGGED, NewEntry
from incident_app.vocabulary import LONGEST_DUTY_WORDS, MOST_AUDIENCE, MOST_MINUTES
from incident_app.web.choices import OneField, PickField, TicksField
from incident_app.web.incidents.find import BACKWARDS, DayField
from incident_app.web.incidents.record_forms import Keyed

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from incident_app.models import Account, School

CHIPS = ("15", "30", "45", "60")
OTHER = "other"
NO_NAMES = "No student's name."
SHORT = Length(max=LONGEST_DUTY_WORDS, message=f"Enter at most {LONGEST_DUTY_WORDS} characters.")


class CountField(IntegerField):
    """A whole number, or nothing; what is no number is kept as it was typed."""

    def __init__(self, label: str, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self._least, self._most = least, most

    def process_formdata(self, valuelist: list[str]) -> None:
        """Say which numbers fit."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        says = f"Enter a number from {self._least} to {self._most:,}."
        digits = valuelist[0].strip()
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(self._most))):
            raise ValueError(says)
        self.data = int(digits)
        if not self._least <= self.data <= self._most:
            raise ValueError(says)


class MeasuredForm(Keyed):
    """When it was, how long it took, whom it reached, and words: what duties and drills share."""

    day = DayField("Day", validators=[InputRequired("Enter the day.")])
    minutes = PickField(
        "How long",
        choices=[
            *(SelectChoice(each, f"{each} min") for each in CHIPS),
            SelectChoice(OTHER, "Other"),
        ],
    )
    other_minutes = CountField(
        "Minutes", 1, MOST_MINUTES, render_kw={"inputmode": "numeric", "placeholder": " "}
    )
    audience = CountField(
        "How many people it reached",
        0,
        MOST_AUDIENCE,
        description="Leave it empty if nobody counted.",
        render_kw={"inputmode": "numeric"},
    )
    words = TextAreaField("A few words", description=NO_NAMES, validators=[SHORT])

    def validate_minutes(self, field: PickField) -> None:
        """One of the chips, or a number typed."""
        if not field.data and self.other_minutes.data is None and not self.other_minutes.errors:
            raise ValidationError("Choose how long it took.")

    def validate_other_minutes(self, field: CountField) -> None:
        """A number where another than the chips is chosen, and only there."""
        if field.errors:
            return
        if self.minutes.data == OTHER and field.data is None:
            raise ValidationError("Enter the minutes.")
        if self.minutes.data in CHIPS and field.data is not None:
            raise ValidationError("Choose Other above, or leave this empty.")

    @property
    def how_long(self) -> int:
        """In minutes; only after the form was found right."""
        return int(self.minutes.data if self.minutes.data in CHIPS else self.other_minutes.data)

    def more_is_told(self) -> bool:
        """Whether the part that is folded away is to be open: something is said or wrong there."""
        return any(
            self[name].errors or self[name].data not in {None, ""} for name in ("audience", "words")
        )


class LogForm(MeasuredForm):
    """One piece of work; the buttons that send it are the duties."""

    school = PickField("School", validators=[InputRequired("Choose the school.")])
    contact_day = BooleanField("Students were there", default=True)
    duty = OneField(
        "What you did",
        [(each, each.title) for each in LOGGED],
        validators=[InputRequired("Press the duty.")],
    )

    def __init__(
        self, *, schools: Sequence[School], last: UUID | None, today: date, **kwargs: Any
    ) -> None:
        """Offer the schools; a single one is chosen, else the last.

        :param last: where the viewer logged last.
        """
        ids = [str(each.id) for each in schools]
        usual = ids[0] if len(ids) == 1 else str(last) if str(last) in ids else None
        super().__init__(data={"school": usual, "day": today}, **kwargs)
        self.school.choices = [SelectChoice(str(each.id), each.name) for each in schools]
        self._today = today

    def more_is_told(self) -> bool:
        """The same, and another day than today."""
        return super().more_is_told() or bool(self.day.errors) or self.day.data != self._today

    def new(self) -> NewEntry:
        """What was chosen and typed; only after the form was found right."""
        return NewEntry(
            school_id=UUID(self.school.data),
            duty=self.duty.chosen(Duty),
            day=self.day.data,
            minutes=self.how_long,
            audience=self.audience.data,
            contact_day=self.contact_day.data,
            words=self.words.data or "",
            key=self.key_id,
        )


class LogForForm(LogForm):
    """The same, by the coordinator for an officer."""

    officer = PickField("Officer", validators=[InputRequired("Choose the officer.")])

    def __init__(self, *, officers: Sequence[Account], **kwargs: Any) -> None:
        """Offer the officers; a single one is chosen."""
        super().__init__(**kwargs)
        self.officer.choices = [SelectChoice(str(each.id), each.name) for each in officers]
        if len(officers) == 1 and not self.officer.data:
            self.officer.data = str(officers[0].id)


class AcceptForm(Keyed):
    """Entries to accept, each by its box."""

    entries = TicksField("Entries", validators=[InputRequired("Choose at least one entry.")])


class StrikeForm(Keyed):
    """Why an entry is struck."""

    words = TextAreaField(
        "Why it is struck",
        description=f"The officer reads this. {NO_NAMES}",
        validators=[InputRequired("Enter why it is struck."), SHORT],
    )


def _list(label: str) -> SelectField:
    return SelectField(label, default="", validate_choice=False)


class LogFilterForm(Form):
    """Which entries to show. Without a token: the address holds it all."""

    school = _list("School")
    officer = _list("Officer")
    duty = _list("Duty")
    start = DayField("First day", validators=[Optional()])
    end = DayField("Last day", validators=[Optional()])

    def __init__(
        self,
        asked: MultiDict[str, str],
        *,
        schools: Sequence[School],
        officers: Sequence[Account],
    ) -> None:
        super().__init__(asked)
        self.school.choices = [("", "All schools"), *((str(s.id), s.name) for s in schools)]
        self.officer.choices = [("", "All officers"), *((str(o.id), o.name) for o in officers)]
        self.duty.choices = [
            ("", "All duties"),
            *((duty.value, f"{duty.title} ({duty.cite})") for duty in LOGGED),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then the days together; what was never offered is refused."""
        super().validate(extra_validators)
        for field in (self.school, self.officer, self.duty):
            if field.data not in {value for value, _ in field.choices}:
                field.errors = ["Choose from the list."]
        if self.start.data and self.end.data and self.end.data < self.start.data:
            self.end.errors = [BACKWARDS]
        return not self.errors

    def wanted(self) -> Wanted:
        """What was asked for; only after the form was found right."""
        return Wanted(
            school=UUID(self.school.data) if self.school.data else None,
            officer=UUID(self.officer.data) if self.officer.data else None,
            duty=Duty(self.duty.data) if self.duty.data else None,
            start=self.start.data,
            end=self.end.data,
        )

    def address(self) -> dict[str, str]:
        """What was chosen, as an address keeps it."""
        found = {name: str(field.data or "") for name, field in self._fields.items()}
        return {name: value for name, value in found.items() if value}
