"""Whose training certificate somebody of the district should have seen (V.E).

The chief keeps it. That nobody saw it is a finding, and no proof that there was no training.
"""

from __future__ import annotations

from datetime import date

from .training_record import Basis, Record


def unseen(record: Record, on: date, issued_on: date | None) -> bool:
    """Whether a certificate that must be there was not seen by a day.

    It must be there for the latest course, also for the earlier one that V.B rests on, and for
    whoever must have the course first (V.A). Where no course could be had, or none is asked for
    (V.C, V.D), there is none to see.

    :param issued_on: of the most recent certificate that was seen by the day.
    """
    known = record.known(on)
    courses = (known.prior_course_on, known.full_course_on, known.supplemental_course_on)
    latest = max((day for day in courses if day is not None), default=None)
    if latest is None:
        return known.basis is Basis.V_A and issued_on is None
    return issued_on is None or issued_on < latest
