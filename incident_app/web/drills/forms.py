"""Recording a drill: words and shape, no permissions and no queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from incident_app.services.drills import NewDrill
from incident_app.vocabulary import DrillKind
from incident_app.web.choices import OneField, PickField
from incident_app.web.duties.forms import MeasuredForm

if TYPE_CHECKING:
    from incident_app.models import Account, School

NOBODY = "nobody"
"""Instead of an officer."""


class DrillForm(MeasuredForm):
    """One drill."""

    school = PickField("School", validators=[InputRequired("Choose the school.")])
    kind = OneField(
        "Kind",
        [(each, each.title) for each in DrillKind],
        validators=[InputRequired("Choose the kind of drill.")],
    )
    officer = PickField("Officer who advised on it (IV.A.4)")

    def __init__(
        self,
        *,
        schools: Sequence[School],
        officers: Sequence[Account],
        today: date,
        **kwargs: Any,
    ) -> None:
        """Offer the schools and officers; a single school is chosen."""
        usual = str(schools[0].id) if len(schools) == 1 else None
        super().__init__(data={"school": usual, "day": today, "officer": NOBODY}, **kwargs)
        self.school.choices = [SelectChoice(str(each.id), each.name) for each in schools]
        self.officer.choices = [
            SelectChoice(NOBODY, "No officer"),
            *(SelectChoice(str(each.id), each.name) for each in officers),
        ]

    def new(self) -> NewDrill:
        """What was chosen and typed; only after the form was found right."""
        officer = self.officer.data or NOBODY
        return NewDrill(
            school_id=UUID(self.school.data),
            kind=self.kind.chosen(DrillKind),
            day=self.day.data,
            minutes=self.how_long,
            audience=self.audience.data,
            officer_id=None if officer == NOBODY else UUID(officer),
            words=self.words.data or "",
            key=self.key_id,
        )
