"""Matters offered to an officer, and what became of each offer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line, Model, Noun
from incident_app.vocabulary import (
    LONGEST_CASE_NUMBER,
    LONGEST_NOTE,
    Basis,
    Declined,
    Disposition,
    State,
)

from .account import Account
from .school import School

if TYPE_CHECKING:
    from .attachment import Attachment
    from .matter import Matter
    from .person import Person

ENDED = (State.DECLINED, State.DONE, State.REVOKED)

referral_person = sa.Table(
    "referral_person",
    Model.metadata,
    sa.Column("referral_id", sa.ForeignKey("referral.id"), primary_key=True),
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True, index=True),
)
"""Whose names a referral discloses: what one child's ledger is found by."""

referral_attachment = sa.Table(
    "referral_attachment",
    Model.metadata,
    sa.Column("referral_id", sa.ForeignKey("referral.id"), primary_key=True),
    sa.Column("attachment_id", sa.ForeignKey("attachment.id"), primary_key=True, index=True),
)


class ReferralStep(Line):
    """What became of a referral: accepted, declined, done or revoked. Append-only.

    ``reason`` is why it was declined, ``words`` what was said besides. ``disposition``,
    ``case_number`` and ``facts`` (see :mod:`incident_app.services.force`) come with *done*.
    ``by`` is empty for the operator. Only one step ends a referral, and nothing follows it.
    """

    __tablename__ = "referral_step"
    __table_args__ = (
        sa.CheckConstraint("state <> 'offered'", name="step"),
        sa.CheckConstraint("(state = 'declined') = (reason IS NOT NULL)", name="why_declined"),
        sa.CheckConstraint("(state = 'done') = (disposition IS NOT NULL)", name="what_was_done"),
        sa.CheckConstraint(
            f"length(words) <= {LONGEST_NOTE} AND length(case_number) <= {LONGEST_CASE_NUMBER}",
            name="lengths",
        ),
        sa.Index(
            "uq_referral_step_ended",
            "referral_id",
            unique=True,
            sqlite_where=sa.text("state IN ('declined', 'done', 'revoked')"),
            postgresql_where=sa.text("state IN ('declined', 'done', 'revoked')"),
        ),
        sa.UniqueConstraint("referral_id", "state"),
    )

    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"))
    state: Mapped[State]
    reason: Mapped[Declined | None]
    words: Mapped[str] = mapped_column(default="")
    disposition: Mapped[Disposition | None]
    case_number: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    referral: Mapped[Referral] = relationship(back_populates="steps")
    by: Mapped[Account | None] = relationship()


class Referral(Noun):
    """A matter offered to one officer, with exactly what that officer reads; never changed.

    ``disclosed`` is what was chosen, by the names of :class:`Field`, copied out of the record
    when it was offered: the officer reads this and no other table. ``cites`` are the paragraphs
    by which the decision in force made it a law-enforcement matter. ``threat`` is the articulable
    threat of an emergency, ``purpose`` what is asked of the officer. The database refuses a
    referral of a matter that does not stand at law enforcement (migration 0012).
    """

    __tablename__ = "referral"
    __table_args__ = (
        sa.CheckConstraint("basis <> 'emergency' OR length(threat) > 0", name="threat"),
        sa.CheckConstraint(
            f"length(purpose) BETWEEN 1 AND {LONGEST_NOTE} AND length(threat) <= {LONGEST_NOTE}",
            name="lengths",
        ),
        sa.Index("ix_referral_officer_id_sent_at", "officer_id", "sent_at"),
    )

    matter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    reference: Mapped[str]
    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"), index=True)
    officer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    edition: Mapped[str]
    cites: Mapped[list[str]] = mapped_column(sa.JSON)
    disclosed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    basis: Mapped[Basis]
    threat: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str]
    sent_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    sent_at: Mapped[datetime]

    matter: Mapped[Matter] = relationship(back_populates="referrals")
    school: Mapped[School] = relationship()
    officer: Mapped[Account] = relationship(foreign_keys=officer_id)
    sent_by: Mapped[Account] = relationship(foreign_keys=sent_by_id)
    steps: Mapped[list[ReferralStep]] = relationship(
        back_populates="referral", order_by="ReferralStep.seq"
    )
    people: Mapped[list[Person]] = relationship(secondary=referral_person)
    attachments: Mapped[list[Attachment]] = relationship(
        secondary=referral_attachment, order_by="Attachment.added_at, Attachment.id"
    )

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.steps[-1].state if self.steps else State.OFFERED

    @property
    def live(self) -> bool:
        """Whether nothing has ended it. Whether its officer may read it is for ``access``."""
        return self.state not in ENDED
