"""The journal. Append-only."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line

from .account import Account


class Event(Line):
    """Who did what to which record, when.

    ``name`` is in the past tense, in the district's words. ``subject`` is the table and
    ``subject_id`` the record. ``account_id`` is empty when the operator did it on the
    command line. ``detail`` names what was done and holds no narrative, and no name but of who
    sat at the command line (``operator``).
    """

    __tablename__ = "event"
    __table_args__ = (sa.Index("ix_event_subject_subject_id", "subject", "subject_id"),)

    name: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[UUID]
    account_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    detail: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    at: Mapped[datetime]

    account: Mapped[Account | None] = relationship()
