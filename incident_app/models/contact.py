"""Officers' real involvement in what happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Model, Noun
from incident_app.policy.outcome import Outcome
from incident_app.vocabulary import LONGEST_CASE_NUMBER, LONGEST_NAME, LONGEST_NOTE, Starter

from .account import Account
from .school import School

if TYPE_CHECKING:
    from .incident import Incident
    from .matter import Matter


class ContactMatter(Model):
    """A matter that a contact was about, and how it stood when the contact was recorded."""

    __tablename__ = "contact_matter"

    contact_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contact.id"), primary_key=True)
    matter_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("matter.id"), primary_key=True, index=True
    )
    outcome: Mapped[Outcome]

    matter: Mapped[Matter] = relationship()


class Contact(Noun):
    """What an officer did, who started it and why; recorded also where policy forbids it.

    ``incident`` is empty for what an officer records of their own lawful action, without sight
    of any incident. ``officer`` is one with an account; any other is ``officer_words``. ``acts``
    are codes of :class:`Act`; ``facts`` see :mod:`incident_app.services.force`. ``iv_c`` is the
    basis claimed under IV.C, empty where none is. Never changed.
    """

    __tablename__ = "contact"
    __table_args__ = (
        sa.CheckConstraint("(officer_id IS NULL) = (length(officer_words) > 0)", name="officer"),
        sa.CheckConstraint(
            f"length(officer_words) <= {LONGEST_NAME} AND length(purpose) <= {LONGEST_NOTE} "
            f"AND length(iv_c) <= {LONGEST_NOTE} AND length(case_number) <= {LONGEST_CASE_NUMBER} "
            "AND length(offense_code) <= 10",
            name="lengths",
        ),
        sa.Index("ix_contact_school_id_happened_at", "school_id", "happened_at"),
    )

    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"))
    incident_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("incident.id"), index=True)
    officer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    officer_words: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime]
    started_by: Mapped[Starter]
    purpose: Mapped[str]
    acts: Mapped[list[str]] = mapped_column(sa.JSON)
    facts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    iv_c: Mapped[str] = mapped_column(default="")
    case_number: Mapped[str] = mapped_column(default="")
    offense_code: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime]

    school: Mapped[School] = relationship()
    incident: Mapped[Incident | None] = relationship()
    officer: Mapped[Account | None] = relationship(foreign_keys=officer_id)
    recorded_by: Mapped[Account] = relationship(foreign_keys=recorded_by_id)
    matters: Mapped[list[ContactMatter]] = relationship()
