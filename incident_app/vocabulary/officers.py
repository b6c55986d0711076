"""The words of the officers' registry."""

from __future__ import annotations

from enum import Enum


LONGEST_CLAUSE = 100
LONGEST_PHONE = 60
"""Limits in characters."""


class Weekday(Enum):
    """The days of a contract's instructional week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"

    @property
    def title(self) -> str:
        """As shown: *Monday*."""
        return self.value.capitalize()
