"""Contracts by which an agency's officers become School Resource Officers (policy III.B)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_app.extensions import Line, Model, Noun
from incident_app.vocabulary import LONGEST_NAME, LONGEST_NOTE

from .account import Account
from .agency import Agency
from .school import School

contract_school = sa.Table(
    "contract_school",
    Model.metadata,
    sa.Column("contract_id", sa.ForeignKey("contract.id"), primary_key=True),
    sa.Column("school_id", sa.ForeignKey("school.id"), primary_key=True, index=True),
)


class ContractReading(Line):
    """What somebody found in a contract, clause by clause; the newest stands. Append-only.

    ``clauses`` maps the codes of :data:`incident_app.policy.duties.CLAUSES` to where in the paper
    each is met; one that is left out was not found. ``school_official`` and ``direct_control``
    say where it shows that officers have a legitimate educational interest, and that the district
    controls their use of records (34 CFR 99.31(a)(1)(i)(B)); empty where it was not found.
    """

    __tablename__ = "contract_reading"
    __table_args__ = (
        sa.CheckConstraint(
            f"length(school_official) <= {LONGEST_NOTE} "
            f"AND length(direct_control) <= {LONGEST_NOTE}",
            name="lengths",
        ),
    )

    contract_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    clauses: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    school_official: Mapped[str] = mapped_column(default="")
    direct_control: Mapped[str] = mapped_column(default="")
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    by: Mapped[Account | None] = relationship()


class ContractEnd(Line):
    """That a contract ended before its last day. Append-only, once a contract.

    ``from_day`` is the first day without it, in the district's zone.
    """

    __tablename__ = "contract_end"
    __table_args__ = (sa.CheckConstraint(f"length(why) BETWEEN 1 AND {LONGEST_NOTE}", name="why"),)

    contract_id: Mapped[UUID] = mapped_column(sa.ForeignKey("contract.id"), unique=True)
    from_day: Mapped[date]
    why: Mapped[str]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    by: Mapped[Account | None] = relationship()


class Contract(Noun):
    """One contract between the district and an agency; never changed.

    In force from ``starts_on`` through ``ends_on``, days in the district's zone, unless an end
    came first. ``weekdays`` are codes of :class:`Weekday` and ``day_begins`` and ``day_ends``
    local times (*07:45*): the regular instructional day that makes an officer an SRO (III.B).
    """

    __tablename__ = "contract"
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="days"),
        sa.CheckConstraint("day_begins < day_ends", name="instructional_day"),
        sa.CheckConstraint(
            f"length(signed_for_district) BETWEEN 1 AND {LONGEST_NAME} "
            f"AND length(signed_for_agency) BETWEEN 1 AND {LONGEST_NAME}",
            name="signatories",
        ),
        sa.Index("ix_contract_agency_id_starts_on", "agency_id", "starts_on"),
    )

    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    signed_for_district: Mapped[str]
    signed_for_agency: Mapped[str]
    weekdays: Mapped[list[str]] = mapped_column(sa.JSON)
    day_begins: Mapped[str]
    day_ends: Mapped[str]
    recorded_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime]

    agency: Mapped[Agency] = relationship()
    schools: Mapped[list[School]] = relationship(secondary=contract_school, order_by=School.name)
    readings: Mapped[list[ContractReading]] = relationship(order_by=ContractReading.seq)
    end: Mapped[ContractEnd | None] = relationship()
    recorded_by: Mapped[Account | None] = relationship()

    @property
    def last_day(self) -> date:
        """The last day in force; before ``starts_on`` where it never came to be."""
        if self.end is None:
            return self.ends_on
        return min(self.ends_on, date.fromordinal(self.end.from_day.toordinal() - 1))

    def in_force(self, on: date) -> bool:
        """Whether it is in force on a day of the district's."""
        return self.starts_on <= on <= self.last_day
