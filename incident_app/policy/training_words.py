"""Where an officer stands under Section V, in words for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from .training_record import (
    BEGINS,
    EXEMPT_BELOW,
    MONTHS_TO_TRAIN,
    PRIOR_COURSE_LAST_DAY,
    Basis,
    Record,
    months_after,
)
from .working_days import on_or_before

_ROLLS = "Minn. Stat. 645.15 would move"


def written(day: date) -> str:
    """A day in full: *May 31, 2027*."""
    return f"{day:%B} {day.day}, {day.year}"


def sentence(known: Record, on: date) -> str:
    """One or two sentences, and one more for each thing that was recorded late or counts not.

    :param known: the record as it stood on the day.
    """
    if known.basis is Basis.V_D:
        said = _exempt(known)
    elif known.completed_on is not None:
        said = _trained(known, known.completed_on)
    else:
        lapsed = known.due is not None and on > known.due
        said = _UNTRAINED[known.basis](known, lapsed=lapsed)
    before = [f"Section V asks nothing before {written(BEGINS)}."] if on < BEGINS else []
    return " ".join([*before, said, *_asides(known)])


def _exempt(known: Record) -> str:
    days = f"{known.contact_days} student-contact day{'' if known.contact_days == 1 else 's'}"
    return (
        f"A substitute with {days} this school year is exempt from the training, and follows "
        f"district policies. Day {EXEMPT_BELOW} ends the exemption."
    )


def _trained(known: Record, completed: date) -> str:
    course = "training" if completed == known.full_course_on else "supplemental course"
    said = f"The {course} was completed on {written(completed)}"
    if known.due is None or completed <= known.due:
        return f"{said}."
    rolled = known.rolled_to
    said = f"{said}, after the last day ({written(known.due)})."
    if rolled is None or completed > rolled:
        return said
    return f"{said} {_ROLLS} that day to {_with_weekday(rolled)}."


def _course_first(known: Record, *, lapsed: bool) -> str:
    if known.assumed_on < BEGINS:
        was = "was" if lapsed else "is"
        due = f"for an officer already serving it {was} due by {written(BEGINS)}"
    else:
        due = f"duties {'began' if lapsed else 'begin'} on {written(known.assumed_on)}"
    return f"The course must come first, and none is recorded: {due}."


def _earlier_course(known: Record, *, lapsed: bool) -> str:
    last = PRIOR_COURSE_LAST_DAY
    course = f" of {written(known.prior_course_on)}," if known.prior_course_on else ""
    until = f"until {written(last)}, to complete the new training"
    said = (
        f"The basic course{course} gave the officer {until}, and none is recorded."
        if lapsed
        else f"The basic course{course} gives the officer {until}; that is a holiday, so the last "
        f"working day is {_with_weekday(on_or_before(last))}."
    )
    return f"{said} V.B says both until and before June 1, 2027, and the stricter day counts."


def _employer_unable(known: Record, *, lapsed: bool) -> str:
    recorded = f" (recorded {written(known.unable_on)})" if known.unable_on else ""
    since = f"V.C {'gave' if lapsed else 'gives'} six months from {written(known.first_day)}"
    last = months_after(known.first_day, MONTHS_TO_TRAIN)
    said = f"The employer could not provide the course{recorded}, so {since}: until "
    if known.rolled_to is None:
        said += f"{written(last)}."
    else:
        said += (
            f"{_with_weekday(last)}. {_ROLLS} that day to {_with_weekday(known.rolled_to)}, but "
            "the earlier counts here."
        )
    return f"{said} No course is recorded." if lapsed else said


def _with_weekday(day: date) -> str:
    return f"{day:%A}, {written(day)}"


def _asides(known: Record) -> Iterator[str]:
    """What was recorded late, and what is recorded but does not count."""
    basis, first = known.basis, known.first_day
    if known.completed_on is None:
        if known.substitute and basis is not Basis.V_D:
            yield f"The exemption for substitutes ended on student-contact day {EXEMPT_BELOW}."
        if basis is Basis.V_C and known.unable_on and known.unable_on > first:
            yield "The inability was recorded after duties began."
        if basis is not Basis.V_D and known.prior_course_on and not known.has_prior_course:
            day = written(known.prior_course_on)
            yield f"The basic course of {day}, is not before {written(BEGINS)}, as V.B asks."
        if basis is not Basis.V_D and known.supplemental_course_on:
            yield "A supplemental course is enough only after a basic course under V.B."
    reviewed = known.policy_reviewed_on
    if basis in {Basis.V_C, Basis.V_D} and reviewed and reviewed > first:
        yield f"The policy was reviewed on {written(reviewed)}, after duties began."


_UNTRAINED: dict[Basis, Callable[..., str]] = {
    Basis.V_A: _course_first,
    Basis.V_B: _earlier_course,
    Basis.V_C: _employer_unable,
}
