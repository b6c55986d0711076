"""What is added to an incident's account of what happened. Append-only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line
from incident_app.vocabulary import LONGEST_NARRATIVE

from .account import Account

if TYPE_CHECKING:
    from .incident import Incident


class Addition(Line):
    """Words added after the incident was logged: a correction, or what came to light later.

    The narrative as logged stays; this stands under it with who added it and when.
    """

    __tablename__ = "addition"
    __table_args__ = (
        sa.CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_NARRATIVE}", name="text"),
        sa.Index("ix_addition_incident_id_seq", "incident_id", "seq"),
    )

    incident_id: Mapped[UUID] = mapped_column(sa.ForeignKey("incident.id"))
    text: Mapped[str]
    added_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    added_at: Mapped[datetime]

    incident: Mapped[Incident] = relationship(back_populates="additions")
    added_by: Mapped[Account] = relationship()
