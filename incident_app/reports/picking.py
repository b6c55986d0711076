"""Finding the people and places that an administrator may name while logging."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Incident, Person, School
from incident_app.text import folded, pairs_in, ways_to_write
from incident_app.vocabulary import LONGEST_NAME, LONGEST_NARRATIVE, PersonKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident_app.models import Account

MOST_FOUND = 8
"""How many people are offered at once; more letters find fewer."""

MOST_WORDS = 8
"""So many of the words typed count."""

LAST_PLACES = 3


class Known(NamedTuple):
    """A student or member of staff who may be named."""

    id: UUID
    name: str
    number: str | None
    grade: str | None
    kind: PersonKind
    school: str

    @property
    def shown(self) -> str:
        """*Lee, Ana (10231), grade 9*: enough to tell two of the same name apart."""
        number = f" ({self.number})" if self.number else ""
        more = f", grade {self.grade}" if self.grade else ""
        return f"{self.name}{number}{more or f', {self.kind.value}'}"


class Found(NamedTuple):
    """Those who match, at most :data:`MOST_FOUND`, and how many more there are."""

    people: tuple[Known, ...]
    more: int


class Roster:
    """Everyone a viewer may name, by name."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.people = tuple(people)

    @cached_property
    def _by_id(self) -> dict[UUID, Known]:
        return {each.id: each for each in self.people}

    @cached_property
    def _words(self) -> list[tuple[Known, list[str]]]:
        return [(each, folded(f"{each.name} {each.number or ''}")) for each in self.people]

    def get(self, person_id: UUID) -> Known | None:
        """The person of this id, if the viewer may name them."""
        return self._by_id.get(person_id)

    def find(self, typed: str) -> Found:
        """Those of whose names and numbers some word begins with each typed word.

        Case and accents make no difference: *jose* finds José. Nothing typed finds nobody.
        """
        starts = folded(typed[:LONGEST_NAME])[:MOST_WORDS]
        if not starts:
            return Found((), 0)
        found = [
            person
            for person, words in self._words
            if all(any(word.startswith(start) for word in words) for start in starts)
        ]
        return Found(tuple(found[:MOST_FOUND]), max(0, len(found) - MOST_FOUND))

    def named_in(self, text: str) -> tuple[Known, ...]:
        """Those whose whole name stands in a text, as *Ana Lee* or *Lee, Ana*."""
        pairs = pairs_in(text[:LONGEST_NARRATIVE])
        return tuple(
            person
            for person in self.people
            if any(pair in pairs for pair in ways_to_write(person.name))
        )


def roster(*, viewer: Account) -> Roster:
    """The students and staff the viewer may name in an incident, by name."""
    known = Person.kind.in_((PersonKind.STUDENT, PersonKind.STAFF))
    query = (
        sa.select(Person.id, Person.name, Person.number, Person.grade, Person.kind, School.name)
        .join(Person.school)
        .where(reach(viewer, Action.PICK_PERSON), known)
        .order_by(Person.name, Person.number)
    )
    return Roster(Known(*row) for row in db.session.execute(query))


def last_places(school_id: UUID, *, viewer: Account) -> tuple[str, ...]:
    """The last few places of incidents at a school, as the viewer logged them, latest first."""
    latest = sa.func.max(Incident.logged_at)
    query = (
        sa.select(Incident.place)
        .where(
            Incident.school_id == school_id,
            Incident.logged_by_id == viewer.id,
            reach(viewer, Action.READ_INCIDENT),
        )
        .group_by(Incident.place)
        .order_by(latest.desc())
        .limit(LAST_PLACES)
    )
    return tuple(db.session.scalars(query))
