"""Requests that were answered as if there were nothing. Append-only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line

from .account import Account


class Denial(Line):
    """Somebody signed in asked for what is out of their reach, or is not there.

    ``endpoint`` names the page, ``asked`` the record in its address, if any. Nobody can tell from
    a row whether there is such a record, and both are written alike.
    """

    __tablename__ = "denial"
    __table_args__ = (sa.Index("ix_denial_at", "at"),)

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    endpoint: Mapped[str]
    method: Mapped[str]
    asked: Mapped[UUID | None]
    at: Mapped[datetime]

    account: Mapped[Account] = relationship()
