"""The forms that add to an incident already logged: words and shape, no queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.fields import SelectChoice

from incident_app.services.incidents import NewMatter
from incident_app.vocabulary import Part
from incident_app.web.incidents.forms import MOST_CONDUCTS, UNKNOWN, VISITOR, PersonForm

if TYPE_CHECKING:
    from incident_app.models import Incident, Person

HERE = "here "
"""Begins the value of an actor who stands in the incident already."""


class _Keyed(FlaskForm):
    """A form that draws a key, so that pressing its button twice keeps one thing."""

    key = HiddenField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        try:
            self.key_id = UUID(self.key.data)
        except (TypeError, ValueError):
            self.key_id = uuid4()
        self.key.data = str(self.key_id)

    def refuse(self, message: str, fields: Sequence[str]) -> None:
        """Show what the service refused beside the fields it names, else above the form."""
        here = [name for name in fields if name in self]
        for name in here:
            self[name].errors = [*self[name].errors, message]
        if not here:
            self.form_errors.append(message)


class AdditionForm(_Keyed):
    """Words to stand under the narrative."""

    text = TextAreaField(
        "What came to light later",
        description="What was logged stays as it is. This stands below it, with your name and "
        "the time.",
    )


class AddPersonForm(_Keyed, PersonForm):
    """Somebody else who took part, or something else that an actor did."""

    def __init__(self, *, incident: Incident, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        actors = [each for each in incident.participants if each.part is Part.ACTOR]
        self.who.choices = [
            SelectChoice("", "Choose who"),
            SelectChoice(UNKNOWN, "Unknown person"),
            SelectChoice(VISITOR, "Visitor: enter the name below"),
            *(
                SelectChoice(
                    f"{HERE}{each.id}",
                    f"{each.person.shown}, for something else they did",
                    optgroup="Actors of this incident",
                )
                for each in actors
            ),
            *(SelectChoice(str(each.id), each.shown, optgroup="Known people") for each in people),
        ]

    @property
    def actor_id(self) -> UUID | None:
        """The actor chosen who stands in the incident already."""
        chosen = self.who.data or ""
        return UUID(chosen.removeprefix(HERE)) if chosen.startswith(HERE) else None

    def matters(self) -> tuple[NewMatter, ...]:
        """What they did, each thing once."""
        chosen = dict.fromkeys(code for code in self.conducts.data if code)
        return tuple(NewMatter(conduct=code) for code in chosen)

    def refuse(self, message: str, fields: Sequence[str]) -> None:
        """As any form; what is wrong with the conducts stands beside the first."""
        super().refuse(message, fields)
        if "conducts" in fields:
            self.conducts[0].errors = [message]

    def widen(self) -> None:
        """Offer one more conduct; nothing typed is lost."""
        if len(self.conducts) < MOST_CONDUCTS:
            self.conducts.append_entry()
