"""Which school year a day belongs to."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_MONTH = 7
"""July: Minnesota's school year runs from July 1 to June 30. The policy itself defines no
year (V.D); counsel confirms this default."""


def school_year(on: date) -> tuple[date, date]:
    """The first and the last day of the school year of a day in the district's zone."""
    first = on.replace(year=on.year - (on.month < FIRST_MONTH), month=FIRST_MONTH, day=1)
    return first, first.replace(year=first.year + 1) - timedelta(days=1)
