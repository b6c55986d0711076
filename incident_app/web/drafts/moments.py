"""The day and time that an administrator enters, in the district's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Clock(Enum):
    """What the clocks did at a local time."""

    PLAIN = "it came once"
    REPEATED = "it came twice: the clocks went back"
    SKIPPED = "it never came: the clocks went forward"


CAME_TWICE = "The clocks went back that night, so this time came twice."
WHICH = {
    "first": "The first, before the clocks went back",
    "second": "The second, after the clocks went back",
}
"""The two moments of a time that came twice, in the order they came."""
SAY_WHICH = "Choose which of the two it was."


class BeyondTheCalendar(ValueError):
    """The day is so near the first or the last year that its moment can't be written."""


def clock(day: date, at: time, zone: ZoneInfo) -> Clock:
    """What the clocks did at a local time.

    :raises BeyondTheCalendar: the moment can't be written.
    """
    first, second = (_offset(day, at, zone, fold) for fold in (0, 1))
    if first == second:
        return Clock.PLAIN
    there = datetime.combine(day, at, zone)
    back = there.astimezone(UTC).astimezone(zone)
    return Clock.REPEATED if back.replace(fold=0) == there else Clock.SKIPPED


def moment(day: date, at: time, zone: ZoneInfo, *, second: bool = False) -> datetime:
    """The moment of a local time, in UTC.

    :param second: the second of the two where the clocks went back.
    :raises BeyondTheCalendar: the moment can't be written.
    """
    try:
        return datetime.combine(day, at, zone).replace(fold=int(second)).astimezone(UTC)
    except OverflowError:
        raise BeyondTheCalendar from None


def _offset(day: date, at: time, zone: ZoneInfo, fold: int) -> object:
    try:
        return datetime.combine(day, at, zone).replace(fold=fold).utcoffset()
    except OverflowError:
        raise BeyondTheCalendar from None
