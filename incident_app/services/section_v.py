"""Where officers stand under Section V by what is recorded of them.

Whoever calls has asked who may know.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import DutyEntry, PolicyReview, Posting, Training
from incident_app.models.duty import counts
from incident_app.policy.school_year import school_year
from incident_app.policy.training import Bar, Record, Status, bar, status

Stood = TypeVar("Stood", Posting, Training)


def records(account_ids: Collection[UUID], on: date) -> dict[UUID, Record]:
    """What Section V asks of officers on a day.

    The posting and the courses are those known now, the days with students those of the school
    year of the day, up to and with it. The first review of the policy counts, as it must come
    before duties. Who has no posting is left out: nothing says since when they are officers.
    """
    postings = {each.account_id: each for each in _newest(Posting, account_ids)}
    courses = {each.account_id: each for each in _newest(Training, account_ids)}
    days = contact_days(account_ids, on)
    first = sa.select(PolicyReview.account_id, sa.func.min(PolicyReview.reviewed_on))
    first = first.where(PolicyReview.account_id.in_(account_ids)).group_by(PolicyReview.account_id)
    reviewed = dict(db.session.execute(first).all())
    return {
        account_id: Record(
            assumed_on=posting.assumed_on,
            substitute=posting.substitute,
            contact_days=days.get(account_id, 0),
            policy_reviewed_on=reviewed.get(account_id),
            **_known(courses.get(account_id)),
        )
        for account_id, posting in postings.items()
    }


def record_of(account_id: UUID, on: date) -> Record | None:
    """The same of one officer; ``None`` without a posting."""
    return records([account_id], on).get(account_id)


def status_of(account_id: UUID, on: date) -> Status | None:
    """Where an officer stands under Section V on a day."""
    found = record_of(account_id, on)
    return status(found, on) if found else None


def bar_of(account_id: UUID, on: date) -> Bar | None:
    """Why an officer can't be given a matter on a day.

    Without a posting Section V says nothing, and no contract makes them an SRO either.
    """
    found = record_of(account_id, on)
    return bar(found, on) if found else None


def contact_days(account_ids: Collection[UUID], on: date) -> dict[UUID, int]:
    """On how many days each was with students, in the school year of a day, up to and with it.

    A day counts once, and an entry that the coordinator struck counts nowhere (V.D).
    """
    first, _ = school_year(on)
    counted = (
        sa.select(DutyEntry.account_id, sa.func.count(DutyEntry.day.distinct()))
        .where(
            DutyEntry.account_id.in_(account_ids),
            DutyEntry.contact_day,
            DutyEntry.day.between(first, on),
            counts(),
        )
        .group_by(DutyEntry.account_id)
    )
    return dict(db.session.execute(counted).all())


def _known(line: Training | None) -> dict[str, date | None]:
    days = ("prior_course_on", "full_course_on", "supplemental_course_on", "unable_on")
    return {name: getattr(line, name) for name in days} if line else {}


def _newest(kind: type[Stood], account_ids: Collection[UUID]) -> Sequence[Stood]:
    """The line of each account that stands."""
    last = sa.select(sa.func.max(kind.seq)).where(kind.account_id.in_(account_ids))
    query = sa.select(kind).where(kind.seq.in_(last.group_by(kind.account_id)))
    return db.session.scalars(query).all()
