"""What officers did in a period: hours by duty and school, and beside them IV.A.7.

Of enforcement no hours are recorded. What stands beside the rest is how many referrals officers
took on, without anything of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import DutyEntry, Referral, ReferralStep, School
from incident_app.models.account import account_school
from incident_app.models.duty import counts
from incident_app.policy.duties import Duty
from incident_app.vocabulary import Role, State

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.models import Account

LOGGED = tuple(duty for duty in Duty if duty is not Duty.ENFORCEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A period's work. ``minutes`` are by school and duty, of entries that were not struck.

    ``handled`` are the referrals that officers accepted in it, by school; ``None`` for an officer,
    who is told of no referral besides those sent to them.
    """

    schools: Sequence[School]
    minutes: Mapping[tuple[UUID, Duty], int]
    handled: Mapping[UUID, int] | None

    def of_duty(self, duty: Duty) -> int:
        """The minutes of one duty at all schools."""
        return sum(self.minutes.get((school.id, duty), 0) for school in self.schools)

    def of_school(self, school: School) -> int:
        """The minutes of all duties at one school."""
        return sum(self.minutes.get((school.id, duty), 0) for duty in LOGGED)

    @property
    def total(self) -> int:
        """All minutes."""
        return sum(self.minutes.values())

    @property
    def most(self) -> int:
        """The minutes of the duty that took the longest."""
        return max(self.of_duty(duty) for duty in LOGGED)


def hours(first: date, last: date, *, viewer: Account, zone: ZoneInfo) -> Hours:
    """The work within reach, from the first to the last day, both included.

    :param zone: the district's, whose midnights the days begin at.
    """
    query = (
        sa.select(DutyEntry.school_id, DutyEntry.duty, sa.func.sum(DutyEntry.minutes))
        .where(reach(viewer, Action.READ_DUTY), DutyEntry.day.between(first, last), counts())
        .group_by(DutyEntry.school_id, DutyEntry.duty)
    )
    minutes = {(school, duty): int(sum_) for school, duty, sum_ in db.session.execute(query)}
    handled = None if viewer.role is Role.OFFICER else _handled(first, last, viewer, zone)
    return Hours(
        schools=_schools(viewer, {school for school, _ in minutes}),
        minutes=minutes,
        handled=handled,
    )


def _handled(first: date, last: date, viewer: Account, zone: ZoneInfo) -> Counter[UUID]:
    """Referrals accepted in the period: what the viewer reads, and of an audit all."""
    begins = datetime.combine(first, time(), zone)
    ends = datetime.combine(last + timedelta(days=1), time(), zone)
    taken = sa.exists().where(
        ReferralStep.referral_id == Referral.id,
        ReferralStep.state == State.ACCEPTED,
        ReferralStep.at >= begins,
        ReferralStep.at < ends,
    )
    audited = sa.select(School.id).where(reach(viewer, Action.AUDIT)).correlate(None)
    query = (
        sa.select(Referral.school_id, sa.func.count())
        .where(reach(viewer, Action.READ_REFERRAL) | Referral.school_id.in_(audited), taken)
        .group_by(Referral.school_id)
    )
    return Counter({school: count for school, count in db.session.execute(query)})  # noqa: C416 - typed


def _schools(viewer: Account, worked_at: set[UUID]) -> Sequence[School]:
    """Those whose work the viewer reads, also where there was none."""
    query = sa.select(School).order_by(School.name, School.id)
    if viewer.role in {Role.OFFICER, Role.ADMINISTRATOR}:
        theirs = sa.select(account_school.c.school_id).where(
            account_school.c.account_id == viewer.id
        )
        query = query.where(School.id.in_(theirs) | School.id.in_(worked_at))
    return db.session.scalars(query).all()
