"""Outcomes over a school year, month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Incident, Standing
from incident_app.policy.outcome import Outcome
from incident_app.policy.school_year import school_year
from incident_app.vocabulary import Precision

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from incident_app.models import Account

EARLIEST = 1900
"""No school year that begins before is asked for."""


@dataclass(frozen=True, kw_only=True)
class ByMonth:
    """Matters by the month of their incident and the outcome now in force.

    ``months`` are in order, each by its first day; an outcome that no matter of a month has
    counts 0 there.
    """

    months: Mapping[date, Counter[Outcome]]

    @property
    def by_outcome(self) -> Mapping[Outcome, int]:
        """The outcomes that occur, in the policy's order, each with its matters in all months."""
        counts = {
            outcome: sum(month[outcome] for month in self.months.values()) for outcome in Outcome
        }
        return {outcome: count for outcome, count in counts.items() if count}

    @property
    def total(self) -> int:
        """The matters in all months together."""
        return sum(self.by_outcome.values())

    @property
    def most(self) -> int:
        """The matters in the fullest month."""
        return max((month.total() for month in self.months.values()), default=0)


@dataclass(frozen=True, kw_only=True)
class Year(ByMonth):
    """One school year of the viewer's matters; its months that have begun.

    ``by_year_only`` counts the matters that are known only by a calendar year which this school
    year touches: they are in no month.
    """

    first: date
    last: date
    current: bool
    by_year_only: int

    @property
    def name(self) -> str:
        """As the office says it: *2025-26*."""
        return f"{self.first.year}-{self.last.year % 100:02}"


def outcomes_by_month(
    *, viewer: Account, now: datetime, zone: ZoneInfo, beginning: int | None = None
) -> Year:
    """The matters in reach of one school year, by the month of their incident.

    :param now: aware; months that have not begun by then are left out.
    :param zone: the district's.
    :param beginning: the year in which the school year begins, from 1900. Left out, the last
        school year in which anything happened; the current one when nothing did, or when none
        such has begun.
    """
    today = now.astimezone(zone).date()
    first, last = this = school_year(today)
    if beginning is None:
        first, last = school_year(_latest(viewer, today) or today)
    elif EARLIEST <= beginning < first.year:
        first, last = school_year(date(beginning, first.month, 1))
    months: dict[date, Counter[Outcome]] = {
        month: Counter() for month in months_of(first, min(last, today))
    }
    for month, outcome, count in db.session.execute(_counted(viewer, first, min(last, today))):
        day = date(first.year if month >= first.month else last.year, month, 1)
        months[day][outcome] = count
    return Year(
        first=first,
        last=last,
        current=(first, last) == this,
        months=months,
        by_year_only=db.session.scalar(_by_year_only(viewer, first, last)) or 0,
    )


def _latest(viewer: Account, today: date) -> date | None:
    """The day of the last incident that happened by today."""
    readable = reach(viewer, Action.READ_INCIDENT)
    query = sa.select(sa.func.max(Incident.occurred_on))
    return db.session.scalar(query.where(readable, Incident.occurred_on <= today))


def months_of(first: date, last: date) -> list[date]:
    """The months that these days touch, each by its first day."""
    months = [first.replace(day=1)]
    while (following := (months[-1] + timedelta(days=31)).replace(day=1)) <= last:
        months.append(following)
    return months


def _counted(viewer: Account, first: date, last: date) -> sa.Select[int, Outcome, int]:
    month = sa.cast(sa.extract("month", Incident.occurred_on), sa.Integer)
    return (
        sa.select(month, Standing.outcome, sa.func.count())
        .join(Incident, Standing.incident_id == Incident.id)
        .where(
            reach(viewer, Action.READ_INCIDENT),
            Incident.occurred_on.between(first, last),
            about(first, last),
            Incident.precision != Precision.YEAR,
        )
        .group_by(month, Standing.outcome)
    )


def _by_year_only(viewer: Account, first: date, last: date) -> sa.Select[int]:
    new_years = [date(year, 1, 1) for year in (first.year, last.year)]
    return (
        sa.select(sa.func.count())
        .select_from(Standing)
        .join(Incident, Standing.incident_id == Incident.id)
        .where(
            reach(viewer, Action.READ_INCIDENT),
            Incident.occurred_on.in_(new_years),
            about(new_years[0], new_years[1]),
            Incident.precision == Precision.YEAR,
        )
    )


def about(first: date, last: date) -> sa.ColumnElement[bool]:
    """Every moment of these days in any zone: the index is over the moment, not the day."""
    margin = timedelta(days=2)
    low, high = (datetime.combine(day, time(), UTC) for day in (first - margin, last + margin))
    return Incident.occurred_at.between(low, high)
