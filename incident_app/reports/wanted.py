"""What is asked of incidents, as a query within the viewer's reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from incident_app.access import Action, reach
from incident_app.models import Incident, Matter, Participant, School, Standing
from incident_app.policy.outcome import Outcome

from .fulltext import saying

if TYPE_CHECKING:
    from incident_app.models import Account

LATELY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which incidents to find; what is left out asks nothing.

    ``start`` and ``end`` are days in the district's zone, both included. ``outcome``, ``conduct``
    and ``waiting`` speak of one and the same matter. ``waiting`` asks for a matter undetermined
    for more than a day, ``mine`` for what the viewer logged, ``person_id`` for what one known
    person took part in. See :func:`incident_app.reports.fulltext.saying` for ``words``.
    """

    words: str = ""
    school_id: UUID | None = None
    outcome: Outcome | None = None
    conduct: str = ""
    start: date | None = None
    end: date | None = None
    person_id: UUID | None = None
    mine: bool = False
    waiting: bool = False


def by_incident(wanted: Wanted, *, viewer: Account, now: datetime) -> sa.Select[UUID, datetime]:
    """What is wanted, incident by incident: good for many of them, in the order of their days."""
    query = sa.select(Incident.id, Incident.occurred_at).where(
        reach(viewer, Action.READ_INCIDENT), *_asked(wanted, viewer=viewer)
    )
    if wanted.outcome or wanted.waiting or wanted.conduct:
        stands = sa.select(Standing.matter_id).where(
            Standing.incident_id == Incident.id, *_stands(Standing, wanted, now=now)
        )
        query = query.where(stands.exists())
    return query


def by_standing(wanted: Wanted, *, viewer: Account, now: datetime) -> sa.Select[UUID, datetime]:
    """The same, from where matters stand: good for few of them among many."""
    first, other = aliased(Standing), aliased(Standing)
    before = sa.select(other.matter_id).where(
        other.incident_id == first.incident_id,
        other.matter_id < first.matter_id,
        *_stands(other, wanted, now=now),
    )
    in_reach = sa.select(School.id).where(reach(viewer, Action.FIND_THERE))
    return (
        sa.select(Incident.id, Incident.occurred_at)
        .join(first, first.incident_id == Incident.id)
        .where(
            first.school_id.in_(in_reach),
            *_stands(first, wanted, now=now),
            ~before.exists(),  # each incident once, by its first such matter
            reach(viewer, Action.READ_INCIDENT),
            *_asked(wanted, viewer=viewer),
        )
    )


def _asked(wanted: Wanted, *, viewer: Account) -> list[sa.ColumnElement[bool]]:
    """What is asked of the incident itself; reach is not among it."""
    asked: list[sa.ColumnElement[bool]] = []
    if wanted.words:
        asked.append(Incident.id.in_(saying(wanted.words)))
    if wanted.person_id:
        asked.append(Incident.id.in_(_with(wanted.person_id, viewer=viewer)))
    if wanted.school_id:
        asked.append(Incident.school_id == wanted.school_id)
    if wanted.mine:
        asked.append(Incident.logged_by_id == viewer.id)
    if wanted.start:
        asked.append(Incident.occurred_on >= wanted.start)
        asked.append(Incident.occurred_at >= _midnight(wanted.start, -1))
    if wanted.end:
        asked.append(Incident.occurred_on <= wanted.end)
        asked.append(Incident.occurred_at < _midnight(wanted.end, 2))
    return asked


def _stands(
    standing: type[Standing], wanted: Wanted, *, now: datetime
) -> list[sa.ColumnElement[bool]]:
    """What is asked of one matter."""
    asked: list[sa.ColumnElement[bool]] = []
    if wanted.outcome:
        asked.append(standing.outcome == wanted.outcome)
    if wanted.waiting:
        asked += [standing.outcome == Outcome.UNDETERMINED, standing.since < now - LATELY]
    if wanted.conduct:
        did = sa.select(Matter.conduct).where(Matter.id == standing.matter_id).scalar_subquery()
        asked.append(did == wanted.conduct)
    return asked


def _with(person_id: UUID, *, viewer: Account) -> sa.Select[UUID]:
    return (
        sa.select(Participant.incident_id)
        .join(Participant.person)
        .where(Participant.person_id == person_id, reach(viewer, Action.PICK_PERSON))
    )


def _midnight(day: date, days: int) -> datetime:
    """A bound for the index, a day wider than any zone; the day itself is asked for beside it."""
    near = min(max(day, date(1, 1, 2)), date(9999, 12, 29))
    return datetime.combine(near + timedelta(days), time(), UTC)
