"""Links by which somebody sets their password, and the mail that carries them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Noun
from incident_app.vocabulary import LinkFor

from .account import Account

LASTS = timedelta(days=7)
"""From the mail on."""


class Invitation(Noun):
    """One link for one account, once: an outbox, and no part of the record.

    The token is made when the mail is sent and stands in the mail alone; here is its SHA-256.
    ``over_sha256`` is the SHA-256 of the hash of the password that the link replaces: once that is
    another, the link is worth nothing. ``ended_at`` says that a later link, or whoever disabled the
    account, ended it unused. ``by`` is empty for the operator.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        sa.CheckConstraint("(token_sha256 IS NULL) = (mailed_at IS NULL)", name="token_in_mail"),
        sa.CheckConstraint("length(token_sha256) = 64", name="token_sha256"),
        sa.CheckConstraint("mailed_at IS NULL OR dropped_at IS NULL", name="ended_once"),
        sa.CheckConstraint(
            "used_at IS NULL OR (mailed_at IS NOT NULL AND ended_at IS NULL)", name="used_once"
        ),
        sa.Index("ix_invitation_account_id_made_at", "account_id", "made_at"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    purpose: Mapped[LinkFor]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime]
    over_sha256: Mapped[str]
    token_sha256: Mapped[str | None] = mapped_column(unique=True)
    mailed_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    account: Mapped[Account] = relationship(foreign_keys=account_id)

    @property
    def last_moment(self) -> datetime | None:
        """Until when the link works; ``None`` while its mail waits."""
        return self.mailed_at + LASTS if self.mailed_at else None

    def works(self, now: datetime) -> bool:
        """Whether the link in the mail sets a password now."""
        until = self.last_moment
        unused = self.used_at is None and self.ended_at is None
        return unused and until is not None and now < until
