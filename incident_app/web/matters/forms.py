"""Answering the questions of a matter: the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

from incident_app.vocabulary import LONGEST_NOTE, Value
from incident_app.web.questions import Questions

if TYPE_CHECKING:
    from incident_app.policy.conducts import Conduct


class AnswersForm(Questions, FlaskForm):
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

    def fill(self, conduct: Conduct) -> int:
        """Choose what the catalogue suggests where nothing is chosen; how many that were."""
        empty = [s for s in conduct.suggestions if self[s.fact.name].data is None]
        for suggestion in empty:
            self[suggestion.fact.name].data = Value.of(suggestion.answer).value
        return len(empty)
