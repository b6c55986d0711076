from datetime import date, timedelta
from itertools import pairwise

import pytest

from incident_app.policy.countdown import THRESHOLDS, days_left, due, next_quarter

LAST = date(2027, 5, 31)


@pytest.mark.parametrize(
    ("left", "alert"),
    [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (1, 7), (0, 7), (-1, None)],
)
def test_an_alert_is_due_at_90_30_and_7_days_and_never_after(left, alert):
    on = LAST - timedelta(left)
    assert days_left(LAST, on) == left
    assert due(LAST, on) == alert


def test_every_alert_comes_once_and_in_order():
    reached = [due(LAST, LAST - timedelta(left)) for left in range(400, -400, -1)]
    turns = [now for was, now in pairwise(reached) if now != was]
    assert turns == [*THRESHOLDS, None]


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 11, 23), date(2027, 1, 1), date(2027, 3, 31)),
        (date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 1, 1), date(2027, 4, 1), date(2027, 6, 30)),
        (date(2027, 6, 30), date(2027, 7, 1), date(2027, 9, 30)),
        (date(2027, 9, 30), date(2027, 10, 1), date(2027, 12, 31)),
    ],
)
def test_the_next_quarter(on, first, last):
    assert next_quarter(on) == (first, last)
