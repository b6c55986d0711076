"""The eleven questions, in the policy's own vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from incident_app.policy.logic import BY_NAME, FACTS
from incident_app.vocabulary import LONGEST_NOTE, Value

if TYPE_CHECKING:
    from incident_app.policy.conducts import Conduct, Suggestion
    from incident_app.policy.engine import Contradiction
    from incident_app.policy.logic import Answer, Fact

WORDS = {Value.YES: "Yes", Value.NO: "No", Value.UNKNOWN: "Not known yet"}


class AnswerField(RadioField):
    """One question. *Not known yet* is an answer; left alone, the question is not answered."""

    def __init__(self, fact: Fact, **kwargs: Any) -> None:
        self.fact = fact
        super().__init__(
            fact.question,
            choices=[SelectChoice(value.value, words) for value, words in WORDS.items()],
            validate_choice=False,
            **kwargs,
        )

    def pre_validate(self, form: object) -> None:  # noqa: ARG002 - WTForms passes it
        """Refuse only what was never offered."""
        if self.data not in {None, *(value.value for value in WORDS)}:
            raise ValidationError("Choose yes, no or not known yet.")


class _Questions:
    """One field for each fact, in form order."""


for _fact in FACTS:
    setattr(_Questions, _fact.name, AnswerField(_fact))


class AnswersForm(_Questions, FlaskForm):
    """The questions of one matter, with what is already answered filled in."""

    note = TextAreaField(
        "Why, or who told you",
        description="Optional. Kept with the answers you change now.",
        validators=[
            Length(max=LONGEST_NOTE, message=f"Enter at most {LONGEST_NOTE:,} characters.")
        ],
    )

    def __init__(self, given: Mapping[str, str], **kwargs: Any) -> None:
        """Take what is already answered.

        :param given: fact name to *yes*, *no* or *unknown*, for the questions answered.
        """
        super().__init__(data=dict(given), **kwargs)

    def questions(self, names: list[str]) -> list[AnswerField]:
        """The fields of some facts, in the order asked for."""
        return [self[name] for name in names]

    def answers(self) -> dict[Fact, Answer]:
        """What is answered on the page."""
        return {
            BY_NAME[field.name]: Value(field.data).known
            for field in self
            if isinstance(field, AnswerField) and field.data is not None
        }

    def fill(self, conduct: Conduct) -> int:
        """Choose what the catalogue suggests where nothing is chosen; how many that were."""
        empty = [s for s in conduct.suggestions if self[s.fact.name].data is None]
        for suggestion in empty:
            self[suggestion.fact.name].data = Value.of(suggestion.answer).value
        return len(empty)

    def refuse(self, contradiction: Contradiction) -> None:
        """Name both questions that can't both be answered so."""
        for fact in contradiction.facts:
            self[fact.name].errors = [str(contradiction)]


def suggested(conduct: Conduct) -> dict[str, Suggestion]:
    """What the catalogue suggests, by fact name."""
    return {suggestion.fact.name: suggestion for suggestion in conduct.suggestions}
