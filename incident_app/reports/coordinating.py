"""The district's matters as the coordinator reads them: every one but the discipline-only ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app.access import COORDINATED, Action, reach
from incident_app.extensions import db
from incident_app.models import Incident, Matter, School, Standing
from incident_app.policy.conducts import BY_CODE
from incident_app.policy.outcome import Outcome
from incident_app.reports.shown import Shown, shown

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from incident_app.models import Account

PAGE = 25
OFFERED = {outcome.value: outcome for outcome in COORDINATED}
"""The routes and holds to choose from, by their codes."""

FEWEST_TOLD = 10
"""Of fewer it is only said that they are fewer, also of none: a small number can name a child."""


@dataclass(frozen=True, kw_only=True)
class Coordinated:
    """One matter, how it stands and since when, and what officers were shown of it."""

    matter: Matter
    conduct: str
    outcome: Outcome
    since: datetime
    told: Shown


def matters(
    *,
    viewer: Account,
    outcome: Outcome | None = None,
    school_id: UUID | None = None,
    page: int = 1,
) -> tuple[list[Coordinated], bool]:
    """Matters within reach, the latest to stand so first, and whether there are more.

    :param outcome: only those that stand so.
    :param school_id: only those of this school.
    :param page: from 1, of 25 matters.
    """
    query = (
        sa.select(Matter, Standing.outcome, Standing.since)
        .join(Standing, Standing.matter_id == Matter.id)
        .where(reach(viewer, Action.READ_MATTER))
        .order_by(Standing.since.desc(), Matter.id)
        .options(joinedload(Matter.incident).joinedload(Incident.school))
        .limit(PAGE + 1)
        .offset((max(page, 1) - 1) * PAGE)
    )
    if outcome is not None:
        query = query.where(Standing.outcome == outcome)
    if school_id is not None:
        query = query.where(Standing.school_id == school_id)
    rows = db.session.execute(query).all()
    told = shown([matter.id for matter, *_ in rows[:PAGE]], viewer=viewer)
    found = [
        Coordinated(
            matter=matter,
            conduct=matter.conduct_words or BY_CODE[matter.conduct].label,
            outcome=stands,
            since=since,
            told=told.of(matter.id),
        )
        for matter, stands, since in rows[:PAGE]
    ]
    return found, len(rows) > PAGE


def schools(*, viewer: Account) -> Sequence[School]:
    """The schools of whose matters the viewer reads or is told the number, by name."""
    query = sa.select(School).where(reach(viewer, Action.COUNT_DISCIPLINE))
    return db.session.scalars(query.order_by(School.name, School.id)).all()


def discipline_counts(*, viewer: Account) -> Sequence[tuple[School, int | None]]:
    """By school, how many matters are discipline-only; ``None`` where they are fewer than ten.

    No total is given, from which a hidden number could be worked out.
    """
    how_many = (
        sa.select(sa.func.count())
        .where(Standing.school_id == School.id, Standing.outcome == Outcome.DISCIPLINE_ONLY)
        .correlate(School)
        .scalar_subquery()
    )
    query = sa.select(School, how_many).where(reach(viewer, Action.COUNT_DISCIPLINE))
    found = db.session.execute(query.order_by(School.name))
    return [(school, count if count >= FEWEST_TOLD else None) for school, count in found]
