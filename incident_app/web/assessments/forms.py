"""Recording what an assessment found, and closing it: words and shape."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from incident_app.services.assessments import NewAssessment
from incident_app.vocabulary import LONGEST_NAME, LONGEST_NOTE
from incident_app.web.choices import PickField
from incident_app.web.incidents.find import DayField
from incident_app.web.incidents.record_forms import Keyed

if TYPE_CHECKING:
    from incident_app.models import Account, School

ANOTHER = "another"
"""Instead of an administrator's account."""
NOBODY = "nobody"
"""Instead of an officer."""
UNTIL_TRAINED = "not required until trained"
SHORT = Length(max=LONGEST_NOTE, message=f"Enter at most {LONGEST_NOTE:,} characters.")


class AssessmentForm(Keyed):
    """A finding, who sees to it and by when."""

    school = PickField("School", validators=[InputRequired("Choose the school.")])
    finding = TextAreaField(
        "What was found", validators=[InputRequired("Enter what was found."), SHORT]
    )
    owner = PickField("Who sees to it", validators=[InputRequired("Choose who sees to it.")])
    owner_words = StringField(
        "Who the other is",
        description="Name or office. Only for somebody else.",
        render_kw={"autocomplete": "off"},
        validators=[Length(max=LONGEST_NAME, message=f"Enter at most {LONGEST_NAME} characters.")],
    )
    due_on = DayField("Due", validators=[InputRequired("Enter the day by which it is due.")])
    officer = PickField("Officer who works on it under you (IV.A.5)")
    relief_said = BooleanField(
        "I know: not required of this officer until trained",
        description="Minn. Stat. 626.8482, subd. 3(c). It is a relief, not a ban: the officer may.",
    )

    def __init__(
        self,
        *,
        schools: Sequence[School],
        owners: Sequence[Account],
        officers: Sequence[Account],
        relieved: Collection[UUID],
        **kwargs: Any,
    ) -> None:
        """Offer schools, administrators and officers; a single school is chosen.

        :param relieved: the officers of whom assessments are not required yet.
        """
        usual = str(schools[0].id) if len(schools) == 1 else None
        super().__init__(data={"school": usual, "officer": NOBODY}, **kwargs)
        self.school.choices = [SelectChoice(str(each.id), each.name) for each in schools]
        self.owner.choices = [
            *(SelectChoice(str(each.id), _at(each)) for each in owners),
            SelectChoice(ANOTHER, "Somebody else"),
        ]
        self.officer.choices = [
            SelectChoice(NOBODY, "No officer"),
            *(
                SelectChoice(
                    str(each.id),
                    _at(each) + (f", {UNTIL_TRAINED}" if each.id in relieved else ""),
                )
                for each in officers
            ),
        ]
        self.asks_relief = bool(relieved)

    def validate_owner_words(self, field: StringField) -> None:
        """Somebody else is said in words, and only somebody else."""
        words = (field.data or "").strip()
        if self.owner.data == ANOTHER and not words:
            raise ValidationError("Enter who sees to it.")
        if self.owner.data not in {None, ANOTHER} and words:
            raise ValidationError("Choose somebody else above, or leave this empty.")

    def new(self) -> NewAssessment:
        """What was chosen and typed; only after the form was found right."""
        officer, by_words = self.officer.data or NOBODY, self.owner.data == ANOTHER
        return NewAssessment(
            school_id=UUID(self.school.data),
            finding=self.finding.data or "",
            due_on=self.due_on.data,
            owner_id=None if by_words else UUID(self.owner.data),
            owner_words=(self.owner_words.data or "") if by_words else "",
            officer_id=None if officer == NOBODY else UUID(officer),
            relief_said=self.relief_said.data,
            key=self.key_id,
        )


class CloseForm(Keyed):
    """That a finding is closed."""

    closed_on = DayField("Closed on", validators=[InputRequired("Enter the day.")])
    words = TextAreaField(
        "How it was closed", validators=[InputRequired("Enter how it was closed."), SHORT]
    )

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        """Begin with today."""
        super().__init__(data={"closed_on": today}, **kwargs)


def _at(account: Account) -> str:
    """*Corinne Maddox, THS*: at which schools somebody is."""
    codes = ", ".join(school.code for school in account.schools)
    return f"{account.name}, {codes}" if codes else account.name
