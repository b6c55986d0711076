"""Drills, and what assessments found: the schools' safety, apart from every incident."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line, Noun
from incident_app.vocabulary import (
    LONGEST_DUTY_WORDS,
    LONGEST_NAME,
    LONGEST_NOTE,
    MOST_AUDIENCE,
    MOST_MINUTES,
    DrillKind,
)

from .account import Account
from .school import School


class Drill(Line):
    """One safety drill at a school (IV.A.4). Append-only.

    ``officer`` is who advised on it, if an officer did; ``day`` is the district's.
    """

    __tablename__ = "drill"
    __table_args__ = (
        sa.CheckConstraint(f"minutes BETWEEN 1 AND {MOST_MINUTES}", name="minutes"),
        sa.CheckConstraint(f"audience BETWEEN 0 AND {MOST_AUDIENCE}", name="audience"),
        sa.CheckConstraint(f"length(words) <= {LONGEST_DUTY_WORDS}", name="lengths"),
        sa.Index("ix_drill_school_id_day", "school_id", "day"),
    )

    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"))
    kind: Mapped[DrillKind]
    day: Mapped[date]
    minutes: Mapped[int]
    audience: Mapped[int | None]
    officer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    school: Mapped[School] = relationship()
    officer: Mapped[Account | None] = relationship(foreign_keys=officer_id)
    by: Mapped[Account] = relationship(foreign_keys=by_id)


class AssessmentEnd(Line):
    """That a finding was closed, and how. Append-only, once a finding."""

    __tablename__ = "assessment_end"
    __table_args__ = (
        sa.CheckConstraint(f"length(words) BETWEEN 1 AND {LONGEST_NOTE}", name="words"),
    )

    assessment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("assessment.id"), unique=True)
    closed_on: Mapped[date]
    words: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    by: Mapped[Account] = relationship()


class Assessment(Noun):
    """A weak point that an assessment under the coordinator found (IV.A.5); never changed.

    Security information (Minn. Stat. 13.37): in no list, count or export besides its own pages.
    ``owner`` sees to it, until ``due_on``. ``officer`` worked on it under the coordinator;
    ``relief_said`` is that the coordinator gave it to an officer who, untrained under V.C, need
    not do it (Minn. Stat. 626.8482, subd. 3(c)), and was told so.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        sa.CheckConstraint(f"length(finding) BETWEEN 1 AND {LONGEST_NOTE}", name="finding"),
        sa.CheckConstraint(f"length(owner_words) <= {LONGEST_NAME}", name="lengths"),
        sa.CheckConstraint("(owner_id IS NULL) = (length(owner_words) > 0)", name="owner"),
        sa.CheckConstraint("officer_id IS NOT NULL OR NOT relief_said", name="relief"),
        sa.Index("ix_assessment_school_id_due_on", "school_id", "due_on"),
    )

    school_id: Mapped[UUID] = mapped_column(sa.ForeignKey("school.id"))
    finding: Mapped[str]
    owner_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    owner_words: Mapped[str] = mapped_column(default="")
    officer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    relief_said: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date]
    recorded_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime]

    school: Mapped[School] = relationship()
    owner: Mapped[Account | None] = relationship(foreign_keys=owner_id)
    officer: Mapped[Account | None] = relationship(foreign_keys=officer_id)
    recorded_by: Mapped[Account] = relationship(foreign_keys=recorded_by_id)
    end: Mapped[AssessmentEnd | None] = relationship()
