"""What is known of an officer's training (policy V), and of the paper that shows it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line, Noun
from incident_app.vocabulary import (
    LARGEST_ATTACHMENT,
    LONGEST_FILE_NAME,
    LONGEST_NAME,
    LONGEST_NOTE,
)

from .account import Account


class Training(Line):
    """What is known of an officer's courses; the newest line stands, whole. Append-only.

    Days are the district's. A course has both its name and its day, or neither. ``unable_on`` is
    when it was recorded that the employer can't provide the course, and ``unable_why`` the reason
    it gave (V.C).
    """

    __tablename__ = "training"
    __table_args__ = (
        *(
            sa.CheckConstraint(f"({name}_on IS NULL) = ({words} = '')", name=name)
            for name, words in (
                ("prior_course", "prior_course"),
                ("full_course", "full_course"),
                ("supplemental_course", "supplemental_course"),
                ("unable", "unable_why"),
            )
        ),
        sa.CheckConstraint(
            f"length(prior_course) <= {LONGEST_NAME} AND length(full_course) <= {LONGEST_NAME} "
            f"AND length(supplemental_course) <= {LONGEST_NAME} "
            f"AND length(unable_why) <= {LONGEST_NOTE}",
            name="lengths",
        ),
        sa.Index("ix_training_account_id_seq", "account_id", "seq"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    prior_course: Mapped[str] = mapped_column(default="")
    prior_course_on: Mapped[date | None]
    full_course: Mapped[str] = mapped_column(default="")
    full_course_on: Mapped[date | None]
    supplemental_course: Mapped[str] = mapped_column(default="")
    supplemental_course_on: Mapped[date | None]
    unable_on: Mapped[date | None]
    unable_why: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    by: Mapped[Account | None] = relationship(foreign_keys=by_id)


class PolicyReview(Line):
    """That an officer reviewed their employer's SRO policy, and which version (V.C, V.D)."""

    __tablename__ = "policy_review"
    __table_args__ = (
        sa.CheckConstraint(f"length(version) BETWEEN 1 AND {LONGEST_NAME}", name="version"),
        sa.Index("ix_policy_review_account_id_seq", "account_id", "seq"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    version: Mapped[str]
    reviewed_on: Mapped[date]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    by: Mapped[Account | None] = relationship(foreign_keys=by_id)


class SightingFile(Noun):
    """A copy of the certificate, where one was given; never changed. See :class:`Attachment`."""

    __tablename__ = "sighting_file"
    __table_args__ = (
        sa.CheckConstraint(f"length(name) BETWEEN 1 AND {LONGEST_FILE_NAME}", name="name"),
        sa.CheckConstraint(f"size BETWEEN 1 AND {LARGEST_ATTACHMENT}", name="size"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    sighting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sighting.id"), unique=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, deferred_raiseload=True)


class Sighting(Line):
    """That somebody of the district saw a training certificate (V.E). Append-only.

    The chief keeps the certificate; this is no more than that it was seen. The most recently
    issued is current, and earlier ones stay. ``by`` is who saw it.
    """

    __tablename__ = "sighting"
    __table_args__ = (
        sa.CheckConstraint(
            f"length(course) BETWEEN 1 AND {LONGEST_NAME} "
            f"AND length(issuer) BETWEEN 1 AND {LONGEST_NAME}",
            name="names",
        ),
        sa.CheckConstraint("issued_on <= seen_on", name="issued_first"),
        sa.Index("ix_sighting_account_id_issued_on", "account_id", "issued_on"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    course: Mapped[str]
    issuer: Mapped[str]
    issued_on: Mapped[date]
    seen_on: Mapped[date]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    by: Mapped[Account | None] = relationship(foreign_keys=by_id)
    file: Mapped[SightingFile | None] = relationship(
        primaryjoin="Sighting.id == foreign(SightingFile.sighting_id)", uselist=False
    )
