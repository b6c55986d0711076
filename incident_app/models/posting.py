"""Whose officer somebody is."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line

from .account import Account
from .agency import Agency


class Posting(Line):
    """What the registry says of an officer; the newest line stands. Append-only.

    ``assumed_on`` is their first day of duties as an SRO, in the district's zone: Section V counts
    from it. ``license_number`` is the peace officer's, of the POST board. Their schools are the
    account's. ``by`` is empty for the operator.
    """

    __tablename__ = "posting"
    __table_args__ = (
        sa.CheckConstraint("length(license_number) BETWEEN 1 AND 20", name="license_number"),
        sa.Index("ix_posting_account_id_seq", "account_id", "seq"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    license_number: Mapped[str]
    assumed_on: Mapped[date]
    substitute: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    account: Mapped[Account] = relationship(foreign_keys=account_id)
    agency: Mapped[Agency] = relationship()
    by: Mapped[Account | None] = relationship(foreign_keys=by_id)
