"""Incidents."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Noun
from incident_app.vocabulary import LONGEST_NARRATIVE, LONGEST_PLACE, Learned, Precision

from .account import Account
from .school import School

if TYPE_CHECKING:
    from .addition import Addition
    from .attachment import Attachment
    from .matter import Matter, Participant


class Incident(Noun):
    """What happened, where, when and in words; belongs to one school.

    ``occurred_on`` is the day in the district's zone, which chooses the edition. ``source``
    and ``external_id`` say where the record came from; the pair makes a repeated submission
    or import one incident. ``logged_by`` is empty for what the operator imported.
    """

    __tablename__ = "incident"
    __table_args__ = (
        sa.UniqueConstraint("source", "external_id"),
        sa.CheckConstraint(f"length(narrative) <= {LONGEST_NARRATIVE}", name="narrative"),
        sa.CheckConstraint(f"length(place) <= {LONGEST_PLACE}", name="place"),
        sa.Index("ix_incident_school_id_occurred_at_id", "school_id", "occurred_at", "id"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"))
    occurred_at: Mapped[datetime]
    occurred_on: Mapped[date]
    precision: Mapped[Precision]
    place: Mapped[str]
    learned: Mapped[Learned]
    narrative: Mapped[str]
    source: Mapped[str]
    external_id: Mapped[str]
    logged_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    logged_at: Mapped[datetime]

    school: Mapped[School] = relationship()
    logged_by: Mapped[Account | None] = relationship()
    participants: Mapped[list[Participant]] = relationship(
        back_populates="incident", order_by="Participant.place_in_form"
    )
    matters: Mapped[list[Matter]] = relationship(
        back_populates="incident", order_by="Matter.place_in_form"
    )
    additions: Mapped[list[Addition]] = relationship(
        back_populates="incident", order_by="Addition.seq"
    )
    attachments: Mapped[list[Attachment]] = relationship(
        back_populates="incident", order_by="Attachment.added_at, Attachment.id"
    )
