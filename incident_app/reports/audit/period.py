"""The period under audit, and the matters it covers: what every figure is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Contact, Event, Incident, School, Standing
from incident_app.reports.outcomes_by_month import about
from incident_app.vocabulary import Precision

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy.orm import InstrumentedAttribute

    from incident_app.models import Account


@dataclass(frozen=True, kw_only=True)
class Period:
    """From the first to the last day, both included, at some schools.

    :ivar schools: their ids; those out of the viewer's reach count nothing.
    :ivar zone: the district's, whose midnights the days begin at.
    """

    first: date
    last: date
    schools: frozenset[UUID]
    zone: ZoneInfo

    def holds(self, moment: InstrumentedAttribute[datetime]) -> sa.ColumnElement[bool]:
        """Whether a moment falls on one of its days."""
        begins = datetime.combine(self.first, time(), self.zone)
        ends = datetime.combine(self.last + timedelta(days=1), time(), self.zone)
        return (moment >= begins) & (moment < ends)


def frame(period: Period, *, viewer: Account) -> sa.Select[UUID]:
    """Asks for the ids of the matters under audit: by the day of their incident.

    An incident known only by its month or its year is under audit if any day of the period lies in
    it. A sample is drawn from this very select; its columns can be exchanged for others of
    ``Standing`` and ``Incident``.
    """
    return (
        sa.select(Standing.matter_id)
        .join(Incident, Standing.incident_id == Incident.id)
        .where(
            Standing.school_id.in_(audited(period, viewer=viewer)),
            about(period.first.replace(month=1, day=1), period.last),
            Incident.occurred_on <= period.last,
            Incident.occurred_on >= _earliest(period.first),
        )
    )


def _earliest(first: date) -> sa.Case[date]:
    """The first day of what an incident is known by, the day, the month or the year."""
    return sa.case(
        (Incident.precision == Precision.YEAR, sa.literal(first.replace(month=1, day=1), sa.Date)),
        (Incident.precision == Precision.MONTH, sa.literal(first.replace(day=1), sa.Date)),
        else_=sa.literal(first, sa.Date),
    )


def audited(period: Period, *, viewer: Account) -> sa.Select[UUID]:
    """Asks for the ids of the period's schools that the viewer may audit."""
    query = sa.select(School.id).where(reach(viewer, Action.AUDIT), School.id.in_(period.schools))
    return query.correlate(None)


@dataclass(frozen=True, kw_only=True)
class Audited:
    """A school that can be audited.

    ``since`` is the day in the district's zone on which its record began; before it a zero says
    that nothing was recorded, not that nothing happened. ``None`` if the journal does not say.
    """

    id: UUID
    name: str
    since: date | None


def schools(*, viewer: Account, zone: ZoneInfo) -> Sequence[Audited]:
    """The schools that the viewer may audit, by name."""
    opened = (
        sa.select(sa.func.min(Event.at))
        .where(Event.subject == "school", Event.subject_id == School.id)
        .correlate(School)
        .scalar_subquery()
    )
    query = sa.select(School.id, School.name, opened.label("at")).where(reach(viewer, Action.AUDIT))
    return [
        Audited(id=each.id, name=each.name, since=each.at and each.at.astimezone(zone).date())
        for each in db.session.execute(query.order_by(School.name, School.id))
    ]


def latest(*, viewer: Account, now: datetime, zone: ZoneInfo) -> date | None:
    """The day of the last incident or contact that the viewer may audit; ``None`` of none."""
    schools_read = sa.select(School.id).where(reach(viewer, Action.AUDIT)).correlate(None)
    last = [
        db.session.scalar(
            sa.select(sa.func.max(moment)).where(school.in_(schools_read), moment <= now)
        )
        for moment, school in (
            (Incident.occurred_at, Incident.school_id),
            (Contact.happened_at, Contact.school_id),
        )
    ]
    return max((each.astimezone(zone).date() for each in last if each), default=None)


def recorded(chosen: Sequence[Audited], by: date) -> bool:
    """Whether the record of one of these schools had begun by a day."""
    return any(each.since is None or each.since <= by for each in chosen)


def named(chosen: Sequence[Audited]) -> Mapping[UUID, str]:
    """The names of schools by id, in their order."""
    return {each.id: each.name for each in chosen}
