"""Incidents that are still being written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from incident_app.extensions import Noun


class Draft(Noun):
    """What one administrator has typed of an incident that is not logged yet.

    Not part of the record: it changes with every keystroke, only its author sees it, and it
    ends when the incident is logged under its id. ``fields`` are the names and values of the
    form as a browser sends them, in order. ``version`` counts the saves, so that a second
    device learns that it holds an older one.
    """

    __tablename__ = "draft"
    __table_args__ = (
        sa.CheckConstraint("version >= 1", name="version"),
        sa.Index("ix_draft_account_id_saved_at", "account_id", "saved_at"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    fields: Mapped[list[list[str]]] = mapped_column(sa.JSON)
    version: Mapped[int]
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
