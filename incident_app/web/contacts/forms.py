"""What is recorded of an officer's contact: the forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from incident_app.services.contacts import LONGEST_OFFENSE_CODE, NewContact
from incident_app.vocabulary import LONGEST_CASE_NUMBER, LONGEST_NAME, Act, Starter
from incident_app.web.choices import OneField, PickField, TicksField
from incident_app.web.force import SHORT, ForceFields, MomentField, WhichField
from incident_app.web.incidents.record_forms import Keyed

if TYPE_CHECKING:
    from incident_app.models import Account, Matter

ANOTHER = "another"
"""Instead of an officer with an account."""


def _short(most: int) -> Length:
    return Length(max=most, message=f"Enter at most {most} characters.")


class ContactForm(ForceFields, Keyed):
    """A contact, without what it was about."""

    before = (
        *("school", "matters", "officer", "officer_words", "happened_at", "happened_at_which"),
        *("started_by", "purpose", "acts"),
    )
    happened_at = MomentField("When it began", validators=[InputRequired("Enter when it was.")])
    happened_at_which = WhichField("When it began", of="happened_at")
    started_by = OneField(
        "Who started it",
        [(each, each.title) for each in Starter],
        validators=[InputRequired("Choose who started it.")],
    )
    purpose = TextAreaField(
        "What it was for",
        description="One or two sentences, without names.",
        validators=[InputRequired("Enter what it was for."), SHORT],
    )
    acts = TicksField(
        "What the officer did", Act, validators=[InputRequired("Choose what the officer did.")]
    )
    iv_c = TextAreaField(
        "Basis under IV.C, if one is claimed",
        description="IV.C leaves open what the law asks of an officer whatever the route. Enter "
        "what that was.",
        validators=[SHORT],
    )
    case_number = StringField(
        "The agency's case number",
        description="If there is one. No NCIC, BCA, FBI or state ID number.",
        render_kw={"autocomplete": "off"},
        validators=[_short(LONGEST_CASE_NUMBER)],
    )
    offense_code = StringField(
        "NIBRS code",
        description="If the agency gave one, such as 13B.",
        render_kw={"autocomplete": "off"},
        validators=[_short(LONGEST_OFFENSE_CODE)],
    )

    def contact(self, **officer: Any) -> NewContact:
        """What was typed and chosen; only after the form was found right.

        :param officer: who it was, by the names of :class:`NewContact`.
        """
        return NewContact(
            started_by=self.started_by.chosen(Starter),
            happened_at=self._happened_at(),
            purpose=self.purpose.data or "",
            acts=self.acts.chosen(Act),
            force=self.force(),
            iv_c=self.iv_c.data or "",
            case_number=self.case_number.data or "",
            offense_code=self.offense_code.data or "",
            key=self.key_id,
            **officer,
        )

    def force_is_told(self) -> bool:
        """Whether the part on force is to be unfolded: something is said or wrong there."""
        names = [name for name in vars(ForceFields) if name in self]
        wrong = any(self[name].errors for name in names)
        return wrong or any(self[name].data not in (None, "", [], "unknown") for name in names)

    def _happened_at(self) -> datetime:
        moment = self.moment_of("happened_at")
        if moment is None:
            raise ValueError("The form was not found right.")
        return moment


class IncidentContactForm(ContactForm):
    """A contact in an incident: who the officer was, and which matters it was about."""

    officer = PickField("Officer", validators=[InputRequired("Choose the officer.")])
    officer_words = StringField(
        "Who the other officer was",
        description="Name or badge number, and agency. Only for another officer.",
        render_kw={"autocomplete": "off"},
        validators=[_short(LONGEST_NAME)],
    )
    matters = TicksField(
        "Which matters it was about", validators=[InputRequired("Choose at least one matter.")]
    )

    def __init__(
        self, *, officers: Sequence[Account], matters: Sequence[tuple[Matter, str]], **kwargs: Any
    ) -> None:
        """Offer the officers and the matters; a single one is chosen.

        :param matters: those that the viewer may read, each with its words.
        """
        start = {
            "officer": ANOTHER if not officers else None,
            "matters": [str(matters[0][0].id)] if len(matters) == 1 else [],
        }
        super().__init__(data=start, **kwargs)
        self.officer.choices = [
            *(SelectChoice(str(each.id), each.name) for each in officers),
            SelectChoice(ANOTHER, "Another officer"),
        ]
        self.matters.offer((str(matter.id), words) for matter, words in matters)

    def validate_officer_words(self, field: StringField) -> None:
        """Another officer is said in words, and only another one."""
        words = (field.data or "").strip()
        if self.officer.data == ANOTHER and not words:
            raise ValidationError("Enter who the other officer was.")
        if self.officer.data not in {None, ANOTHER} and words:
            raise ValidationError("Choose another officer above, or leave this empty.")

    def new(self) -> NewContact:
        """What was typed and chosen."""
        if self.officer.data == ANOTHER:
            return self.contact(officer_words=self.officer_words.data or "")
        return self.contact(officer_id=UUID(self.officer.data))
