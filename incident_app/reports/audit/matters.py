"""Matters by outcome, school and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Incident, Standing
from incident_app.reports.outcomes_by_month import ByMonth, months_of
from incident_app.vocabulary import Precision

from .period import frame

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.outcome import Outcome

    from .period import Period


@dataclass(frozen=True, kw_only=True)
class Matters(ByMonth):
    """The matters under audit, by the outcome now in force.

    ``months`` are of all schools together, ``by_school`` the same of each. Matters known only by
    their year are in no month: ``by_year_only`` has them by school.
    """

    by_school: Mapping[UUID, Mapping[date, Counter[Outcome]]]
    by_year_only: Mapping[UUID, Counter[Outcome]]

    @property
    def total_by_year_only(self) -> int:
        """The matters in no month."""
        return sum(counts.total() for counts in self.by_year_only.values())


def matters(period: Period, *, viewer: Account, now: datetime) -> Matters:
    """The matters of the period by outcome, school and month.

    :param now: aware; months that have not begun by then are left out.
    """
    counted = db.session.execute(_counted(period, viewer=viewer)).all()
    today = now.astimezone(period.zone).date()
    begun = months_of(period.first, max(period.first, min(period.last, today)))
    found = {date(each.year, each.month, 1) for each in counted if each.month}
    months = sorted({*begun, *found})
    by_school: dict[UUID, dict[date, Counter[Outcome]]] = {
        school: {month: Counter() for month in months} for school in period.schools
    }
    by_year_only: dict[UUID, Counter[Outcome]] = {school: Counter() for school in period.schools}
    for each in counted:
        if each.month:
            month = by_school[each.school_id][date(each.year, each.month, 1)]
            month[each.outcome] = each.matters
        else:
            by_year_only[each.school_id][each.outcome] += each.matters
    return Matters(
        months={
            month: sum((of[month] for of in by_school.values()), Counter()) for month in months
        },
        by_school=by_school,
        by_year_only=by_year_only,
    )


def _counted(period: Period, *, viewer: Account) -> sa.Select[UUID, int, int | None, Outcome, int]:
    """By month, and without one what is known by its year only."""
    year = sa.cast(sa.extract("year", Incident.occurred_on), sa.Integer).label("year")
    month = sa.case(
        (Incident.precision == Precision.YEAR, sa.null()),
        else_=sa.cast(sa.extract("month", Incident.occurred_on), sa.Integer),
    ).label("month")
    return (
        frame(period, viewer=viewer)
        .with_only_columns(
            Standing.school_id, year, month, Standing.outcome, sa.func.count().label("matters")
        )
        .group_by(Standing.school_id, "year", "month", Standing.outcome)
    )
