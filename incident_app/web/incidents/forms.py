"""The form that logs an incident: words and shape, no permissions and no queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Form,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp

from incident_app.policy.conducts import FAMILIES
from incident_app.services import Refused
from incident_app.services.incidents import NOT_PAST, NewIncident, NewMatter, NewParticipant
from incident_app.vocabulary import LONGEST_NARRATIVE, LONGEST_PLACE, Learned, Part, PersonKind
from incident_app.web.rows import FieldList, row_number

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.models import Person, School

MOST_PEOPLE = 30
MOST_CONDUCTS = 10
UNKNOWN, VISITOR = "unknown", "visitor"

LEARNED = {
    Learned.STAFF: "Staff saw or heard it",
    Learned.STUDENT: "A student told us",
    Learned.FAMILY: "A parent or guardian told us",
    Learned.TIP: "An anonymous tip",
    Learned.CAMERA: "A camera recorded it",
    Learned.POLICE: "The police told us",
    Learned.OTHER: "Another way",
}
PARTS = {
    Part.ACTOR: "Actor: did it, or is said to have",
    Part.VICTIM: "Victim: was harmed by it",
    Part.WITNESS: "Witness: saw or heard it",
    Part.REPORTER: "Reporter: told us",
}

CONDUCTS: dict[str, list[SelectChoice]] | list[SelectChoice] = [
    SelectChoice("", "Choose what they did"),
    *(
        SelectChoice(conduct.code, conduct.label, optgroup=family)
        for family, conducts in FAMILIES
        for conduct in conducts
    ),
]


class PersonForm(Form):
    """One person and their part; an actor has one conduct or more."""

    part = SelectField("Part in it", choices=[SelectChoice(p.value, w) for p, w in PARTS.items()])
    who = SelectField("Who", validators=[InputRequired("Choose who it was, known or not.")])
    name = StringField(
        "Name, or what is known of them",
        description="For a visitor or an unknown person only, such as “tall, red jacket”.",
        validators=[Length(max=200, message="Enter at most 200 characters.")],
    )
    conducts = FieldList(
        SelectField("What they did", choices=CONDUCTS), min_entries=1, max_entries=MOST_CONDUCTS
    )

    def participant(self) -> NewParticipant:
        """As the service takes it."""
        part = Part(self.part.data)
        chosen = dict.fromkeys(code for code in self.conducts.data if code)
        matters = tuple(NewMatter(conduct=code) for code in chosen)
        name = (self.name.data or "").strip()
        if self.who.data == VISITOR:
            return NewParticipant(part=part, kind=PersonKind.VISITOR, name=name, matters=matters)
        if self.who.data == UNKNOWN:
            return NewParticipant(part=part, described=name, matters=matters)
        return NewParticipant(part=part, person_id=UUID(self.who.data), matters=matters)


class LogForm(FlaskForm):
    """What makes an incident. ``key`` makes a repeated submission one incident."""

    key = HiddenField(validators=[Regexp(r"^[0-9a-f-]{36}$", message="Reload the page.")])
    school = SelectField("School")
    day = DateField(
        "Day it happened",
        validators=[InputRequired("Enter the day it happened, such as 9/2/2025.")],
    )
    time = TimeField(
        "Time it happened",
        description="As near as you know.",
        validators=[InputRequired("Enter the time it happened, such as 11:40 AM.")],
    )
    place = StringField(
        "Where",
        description="Such as “cafeteria” or “bus 12”.",
        validators=[
            InputRequired("Enter where it happened."),
            Length(max=LONGEST_PLACE, message=f"Enter at most {LONGEST_PLACE} characters."),
        ],
    )
    learned = SelectField(
        "How it became known",
        choices=[
            SelectChoice("", "Choose how"),
            *(SelectChoice(each.value, words) for each, words in LEARNED.items()),
        ],
        validators=[InputRequired("Choose how it became known.")],
    )
    narrative = TextAreaField(
        "What happened",
        description="In plain words, as far as it is known now.",
        validators=[
            InputRequired("Enter what happened."),
            Length(
                max=LONGEST_NARRATIVE, message=f"Enter at most {LONGEST_NARRATIVE:,} characters."
            ),
        ],
    )
    people = FieldList(FormField(PersonForm), min_entries=1, max_entries=MOST_PEOPLE)

    def __init__(
        self, *, schools: Sequence[School], people: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.school.choices = [SelectChoice(str(each.id), each.name) for each in schools]
        self._people = [
            SelectChoice("", "Choose who"),
            SelectChoice(UNKNOWN, "Unknown person"),
            SelectChoice(VISITOR, "Visitor: enter the name below"),
            *(SelectChoice(str(each.id), each.shown) for each in people),
        ]
        self.offer_people()
        if not self.key.data:
            self.key.data = str(uuid4())

    def offer_people(self) -> None:
        """Give every person row the people to choose from."""
        for row in self.people:
            row.form.who.choices = self._people

    def reshaped(self, wish: str) -> None:
        """Add or remove a row: ``person``, ``conduct-0``, ``remove-1``. Nothing typed is lost."""
        what, _, written = wish.partition("-")
        number = row_number(written)
        if what == "person" and len(self.people) < MOST_PEOPLE:
            self.people.append_entry({"part": Part.VICTIM.value})
        elif number is not None and number < len(self.people):
            row = self.people.entries[number]
            if what == "conduct" and len(row.form.conducts) < MOST_CONDUCTS:
                row.form.conducts.append_entry()
            elif what == "remove" and len(self.people) > 1:
                self.people.entries.remove(row)
        self.offer_people()

    def incident(self, zone: ZoneInfo) -> NewIncident:
        """As the service takes it.

        :param zone: the district's; day and time were entered in it.
        :raises Refused: the day is beyond what a calendar holds.
        """
        there = datetime.combine(self.day.data, self.time.data, zone)
        try:
            moment = there.astimezone(UTC)
        except OverflowError:
            raise Refused(NOT_PAST, "day") from None
        return NewIncident(
            school_id=UUID(self.school.data),
            occurred_at=moment,
            occurred_on=self.day.data,
            place=self.place.data or "",
            narrative=self.narrative.data or "",
            learned=Learned(self.learned.data),
            participants=tuple(row.form.participant() for row in self.people),
            source="form",
            external_id=self.key.data or "",
        )

    def refuse(self, message: str, fields: Sequence[str]) -> None:
        """Show what the service refused beside the field it names, else above the form."""
        for name in fields:
            if name in self and name != "people":
                self[name].errors = [*self[name].errors, message]
                return
        self.form_errors.append(message)
