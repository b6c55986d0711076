"""Who looked at a student's data, on what assignment, and when (Minn. Stat. 13.055).

The district's own people who were shown an incident in which the student takes part, and everybody
to whom something of the student was disclosed, together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Disclosure, Incident, Look, Participant, Person, School

from . import ledger

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy.orm import InstrumentedAttribute

    from incident_app.vocabulary import Seen

FIRST, LAST = date(1, 1, 2), date(9999, 12, 29)
"""Between these a day has its midnight in every zone."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days in the district's zone, both included; one left out asks nothing."""

    start: date | None
    end: date | None
    zone: ZoneInfo

    def holds(self, at: InstrumentedAttribute[datetime]) -> list[sa.ColumnElement[bool]]:
        """What a moment must be to lie in it."""
        asked = []
        if self.start:
            asked.append(at >= self._midnight(self.start))
        if self.end:
            asked.append(at < self._midnight(min(self.end, LAST) + timedelta(days=1)))
        return asked

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(min(max(day, FIRST), LAST), time(), self.zone)


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One look. ``fields`` hold codes where something was disclosed, and nothing otherwise.

    ``reference`` and ``incident_id`` are there where the reader may open the incident, and for
    looks of the district's own people only.
    """

    at: datetime
    who: str
    assignment: str
    how: Seen
    school: str
    fields: Sequence[str] = ()
    reference: str = ""
    incident_id: UUID | None = None


def of_student(student: Person, period: Period, *, viewer: Account) -> list[Looked]:
    """Every look at a student's data in a period, the latest first."""
    shown = ledger.of_student(student, *period.holds(Disclosure.at), viewer=viewer)
    return list(
        merge(
            map(_disclosed, shown),
            _looked(student.id, period, viewer=viewer),
            key=lambda each: each.at,
            reverse=True,
        )
    )


def _disclosed(line: ledger.Line) -> Looked:
    """As an officer's assignment: the referral or consultation, and its legal basis."""
    basis = f"{line.basis.title}, {line.basis.cite}" if line.basis else "no basis needed"
    what = (
        f"{line.role.title}; sent by {line.by}; {basis}"
        if line.role
        else "Parent, or the student at 18, by right"
    )
    return Looked(
        at=line.at,
        who=line.to,
        assignment=what,
        how=line.how,
        school=line.school,
        fields=line.fields,
        reference=line.reference,
    )


def _looked(student_id: UUID, period: Period, *, viewer: Account) -> list[Looked]:
    in_reach = reach(viewer, Action.READ_INCIDENT)
    known = sa.exists().where(Person.id == student_id, reach(viewer, Action.READ_LEDGER))
    took_part = sa.select(Participant.incident_id).where(Participant.person_id == student_id)
    query = (
        sa.select(
            Look.at,
            Account.name.label("who"),
            Look.assignment,
            Look.how,
            School.name.label("school"),
            sa.case((in_reach, Incident.reference), else_="").label("reference"),
            sa.case((in_reach, Incident.id)).label("incident_id"),
        )
        .join(Look.account)
        .join(Incident, Look.incident_id == Incident.id)
        .join(Incident.school)
        .where(known, Look.incident_id.in_(took_part), *period.holds(Look.at))
        .order_by(Look.at.desc(), Look.seq.desc())
    )
    return [Looked(**row._mapping) for row in db.session.execute(query)]  # noqa: SLF001 - the name SQLAlchemy gives it
