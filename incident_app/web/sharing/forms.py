"""What an administrator chooses to show an officer: the forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from incident_app.services import sharing
from incident_app.services.consultations import Question
from incident_app.services.referrals import Offer
from incident_app.services.sharing import Chosen
from incident_app.vocabulary import Basis, Field, Part
from incident_app.web.carried import KeptForm
from incident_app.web.choices import PickField, TicksField

if TYPE_CHECKING:
    from incident_app.models import Matter, Participant
    from incident_app.services.sharing import Candidate, Letter

NOBODY = "nobody"
"""Instead of a legal basis, where nobody is named."""

FIELDS = {
    Field.PLACE: "Where it happened",
    Field.TIME: "When it happened",
    Field.CONDUCT: "What was done",
    Field.SUMMARY: "Your summary",
}
"""What is ticked on its own. People and files are ticked one by one instead."""

BASES = [(basis.value, f"{basis.title} ({basis.cite})") for basis in Basis]


class SharingForm(KeptForm):
    """What both have: to whom, what is asked, who is named, and on what legal basis.

    ``seen`` proves that what is sent now was read on the page before.
    """

    seen = HiddenField()
    officer = PickField("Officer", validators=[InputRequired("Choose an officer.")])
    purpose = TextAreaField(validators=[InputRequired("Enter what you ask of the officer.")])
    summary = TextAreaField()
    people = TicksField("People the officer needs to know")
    basis = RadioField("Legal basis", validate_choice=False)
    threat = TextAreaField(
        "The threat, in an emergency",
        description="Only for a health or safety emergency: what threatens whom, and how do you "
        "know? It must be articulable and significant (34 CFR 99.36).",
    )

    def __init__(
        self,
        *,
        matter: Matter,
        candidates: Sequence[Candidate],
        at_first: Sequence[Participant] = (),
        **kwargs: Any,
    ) -> None:
        """Offer what can be chosen.

        :param matter: as :func:`incident_app.services.sharing.matter` gives it.
        :param at_first: who is ticked when the page is opened.
        """
        free = [each for each in candidates if not each.barred]
        start = {"people": [str(each.id) for each in at_first]} | {
            "officer": str(free[0].officer.id) if len(free) == 1 else None
        }
        super().__init__(data=start | kwargs.pop("data", {}), **kwargs)
        self.candidates = {str(each.officer.id): each for each in candidates}
        self.officer.choices = [
            SelectChoice(value, each.officer.name) for value, each in self.candidates.items()
        ]
        self.people.offer(
            (str(each.id), f"{each.person.shown}, {each.part.value}")
            for each in sharing.named(matter)
        )

    def chosen_officer(self) -> str:
        """The name of the officer chosen."""
        names = {choice.value: choice.label for choice in self.officer.choices}
        return str(names[self.officer.data])

    def basis_given(self) -> Basis | None:
        """The legal basis chosen, if one is."""
        return Basis(self.basis.data) if self.basis.data not in {None, "", NOBODY} else None

    def seal(self, letter: Letter) -> str:
        """A print of a letter and of whom it goes to, but not of its moment."""
        told = [
            self.officer.data, letter.reference, letter.school, list(letter.cites), letter.purpose,
            letter.disclosed, [str(each.id) for each in letter.attachments], letter.threat,
            letter.basis.value if letter.basis else None,
        ]  # fmt: skip
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _needed(matter: Matter) -> list[Participant]:
    """The actor of this matter, and who was harmed."""
    return [
        each
        for each in sharing.named(matter)
        if each.id == matter.actor_id or each.part is Part.VICTIM
    ]


class ReferForm(SharingForm):
    """A referral: each thing that the officer reads is chosen on its own."""

    fields = TicksField("What the officer reads")
    attachments = TicksField("Files the officer needs", description="None unless you tick it.")

    def __init__(self, *, matter: Matter, **kwargs: Any) -> None:
        """Begin with the short default: everything but files, the actor and who was harmed."""
        kwargs["data"] = {"fields": [field.value for field in FIELDS]}
        super().__init__(matter=matter, at_first=_needed(matter), **kwargs)
        self.purpose.label.text = "What you ask of the officer, and why"
        self.purpose.description = "They may use what they read for this only."
        self.summary.label.text = "Summary"
        self.summary.description = (
            "What happened, in your words. Leave out discipline, grades, special education, and "
            "who reported it."
        )
        self.people.description = "Leave out whom this matter does not need."
        self.basis.choices = [SelectChoice(*each) for each in BASES]
        self.fields.offer((field.value, words) for field, words in FIELDS.items())
        self.attachments.offer((str(each.id), each.name) for each in matter.incident.attachments)

    def validate_basis(self, field: RadioField) -> None:
        """A referral always has a basis."""
        if field.data not in {basis.value for basis in Basis}:
            raise ValidationError("Choose the legal basis.")

    def validate_summary(self, field: TextAreaField) -> None:
        """Where the summary is ticked there is one."""
        if Field.SUMMARY.value in (self.fields.data or ()) and not field.data:
            raise ValidationError("Enter a summary.")

    def offer(self) -> Offer:
        """What was typed and ticked; people and files count as soon as one is ticked."""
        fields = {Field(each) for each in self.fields.data or ()}
        fields |= {Field.PEOPLE} if self.people.data else set()
        fields |= {Field.ATTACHMENTS} if self.attachments.data else set()
        return Offer(
            officer_id=UUID(self.officer.data),
            chosen=Chosen(
                fields=frozenset(fields),
                people=self.people.ids,
                attachments=self.attachments.ids,
                summary=self.summary.data or "",
            ),
            basis=Basis(self.basis.data),
            purpose=self.purpose.data or "",
            threat=self.threat.data or "",
        )


class ConsultForm(SharingForm):
    """A question for an officer, which names nobody unless somebody is ticked."""

    def __init__(self, **kwargs: Any) -> None:
        """Begin with nobody named."""
        super().__init__(data={"basis": NOBODY}, **kwargs)
        self.purpose.label.text = "Your question"
        self.purpose.description = "The officer answers with advice. You go on leading the matter."
        self.summary.label.text = "Summary"
        self.summary.description = (
            "What happened, without a name or anything that shows who it was. Leave out "
            "discipline, grades, special education, and who reported it."
        )
        self.people.label.text = "People you name"
        self.basis.label.text = "Legal basis for naming them"
        choices = [(NOBODY, "None: nobody is named"), *BASES]
        self.basis.choices = [SelectChoice(*each) for each in choices]

    def validate_basis(self, field: RadioField) -> None:
        """Where nobody is named there is none."""
        if field.data not in {None, NOBODY, *(basis.value for basis in Basis)}:
            raise ValidationError("Choose from the list.")

    def validate_summary(self, field: TextAreaField) -> None:
        """A question never goes without what it is about."""
        if not field.data:
            raise ValidationError("Enter a summary.")

    def question(self) -> Question:
        """What was typed and ticked."""
        return Question(
            officer_id=UUID(self.officer.data),
            purpose=self.purpose.data or "",
            summary=self.summary.data or "",
            people=self.people.ids,
            basis=self.basis_given(),
            threat=self.threat.data or "",
        )
