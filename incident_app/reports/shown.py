"""What officers were shown of some matters, and what came back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Consultation, ConsultationStep, Referral, ReferralStep
from incident_app.models.account import account_school
from incident_app.under_contract import is_sro

WHY = (
    "The officer's account is disabled",
    "The officer does not work at this school any more",
    "The officer's contract is not in force",
)
"""What keeps an officer from what was sent to them; the first that holds is said."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Referrals and consultations with their steps, the oldest first.

    ``unseen`` takes the id of what nothing has ended, and its officer cannot see all the same, to
    why: a sentence.
    """

    referrals: Sequence[Referral] = ()
    consultations: Sequence[Consultation] = ()
    unseen: Mapping[UUID, str] = field(default_factory=dict)

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
    live: list[Referral | Consultation] = [
        *(each for each in sent if each.live),
        *(each for each in asked if not each.step),
    ]
    unseen = dict(_unseen(live, viewer)) if live else {}
    return Shown(referrals=sent, consultations=asked, unseen=unseen)


def _unseen(
    live: Collection[Referral | Consultation], viewer: Account
) -> Iterator[tuple[UUID, str]]:
    ids = [each.id for each in live]
    for table, action in (
        (Referral, Action.READ_REFERRAL),
        (Consultation, Action.READ_CONSULTATION),
    ):
        there = sa.exists().where(
            account_school.c.account_id == table.officer_id,
            account_school.c.school_id == table.school_id,
        )
        query = (
            sa.select(table.id, Account.active, there, is_sro(table.officer_id, table.school_id))
            .join(Account, Account.id == table.officer_id)
            .where(table.id.in_(ids), reach(viewer, action))
        )
        for shared_id, *holds in db.session.execute(query):
            if not all(holds):
                yield shared_id, WHY[holds.index(False)]
