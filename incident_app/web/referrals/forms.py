"""What an officer answers to a matter referred to them: the forms."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from incident_app.services.referrals import Done
from incident_app.vocabulary import Declined, Disposition
from incident_app.web.carried import KeptForm
from incident_app.web.choices import OneField
from incident_app.web.force import SHORT, ForceFields


class DeclineForm(KeptForm):
    """Why a matter goes back."""

    reason = OneField(
        "Why you decline",
        [(each, each.title) for each in Declined],
        validators=[InputRequired("Choose why you decline.")],
    )
    words = TextAreaField(
        "What the school should know",
        description="Needed only for another reason. One or two sentences, and no case notes.",
        validators=[SHORT],
    )


class DoneForm(ForceFields, KeptForm):
    """What became of a matter at the agency."""

    before = ("disposition", "case_number")
    disposition = OneField(
        "What became of it",
        [(each, each.title) for each in Disposition],
        validators=[InputRequired("Choose what became of it.")],
    )
    case_number = StringField(
        "Your agency's case number",
        description="If there is one. No NCIC, BCA, FBI or state ID number.",
        render_kw={"autocomplete": "off"},
    )

    def done(self) -> Done:
        """What was chosen and typed."""
        return Done(
            disposition=self.disposition.chosen(Disposition),
            case_number=(self.case_number.data or "").strip(),
            force=self.force(),
        )
