"""What officers were shown of some matters, and what came back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Consultation, ConsultationStep, Referral, ReferralStep
from incident_app.under_contract import is_sro

if TYPE_CHECKING:
    from incident_app.models import Account


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Referrals and consultations with their steps, the oldest first.

    ``unseen`` are the ids of those that nothing has ended, and whose officer cannot see them all
    the same: no contract in force makes them the SRO of the school today.
    """

    referrals: Sequence[Referral] = ()
    consultations: Sequence[Consultation] = ()
    unseen: frozenset[UUID] = frozenset()

    def of(self, matter_id: UUID) -> Shown:
        """Those of one matter."""
        return Shown(
            referrals=[each for each in self.referrals if each.matter_id == matter_id],
            consultations=[each for each in self.consultations if each.matter_id == matter_id],
            unseen=self.unseen,
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
    sent = db.session.scalars(referrals).all()
    asked = db.session.scalars(consultations).all()
    live = [*(each for each in sent if each.live), *(each for each in asked if not each.step)]
    unseen = frozenset(_unseen(live, viewer)) if live else frozenset()
    return Shown(referrals=sent, consultations=asked, unseen=unseen)


def _unseen(live: Collection[Referral | Consultation], viewer: Account) -> Iterator[UUID]:
    ids = [each.id for each in live]
    for table, action in (
        (Referral, Action.READ_REFERRAL),
        (Consultation, Action.READ_CONSULTATION),
    ):
        yield from db.session.scalars(
            sa.select(table.id).where(
                table.id.in_(ids),
                reach(viewer, action),
                ~is_sro(table.officer_id, table.school_id),
            )
        )
