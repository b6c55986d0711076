"""Notices to the people who sign in, and the mail that carries them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Noun
from incident_app.vocabulary import News

from .account import Account

if TYPE_CHECKING:
    from .consultation import Consultation
    from .referral import Referral


class Notice(Noun):
    """That somebody has something to read, and never what: an outbox of the same transaction.

    Not part of the record: it is marked when its mail was sent (``mailed_at``), or given up
    (``dropped_at``) because its reader has no right to it any more, and when it was read.
    """

    __tablename__ = "notice"
    __table_args__ = (
        sa.CheckConstraint(
            "(referral_id IS NULL) <> (consultation_id IS NULL)", name="about_one_thing"
        ),
        sa.CheckConstraint("mailed_at IS NULL OR dropped_at IS NULL", name="ended_once"),
        sa.Index("ix_notice_to_id_made_at", "to_id", "made_at"),
    )

    to_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    news: Mapped[News]
    referral_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("referral.id"))
    consultation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("consultation.id"))
    made_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    to: Mapped[Account] = relationship()
    referral: Mapped[Referral | None] = relationship()
    consultation: Mapped[Consultation | None] = relationship()
