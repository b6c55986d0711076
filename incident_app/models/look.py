"""Who of the district's own people looked at which incident. Append-only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line
from incident_app.vocabulary import Seen

from .account import Account


class Look(Line):
    """One incident shown to one account, and the work assignment on which it was.

    ``assignment`` is in words, as it stood then: *Administrator, EHS* (Minn. Stat. 13.05,
    subd. 5, and 13.055 ask for it). An officer's views are disclosures instead.
    """

    __tablename__ = "look"
    __table_args__ = (sa.Index("ix_look_incident_id_seq", "incident_id", "seq"),)

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    incident_id: Mapped[UUID] = mapped_column(sa.ForeignKey("incident.id"))
    how: Mapped[Seen]
    assignment: Mapped[str]
    at: Mapped[datetime]

    account: Mapped[Account] = relationship()
