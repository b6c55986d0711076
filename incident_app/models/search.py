"""The words somebody searched for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from incident_app.extensions import Noun
from incident_app.vocabulary import LONGEST_SEARCH


class Search(Noun):
    """What one account searched for, so that the page of its results has an address.

    Words may be a child's name and must not stand in an address; this id does. No part of the
    record: an account's last few are kept.
    """

    __tablename__ = "search"
    __table_args__ = (
        sa.CheckConstraint(f"length(words) BETWEEN 1 AND {LONGEST_SEARCH}", name="words"),
        sa.Index("ix_search_account_id_asked_at", "account_id", "asked_at"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[str]
    asked_at: Mapped[datetime]
