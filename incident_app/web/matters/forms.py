"""Answering the questions of a matter, and asking a colleague: the forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from incident_app.vocabulary import LONGEST_NOTE, Value
from incident_app.web.carried import KeptForm
from incident_app.web.questions import WORDS, Questions
from incident_app.web.words import local

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.logic import Fact
    from incident_app.services import Refused
    from incident_app.services.matters import Moved

TOO_LONG = Length(max=LONGEST_NOTE, message=f"Enter at most {LONGEST_NOTE:,} characters.")


class AnswersForm(Questions, KeptForm):
    """The questions of one matter, with what is already answered filled in.

    ``seen`` is what the answers are built on, so that nobody's are saved over unseen ones.
    """

    seen = HiddenField()
    note = TextAreaField(
        "Why, or who told you",
        description="Optional. Kept with the answers you change now.",
        validators=[TOO_LONG],
    )

    def __init__(self, given: Mapping[str, str], **kwargs: Any) -> None:
        """Take what is already answered.

        :param given: fact name to *yes*, *no* or *unknown*, for the questions answered.
        """
        super().__init__(data=dict(given), **kwargs)

    def seen_id(self) -> UUID:
        """What the answers are built on; when it can't be read, on nothing."""
        try:
            return UUID(self.seen.data)
        except (TypeError, ValueError):
            return UUID(int=0)

    def meet(self, moved: Moved) -> None:
        """Take in what somebody else saved; where both answered, ask which one stands.

        The viewer's own choice stays chosen there, and everything else they typed stays too.
        """
        for fact, theirs in moved.theirs.items():
            field = self[fact.name]
            if fact in moved.both:
                mine = WORDS[Value(field.data)]
                field.errors = [
                    f"{theirs.who or 'The operator'} saved “{WORDS[theirs.value]}” on "
                    f"{local(theirs.at)}. You chose “{mine}”. Choose which one stands."
                ]
            else:
                field.data = theirs.value.value
        who = " and ".join(
            dict.fromkeys(theirs.who or "The operator" for theirs in moved.theirs.values())
        )
        self.form_errors.append(
            f"{who} answered while this page was open, so nothing of yours is saved yet. "
            "It is all still here. Check the questions that are marked, then save again."
        )
        self.seen.data = str(moved.newest)


class AskForm(KeptForm):
    """A question of one matter, and the colleague who may know."""

    fact = RadioField(
        "Question", validators=[InputRequired("Choose a question.")], validate_choice=False
    )
    colleague = RadioField(
        "Colleague", validators=[InputRequired("Choose a colleague.")], validate_choice=False
    )
    note = TextAreaField(
        "What they should know",
        description="Optional. Such as “You were in the cafeteria”.",
        validators=[TOO_LONG],
    )

    def __init__(
        self, *, facts: Sequence[Fact], colleagues: Sequence[Account], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.fact.choices = [SelectChoice(fact.name, fact.question) for fact in facts]
        self.colleague.choices = [SelectChoice(str(each.id), each.name) for each in colleagues]

    def validate_fact(self, field: RadioField) -> None:
        """Refuse a question that somebody answered meanwhile, or that was never offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("That question is answered. Choose another one.")

    def validate_colleague(self, field: RadioField) -> None:
        """Refuse who was never offered, or can't be asked any more."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("Choose a colleague from the list.")


class TakeBackForm(KeptForm):
    """Why a referral or a consultation is taken back."""

    why = TextAreaField("Why you take it back")

    def __init__(self, shared_id: UUID, **kwargs: Any) -> None:
        """Take whose it is, so that several stand on one page."""
        super().__init__(prefix=f"{shared_id}-", **kwargs)
        self.shared_id = shared_id

    def refuse(self, refused: Refused) -> None:
        """Show what the service refused."""
        self.why.errors = [str(refused)]
