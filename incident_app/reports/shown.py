"""What officers were shown of some matters, and what came back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Consultation, ConsultationStep, Referral, ReferralStep

if TYPE_CHECKING:
    from incident_app.models import Account


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Referrals and consultations with their steps, the oldest first."""

    referrals: Sequence[Referral] = ()
    consultations: Sequence[Consultation] = ()

    def of(self, matter_id: UUID) -> Shown:
        """Those of one matter."""
        return Shown(
            referrals=[each for each in self.referrals if each.matter_id == matter_id],
            consultations=[each for each in self.consultations if each.matter_id == matter_id],
        )


def shown(matters: Collection[UUID], *, viewer: Account) -> Shown:
    """What officers were shown of these matters, within the viewer's reach."""
    referrals = (
        sa.select(Referral)
        .where(Referral.matter_id.in_(matters), reach(viewer, Action.READ_REFERRAL))
        .order_by(Referral.sent_at, Referral.id)
        .options(
            joinedload(Referral.school),
            joinedload(Referral.officer),
            joinedload(Referral.sent_by),
            selectinload(Referral.steps).joinedload(ReferralStep.by),
            selectinload(Referral.attachments),
        )
    )
    consultations = (
        sa.select(Consultation)
        .where(Consultation.matter_id.in_(matters), reach(viewer, Action.READ_CONSULTATION))
        .order_by(Consultation.sent_at, Consultation.id)
        .options(
            joinedload(Consultation.school),
            joinedload(Consultation.officer),
            joinedload(Consultation.sent_by),
            joinedload(Consultation.step).joinedload(ConsultationStep.by),
        )
    )
    return Shown(
        referrals=db.session.scalars(referrals).all(),
        consultations=db.session.scalars(consultations).all(),
    )
