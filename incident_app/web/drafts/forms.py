"""The form that logs an incident: words and shape, no permissions and no queries."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from incident_app.policy import editions
from incident_app.policy.school_year import school_year
from incident_app.services.incidents import CLOCKS_DIFFER, NOT_PAST, NewIncident
from incident_app.text import cannot_keep, is_blank
from incident_app.vocabulary import LONGEST_NARRATIVE, LONGEST_PLACE, Learned
from incident_app.web.drafts.moments import (
    CAME_TWICE,
    SAY_WHICH,
    WHICH,
    BeyondTheCalendar,
    Clock,
    clock,
    moment,
)
from incident_app.web.drafts.people import PeopleForm

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.models import School
    from incident_app.policy.engine import Edition
    from incident_app.reports.picking import Known, Roster

LEARNED = {
    Learned.NOT_RECORDED: "Not recorded",
    Learned.STAFF: "Staff saw or heard it",
    Learned.STUDENT: "A student told us",
    Learned.FAMILY: "A parent or guardian told us",
    Learned.TIP: "An anonymous tip",
    Learned.CAMERA: "A camera recorded it",
    Learned.POLICE: "The police told us",
    Learned.OTHER: "Another way",
}


def _readable(_form: object, field: StringField) -> None:
    text = field.data or ""
    if why := cannot_keep(text):
        raise ValidationError(why)
    if text and is_blank(text):
        raise ValidationError("Enter text that can be read; there are only invisible characters.")


class LogForm(PeopleForm):
    """What makes an incident, as it is being written.

    ``key`` makes a repeated submission one incident and names its draft; ``version`` is the
    draft's that this page began with, and ``page`` a word of this page's own.
    """

    key = HiddenField(validators=[Regexp(r"^[0-9a-f-]{36}$", message="Reload the page.")])
    version = HiddenField()
    page = HiddenField()
    school = RadioField("School", validators=[InputRequired("Choose the school.")])
    day = DateField(
        "Day it happened",
        validators=[InputRequired("Enter the day it happened.")],
    )
    time = TimeField(
        "Time it happened",
        validators=[InputRequired("Enter the time it happened, such as 11:40 AM.")],
    )
    second = RadioField(
        "Which of the two",
        description=CAME_TWICE,
        choices=[SelectChoice(which, words) for which, words in WHICH.items()],
        validate_choice=False,
    )
    earlier = BooleanField("The day is right: it happened in an earlier school year")
    place = StringField(
        "Where",
        description="Such as “cafeteria” or “bus 12”.",
        render_kw={"autocomplete": "off"},
        validators=[
            InputRequired("Enter where it happened."),
            Length(max=LONGEST_PLACE, message=f"Enter at most {LONGEST_PLACE} characters."),
            _readable,
        ],
    )
    narrative = TextAreaField(
        "What happened",
        description="In plain words, as far as it is known now. You can add to it later.",
        validators=[
            InputRequired("Enter what happened."),
            Length(
                max=LONGEST_NARRATIVE, message=f"Enter at most {LONGEST_NARRATIVE:,} characters."
            ),
            _readable,
        ],
    )
    learned = SelectField(
        "How we found out",
        choices=[SelectChoice(each.value, words) for each, words in LEARNED.items()],
    )

    def __init__(
        self,
        *,
        schools: Sequence[School],
        roster: Roster,
        zone: ZoneInfo,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        """Offer what can be chosen.

        :param zone: the district's; day and time are entered in it.
        :param now: fills in day and time of a new form.
        """
        super().__init__(**kwargs)
        self._zone = zone
        self._now = now
        self._today = now.astimezone(zone).date()
        self.roster = roster
        self.school.choices = [SelectChoice(str(each.id), each.name) for each in schools]
        if self.school.data is None and len(schools) == 1:
            self.school.data = str(schools[0].id)
        self.offer_people()
        self.key.data = self.key.data or str(uuid4())
        self.page.data = self.page.data or secrets.token_urlsafe(12)

    def begin(self, now: datetime) -> None:
        """Fill in what is most likely: now."""
        here = now.astimezone(self._zone)
        self.day.data, self.time.data = here.date(), here.time()

    @property
    def draft_id(self) -> UUID:
        """The key as an id; a new one where the key is none."""
        try:
            return UUID(self.key.data)
        except ValueError:
            self.key.data = str(uuid4())
            return UUID(self.key.data)

    @property
    def draft_version(self) -> int:
        """The version of the draft that the page began with; 0 for a new one."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004

    @property
    def edition(self) -> Edition:
        """The edition that speaks on the day entered; today's while there is none."""
        try:
            return editions.in_force(self.day.data or self._today)
        except LookupError:
            return editions.in_force(self._today)

    @property
    def school_id(self) -> UUID | None:
        """The school chosen, if it is one of those offered."""
        offered = {choice.value for choice in self.school.choices}
        return UUID(self.school.data) if self.school.data in offered else None

    @property
    def named(self) -> tuple[Known, ...]:
        """The people whose whole name stands in the narrative."""
        return self.roster.named_in(self.narrative.data or "")

    @property
    def came_twice(self) -> bool:
        """Whether the time entered came twice that day."""
        return self._clock() is Clock.REPEATED

    @property
    def is_earlier(self) -> bool:
        """Whether the day entered lies before this school year."""
        return self.day.data is not None and self.day.data < school_year(self._today)[0]

    def press(self, name: str, value: str) -> None:
        """As any form with people; here also fill in a place, and keep this page's version."""
        if name == "chip":
            self.place.data, self.place.raw_data = value, None
        elif name == "keep":
            self.version.data = value
        else:
            super().press(name, value)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then what they say together."""
        fine = super().validate(extra_validators)
        return all([fine, self._when_is_right(), self.people_are_right(), self._somebody_did_it()])

    def _when_is_right(self) -> bool:
        said = self._clock()
        if said is Clock.SKIPPED:
            self.time.errors = ["Enter another time: the clocks went forward and skipped this one."]
        if said is Clock.REPEATED and self.second.data not in WHICH:
            self.second.errors = [SAY_WHICH]
        if self.is_earlier and not self.earlier.data:
            self.earlier.errors = ["Enter a day of this school year, or confirm that it is right."]
        if self._is_to_come():
            self.day.errors = [NOT_PAST]
        return not (
            self.day.errors or self.time.errors or self.second.errors or self.earlier.errors
        )

    def _is_to_come(self) -> bool:
        if self.day.data is None or self.time.data is None:
            return False
        try:
            return moment(self.day.data, self.time.data, self._zone) > self._now + CLOCKS_DIFFER
        except BeyondTheCalendar:
            return True

    def _somebody_did_it(self) -> bool:
        if not any(row.form.is_actor for row in self.people):
            first = self.people[0].form
            first.part.errors = ["Choose an actor: at least one person, known or not, did it."]
            self.people.errors = ["Check the people."]
            return False
        return True

    def _clock(self) -> Clock:
        if self.day.data is None or self.time.data is None:
            return Clock.PLAIN
        try:
            return clock(self.day.data, self.time.data, self._zone)
        except BeyondTheCalendar:
            return Clock.PLAIN

    def incident(self) -> NewIncident:
        """As the service takes it.

        :raises BeyondTheCalendar: the day is beyond what can be written.
        """
        second = self.second.data == "second"
        return NewIncident(
            school_id=UUID(self.school.data),
            occurred_at=moment(self.day.data, self.time.data, self._zone, second=second),
            occurred_on=self.day.data,
            place=self.place.data or "",
            narrative=self.narrative.data or "",
            learned=Learned(self.learned.data),
            participants=tuple(row.form.participant() for row in self.people),
            source="form",
            external_id=str(self.draft_id),
        )

    def refuse(self, message: str, fields: Sequence[str]) -> None:
        """Show what the service refused beside the field it names, else above the form."""
        for name in fields:
            if name in self and name != "people":
                self[name].errors = [*self[name].errors, message]
                return
        self.form_errors.append(message)
