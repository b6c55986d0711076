"""The duty log as it is read: an officer's own, or what waits for the coordinator first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, DutyEntry, DutyReview, School
from incident_app.models.duty import said
from incident_app.vocabulary import Role

if TYPE_CHECKING:
    from incident_app.policy.duties import Duty

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries; what is left out is not asked for."""

    school: UUID | None = None
    officer: UUID | None = None
    duty: Duty | None = None
    start: date | None = None
    end: date | None = None


def entries(
    wanted: Wanted, *, viewer: Account, page: int = 1, waiting_first: bool = False
) -> tuple[list[DutyEntry], bool]:
    """The entries within reach, the latest day first, and whether there are more.

    :param page: from 1, of 50 entries.
    :param waiting_first: those of which nothing is said yet before the others.
    """
    query = (
        sa.select(DutyEntry)
        .where(reach(viewer, Action.READ_DUTY), *_asked(wanted))
        .options(
            joinedload(DutyEntry.account),
            joinedload(DutyEntry.school),
            joinedload(DutyEntry.by),
            selectinload(DutyEntry.reviews).joinedload(DutyReview.by),
        )
        .limit(PAGE + 1)
        .offset((max(page, 1) - 1) * PAGE)
    )
    if waiting_first:
        query = query.order_by(said().is_not(None))
    query = query.order_by(DutyEntry.day.desc(), DutyEntry.seq.desc())
    found = db.session.scalars(query).unique().all()
    return list(found[:PAGE]), len(found) > PAGE


def _asked(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    same = {
        DutyEntry.school_id: wanted.school,
        DutyEntry.account_id: wanted.officer,
        DutyEntry.duty: wanted.duty,
    }
    asked = [column == value for column, value in same.items() if value is not None]
    if wanted.start is not None:
        asked.append(DutyEntry.day >= wanted.start)
    if wanted.end is not None:
        asked.append(DutyEntry.day <= wanted.end)
    return asked


def officers(*, viewer: Account) -> Sequence[Account]:
    """The officers by whom there are entries within reach, by name."""
    theirs = sa.select(DutyEntry.account_id).where(reach(viewer, Action.READ_DUTY))
    query = sa.select(Account).where(Account.role == Role.OFFICER, Account.id.in_(theirs))
    return db.session.scalars(query.order_by(Account.name, Account.id)).all()


def schools(*, viewer: Account) -> Sequence[School]:
    """The schools whose log the viewer reads: by entries, or because they may log there."""
    theirs = sa.select(DutyEntry.school_id).where(reach(viewer, Action.READ_DUTY))
    query = sa.select(School).where(School.id.in_(theirs) | reach(viewer, Action.LOG_DUTY))
    return db.session.scalars(query.order_by(School.name, School.id)).all()
