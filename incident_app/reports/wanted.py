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
    from sqlalchemy.orm import InstrumentedAttribute

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


@dataclass(frozen=True)
class Walk:
    """What is wanted, each incident once, with the columns that an index has in this order."""

    query: sa.Select[UUID, datetime]
    school: InstrumentedAttribute[UUID]
    at: InstrumentedAttribute[datetime]
    id: InstrumentedAttribute[UUID]


def walk(wanted: Wanted, *, viewer: Account, now: datetime) -> Walk:
    """The incidents wanted, within reach: their ``id`` and ``occurred_at``, in no order yet."""
    if wanted.outcome or wanted.waiting:
        return _by_standing(wanted, viewer=viewer, now=now)
    query = sa.select(Incident.id.label("id"), Incident.occurred_at.label("occurred_at")).where(
        reach(viewer, Action.READ_INCIDENT),
        *_asked(wanted, viewer=viewer),
        *_between(wanted, Incident.occurred_at),
    )
    if wanted.conduct:
        did = sa.exists().where(Matter.incident_id == Incident.id, Matter.conduct == wanted.conduct)
        query = query.where(did)
    return Walk(query, Incident.school_id, Incident.occurred_at, Incident.id)


def _by_standing(wanted: Wanted, *, viewer: Account, now: datetime) -> Walk:
    """The same from where matters stand, which an index has in the order of the incidents."""
    first, other = aliased(Standing), aliased(Standing)
    before = sa.exists().where(
        other.incident_id == first.incident_id,
        other.matter_id < first.matter_id,
        *_stands(other, wanted, now=now),
    )
    in_reach = sa.select(School.id).where(reach(viewer, Action.FIND_THERE))
    query = sa.select(first.incident_id.label("id"), first.occurred_at.label("occurred_at")).where(
        first.school_id.in_(in_reach),
        *_stands(first, wanted, now=now),
        *_between(wanted, first.occurred_at),
        ~before,  # each incident once, by its first such matter
    )
    if asked := _asked(wanted, viewer=viewer):
        query = query.join(Incident, Incident.id == first.incident_id).where(
            reach(viewer, Action.READ_INCIDENT), *asked
        )
    return Walk(query, first.school_id, first.occurred_at, first.incident_id)


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
    if wanted.end:
        asked.append(Incident.occurred_on <= wanted.end)
    return asked


def _stands(
    standing: type[Standing], wanted: Wanted, *, now: datetime
) -> list[sa.ColumnElement[bool]]:
    """What is asked of one matter."""
    asked: list[sa.ColumnElement[bool]] = []
    if wanted.outcome:
        asked.append(standing.outcome == wanted.outcome)
    if wanted.waiting:
        # Said so that no index is used for it: SQLite would take the one by since, and sort.
        since = sa.func.coalesce(standing.since, standing.since)
        asked += [standing.outcome == Outcome.UNDETERMINED, since < now - LATELY]
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


def _between(
    wanted: Wanted, occurred_at: InstrumentedAttribute[datetime]
) -> list[sa.ColumnElement[bool]]:
    """Bounds for the index, beside the days asked for."""
    bounds = []
    if wanted.start:
        bounds.append(occurred_at >= _midnight(wanted.start, -1))
    if wanted.end:
        bounds.append(occurred_at < _midnight(wanted.end, 2))
    return bounds


def _midnight(day: date, days: int) -> datetime:
    """Midnight in UTC so many days on: a day wider than any zone."""
    near = min(max(day, date(1, 1, 2)), date(9999, 12, 29))
    return datetime.combine(near + timedelta(days), time(), UTC)
