"""Matters that stand undetermined or at a policy gap, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Standing
from incident_app.policy.outcome import Outcome

from .period import frame

if TYPE_CHECKING:
    from incident_app.models import Account

    from .period import Period

WAITING = (Outcome.UNDETERMINED, Outcome.POLICY_GAP)

BUCKETS = (
    ("A day or less", timedelta(days=1)),
    ("Over a day, to a week", timedelta(days=7)),
    ("Over a week, to 30 days", timedelta(days=30)),
    ("Over 30 days, to 90", timedelta(days=90)),
    ("Over 90 days", None),
)
"""How long a matter has stood so, each up to and with its end."""


@dataclass(frozen=True, kw_only=True)
class Stands:
    """How many matters stand at one outcome, by bucket in order, and since when the oldest."""

    buckets: tuple[int, ...]
    oldest: datetime | None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.buckets)


def waiting(period: Period, *, viewer: Account, now: datetime) -> Mapping[Outcome, Stands]:
    """The matters under audit that stand undetermined or at a gap now.

    :param now: aware; how long is reckoned to it.
    """
    bucket = sa.case(
        *(
            (Standing.since >= now - most, place)
            for place, (_, most) in enumerate(BUCKETS)
            if most is not None
        ),
        else_=len(BUCKETS) - 1,
    ).label("bucket")
    query = (
        frame(period, viewer=viewer)
        .with_only_columns(
            Standing.outcome,
            bucket,
            sa.func.count().label("matters"),
            sa.func.min(Standing.since).label("oldest"),
        )
        .where(Standing.outcome.in_(WAITING))
        .group_by(Standing.outcome, "bucket")
    )
    found = db.session.execute(query).all()
    return {
        outcome: _stands([each for each in found if each.outcome is outcome]) for outcome in WAITING
    }


def _stands(found: list[sa.Row[Outcome, int, int, datetime]]) -> Stands:
    counts = {each.bucket: each.matters for each in found}
    return Stands(
        buckets=tuple(counts.get(place, 0) for place in range(len(BUCKETS))),
        oldest=min((each.oldest for each in found), default=None),
    )
