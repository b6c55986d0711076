"""The form that says whose officer somebody is: words and shape, no queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import BooleanField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from incident_app.services.postings import LONGEST_LICENSE, NewPosting
from incident_app.web.agencies.forms import short
from incident_app.web.carried import KeptForm
from incident_app.web.choices import PickField, TicksField
from incident_app.web.incidents.find import DayField

if TYPE_CHECKING:
    from incident_app.models import Agency, School
    from incident_app.reports.officers import Registered


class PostingForm(KeptForm):
    """What the registry says of an officer from now on."""

    agency = PickField("Agency", validators=[InputRequired("Choose the agency.")])
    license_number = StringField(
        "License number",
        description="Of the POST board.",
        render_kw={"autocomplete": "off"},
        validators=[InputRequired("Enter the license number."), short(LONGEST_LICENSE)],
    )
    assumed_on = DayField(
        "First day of duties as an SRO",
        description="The training that Section V asks for is counted from this day.",
        validators=[InputRequired("Enter the first day of duties.")],
    )
    substitute = BooleanField(
        "A substitute",
        description="Fills in for another officer, on fewer than 60 student-contact days in a "
        "school year (V.D).",
    )
    schools = TicksField(
        "Schools",
        description="Of these a contract of the agency can make them the SRO.",
        validators=[InputRequired("Choose at least one school.")],
    )

    def __init__(
        self, *, now: Registered, agencies: Sequence[Agency], schools: Sequence[School]
    ) -> None:
        """Offer the agencies and the schools; what is in force is filled in."""
        said = now.posting
        start: dict[str, Any] = {"schools": [str(each.id) for each in now.officer.schools]}
        if said:
            start |= {
                "agency": str(said.agency_id),
                "license_number": said.license_number,
                "assumed_on": said.assumed_on,
                "substitute": said.substitute,
            }
        elif len(agencies) == 1:
            start["agency"] = str(agencies[0].id)
        super().__init__(data=start)
        self.agency.choices = [SelectChoice(str(each.id), each.name) for each in agencies]
        self.schools.offer((str(each.id), each.name) for each in schools)

    def posting(self) -> NewPosting:
        """As the service takes it; only after the form was found right."""
        return NewPosting(
            agency_id=UUID(self.agency.data),
            license_number=self.license_number.data or "",
            assumed_on=self.assumed_on.data,
            substitute=bool(self.substitute.data),
            schools=self.schools.ids,
        )
