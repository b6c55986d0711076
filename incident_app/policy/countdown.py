"""How long until a last day, and when somebody has to be told."""

from __future__ import annotations

from datetime import date, timedelta

THRESHOLDS = (90, 30, 7)
"""Days before a last day on which an alert is due."""


def days_left(last_day: date, on: date) -> int:
    """Days from a day to the last day: 0 on the last day itself, negative once it is past."""
    return (last_day - on).days


def due(last_day: date, on: date) -> int | None:
    """The alert that a day has reached: the smallest threshold that covers the days left.

    ``None`` while more than the largest are left, and once the last day is past.
    """
    left = days_left(last_day, on)
    return min((each for each in THRESHOLDS if 0 <= left <= each), default=None)


def next_quarter(on: date) -> tuple[date, date]:
    """The first and the last day of the calendar quarter after the one a day is in."""
    first = _quarter_after(on)
    return first, _quarter_after(first) - timedelta(days=1)


def _quarter_after(on: date) -> date:
    quarter = (on.month - 1) // 3 + 1
    return date(on.year + quarter // 4, quarter % 4 * 3 + 1, 1)
