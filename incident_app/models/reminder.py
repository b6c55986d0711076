"""Mail that a day brings: a contract or a time to train that ends, a certificate nobody saw."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from incident_app.extensions import Noun
from incident_app.vocabulary import Occasion


class Reminder(Noun):
    """One mail to one address, once for each occasion; an outbox, and no part of the record.

    ``subject_id`` is the contract or the officer's account it is about, ``ends_on`` the day it
    speaks of in the district's zone and ``days`` which of 90, 30 and 7 was reached (0 where the
    occasion counts no days). No page reads it, and no mail says anything of a child.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        sa.CheckConstraint("mailed_at IS NULL OR dropped_at IS NULL", name="ended_once"),
        sa.UniqueConstraint("occasion", "subject_id", "ends_on", "days", "address"),
    )

    occasion: Mapped[Occasion]
    subject_id: Mapped[UUID]
    ends_on: Mapped[date]
    days: Mapped[int]
    address: Mapped[str]
    says: Mapped[str]
    made_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
