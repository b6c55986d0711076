"""What is recorded of an officer's training: the forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask_wtf.file import FileField
from wtforms import Form, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from incident_app.services.files import Sent
from incident_app.services.sightings import NewSighting
from incident_app.services.training import FIELDS, Courses
from incident_app.vocabulary import LARGEST_ATTACHMENT
from incident_app.web.carried import KeptForm
from incident_app.web.incidents.find import DayField

if TYPE_CHECKING:
    from incident_app.models import Training

MEGABYTE = 1024 * 1024
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class OnForm(Form):
    """As of which day an officer's standing is shown; the address holds it."""

    on = DayField("As of", validators=[Optional()])

    def validate_on(self, field: DayField) -> None:
        """Keep to days that Section V can be asked about."""
        if field.data is not None and not EARLIEST <= field.data <= LATEST:
            raise ValidationError("Enter a day from 1990 to 2100.")


class CoursesForm(KeptForm):
    """All that is known of an officer's courses; ``seen`` is the line that was shown."""

    seen = HiddenField()
    full_course = StringField("Training that V.A mandates", render_kw={"autocomplete": "off"})
    full_course_on = DayField("Completed on", validators=[Optional()])
    prior_course = StringField(
        "Basic course before September 1, 2025 (V.B)",
        description="The School Safety Center's, or the National Association of School Resource "
        "Officers'.",
        render_kw={"autocomplete": "off"},
    )
    prior_course_on = DayField("Completed on", validators=[Optional()])
    supplemental_course = StringField(
        "Supplemental course approved by the board",
        description="Enough only after a basic course under V.B.",
        render_kw={"autocomplete": "off"},
    )
    supplemental_course_on = DayField("Completed on", validators=[Optional()])
    unable_on = DayField("The employer can't provide the course (V.C): recorded on", [Optional()])
    unable_why = TextAreaField("Why the employer can't provide it")

    @classmethod
    def of(cls, line: Training | None) -> CoursesForm:
        """The form, filled with what is known."""
        known = {name: getattr(line, name) for name in FIELDS} if line else {}
        return cls(formdata=None, data=known | {"seen": str(line.id) if line else ""})

    def known(self) -> Courses:
        """What was typed."""
        return Courses(**{name: self[name].data or _nothing(name) for name in FIELDS})

    def seen_id(self) -> UUID | None:
        """The line the viewer had before them."""
        try:
            return UUID(self.seen.data or "")
        except ValueError:
            return None

    def now_seen(self, line: Training) -> None:
        """The viewer is shown this line, so saving again is a choice."""
        self.seen.data = str(line.id)


class ReviewForm(KeptForm):
    """That the officer reviewed the employer's policy."""

    version = StringField(
        "Version of the policy",
        description="Such as its date or number.",
        render_kw={"autocomplete": "off"},
        validators=[InputRequired("Enter the version of the policy.")],
    )
    reviewed_on = DayField(
        "Reviewed on", validators=[InputRequired("Enter the day it was reviewed.")]
    )


class CertificateForm(KeptForm):
    """That a certificate was seen, with its copy if there is one."""

    course = StringField(
        "Course", render_kw={"autocomplete": "off"}, validators=[InputRequired("Enter the course.")]
    )
    issuer = StringField(
        "Issued by",
        render_kw={"autocomplete": "off"},
        validators=[InputRequired("Enter who issued it.")],
    )
    issued_on = DayField("Issued on", validators=[InputRequired("Enter the day it was issued.")])
    seen_on = DayField("Seen on", validators=[InputRequired("Enter the day you saw it.")])
    file = FileField(
        "A copy, if you have one",
        description=f"A PDF or a photo of at most {LARGEST_ATTACHMENT // MEGABYTE} MB. The chief "
        "keeps the certificate (V.E).",
        render_kw={"accept": "application/pdf,image/jpeg,image/png"},
    )

    def new(self) -> NewSighting:
        """What was typed and chosen; only after the form was found right."""
        file = self.file.data
        sent = Sent(name=file.filename, content=file.read()) if file and file.filename else None
        days = {name: self[name].data for name in ("issued_on", "seen_on")}
        texts = {name: self[name].data or "" for name in ("course", "issuer")}
        return NewSighting(**texts, **days, file=sent)


def _nothing(name: str) -> Any:
    return None if name.endswith("_on") else ""


def wrong(forms: Sequence[KeptForm]) -> KeptForm | None:
    """The form with something to put right, if there is one."""
    return next((each for each in forms if each.errors or each.form_errors), None)
