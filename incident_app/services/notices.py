"""Telling somebody that they have something to read, and never what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from incident_app.extensions import db
from incident_app.models import Consultation, Notice

if TYPE_CHECKING:
    from incident_app.models import Account, Referral
    from incident_app.vocabulary import News


def tell(
    to_id: UUID, news: News, about: Referral | Consultation, *, viewer: Account, now: datetime
) -> None:
    """Add a notice to the open transaction; its mail leaves later, if it may still be read then.

    Nobody is told of what they did themselves.
    """
    if to_id == viewer.id:
        return
    consultation = isinstance(about, Consultation)
    db.session.add(
        Notice(
            to_id=to_id,
            news=news,
            referral_id=None if consultation else about.id,
            consultation_id=about.id if consultation else None,
            made_at=now,
        )
    )
