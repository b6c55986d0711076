"""Working days in Minnesota: neither a weekend nor a legal holiday.

Holidays are those of Minn. Stat. 645.44, subd. 5, as it has stood since 2023. The Friday after
Thanksgiving is one for the state's executive branch alone, so it is a working day here.
"""

from __future__ import annotations

from datetime import date, timedelta

_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY = 0, 3, 4, 5, 6

WEEKEND = frozenset({_SATURDAY, _SUNDAY})

ON_A_DATE = frozenset(
    {
        (1, 1),  # New Year's Day
        (6, 19),  # Juneteenth
        (7, 4),  # Independence Day
        (11, 11),  # Veterans Day
        (12, 25),  # Christmas Day
    }
)
"""Month and day. On a Sunday the Monday is a holiday too, on a Saturday the Friday."""

ON_A_WEEKDAY = frozenset(
    {
        (1, _MONDAY, 3),  # Martin Luther King's Birthday
        (2, _MONDAY, 3),  # Washington's and Lincoln's Birthday
        (9, _MONDAY, 1),  # Labor Day
        (10, _MONDAY, 2),  # Indigenous Peoples Day
        (11, _THURSDAY, 4),  # Thanksgiving Day
    }
)
"""Month, weekday and which of that weekday in the month. Memorial Day is the last of its own."""


def is_holiday(day: date) -> bool:
    """Whether a day is a legal holiday, by itself or in place of one on the weekend."""
    if day.weekday() == _MONDAY and _on_a_date(day - _DAY):
        return True
    if day.weekday() == _FRIDAY and _on_a_date(day + _DAY):
        return True
    which = (day.month, day.weekday(), (day.day - 1) // 7 + 1)
    return _on_a_date(day) or which in ON_A_WEEKDAY or _is_memorial_day(day)


def is_working_day(day: date) -> bool:
    """Whether a day is neither on the weekend nor a legal holiday."""
    return day.weekday() not in WEEKEND and not is_holiday(day)


def on_or_before(day: date) -> date:
    """The day itself if it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def on_or_after(day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working_day(day):
        day += _DAY
    return day


def _is_memorial_day(day: date) -> bool:
    """The last Monday in May."""
    may, week = 5, 7 * _DAY
    return day.month == may and day.weekday() == _MONDAY and (day + week).month != may


def _on_a_date(day: date) -> bool:
    return (day.month, day.day) in ON_A_DATE
