"""Contracts that follow each other without a gap are one stretch of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_app.policy.coverage import covered_from, covered_until

D = date
YEAR_25, YEAR_26 = (D(2025, 7, 1), D(2026, 6, 30)), (D(2026, 7, 1), D(2027, 6, 30))


@pytest.mark.parametrize(
    ("spans", "on", "until"),
    [
        ([], D(2025, 9, 1), None),
        ([YEAR_25], D(2025, 6, 30), None),
        ([YEAR_25], D(2025, 7, 1), D(2026, 6, 30)),
        ([YEAR_25], D(2026, 6, 30), D(2026, 6, 30)),
        ([YEAR_25], D(2026, 7, 1), None),
        ([YEAR_26, YEAR_25], D(2025, 9, 1), D(2027, 6, 30)),
        ([YEAR_25, (D(2026, 7, 2), D(2027, 6, 30))], D(2025, 9, 1), D(2026, 6, 30)),
        ([YEAR_25, (D(2026, 1, 1), D(2026, 3, 1))], D(2025, 9, 1), D(2026, 6, 30)),
        ([(D(2024, 1, 1), D(2027, 1, 1)), YEAR_26], D(2025, 9, 1), D(2027, 6, 30)),
    ],
)
def test_until_when_a_day_is_covered(spans, on, until):
    assert covered_until(spans, on) == until


def test_the_first_day_that_is_covered_again():
    assert covered_from([YEAR_26, YEAR_25], D(2025, 6, 1)) == D(2025, 7, 1)
    assert covered_from([YEAR_25], D(2025, 7, 1)) is None


DAYS = st.integers(0, 40).map(lambda days: D(2025, 1, 1) + timedelta(days=days))
SPANS = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=5)


@given(SPANS, DAYS)
def test_it_is_the_day_before_the_first_that_nothing_covers(spans, on):
    day = on
    while any(first <= day <= last for first, last in spans):
        day += timedelta(days=1)
    assert covered_until(spans, on) == (day - timedelta(days=1) if day > on else None)
