"""The forms that add to an incident already logged: words and shape, no queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import FieldList, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import LONGEST_NAME, Part, PersonKind
from incident_app.web.drafts.people import MOST_CONDUCTS, PARTS, UNKNOWN, VISITOR
from incident_app.web.questions import catalogue

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


class AddPersonForm(_Keyed):
    """Somebody else who took part, or something else that an actor did."""

    who = SelectField("Who", validators=[InputRequired("Choose who it was, known or not.")])
    name = StringField(
        "Name, or what is known of them",
        description="For a visitor or an unknown person only, such as “tall, red jacket”.",
        validators=[Length(max=LONGEST_NAME, message=f"Enter at most {LONGEST_NAME} characters.")],
    )
    part = SelectField(
        "Part in it", choices=[SelectChoice(part.value, words) for part, words in PARTS.items()]
    )
    conducts = FieldList(
        SelectField("What they did", choices=catalogue("Choose what they did")),
        min_entries=1,
        max_entries=MOST_CONDUCTS,
    )

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

    def participant(self) -> NewParticipant:
        """The new one, as the service takes them."""
        part, name, matters = Part(self.part.data), (self.name.data or "").strip(), self.matters()
        if self.who.data == VISITOR:
            return NewParticipant(part=part, kind=PersonKind.VISITOR, name=name, matters=matters)
        if self.who.data == UNKNOWN:
            return NewParticipant(part=part, described=name, matters=matters)
        return NewParticipant(part=part, person_id=UUID(self.who.data), matters=matters)

    def refuse(self, message: str, fields: Sequence[str]) -> None:
        """As any form; what is wrong with the conducts stands beside the first."""
        super().refuse(message, fields)
        if "conducts" in fields:
            self.conducts[0].errors = [message]

    def widen(self) -> None:
        """Offer one more conduct; nothing typed is lost."""
        if len(self.conducts) < MOST_CONDUCTS:
            self.conducts.append_entry()
