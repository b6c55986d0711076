"""The form that finds incidents: words and shape, no permissions and no queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import BooleanField, DateField, Field, Form, HiddenField, SearchField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from incident_app.policy.conducts import BY_CODE, FAMILIES
from incident_app.policy.outcome import Outcome
from incident_app.reports.wanted import Wanted
from incident_app.vocabulary import LONGEST_SEARCH
from incident_app.web.words import day

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from incident_app.models import Person, School

NOBODY = "Take the person off: nobody like that is in the record of your schools."
BACKWARDS = "Enter a last day that is not before the first day."


def offered(message: str) -> Callable[[Form, SelectField], None]:
    """Refuse what the list does not offer, in words."""

    def check(_: Form, field: SelectField) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(message)

    return check


class DayField(DateField):
    """A day; what is no day is kept as it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Say what a day looks like instead of that this is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a day, such as 9/2/2025.") from None


def _list(label: str, message: str, choices: Sequence[SelectChoice] = ()) -> SelectField:
    # Nothing sent is the first choice: everything.
    return SelectField(
        label, choices=choices, default="", validate_choice=False, validators=[offered(message)]
    )


class FindForm(Form):
    """What to find. Without a token of its own: the filters also come as an address."""

    words = SearchField(
        "Words or reference",
        description="Beginnings are enough. A reference looks like EHS-7Q4K-2M.",
        validators=[
            Length(max=LONGEST_SEARCH, message=f"Enter at most {LONGEST_SEARCH} characters.")
        ],
    )
    school = _list("School", "Choose one of your schools.")
    outcome = _list(
        "Route",
        "Choose a route from the list.",
        [SelectChoice("", "Any"), *(SelectChoice(each.value, each.title) for each in Outcome)],
    )
    conduct = _list(
        "Conduct",
        "Choose a conduct from the list.",
        [
            SelectChoice("", "Any"),
            *(
                SelectChoice(conduct.code, conduct.label, optgroup=family)
                for family, conducts in FAMILIES
                for conduct in conducts
            ),
        ],
    )
    start = DayField("First day", validators=[Optional()])
    end = DayField("Last day", validators=[Optional()])
    mine = BooleanField("Logged by me")
    waiting = BooleanField("Undetermined over a day")
    person = HiddenField("Person")
    find = HiddenField("Search")

    def __init__(
        self, asked: MultiDict[str, str], *, schools: Sequence[School], person: Person | None
    ) -> None:
        """Take what was asked.

        :param schools: those the viewer may find incidents at.
        :param person: who ``person`` names, when they are within reach.
        """
        super().__init__(asked)
        self._person = person
        self.school.choices = [
            SelectChoice("", "All my schools"),
            *(SelectChoice(str(each.id), each.name) for each in schools),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then what they say together."""
        super().validate(extra_validators)
        if self.start.data and self.end.data and self.end.data < self.start.data:
            self.end.errors = [*self.end.errors, BACKWARDS]
        if self.person.data and self._person is None:
            self.form_errors.append(NOBODY)
        return not self.errors

    def wanted(self) -> Wanted:
        """As the report takes it; only after the form was found right."""
        return Wanted(
            words=(self.words.data or "").strip(),
            school_id=UUID(self.school.data) if self.school.data else None,
            outcome=Outcome(self.outcome.data) if self.outcome.data else None,
            conduct=self.conduct.data or "",
            start=self.start.data,
            end=self.end.data,
            person_id=self._person.id if self._person else None,
            mine=self.mine.data,
            waiting=self.waiting.data,
        )

    def address(self) -> dict[str, str]:
        """The filters as an address keeps them.

        Words never stand in one, for they may be a name: the id of their search does.
        """
        return {
            field.name: _sent(field) for field in self if field is not self.words and field.data
        }

    def shown(self) -> dict[str, str]:
        """Everything asked, to be sent again by a button of the page."""
        words = {"words": self.words.data} if self.words.data else {}
        return {name: each for name, each in self.address().items() if name != "find"} | words

    def filters(self) -> list[tuple[str, str]]:
        """The name of each filter that is on, and how the page calls it."""
        said = {
            "words": lambda: f"“{self.words.data}”",
            "school": lambda: _label(self.school),
            "outcome": lambda: _label(self.outcome),
            "conduct": lambda: BY_CODE[self.conduct.data].label,
            "start": lambda: f"From {day(self.start.data)}",
            "end": lambda: f"To {day(self.end.data)}",
            "mine": lambda: self.mine.label.text,
            "waiting": lambda: self.waiting.label.text,
            "person": lambda: self._person.shown if self._person else "A person",
        }
        return [
            (field.name, said[field.name]())
            for field in self
            if field.data and not field.errors and field.name in said
        ]


def _sent(field: Field) -> str:
    return "yes" if field.data is True else str(field.data)


def _label(field: SelectField) -> str:
    return next(choice.label for choice in field.choices if choice.value == field.data)
