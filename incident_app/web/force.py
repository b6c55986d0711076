"""What a form gains by asking about force, custody and care."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from flask import current_app
from wtforms import DateTimeLocalField, RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from incident_app.services.force import ForceAndCare
from incident_app.vocabulary import LONGEST_NOTE, Force, ForcedBy, Value
from incident_app.web.choices import OneField, TicksField
from incident_app.web.drafts.moments import (
    CAME_TWICE,
    SAY_WHICH,
    WHICH,
    BeyondTheCalendar,
    Clock,
    clock,
    moment,
)
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

    def pre_validate(self, form: ForceFields) -> None:
        """Refuse a time that never came, or has not come yet."""
        try:
            there = form.moment_of(self.short_name)
        except BeyondTheCalendar:
            raise ValidationError("Enter a day nearer to today.") from None
        if self._clock() is Clock.SKIPPED:
            raise ValidationError("The clocks went forward over this time. Enter another time.")
        if there is not None and there > now():
            raise ValidationError("Enter a time that has passed.")

    @property
    def came_twice(self) -> bool:
        """Whether the clocks went back over the time entered."""
        return self._clock() is Clock.REPEATED

    def _clock(self) -> Clock:
        if self.data is None:
            return Clock.PLAIN
        try:
            return clock(self.data.date(), self.data.time(), current_app.config["ZONE"])
        except BeyondTheCalendar:
            return Clock.PLAIN


class WhichField(RadioField):
    """Which of the two a time was that came twice; asked only of such a time."""

    def __init__(self, label: str, *, of: str, **kwargs: Any) -> None:
        """Ask it of a :class:`MomentField`.

        :param of: the name of that field.
        """
        self._of = of
        choices = [SelectChoice(which, words) for which, words in WHICH.items()]
        super().__init__(
            f"{label}: which of the two",
            description=CAME_TWICE,
            choices=choices,
            validate_choice=False,
            **kwargs,
        )

    def pre_validate(self, form: ForceFields) -> None:
        """Refuse to guess."""
        if form[self._of].came_twice and self.data not in WHICH:
            raise ValidationError(SAY_WHICH)


class YesNoField(OneField):
    """A question whose answer is *not known yet* until somebody says."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, list(WORDS.items()), default=Value.UNKNOWN.value, **kwargs)


class ForceFields:
    """The facts of :class:`ForceAndCare`, by its names."""

    before: ClassVar[tuple[str, ...]] = ()
    """Fields that the page shows before these, so that errors are listed in its order."""

    used = YesNoField("Was force used?")
    kinds = TicksField("What kind of force", Force)
    by = TicksField("Who used it", ForcedBy)
    why = TextAreaField(
        "Why force was used",
        description="Needed where force was used. One or two sentences, without names.",
        validators=[SHORT],
    )
    began_at = MomentField("When it began")
    began_at_which = WhichField("When it began", of="began_at")
    ended_at = MomentField("When it ended")
    ended_at_which = WhichField("When it ended", of="ended_at")
    de_escalation = YesNoField("Was calming things down tried?")
    handcuffs = YesNoField("Were handcuffs used?")
    custody = YesNoField("Was somebody taken into custody?")
    injury = YesNoField("Was anybody hurt?")
    disability_known = YesNoField("Was a disability known at that moment?")
    care_at = MomentField("When care was given")
    care_at_which = WhichField("When care was given", of="care_at")
    parent_told_at = MomentField("When a parent or guardian was told")
    parent_told_at_which = WhichField("When a parent or guardian was told", of="parent_told_at")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in reversed(self.before):
            if name in self._fields:
                self._fields.move_to_end(name, last=False)

    def moment_of(self, name: str) -> datetime | None:
        """What is entered in a :class:`MomentField`, in UTC; ``None`` where nothing is.

        :raises BeyondTheCalendar: the moment can't be written.
        """
        entered, which = self[name].data, self[f"{name}_which"].data  # type: ignore[index]
        if entered is None:
            return None
        zone = current_app.config["ZONE"]
        return moment(entered.date(), entered.time(), zone, second=which == "second")

    def force(self) -> ForceAndCare:
        """What was said of it."""
        return ForceAndCare(
            used=self.used.chosen(Value),
            kinds=self.kinds.chosen(Force),
            by=self.by.chosen(ForcedBy),
            why=(self.why.data or "").strip(),
            began_at=self.moment_of("began_at"),
            ended_at=self.moment_of("ended_at"),
            de_escalation=self.de_escalation.chosen(Value),
            handcuffs=self.handcuffs.chosen(Value),
            custody=self.custody.chosen(Value),
            injury=self.injury.chosen(Value),
            disability_known=self.disability_known.chosen(Value),
            care_at=self.moment_of("care_at"),
            parent_told_at=self.moment_of("parent_told_at"),
        )
