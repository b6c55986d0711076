"""What officers do besides enforcement (policy IV.A.1 to IV.A.6)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from incident_app.extensions import Line
from incident_app.policy.duties import Duty
from incident_app.vocabulary import LONGEST_DUTY_WORDS, MOST_AUDIENCE, MOST_MINUTES, Reviewed

from .account import Account
from .school import School


class DutyReview(Line):
    """What the coordinator said of an entry; the newest stands. Append-only.

    A struck entry stays in the log and counts nowhere; ``words`` say why.
    """

    __tablename__ = "duty_review"
    __table_args__ = (
        sa.CheckConstraint("verdict <> 'struck' OR length(words) > 0", name="why_struck"),
        sa.CheckConstraint(f"length(words) <= {LONGEST_DUTY_WORDS}", name="lengths"),
    )

    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("duty_entry.id"), index=True)
    verdict: Mapped[Reviewed]
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    by: Mapped[Account] = relationship()


class DutyEntry(Line):
    """One piece of work of an officer at a school on one day of the district's. Append-only.

    ``contact_day`` is whether students were there that day: what V.D counts for a substitute.
    ``audience`` is how many people it reached; empty where nobody counted. ``words`` name no
    student. ``by`` is the officer, or the coordinator who wrote it for them.
    """

    __tablename__ = "duty_entry"
    __table_args__ = (
        sa.CheckConstraint("duty <> 'enforcement'", name="besides_enforcement"),
        sa.CheckConstraint(f"minutes BETWEEN 1 AND {MOST_MINUTES}", name="minutes"),
        sa.CheckConstraint(f"audience BETWEEN 0 AND {MOST_AUDIENCE}", name="audience"),
        sa.CheckConstraint(f"length(words) <= {LONGEST_DUTY_WORDS}", name="lengths"),
        sa.Index("ix_duty_entry_account_id_day", "account_id", "day"),
        sa.Index("ix_duty_entry_school_id_day", "school_id", "day"),
    )

    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"))
    duty: Mapped[Duty]
    day: Mapped[date]
    minutes: Mapped[int]
    audience: Mapped[int | None]
    contact_day: Mapped[bool] = mapped_column(default=True)
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    account: Mapped[Account] = relationship(foreign_keys=account_id)
    school: Mapped[School] = relationship()
    by: Mapped[Account] = relationship(foreign_keys=by_id)
    reviews: Mapped[list[DutyReview]] = relationship(
        primaryjoin="DutyEntry.id == foreign(DutyReview.entry_id)", order_by=DutyReview.seq
    )

    @property
    def review(self) -> DutyReview | None:
        """What the coordinator said last."""
        return self.reviews[-1] if self.reviews else None


def said() -> sa.ScalarSelect[Reviewed]:
    """What the coordinator said last of an entry; NULL where nothing."""
    # Under names of their own, so that no query that reads this table too mixes with the clause.
    review, later = aliased(DutyReview), aliased(DutyReview)
    newest = sa.select(sa.func.max(later.seq)).where(later.entry_id == DutyEntry.id)
    newest = newest.correlate(DutyEntry)
    query = sa.select(review.verdict).where(review.seq == newest.scalar_subquery())
    return query.correlate(DutyEntry).scalar_subquery()


def counts() -> sa.ColumnElement[bool]:
    """Whether an entry counts: a struck one stays in the log and counts nowhere."""
    return sa.func.coalesce(said() != Reviewed.STRUCK, sa.true())
