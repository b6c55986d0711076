from datetime import date

import pytest

from incident_app.policy.school_year import school_year


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2025, 7, 1), date(2025, 7, 1), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2025, 7, 1), date(2026, 6, 30)),
        (date(2024, 2, 29), date(2023, 7, 1), date(2024, 6, 30)),
        (date(2025, 12, 31), date(2025, 7, 1), date(2026, 6, 30)),
    ],
)
def test_the_school_year_runs_from_july_to_june(day, first, last):
    assert school_year(day) == (first, last)
