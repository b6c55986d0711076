"""Logging an incident, and reading it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Answer, Incident, Matter, Participant, Person, School
from incident_app.policy.conducts import BY_CODE
from incident_app.vocabulary import (
    LONGEST_NARRATIVE,
    LONGEST_PLACE,
    Learned,
    Part,
    PersonKind,
    Precision,
    Value,
)

from . import NotFound, Refused, deciding, references, transaction

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.logic import Answer as Known
    from incident_app.policy.logic import Fact

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class NewMatter:
    """A conduct to log under an actor, with what is already answered."""

    conduct: str
    answers: Mapping[Fact, Known] = field(default_factory=dict)
    note: str = ""
    conduct_words: str = ""
    external_id: str = ""


@dataclass(frozen=True, kw_only=True)
class NewParticipant:
    """Someone who took part: known (``person_id``), a visitor, or unknown."""

    part: Part
    person_id: UUID | None = None
    kind: PersonKind = PersonKind.UNKNOWN
    name: str = ""
    described: str = ""
    matters: Sequence[NewMatter] = ()


@dataclass(frozen=True, kw_only=True)
class NewIncident:
    """What an administrator describes, or another system hands over.

    ``occurred_on`` is the day of ``occurred_at`` in the district's zone. ``source`` and
    ``external_id`` make the same submission, repeated, one incident.
    """

    school_id: UUID
    occurred_at: datetime
    occurred_on: date
    place: str
    narrative: str
    learned: Learned
    participants: Sequence[NewParticipant]
    source: str
    external_id: str
    precision: Precision = Precision.MINUTE


def log(new: NewIncident, *, viewer: Account, now: datetime) -> Incident:
    """Keep an incident and decide each of its matters.

    The same source and external id a second time give the incident that is there, unchanged.

    :raises NotFound: the school, or a known person, is out of the viewer's reach.
    :raises Refused: something that makes a record is missing or too long.
    :raises Contradiction: the answers of a matter can't all be true.
    """
    _refuse_what_is_no_record(new)
    try:
        return _logged_once(new, viewer=viewer, now=now)
    except sa.exc.IntegrityError:
        # The same submission, sent twice at one moment: now the first of them is there.
        return _logged_once(new, viewer=viewer, now=now)


def _logged_once(new: NewIncident, *, viewer: Account, now: datetime) -> Incident:
    with transaction():
        school = db.session.scalar(
            sa.select(School).where(School.id == new.school_id, reach(viewer, Action.LOG_INCIDENT))
        )
        if school is None:
            raise NotFound
        incident = _already_logged(new)
        if incident is None:
            incident = _kept(new, school, viewer=viewer, now=now)
            journal.record(
                "incident logged", incident, by=viewer, at=now, matters=len(incident.matters)
            )
        elif incident.school_id != school.id:
            raise NotFound
    return incident


def get(incident_id: UUID, *, viewer: Account) -> Incident:
    """An incident with its people, matters, answers and decisions.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    incident = db.session.scalar(
        sa.select(Incident)
        .where(Incident.id == incident_id, reach(viewer, Action.READ_INCIDENT))
        .options(
            joinedload(Incident.school),
            joinedload(Incident.logged_by),
            selectinload(Incident.participants).joinedload(Participant.person),
            selectinload(Incident.matters).options(
                selectinload(Matter.decisions),
                selectinload(Matter.answers).joinedload(Answer.given_by),
            ),
        )
    )
    if incident is None:
        raise NotFound
    return incident


def page(*, viewer: Account, after: UUID | None = None) -> tuple[list[Incident], bool]:
    """Incidents in reach, the latest to happen first, at most 50, and whether more follow.

    :param after: the last incident of the page before; out of reach, it gives the first page.
    """
    readable = reach(viewer, Action.READ_INCIDENT)
    query = (
        sa.select(Incident)
        .where(readable)
        .order_by(Incident.occurred_at.desc(), Incident.id.desc())
        .limit(PAGE + 1)
        .options(
            joinedload(Incident.school),
            selectinload(Incident.matters).selectinload(Matter.decisions),
        )
    )
    last = after and db.session.scalar(sa.select(Incident).where(Incident.id == after, readable))
    if last:
        query = query.where(
            sa.tuple_(Incident.occurred_at, Incident.id)
            < sa.tuple_(sa.literal(last.occurred_at, Incident.occurred_at.type), last.id)
        )
    found = list(db.session.scalars(query))
    return found[:PAGE], len(found) > PAGE


def _already_logged(new: NewIncident) -> Incident | None:
    return db.session.scalar(
        sa.select(Incident).where(
            Incident.source == new.source, Incident.external_id == new.external_id
        )
    )


def _kept(new: NewIncident, school: School, *, viewer: Account, now: datetime) -> Incident:
    incident = Incident(
        reference=references.new(school, Incident),
        school=school,
        occurred_at=new.occurred_at,
        occurred_on=new.occurred_on,
        precision=new.precision,
        place=new.place.strip(),
        learned=new.learned,
        narrative=new.narrative,
        source=new.source,
        external_id=new.external_id,
        logged_by=viewer,
        logged_at=now,
    )
    db.session.add(incident)
    db.session.flush()
    people = [_person(each, school, viewer=viewer) for each in new.participants]
    for place, (each, person) in enumerate(zip(new.participants, people, strict=True)):
        participant = Participant(
            incident=incident, person=person, part=each.part, place_in_form=place
        )
        db.session.add(participant)
        db.session.flush()
        for matter in each.matters:
            _matter_kept(matter, participant, viewer=viewer, now=now)
    return incident


def _person(new: NewParticipant, school: School, *, viewer: Account) -> Person:
    """The known person in reach, or a new one of this school."""
    if new.person_id is not None:
        known = db.session.scalar(
            sa.select(Person).where(Person.id == new.person_id, reach(viewer, Action.PICK_PERSON))
        )
        if known is None:
            raise NotFound
        return known
    name = "" if new.kind is PersonKind.UNKNOWN else new.name.strip()
    return Person(kind=new.kind, name=name, described=new.described.strip(), school=school)


def _matter_kept(new: NewMatter, actor: Participant, *, viewer: Account, now: datetime) -> None:
    incident = actor.incident
    place = len(incident.matters)
    matter = Matter(
        reference=references.new(incident.school, Matter),
        incident=incident,
        actor=actor,
        conduct=new.conduct,
        conduct_words=new.conduct_words,
        external_id=new.external_id or str(place + 1),
        place_in_form=place,
    )
    db.session.add(matter)
    db.session.flush()
    for fact, known in new.answers.items():
        db.session.add(
            Answer(
                matter=matter,
                fact=fact.name,
                value=Value.of(known),
                note=new.note,
                given_by_id=viewer.id,
                given_at=now,
            )
        )
    deciding.decided(matter, by=viewer, at=now)


def _refuse_what_is_no_record(new: NewIncident) -> None:
    if not new.place.strip():
        raise Refused("Enter where it happened.", "place")
    if len(new.place) > LONGEST_PLACE:
        raise Refused(f"Enter a place of at most {LONGEST_PLACE} characters.", "place")
    if not new.narrative.strip():
        raise Refused("Enter what happened.", "narrative")
    if len(new.narrative) > LONGEST_NARRATIVE:
        raise Refused(
            f"Enter what happened in at most {LONGEST_NARRATIVE:,} characters.", "narrative"
        )
    if any("\0" in text for text in _texts(new)):
        raise Refused("Remove the NUL character; it can't be kept.", "narrative")
    actors = [each for each in new.participants if each.part is Part.ACTOR]
    if not actors:
        raise Refused("Enter at least one actor: who did it, known or not.", "participants")
    for actor in actors:
        if not actor.matters:
            raise Refused("Choose what each actor did.", "conducts")
    for each in new.participants:
        _refuse_what_is_nobody(each)


def _texts(new: NewIncident) -> list[str]:
    people = [text for each in new.participants for text in (each.name, each.described)]
    return [new.place, new.narrative, *people]


def _refuse_what_is_nobody(new: NewParticipant) -> None:
    if new.person_id is None and new.kind is not PersonKind.UNKNOWN and not new.name.strip():
        raise Refused("Enter the visitor's name, or choose an unknown person.", "name")
    if new.part is not Part.ACTOR and new.matters:
        raise Refused("Only an actor has a conduct.", "conducts")
    for matter in new.matters:
        if matter.conduct not in BY_CODE:
            raise Refused("Choose a conduct from the list.", "conducts")
