"""The eleven questions and the catalogue as parts of a form, for every page that asks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from incident_app.policy.conducts import FAMILIES
from incident_app.policy.logic import FACTS
from incident_app.vocabulary import Value

if TYPE_CHECKING:
    from incident_app.policy.conducts import Conduct, Suggestion
    from incident_app.policy.engine import Contradiction
    from incident_app.policy.logic import Answer, Fact

WORDS = {Value.YES: "Yes", Value.NO: "No", Value.UNKNOWN: "Not known yet"}
OFFERED = frozenset(value.value for value in WORDS)


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
        if self.data is not None and self.data not in OFFERED:
            raise ValidationError("Choose yes, no or not known yet.")


class Questions:
    """What a form gains by asking: one field for each fact, in form order."""

    @property
    def questions(self) -> list[AnswerField]:
        """The fields, in form order."""
        return [field for field in self if isinstance(field, AnswerField)]

    def answers(self) -> dict[Fact, Answer]:
        """What is answered on the page; a question left alone is not in it."""
        return {
            field.fact: Value(field.data).known for field in self.questions if field.data in OFFERED
        }

    def refuse(self, contradiction: Contradiction) -> None:
        """Name both questions that can't both be answered so."""
        for fact in contradiction.facts:
            self[fact.name].errors = [str(contradiction)]


for _fact in FACTS:
    setattr(Questions, _fact.name, AnswerField(_fact))


def suggested(conduct: Conduct) -> dict[str, Suggestion]:
    """What the catalogue suggests, by fact name."""
    return {suggestion.fact.name: suggestion for suggestion in conduct.suggestions}


def catalogue(nothing: str) -> list[SelectChoice]:
    """The catalogue to choose from, by family.

    :param nothing: the words of the first, empty choice.
    """
    offered = [
        SelectChoice(conduct.code, conduct.label, optgroup=family)
        for family, each in FAMILIES
        for conduct in each
    ]
    return [SelectChoice("", nothing), *offered]
