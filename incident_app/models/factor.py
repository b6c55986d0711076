"""Second factors: what somebody proves who they are with, beside a password."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line, Noun
from incident_app.vocabulary import FactorEnded, FactorKind

from .account import Account


class Factor(Noun):
    """A passkey, an authenticator app or one recovery code; never changed, ended by a line.

    ``found_by`` is the SHA-256 of what is presented: of a passkey's credential id, or of a recovery
    code, which is random enough (120 bits) for a hash without salt. ``public_key`` is a passkey's
    own (COSE); ``secret`` an app's, sealed with a key made of the server's, so that a copy of the
    database alone gives no codes.
    """

    __tablename__ = "factor"
    __table_args__ = (
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name="name"),
        sa.CheckConstraint("(kind = 'app') = (secret IS NOT NULL)", name="secret"),
        sa.CheckConstraint("(kind = 'app') = (found_by IS NULL)", name="found_by"),
        sa.CheckConstraint(
            "(kind = 'passkey') = (credential_id IS NOT NULL AND public_key IS NOT NULL)",
            name="passkey",
        ),
        sa.Index("ix_factor_account_id", "account_id"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    kind: Mapped[FactorKind]
    name: Mapped[str]
    found_by: Mapped[str | None] = mapped_column(unique=True)
    credential_id: Mapped[bytes | None]
    public_key: Mapped[bytes | None]
    secret: Mapped[str | None]
    added_at: Mapped[datetime]

    account: Mapped[Account] = relationship()
    uses: Mapped[list[FactorUse]] = relationship(order_by="FactorUse.seq", viewonly=True)


class FactorUse(Line):
    """That a factor was proved once: append-only, and what proved it proves nothing again.

    ``proof`` is the SHA-256 of a passkey's challenge, the number of an app's half minute, or
    *once*; ``count`` how often a passkey says it was used, where it counts at all.
    """

    __tablename__ = "factor_use"
    __table_args__ = (
        sa.CheckConstraint("length(proof) BETWEEN 1 AND 64", name="proof"),
        sa.UniqueConstraint("factor_id", "proof"),
    )

    factor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("factor.id"))
    proof: Mapped[str]
    count: Mapped[int | None] = mapped_column(sa.BigInteger())
    at: Mapped[datetime]


class FactorEnd(Line):
    """That a factor is worth nothing any more, and by whom; ``None`` for the operator."""

    __tablename__ = "factor_end"

    factor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("factor.id"), unique=True)
    why: Mapped[FactorEnded]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]


class FactorReset(Line):
    """That somebody asked for another to lose their second factors; a second person approves it."""

    __tablename__ = "factor_reset"
    __table_args__ = (
        sa.CheckConstraint("length(why) BETWEEN 1 AND 2000", name="why"),
        sa.CheckConstraint("by_id <> account_id", name="not_ones_own"),
        sa.Index("ix_factor_reset_account_id_seq", "account_id", "seq"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    why: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    by: Mapped[Account] = relationship(foreign_keys=[by_id])
    answer: Mapped[FactorResetAnswer | None] = relationship(viewonly=True)


class FactorResetAnswer(Line):
    """What a second person said to a reset: ``approved`` or not, once."""

    __tablename__ = "factor_reset_answer"

    reset_id: Mapped[UUID] = mapped_column(sa.ForeignKey("factor_reset.id"), unique=True)
    approved: Mapped[bool]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]
