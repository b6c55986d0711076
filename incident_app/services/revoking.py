"""What an officer was shown ends when its matter's route leaves them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app import journal
from incident_app.extensions import db
from incident_app.models import Consultation, ConsultationStep, Referral, ReferralStep
from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import Asked, State

if TYPE_CHECKING:
    from incident_app.models import Account, Decision, Matter


def after(decision: Decision, matter: Matter, *, by: Account | None, at: datetime) -> None:
    """Take back what the new decision no longer allows, in the open transaction.

    A referral lives while its matter stands at law enforcement, a consultation while it stands at
    administrator-led. Whoever is looking at one is waited for, and looks no more.
    """
    why = f"The route is now {decision.outcome.title}."
    who = by.id if by else None
    if decision.outcome is not Outcome.LAW_ENFORCEMENT:
        theirs = sa.select(Referral).where(Referral.matter_id == matter.id).order_by(Referral.id)
        for referral in db.session.scalars(theirs.with_for_update()):
            if referral.live:
                step = ReferralStep(state=State.REVOKED, words=why, by_id=who, at=at)
                referral.steps.append(step)
                journal.record(
                    "referral revoked", referral, by=by, at=at, matter=str(matter.id), why="route"
                )
    if decision.outcome is not Outcome.ADMINISTRATOR_LED:
        asked = sa.select(Consultation).where(Consultation.matter_id == matter.id)
        asked = asked.order_by(Consultation.id)
        for consultation in db.session.scalars(asked.with_for_update()):
            if consultation.step is None:
                consultation.step = ConsultationStep(
                    state=Asked.REVOKED, words=why, by_id=who, at=at
                )
                journal.record(
                    "consultation revoked",
                    consultation,
                    by=by,
                    at=at,
                    matter=str(matter.id),
                    why="route",
                )
