"""Where each matter stands now, for lists and counts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from incident_app.extensions import Model
from incident_app.policy.outcome import Outcome


class Standing(Model):
    """The outcome in force of one matter, and since when it has been that one.

    Written by the database itself whenever a decision is added (migration 0009), so it can't
    drift and no code writes it. It holds nothing that decisions and incidents don't;
    ``occurred_at`` is the incident's, by which lists are ordered.
    """

    __tablename__ = "standing"
    __table_args__ = (
        sa.Index("ix_standing_incident_id_outcome", "incident_id", "outcome"),
        sa.Index("ix_standing_school_id_outcome_since", "school_id", "outcome", "since"),
        sa.Index(
            "ix_standing_school_id_outcome_occurred_at_incident_id",
            *("school_id", "outcome", "occurred_at", "incident_id"),
        ),
    )

    matter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("matter.id"), primary_key=True)
    incident_id: Mapped[UUID] = mapped_column(sa.ForeignKey("incident.id"))
    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"))
    occurred_at: Mapped[datetime]
    outcome: Mapped[Outcome]
    since: Mapped[datetime]
