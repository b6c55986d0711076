"""Advice asked of an officer on an administrator-led matter."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line, Model, Noun
from incident_app.vocabulary import LONGEST_NOTE, Asked, Basis

from .account import Account
from .school import School

if TYPE_CHECKING:
    from .matter import Matter
    from .person import Person

consultation_person = sa.Table(
    "consultation_person",
    Model.metadata,
    sa.Column("consultation_id", sa.ForeignKey("consultation.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True, index=True),
)
"""Whose names a consultation discloses; none unless the administrator chose to."""


class ConsultationStep(Line):
    """How a consultation ended: the officer's advice, or taken back. Append-only; one at most."""

    __tablename__ = "consultation_step"
    __table_args__ = (
        sa.CheckConstraint("state <> 'open'", name="step"),
        sa.CheckConstraint("state <> 'advised' OR length(words) > 0", name="advised"),
        sa.CheckConstraint(f"length(words) <= {LONGEST_NOTE}", name="words"),
    )

    consultation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("consultation.id"), unique=True)
    state: Mapped[Asked]
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    consultation: Mapped[Consultation] = relationship(back_populates="step")
    by: Mapped[Account | None] = relationship()


class Consultation(Noun):
    """A question and a summary for one officer, with exactly what they read; never changed.

    ``disclosed`` holds the summary, and the people only where the administrator gave their
    identity; the basis is then said. The officer reads this and no other table. The database
    refuses one on a matter that does not stand at administrator-led (migration 0012).
    """

    __tablename__ = "consultation"
    __table_args__ = (
        sa.CheckConstraint("basis <> 'emergency' OR length(threat) > 0", name="threat"),
        sa.CheckConstraint(
            f"length(purpose) BETWEEN 1 AND {LONGEST_NOTE} AND length(threat) <= {LONGEST_NOTE}",
            name="lengths",
        ),
        sa.Index("ix_consultation_officer_id_sent_at", "officer_id", "sent_at"),
    )

    matter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"), index=True)
    officer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    edition: Mapped[str]
    cites: Mapped[list[str]] = mapped_column(sa.JSON)
    purpose: Mapped[str]
    disclosed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    basis: Mapped[Basis | None]
    threat: Mapped[str] = mapped_column(default="")
    sent_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    sent_at: Mapped[datetime]

    matter: Mapped[Matter] = relationship(back_populates="consultations")
    school: Mapped[School] = relationship()
    officer: Mapped[Account] = relationship(foreign_keys=officer_id)
    sent_by: Mapped[Account] = relationship(foreign_keys=sent_by_id)
    step: Mapped[ConsultationStep | None] = relationship(back_populates="consultation")
    people: Mapped[list[Person]] = relationship(secondary=consultation_person)

    @property
    def state(self) -> Asked:
        """Where it stands."""
        return self.step.state if self.step else Asked.OPEN

    @property
    def identified(self) -> bool:
        """Whether it names anybody, which makes it a referral as the CRDC counts."""
        return "people" in self.disclosed
