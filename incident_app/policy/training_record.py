"""Section V as date arithmetic: which paragraph an officer stands under, and until when.

Read it beside the policy. The paragraphs are tried in the order V.D, V.B, V.C, V.A: the
exceptions before the rule. :mod:`training` asks it about a day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from .working_days import is_working_day, on_or_after

BEGINS = date(2025, 9, 1)
"""V.A: the first day on which Section V asks for anything. V.B: the first day too late."""

PRIOR_COURSE_LAST_DAY = date(2027, 5, 31)
"""V.B says both *until* and *before* June 1, 2027; this is the stricter."""

MONTHS_TO_TRAIN = 6
"""V.C, from assuming duties."""

EXEMPT_BELOW = 60
"""V.D: student-contact days in a school year. Day 60 ends the exemption."""

RELIEVED = ("IV.A.4", "IV.A.5")
"""What an untrained officer under V.C need not do. A relief, not a ban."""


class Basis(Enum):
    """The paragraph of Section V that an officer stands under."""

    V_A = "V.A"
    V_B = "V.B"
    V_C = "V.C"
    V_D = "V.D"

    @property
    def title(self) -> str:
        """In a few words: *Course first*."""
        return _TITLES[self]


_TITLES = {
    Basis.V_A: "Course first",
    Basis.V_B: "Earlier course",
    Basis.V_C: "Employer unable",
    Basis.V_D: "Substitute",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is recorded of an officer's training.

    :ivar assumed_on: the first day of duties as a School Resource Officer.
    :ivar contact_days: days with students in the school year of the day that is asked about, up
        to and with it.
    :ivar prior_course_on: when the basic course of the School Safety Center or of the National
        Association of School Resource Officers was completed (V.B).
    :ivar full_course_on: when the training that V.A mandates was completed.
    :ivar supplemental_course_on: when a supplemental course approved by the board was completed.
        It is enough for an officer under V.B alone.
    :ivar unable_on: when it was recorded that the employer can't provide the course (V.C).
    :ivar policy_reviewed_on: when the officer reviewed the employer's policy.
    """

    assumed_on: date
    substitute: bool = False
    contact_days: int = 0
    prior_course_on: date | None = None
    full_course_on: date | None = None
    supplemental_course_on: date | None = None
    unable_on: date | None = None
    policy_reviewed_on: date | None = None

    @property
    def first_day(self) -> date:
        """The first day of duties under Section V; its first day for an officer already serving."""
        return max(self.assumed_on, BEGINS)

    @property
    def has_prior_course(self) -> bool:
        """Whether a basic course came in time for V.B."""
        return self.prior_course_on is not None and self.prior_course_on < BEGINS

    @property
    def completed_on(self) -> date | None:
        """When the officer first had a course that satisfies Section V."""
        enough = [self.full_course_on]
        if self.has_prior_course:
            enough.append(self.supplemental_course_on)
        return min((day for day in enough if day is not None), default=None)

    @property
    def basis(self) -> Basis:
        """The paragraph that applies.

        V.C only where duties begin without the course: whoever has it by then needs no time.
        """
        if self.substitute and self.contact_days < EXEMPT_BELOW:
            return Basis.V_D
        if self.has_prior_course:
            return Basis.V_B
        trained_first = self.completed_on is not None and self.completed_on <= self.first_day
        if self.unable_on is not None and not trained_first:
            return Basis.V_C
        return Basis.V_A

    @property
    def due(self) -> date | None:
        """The last day on which the officer may be untrained; ``None`` where exempt.

        Never before Section V begins.
        """
        return {
            Basis.V_A: self.first_day,
            Basis.V_B: PRIOR_COURSE_LAST_DAY,
            Basis.V_C: months_after(self.first_day, MONTHS_TO_TRAIN),
            Basis.V_D: None,
        }[self.basis]

    @property
    def rolled_to(self) -> date | None:
        """V.C alone: the day to which Minn. Stat. 645.15 would move the last day, if it would."""
        if self.due is None or self.basis is not Basis.V_C or is_working_day(self.due):
            return None
        return on_or_after(self.due)

    def known(self, on: date) -> Record:
        """The record as it stood on a day: without what is dated later."""

        def by_then(day: date | None) -> date | None:
            return day if day is not None and day <= on else None

        return replace(
            self,
            prior_course_on=by_then(self.prior_course_on),
            full_course_on=by_then(self.full_course_on),
            supplemental_course_on=by_then(self.supplemental_course_on),
            unable_on=by_then(self.unable_on),
            policy_reviewed_on=by_then(self.policy_reviewed_on),
        )


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last of that month where it has no such day.

    So a period of months leaves out its first day and includes its last (Minn. Stat. 645.15).
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
