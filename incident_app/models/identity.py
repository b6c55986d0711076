"""Whose account at the district's identity provider is connected with an account here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from incident_app.extensions import Line, Model


class Identity(Line):
    """That an account signs in as one subject of one issuer, from here on. Append-only.

    By issuer and subject and by nothing else: an e-mail address is given to somebody else one
    day. ``key_sha256`` is what a sign-in is looked up by: the SHA-256 of the issuer, a NUL and
    the subject. Until it has an end, the database takes no other with the same key, and no other
    of that issuer for the same account.
    """

    __tablename__ = "identity"
    __table_args__ = (
        sa.CheckConstraint("length(key_sha256) = 64", name="key_sha256"),
        sa.CheckConstraint(
            "length(issuer) BETWEEN 1 AND 255 AND length(subject) BETWEEN 1 AND 255",
            name="lengths",
        ),
        sa.Index("ix_identity_key_sha256", "key_sha256"),
        sa.Index("ix_identity_account_id", "account_id"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    issuer: Mapped[str]
    subject: Mapped[str]
    key_sha256: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    bound_at: Mapped[datetime]


class IdentityEnd(Line):
    """That it was disconnected. Append-only; once for each."""

    __tablename__ = "identity_end"

    identity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("identity.id"), unique=True)
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]


class SpentState(Model):
    """That somebody came back from the provider with this state, so that nobody does again.

    Append-only. Only the SHA-256: the state itself stays in the browser that was sent out.
    """

    __tablename__ = "spent_state"
    __table_args__ = (sa.CheckConstraint("length(state_sha256) = 64", name="state_sha256"),)

    state_sha256: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
