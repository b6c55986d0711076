"""The drills of each school in a school year, beside how many the law asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Drill, School
from incident_app.models.account import account_school
from incident_app.policy.drills import ASKED
from incident_app.policy.school_year import school_year
from incident_app.vocabulary import DrillKind, Role

if TYPE_CHECKING:
    from incident_app.models import Account

EARLIEST = 1990
"""No school year that begins before is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How many drills of a kind were held; ``asked`` and ``cite`` where the law names a number."""

    kind: DrillKind
    held: int
    asked: int | None
    cite: str

    @property
    def left(self) -> int:
        """How many are still to be held."""
        return max(0, (self.asked or 0) - self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One school's drills, the latest first, and their counts by kind."""

    school: School
    drills: Sequence[Drill]

    @property
    def kinds(self) -> list[Kind]:
        """What the law asks for, held or not; of the rest what was held."""
        held = Counter(each.kind for each in self.drills)
        asked = {DrillKind(each.kind): each for each in ASKED}
        return [
            Kind(
                kind=kind,
                held=held[kind],
                asked=asked[kind].count if kind in asked else None,
                cite=asked[kind].cite if kind in asked else "",
            )
            for kind in DrillKind
            if kind in asked or held[kind]
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One school year of the registers within reach."""

    first: date
    last: date
    current: bool
    registers: Sequence[Register]

    @property
    def name(self) -> str:
        """As the office says it: *2025-26*."""
        return f"{self.first.year}-{self.last.year % 100:02}"


def registers(*, viewer: Account, today: date, beginning: int | None = None) -> Year:
    """The registers of a school year, by the names of their schools.

    :param today: in the district's zone.
    :param beginning: the year in which the school year begins; left out, the current one.
    """
    first, last = this = school_year(today)
    if beginning is not None and EARLIEST <= beginning < first.year:
        first, last = school_year(date(beginning, first.month, 1))
    drills = db.session.scalars(
        sa.select(Drill)
        .where(reach(viewer, Action.READ_DRILL), Drill.day.between(first, last))
        .order_by(Drill.day.desc(), Drill.seq.desc())
        .options(joinedload(Drill.officer), joinedload(Drill.by))
    ).all()
    return Year(
        first=first,
        last=last,
        current=(first, last) == this,
        registers=[
            Register(school=school, drills=[each for each in drills if each.school_id == school.id])
            for school in _schools(viewer)
        ],
    )


def _schools(viewer: Account) -> Sequence[School]:
    """Those whose register the viewer reads, also while it is empty."""
    query = sa.select(School).order_by(School.name, School.id)
    if viewer.role in {Role.OFFICER, Role.ADMINISTRATOR}:
        theirs = sa.select(account_school.c.school_id).where(
            account_school.c.account_id == viewer.id
        )
        query = query.where(School.id.in_(theirs))
    return db.session.scalars(query).all()
