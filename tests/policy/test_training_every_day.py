"""Section V over every day from 2024 to 2030, and over records that chance made up."""

from calendar import monthrange
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_app.policy.training import Basis, Record, bar, status
from incident_app.policy.training_record import months_after

DAY = timedelta(days=1)
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
LATER = LAST + DAY
DAYS = [FIRST + each * DAY for each in range((LAST - FIRST).days + 1)]
BEGINS = date(2025, 9, 1)
SERVING = date(2020, 8, 24)

OFFICERS = [
    Record(assumed_on=assumed, **kind)
    for assumed in (SERVING, BEGINS - DAY, BEGINS, date(2026, 8, 31), date(2028, 2, 29))
    for kind in (
        {},
        {"prior_course_on": date(2019, 5, 1)},
        {"unable_on": date(2019, 5, 1)},
        {"substitute": True, "contact_days": 59},
        {"substitute": True, "contact_days": 60},
        {"prior_course_on": date(2019, 5, 1), "unable_on": date(2019, 5, 1)},
    )
]


@pytest.mark.parametrize("officer", OFFICERS)
def test_the_last_day_divides_all_days_in_two(officer):
    found = [status(officer, on) for on in DAYS]
    last = found[0].last_day
    assert {each.last_day for each in found} == {last}
    assert [each.compliant for each in found] == [last is None or on <= last for on in DAYS]
    assert last is None or last >= BEGINS


@pytest.mark.parametrize("officer", OFFICERS)
def test_from_the_first_day_of_duties_a_bar_once_up_stays_up(officer):
    reviewed = replace(officer, policy_reviewed_on=date(2019, 5, 1))
    barred = [bar(reviewed, on) is not None for on in DAYS if on >= officer.assumed_on]
    assert barred == sorted(barred)


def test_six_months_never_leave_the_sixth_month():
    for day in DAYS:
        later = months_after(day, 6)
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == 6
        assert later.day == min(day.day, monthrange(later.year, later.month)[1])


DATED = [each.name for each in fields(Record) if each.name.endswith("_on")]
DATED.remove("assumed_on")
days = st.dates(FIRST, LAST)
records = st.builds(
    Record,
    assumed_on=days,
    substitute=st.booleans(),
    contact_days=st.integers(0, 120),
    **dict.fromkeys(DATED, st.none() | days),
)


@settings(max_examples=300, deadline=None)
@given(records, days)
def test_exactly_one_paragraph_applies(record, on):
    found = status(record, on)
    known = {name: (getattr(record, name) or LATER) <= on for name in DATED}
    exempt = record.substitute and record.contact_days <= 59
    earlier = known["prior_course_on"] and record.prior_course_on <= date(2025, 8, 31)
    first = known["full_course_on"] and record.full_course_on <= max(record.assumed_on, BEGINS)
    unable = known["unable_on"] and not first
    holds = {
        Basis.V_D: exempt,
        Basis.V_B: not exempt and earlier,
        Basis.V_C: not exempt and not earlier and unable,
        Basis.V_A: not exempt and not earlier and not unable,
    }
    assert [basis for basis, held in holds.items() if held] == [found.basis]
    assert found.cite == found.basis.value


@settings(max_examples=300, deadline=None)
@given(records, days, days)
def test_a_course_never_makes_anybody_less_compliant_or_more_barred(record, on, course):
    for kind in ("full_course_on", "supplemental_course_on"):
        without, more = replace(record, **{kind: None}), replace(record, **{kind: course})
        assert status(more, on).compliant >= status(without, on).compliant
        assert (bar(more, on) is not None) <= (bar(without, on) is not None)


@settings(max_examples=300, deadline=None)
@given(records, days)
def test_what_is_dated_later_is_not_known(record, on):
    then = replace(record, **{name: None for name in DATED if (getattr(record, name) or on) > on})
    assert status(record, on) == status(then, on)
    assert bar(record, on) == bar(then, on)


@settings(max_examples=300, deadline=None)
@given(records, days)
def test_who_is_not_compliant_is_given_nothing_and_is_told_the_day(record, on):
    found, refused = status(record, on), bar(record, on)
    if not found.compliant:
        assert refused is not None
        assert found.last_day < on
    if refused is not None:
        assert refused.sentence.endswith(".")
        assert str(refused.day.year) in refused.sentence
        assert refused.cite
    assert (found.last_day is None) == (found.basis is Basis.V_D or found.completed_on is not None)
    assert found.rolled_to is None or found.last_working_day < found.last_day < found.rolled_to
