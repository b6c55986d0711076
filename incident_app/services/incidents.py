"""Logging an incident, and reading it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import (
    Addition,
    Answer,
    Asking,
    Attachment,
    Decision,
    Incident,
    Matter,
    Participant,
    Person,
    School,
)
from incident_app.vocabulary import Learned, Part, PersonKind, Precision

from . import NotFound, Refused, drafts, keeping, once, transaction

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.logic import Answer as Known
    from incident_app.policy.logic import Fact

CLOCKS_DIFFER = timedelta(minutes=5)
NOT_PAST = "Enter a day and time that have passed."


@dataclass(frozen=True, kw_only=True)
class NewMatter:
    """A conduct to log under an actor, with what is already answered.

    ``note`` is kept with each answer, save those that have their own in ``notes``.
    """

    conduct: str
    answers: Mapping[Fact, Known] = field(default_factory=dict)
    note: str = ""
    notes: Mapping[Fact, str] = field(default_factory=dict)
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
    """Keep an incident and decide each of its matters; the draft it was written in ends.

    The same source and external id a second time give the incident that is there, unchanged.

    :raises NotFound: the school, or a known person, is out of the viewer's reach.
    :raises Refused: something that makes a record is missing or too long, or it lies more than
        five minutes in the future.
    :raises Contradiction: the answers of a matter can't all be true.
    """
    keeping.refuse_what_is_no_record(new)
    if new.occurred_at > now + CLOCKS_DIFFER:
        raise Refused(NOT_PAST, "day")
    return once(lambda: _logged_once(new, viewer=viewer, now=now))


def _logged_once(new: NewIncident, *, viewer: Account, now: datetime) -> Incident:
    with transaction():
        school = db.session.scalar(
            sa.select(School).where(School.id == new.school_id, reach(viewer, Action.LOG_INCIDENT))
        )
        if school is None:
            raise NotFound
        if new.source == drafts.SOURCE:
            drafts.one_after_the_other(viewer=viewer)
            drafts.refuse_somebody_elses(UUID(new.external_id), viewer=viewer)
        incident = _already_logged(new)
        if incident is None:
            incident = keeping.incident(new, school, viewer=viewer, now=now)
            journal.record(
                "incident logged", incident, by=viewer, at=now, matters=len(incident.matters)
            )
        elif (incident.school_id, incident.logged_by_id) != (school.id, viewer.id):
            raise NotFound
        if new.source == drafts.SOURCE:
            drafts.end(new.external_id, viewer=viewer)
    return incident


def get(incident_id: UUID, *, viewer: Account) -> Incident:
    """An incident with everything that hangs on it, save what files hold.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    incident = db.session.scalar(
        sa.select(Incident)
        .where(Incident.id == incident_id, reach(viewer, Action.READ_INCIDENT))
        .options(
            joinedload(Incident.school),
            joinedload(Incident.logged_by),
            selectinload(Incident.participants)
            .joinedload(Participant.person)
            .joinedload(Person.school),
            selectinload(Incident.additions).joinedload(Addition.added_by),
            selectinload(Incident.attachments).joinedload(Attachment.added_by),
            selectinload(Incident.matters).options(
                selectinload(Matter.decisions).joinedload(Decision.made_by),
                selectinload(Matter.answers).joinedload(Answer.given_by),
                selectinload(Matter.askings).options(joinedload(Asking.of), joinedload(Asking.by)),
            ),
        )
    )
    if incident is None:
        raise NotFound
    return incident


def _already_logged(new: NewIncident) -> Incident | None:
    return db.session.scalar(
        sa.select(Incident).where(
            Incident.source == new.source, Incident.external_id == new.external_id
        )
    )
