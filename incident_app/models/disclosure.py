"""What an officer or an outsider was shown. Append-only."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line
from incident_app.vocabulary import LONGEST_NAME, LONGEST_NOTE, Basis, Seen

from .account import Account

if TYPE_CHECKING:
    from .consultation import Consultation
    from .referral import Referral

_COUNTED = " + ".join(
    f"CASE WHEN {thing} IS NULL THEN 0 ELSE 1 END"
    for thing in ("referral_id", "consultation_id", "person_id")
)


class Disclosure(Line):
    """One showing: what, to whom, on what basis, for what purpose (34 CFR 99.32).

    Written before the content is sent. ``to`` is an account, or ``to_words`` an outsider. What
    was shown is a referral's or a consultation's disclosure, or what the district holds of one
    ``person``. ``fields`` are codes of :class:`Field`. ``notice_shown`` says whether the words on
    redisclosure stood beside it.
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        sa.CheckConstraint("(to_id IS NULL) = (length(to_words) > 0)", name="to"),
        sa.CheckConstraint(f"{_COUNTED} = 1", name="one_thing"),
        sa.CheckConstraint(
            f"length(to_words) <= {LONGEST_NAME} AND length(purpose) <= {LONGEST_NOTE}",
            name="lengths",
        ),
        sa.Index("ix_disclosure_school_id_at", "school_id", "at"),
    )

    how: Mapped[Seen]
    to_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    to_words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"))
    referral_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    consultation_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("consultation.id"), index=True
    )
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    attachment_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("attachment.id"))
    fields: Mapped[list[str]] = mapped_column(sa.JSON)
    basis: Mapped[Basis | None]
    purpose: Mapped[str]
    edition: Mapped[str]
    notice_shown: Mapped[bool]
    at: Mapped[datetime]

    to: Mapped[Account | None] = relationship(foreign_keys=to_id)
    by: Mapped[Account] = relationship(foreign_keys=by_id)
    referral: Mapped[Referral | None] = relationship()
    consultation: Mapped[Consultation | None] = relationship()
