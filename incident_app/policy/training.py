"""Where an officer stands under Section V on a day, and what bars giving the officer a matter.

A day is one in the district's zone. What is dated later is not known on that day, so every
answer about the past stays what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .training_record import BEGINS, RELIEVED, Basis, Record
from .training_words import sentence, written
from .working_days import is_working_day, on_or_before

__all__ = ["Bar", "Basis", "Record", "Status", "bar", "status"]

REVIEW = {
    Basis.V_C: "V.C; Minn. Stat. 626.8482, subd. 3(c)",
    Basis.V_D: "V.D; Minn. Stat. 626.8482, subd. 3(d)",
}
"""Who must review the employer's policy before assuming duties, and where that is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where an officer stands under Section V on a day.

    :ivar last_day: the last compliant day; ``None`` for an exempt and for a trained officer.
    :ivar sentence: all of it in plain words, for a page.
    :ivar completed_on: the course that satisfies Section V, if done by the day.
    :ivar rolled_to: V.C alone: the working day to which Minn. Stat. 645.15 would roll a last day
        on a weekend or holiday. We warn of the earlier; whether the later holds is for counsel.
    :ivar last_working_day: the working day before a last day that is none.
    :ivar relieved: duties that are not required meanwhile (Minn. Stat. 626.8482, subd. 3(c)).
    """

    basis: Basis
    compliant: bool
    last_day: date | None
    sentence: str
    cite: str
    completed_on: date | None
    rolled_to: date | None
    last_working_day: date | None
    relieved: tuple[str, ...]


class Bar(NamedTuple):
    """Why an officer can't be given a matter, the day it turns on and where it is written."""

    sentence: str
    day: date
    cite: str


def status(record: Record, on: date) -> Status:
    """Where an officer stands on a day, by what is known on that day."""
    known = record.known(on)
    basis, due, completed = known.basis, known.due, known.completed_on
    trained = completed is not None
    last_day = None if trained else due
    return Status(
        basis=basis,
        compliant=trained or due is None or on <= due,
        last_day=last_day,
        sentence=sentence(known, on),
        cite=basis.value,
        completed_on=completed,
        rolled_to=None if trained else known.rolled_to,
        last_working_day=_working_day_before(last_day),
        relieved=RELIEVED if basis is Basis.V_C and not trained else (),
    )


def bar(record: Record, on: date) -> Bar | None:
    """Why an officer can't be given a matter on a day; ``None`` when Section V bars nothing.

    A policy review that came late no longer bars once it is recorded; the status says it.
    """
    if on < record.assumed_on:
        begins = f"The officer takes up duties on {written(record.assumed_on)}."
        return Bar(begins, record.assumed_on, "III.B")
    if on < BEGINS:
        return None
    known, now = record.known(on), status(record, on)
    course_first = now.basis is Basis.V_A and now.completed_on is None
    if known.due is not None and (course_first or not now.compliant):
        return Bar(now.sentence, known.due, now.cite)
    if now.basis in REVIEW and known.policy_reviewed_on is None:
        missing = (
            "The officer must review the employer's policy before assuming duties, and no review "
            f"is recorded. Duties began on {written(record.assumed_on)}."
        )
        return Bar(missing, record.assumed_on, REVIEW[now.basis])
    return None


def _working_day_before(last_day: date | None) -> date | None:
    """The last working day before a last day that is none."""
    return on_or_before(last_day) if last_day and not is_working_day(last_day) else None
