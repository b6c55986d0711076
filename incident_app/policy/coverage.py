"""How long contracts that follow each other make an officer the SRO of a school (III.B)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

Span: TypeAlias = "tuple[date, date]"
"""The first and the last day in force."""


def covered_until(spans: Iterable[Span], on: date) -> date | None:
    """The last day without a gap from a day on; ``None`` where that day is not covered.

    A contract that begins on the day after another one's last goes on where that one ends.
    """
    until: date | None = None
    for first, last in sorted(spans):
        reaches = on if until is None else until + timedelta(days=1)
        if first <= reaches <= last:
            until = last
    return until


def covered_from(spans: Iterable[Span], after: date) -> date | None:
    """The first day after a day on which something covers it again; ``None`` where none does."""
    later = (first for first, last in spans if after < first <= last)
    return min(later, default=None)
