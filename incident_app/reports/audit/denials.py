"""Requests that were answered as if there were nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Denial, School

if TYPE_CHECKING:
    from incident_app.vocabulary import Role

    from .period import Period


def denials(period: Period, *, viewer: Account) -> Mapping[tuple[Role, str], int]:
    """How many requests of the period each role had blocked at each page, the most first.

    A request has no school: these are the whole district's, whichever schools are chosen.
    """
    may = sa.exists(sa.select(School.id).where(reach(viewer, Action.AUDIT)))
    count = sa.func.count()
    query = (
        sa.select(Account.role, Denial.endpoint, count)
        .join(Account, Account.id == Denial.account_id)
        .where(may, period.holds(Denial.at))
        .group_by(Account.role, Denial.endpoint)
        .order_by(count.desc(), Account.role, Denial.endpoint)
    )
    return {(role, endpoint): blocked for role, endpoint, blocked in db.session.execute(query)}
