"""The forms that add to an incident already logged: words and shape, no queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from wtforms import HiddenField, TextAreaField
from wtforms.fields import SelectChoice

from incident_app.policy import editions
from incident_app.vocabulary import Part
from incident_app.web.carried import KeptForm
from incident_app.web.drafts.people import PeopleForm, PersonForm

if TYPE_CHECKING:
    from incident_app.models import Incident
    from incident_app.policy.engine import Edition
    from incident_app.reports.picking import Roster
    from incident_app.services import Refused

HERE = "here "
"""Begins the value of an actor who stands in the incident already."""


class Keyed(KeptForm):
    """A form that draws a key, so that pressing its button twice keeps one thing."""

    key = HiddenField()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        try:
            self.key_id = UUID(self.key.data)
        except (TypeError, ValueError):
            self.key_id = uuid4()
        self.key.data = str(self.key_id)

    def refuse(self, refused: Refused) -> None:
        """Say it, and make the next press another one: this one's key may be in use."""
        self.key_id = uuid4()
        self.key.data = str(self.key_id)
        super().refuse(refused)


class AdditionForm(Keyed):
    """Words to stand under the narrative."""

    text = TextAreaField(
        "What you learned later",
        description="What was logged stays as it is. This stands below it, with your name and "
        "the time.",
    )


class AddPersonForm(Keyed, PeopleForm):
    """Somebody else who took part, or something else that an actor did."""

    def __init__(self, *, incident: Incident, roster: Roster, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._incident = incident
        self._here = [
            SelectChoice(f"{HERE}{each.id}", f"{each.person.shown}, for something else they did")
            for each in incident.participants
            if each.part is Part.ACTOR
        ]
        self.roster = roster
        del self.people.entries[1:]
        self.offer_people()

    @property
    def person(self) -> PersonForm:
        """The one row."""
        form: PersonForm = self.people[0].form
        return form

    @property
    def edition(self) -> Edition:
        """The edition that speaks on the day of the incident."""
        return editions.in_force(self._incident.occurred_on)

    def press(self, name: str, value: str) -> None:
        """As any form with people, but there is one row for a person and no other."""
        if value != "person":
            super().press(name, value)

    def offer_people(self) -> None:
        """Give the row the people to choose from, the actors of this incident first."""
        self.person.offer(self.roster, self._here)

    @property
    def actor_id(self) -> UUID | None:
        """The actor chosen who stands in the incident already."""
        chosen = self.person.who.data or ""
        try:
            return UUID(chosen.removeprefix(HERE)) if chosen.startswith(HERE) else None
        except ValueError:
            return None

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then the person; one who stands there already did something."""
        if self.actor_id:
            self.person.part.data = Part.ACTOR.value
        return bool(super().validate(extra_validators)) & self.people_are_right()
