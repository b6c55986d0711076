"""What a form gains by asking about force, custody and care."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app
from wtforms import DateTimeLocalField, TextAreaField
from wtforms.validators import Length, ValidationError

from incident_app.services.force import ForceAndCare
from incident_app.vocabulary import LONGEST_NOTE, Force, ForcedBy, Value
from incident_app.web.choices import OneField, TicksField
from incident_app.web.drafts.moments import BeyondTheCalendar, Clock, clock, moment
from incident_app.web.questions import WORDS
from incident_app.web.words import now

SHORT = Length(max=LONGEST_NOTE, message=f"Enter at most {LONGEST_NOTE:,} characters.")


class MomentField(DateTimeLocalField):
    """A day and a time in the district's zone; left empty where nobody knows it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        if not any(each.strip() for each in valuelist):
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a day and a time, such as 09/02/2025, 11:40 AM.") from None

    def pre_validate(self, form: object) -> None:  # noqa: ARG002 - WTForms passes it
        """Refuse a time that never came, or has not come yet."""
        if self.data is None:
            return
        try:
            there = self.moment
        except BeyondTheCalendar:
            raise ValidationError("Enter a day nearer to today.") from None
        zone = current_app.config["ZONE"]
        if clock(self.data.date(), self.data.time(), zone) is Clock.SKIPPED:
            raise ValidationError("The clocks went forward over this time. Enter another time.")
        if there is not None and there > now():
            raise ValidationError("Enter a time that has passed.")

    @property
    def moment(self) -> datetime | None:
        """In UTC; where the clocks went back and the time came twice, the first of the two."""
        if self.data is None:
            return None
        return moment(self.data.date(), self.data.time(), current_app.config["ZONE"])


class YesNoField(OneField):
    """A question whose answer is *not known yet* until somebody says."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, list(WORDS.items()), default=Value.UNKNOWN.value, **kwargs)


class ForceFields:
    """The facts of :class:`ForceAndCare`, by its names."""

    used = YesNoField("Was force used?")
    kinds = TicksField("What kind of force", Force)
    by = TicksField("Who used it", ForcedBy)
    why = TextAreaField(
        "Why force was used",
        description="Needed where force was used. One or two sentences, without names.",
        validators=[SHORT],
    )
    began_at = MomentField("When it began")
    ended_at = MomentField("When it ended")
    de_escalation = YesNoField("Was calming things down tried?")
    handcuffs = YesNoField("Were handcuffs used?")
    custody = YesNoField("Was somebody taken into custody?")
    injury = YesNoField("Was anybody hurt?")
    disability_known = YesNoField("Was a disability known at that moment?")
    care_at = MomentField("When care was given")
    parent_told_at = MomentField("When a parent or guardian was told")

    def force(self) -> ForceAndCare:
        """What was said of it."""
        return ForceAndCare(
            used=self.used.chosen(Value),
            kinds=self.kinds.chosen(Force),
            by=self.by.chosen(ForcedBy),
            why=(self.why.data or "").strip(),
            began_at=self.began_at.moment,
            ended_at=self.ended_at.moment,
            de_escalation=self.de_escalation.chosen(Value),
            handcuffs=self.handcuffs.chosen(Value),
            custody=self.custody.chosen(Value),
            injury=self.injury.chosen(Value),
            disability_known=self.disability_known.chosen(Value),
            care_at=self.care_at.moment,
            parent_told_at=self.parent_told_at.moment,
        )
