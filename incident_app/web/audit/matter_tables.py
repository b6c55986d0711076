"""Matters, and those that nobody has decided yet, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from incident_app.policy.outcome import Outcome
from incident_app.reports.audit.period import recorded
from incident_app.reports.audit.waiting import BUCKETS
from incident_app.web.audit.table import Table
from incident_app.web.words import day

if TYPE_CHECKING:
    from collections import Counter
    from zoneinfo import ZoneInfo

    from incident_app.reports.audit.matters import Matters
    from incident_app.reports.audit.period import Audited
    from incident_app.reports.audit.waiting import Stands
    from incident_app.web.audit.table import Cell

OUTCOMES = tuple(outcome.title for outcome in Outcome)


def of_matters(found: Matters, chosen: Sequence[Audited]) -> list[Table]:
    """By school, and by school and month."""
    return [
        Table(
            name="matters-by-school",
            title="Matters by school and outcome",
            method="Every matter whose incident falls in the period, by the outcome now in force.",
            head=("School", *OUTCOMES, "All"),
            rows=[
                (school.name, *_counts(_all_of(found, school), told=_told(school, found)))
                for school in chosen
            ],
            totals=True,
        ),
        Table(
            name="matters",
            title="Matters by school, month and outcome",
            method="By the day of the incident in the district's time zone. An incident known only "
            "by its month is in that month. One known only by its year is in no month and has a "
            "line of its own; it counts in every period that touches that year.",
            head=("School", "Month", *OUTCOMES, "All"),
            rows=[row for school in chosen for row in _months(found, school)],
            labels=2,
            totals=True,
            folded=True,
        ),
    ]


def of_waiting(held: Mapping[Outcome, Stands], zone: ZoneInfo) -> Table:
    """Undetermined matters and gaps, by how long they have been so."""
    return Table(
        name="waiting",
        title="Undetermined and policy gaps, by how long",
        method="Matters of the period that stand so now, by how long since the decision that "
        "made them so. A new decision with the same outcome does not begin the time again.",
        head=("Outcome", "Oldest since", *(words for words, _ in BUCKETS), "All"),
        rows=[
            (
                outcome.title,
                day(stands.oldest.astimezone(zone)) if stands.oldest else "none",
                *stands.buckets,
                stands.total,
            )
            for outcome, stands in held.items()
        ],
        labels=2,
    )


def last_day(month: date) -> date:
    """The last day of a month that is given by its first."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _all_of(found: Matters, school: Audited) -> Counter[Outcome]:
    return sum(found.by_school[school.id].values(), found.by_year_only[school.id])


def _told(school: Audited, found: Matters) -> bool:
    return recorded([school], last_day(max(found.months)))


def _months(found: Matters, school: Audited) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [
        (
            school.name,
            f"{month:%b %Y}",
            *_counts(counts, told=recorded([school], last_day(month))),
        )
        for month, counts in found.by_school[school.id].items()
    ]
    by_year_only = found.by_year_only[school.id]
    if by_year_only:
        rows.append((school.name, "Known by the year only", *_counts(by_year_only, told=True)))
    return rows


def _counts(counts: Counter[Outcome], *, told: bool) -> tuple[Cell, ...]:
    """Each outcome and all; nothing at all before the record began is *not recorded*."""
    if not told and not counts.total():
        return (None,) * (len(Outcome) + 1)
    return (*(counts[outcome] for outcome in Outcome), counts.total())
