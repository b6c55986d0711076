"""The district's own adopted words. Append-only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line
from incident_app.vocabulary import LONGEST_PARAGRAPH

from .account import Account


class PolicyText(Line):
    """One paragraph of the adopted text as the system administrator pasted it.

    The one shown is the last by ``seq`` for its edition and paragraph; an empty ``text`` takes
    the paragraph down. Earlier ones stay, so the page can say what stood there on a day.
    """

    __tablename__ = "policy_text"
    __table_args__ = (
        sa.CheckConstraint(f"length(text) <= {LONGEST_PARAGRAPH}", name="text"),
        sa.Index("ix_policy_text_edition_paragraph_seq", "edition", "paragraph", "seq"),
    )

    edition: Mapped[str]
    paragraph: Mapped[str]
    text: Mapped[str]
    pasted_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    pasted_at: Mapped[datetime]

    pasted_by: Mapped[Account] = relationship()
