"""The forms of agencies and contracts: words and shape, no queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from incident_app.policy.duties import CLAUSES
from incident_app.services.agencies import Reached
from incident_app.services.contracts import NewContract
from incident_app.vocabulary import (
    LONGEST_CLAUSE,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_PHONE,
    Weekday,
)
from incident_app.web.carried import KeptForm
from incident_app.web.choices import TicksField
from incident_app.web.incidents.find import DayField

if TYPE_CHECKING:
    from incident_app.models import School

OFF = {"autocomplete": "off"}


def short(most: int) -> Length:
    """At most so many characters, in words."""
    return Length(max=most, message=f"Enter at most {most:,} characters.")


class PeopleForm(KeptForm):
    """Whom to turn to at an agency."""

    chief = StringField(
        "Chief law enforcement officer",
        description="Rank and name. They keep the training certificates (V.E).",
        render_kw=OFF,
        validators=[InputRequired("Enter the chief's name."), short(LONGEST_NAME)],
    )
    chief_email = StringField("The chief's e-mail address", render_kw=OFF)
    contact = StringField(
        "Whom the district calls",
        description="If it is somebody else.",
        render_kw=OFF,
        validators=[short(LONGEST_NAME)],
    )
    contact_email = StringField("Their e-mail address", render_kw=OFF)
    contact_phone = StringField("Their phone", render_kw=OFF, validators=[short(LONGEST_PHONE)])

    def reached(self) -> Reached:
        """As the service takes it."""
        return Reached(**{name: self[name].data or "" for name in Reached.__slots__})


class AgencyForm(PeopleForm):
    """A new agency."""

    name = StringField(
        "Agency",
        description="As the contract names it, such as Lake Prairie Police Department.",
        render_kw=OFF,
        validators=[InputRequired("Enter the agency's name."), short(LONGEST_NAME)],
    )


class ContractForm(KeptForm):
    """A contract as signed."""

    starts_on = DayField("First day", validators=[InputRequired("Enter its first day.")])
    ends_on = DayField("Last day", validators=[InputRequired("Enter its last day.")])
    schools = TicksField(
        "Schools it covers", validators=[InputRequired("Choose at least one school.")]
    )
    signed_for_district = StringField(
        "Signed for the district",
        description="Title and name.",
        render_kw=OFF,
        validators=[InputRequired("Enter who signed for the district."), short(LONGEST_NAME)],
    )
    signed_for_agency = StringField(
        "Signed for the agency",
        description="Rank and name.",
        render_kw=OFF,
        validators=[InputRequired("Enter who signed for the agency."), short(LONGEST_NAME)],
    )
    weekdays = TicksField(
        "Days of the instructional week",
        Weekday,
        default=[each.value for each in Weekday],
        validators=[InputRequired("Choose the days of the instructional week.")],
    )
    day_begins = StringField(
        "The instructional day begins",
        description="Such as 07:45.",
        default="07:45",
        render_kw={"type": "time"},
        validators=[InputRequired("Enter when the instructional day begins.")],
    )
    day_ends = StringField(
        "The instructional day ends",
        description="Such as 15:10.",
        default="15:10",
        render_kw={"type": "time"},
        validators=[InputRequired("Enter when the instructional day ends.")],
    )

    def __init__(self, *, schools: Sequence[School], **kwargs: Any) -> None:
        """Offer the schools."""
        super().__init__(**kwargs)
        self.schools.offer((str(each.id), each.name) for each in schools)

    def contract(self) -> NewContract:
        """As the service takes it; only after the form was found right."""
        return NewContract(
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            signed_for_district=self.signed_for_district.data or "",
            signed_for_agency=self.signed_for_agency.data or "",
            schools=self.schools.ids,
            weekdays=self.weekdays.chosen(Weekday),
            day_begins=self.day_begins.data or "",
            day_ends=self.day_ends.data or "",
        )


class ReadingForm(KeptForm):
    """Where in the paper each clause is met; an empty place means that it was not found."""

    school_official = TextAreaField(
        "Legitimate educational interest",
        description="Where the contract makes officers school officials with a legitimate "
        "educational interest (34 CFR 99.31(a)(1)(i)(B)). Leave empty what was not found.",
        validators=[short(LONGEST_NOTE)],
    )
    direct_control = TextAreaField(
        "Direct control",
        description="Where it puts the officers' use of records under the district's direct "
        "control (34 CFR 99.31(a)(1)(i)(B)(2)). Leave empty what was not found.",
        validators=[short(LONGEST_NOTE)],
    )

    def clauses(self) -> dict[str, str]:
        """Where each clause is met, by its code."""
        return {each.code: self[each.code].data or "" for each in CLAUSES}


for _clause in CLAUSES:
    setattr(
        ReadingForm,
        _clause.code,
        StringField(
            f"{_clause.cite} {_clause.title}",
            description=f"{_clause.says} {_clause.statute}.",
            render_kw=OFF,
            validators=[short(LONGEST_CLAUSE)],
        ),
    )


class EndForm(KeptForm):
    """That a contract ends before its last day."""

    from_day = DayField(
        "First day without it", validators=[InputRequired("Enter the first day without it.")]
    )
    why = TextAreaField(
        "Why it ends", validators=[InputRequired("Enter why it ends."), short(LONGEST_NOTE)]
    )
