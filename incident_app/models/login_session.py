"""Who is signed in where, and how often somebody was not let in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line, Noun
from incident_app.vocabulary import Ended

from .account import Account


class LoginSession(Noun):
    """One sign-in on one device, until it ends; the browser holds the token, we its SHA-256.

    Not part of the record: ``seen_at`` is moved on while it is used, at most once a minute. It is
    over when it was ended, when ``epoch`` is not its account's any more (the database moves that
    on with each change of role, school, password or activity), 15 minutes after it was last seen
    or 12 hours after it began. ``proved_at`` is when its account last proved itself with a second
    factor, or with the password where it has none; until then it opens nothing. ``source`` is the
    address it came from, ``agent`` what the browser says of itself.
    """

    __tablename__ = "login_session"
    __table_args__ = (
        sa.CheckConstraint("length(token_sha256) = 64", name="token_sha256"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended IS NULL)", name="why_ended"),
        sa.CheckConstraint("length(source) <= 60 AND length(agent) <= 300", name="lengths"),
        sa.Index("ix_login_session_account_id_seen_at", "account_id", "seen_at"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    token_sha256: Mapped[str] = mapped_column(unique=True)
    epoch: Mapped[int]
    source: Mapped[str]
    agent: Mapped[str]
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended: Mapped[Ended | None]

    account: Mapped[Account] = relationship()


class SignInFailure(Line):
    """That a sign-in failed: for which address, as its SHA-256, and from where. Append-only.

    Also of an address that nobody has, so that nobody finds out by it who has an account.
    """

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        sa.CheckConstraint("length(email_sha256) = 64 AND length(source) <= 60", name="lengths"),
        sa.Index("ix_sign_in_failure_email_sha256_source_at", "email_sha256", "source", "at"),
    )

    email_sha256: Mapped[str]
    source: Mapped[str]
    at: Mapped[datetime]
