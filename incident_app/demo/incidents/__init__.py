"""What happened in the invented district in the school year 2025-26, as fixed data."""

from __future__ import annotations

from .first_quarter import FIRST_QUARTER
from .fourth_quarter import FOURTH_QUARTER
from .second_quarter import SECOND_QUARTER
from .third_quarter import THIRD_QUARTER
from .told import Did, Later, Told, moment

__all__ = ["INCIDENTS", "Did", "Later", "Told", "moment"]

INCIDENTS: tuple[Told, ...] = (
    *FIRST_QUARTER,
    *SECOND_QUARTER,
    *THIRD_QUARTER,
    *FOURTH_QUARTER,
)
