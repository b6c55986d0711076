"""Participants, and the matters that are routed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Noun
from incident_app.vocabulary import Part

from .incident import Incident
from .person import Person

if TYPE_CHECKING:
    from .answer import Answer
    from .asking import Asking
    from .consultation import Consultation
    from .decision import Decision
    from .referral import Referral


class Participant(Noun):
    """A person in one role of one incident. ``place_in_form`` keeps the order entered."""

    __tablename__ = "participant"
    __table_args__ = (
        sa.UniqueConstraint("incident_id", "person_id", "part"),
        sa.UniqueConstraint("id", "incident_id"),
    )

    incident_id: Mapped[UUID] = mapped_column(sa.ForeignKey("incident.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    part: Mapped[Part]
    place_in_form: Mapped[int]

    incident: Mapped[Incident] = relationship(back_populates="participants")
    person: Mapped[Person] = relationship()


class Matter(Noun):
    """One actor and one conduct inside an incident: the thing that is routed.

    ``conduct`` is a code of the catalogue; ``conduct_words`` is what another system called
    it, and empty otherwise.
    """

    __tablename__ = "matter"
    __table_args__ = (
        sa.UniqueConstraint("incident_id", "external_id"),
        # The actor is a participant of this very incident.
        sa.ForeignKeyConstraint(
            ["actor_id", "incident_id"], ["participant.id", "participant.incident_id"]
        ),
        sa.CheckConstraint("length(conduct_words) <= 500", name="conduct_words"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    incident_id: Mapped[UUID] = mapped_column(sa.ForeignKey("incident.id"))
    actor_id: Mapped[UUID] = mapped_column(index=True)
    conduct: Mapped[str]
    conduct_words: Mapped[str] = mapped_column(default="")
    external_id: Mapped[str]
    place_in_form: Mapped[int]

    incident: Mapped[Incident] = relationship(back_populates="matters", overlaps="actor")
    actor: Mapped[Participant] = relationship(overlaps="incident,matters")
    answers: Mapped[list[Answer]] = relationship(back_populates="matter", order_by="Answer.seq")
    decisions: Mapped[list[Decision]] = relationship(
        back_populates="matter", order_by="Decision.seq"
    )
    askings: Mapped[list[Asking]] = relationship(back_populates="matter", order_by="Asking.seq")
    referrals: Mapped[list[Referral]] = relationship(
        back_populates="matter", order_by="Referral.sent_at, Referral.id"
    )
    consultations: Mapped[list[Consultation]] = relationship(
        back_populates="matter", order_by="Consultation.sent_at, Consultation.id"
    )
