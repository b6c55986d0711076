"""The agencies that employ officers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line, Noun
from incident_app.vocabulary import LONGEST_NAME

from .account import Account


class AgencyLine(Line):
    """Whom to turn to at an agency; the newest line stands. Append-only.

    ``chief`` is its chief law enforcement officer, who keeps the training certificates (V.E);
    ``contact`` is whom the district calls. ``by`` is empty for the operator.
    """

    __tablename__ = "agency_line"
    __table_args__ = (
        sa.CheckConstraint(
            f"length(chief) BETWEEN 1 AND {LONGEST_NAME} AND length(contact) <= {LONGEST_NAME}",
            name="names",
        ),
        sa.CheckConstraint(
            "length(chief_email) <= 254 AND length(contact_email) <= 254 "
            "AND length(contact_phone) <= 60",
            name="reached",
        ),
    )

    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    chief: Mapped[str]
    chief_email: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    by: Mapped[Account | None] = relationship()


class Agency(Noun):
    """A law-enforcement agency: the officers' employer (policy III.B)."""

    __tablename__ = "agency"
    __table_args__ = (
        sa.CheckConstraint(f"length(name) BETWEEN 1 AND {LONGEST_NAME}", name="name"),
    )

    name: Mapped[str] = mapped_column(unique=True)

    lines: Mapped[list[AgencyLine]] = relationship(order_by=AgencyLine.seq)

    @property
    def reached(self) -> AgencyLine:
        """Whom to turn to now."""
        return self.lines[-1]
