"""Consultations: asked, answered with advice, and those that named somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Consultation, ConsultationStep
from incident_app.models.consultation import consultation_person
from incident_app.vocabulary import Asked

from .period import audited

if TYPE_CHECKING:
    from incident_app.models import Account

    from .period import Period


@dataclass(frozen=True, kw_only=True)
class Consulted:
    """How many times one school asked an officer's advice, and what became of it.

    ``identified`` ones name somebody: a referral as the CRDC counts.
    """

    asked: int = 0
    identified: int = 0
    advised: int = 0
    taken_back: int = 0
    open: int = 0


def consultations(period: Period, *, viewer: Account) -> Mapping[UUID, Consulted]:
    """The consultations asked in the period, by school, as they stand now."""
    names = sa.exists().where(consultation_person.c.consultation_id == Consultation.id)
    state = ConsultationStep.state

    def how_many(which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(sa.case((which, 1), else_=0)), 0)

    query = (
        sa.select(
            Consultation.school_id,
            sa.func.count().label("asked"),
            how_many(names).label("identified"),
            how_many(state == Asked.ADVISED).label("advised"),
            how_many(state.in_([Asked.WITHDRAWN, Asked.REVOKED])).label("taken_back"),
            how_many(state.is_(None)).label("open"),
        )
        .outerjoin(ConsultationStep, ConsultationStep.consultation_id == Consultation.id)
        .where(
            Consultation.school_id.in_(audited(period, viewer=viewer)),
            period.holds(Consultation.sent_at),
        )
        .group_by(Consultation.school_id)
    )
    found = {
        each.school_id: Consulted(
            asked=each.asked,
            identified=each.identified,
            advised=each.advised,
            taken_back=each.taken_back,
            open=each.open,
        )
        for each in db.session.execute(query)
    }
    return {school: found.get(school, Consulted()) for school in period.schools}
