from datetime import date, timedelta

import pytest

from incident_app.policy.working_days import is_holiday, is_working_day, on_or_after, on_or_before

DAYS = [date(2024, 1, 1) + timedelta(each) for each in range(366 + 6 * 365 + 1)]

HOLIDAYS = {
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
    2028: "01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25",
}


@pytest.mark.parametrize(("year", "holidays"), HOLIDAYS.items())
def test_the_legal_holidays_of_a_year(year, holidays):
    found = [f"{day:%m-%d}" for day in DAYS if day.year == year and is_holiday(day)]
    assert found == holidays.split()


def test_a_holiday_on_sunday_takes_monday_and_one_on_saturday_takes_friday():
    assert date(2027, 7, 4).strftime("%a") == "Sun"
    assert is_holiday(date(2027, 7, 5))
    assert date(2028, 1, 1).strftime("%a") == "Sat"
    assert is_holiday(date(2027, 12, 31))


def test_the_friday_after_thanksgiving_is_a_working_day():
    assert is_working_day(date(2026, 11, 27))


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2027, 5, 31), date(2027, 5, 28), date(2027, 6, 1)),  # Memorial Day
        (date(2027, 2, 28), date(2027, 2, 26), date(2027, 3, 1)),  # a Sunday
        (date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 1)),
        (date(2028, 1, 2), date(2027, 12, 30), date(2028, 1, 3)),  # over a New Year on Saturday
    ],
)
def test_the_working_days_around_a_day(day, before, after):
    assert (on_or_before(day), on_or_after(day)) == (before, after)


def test_for_every_day_the_nearest_working_days_have_none_between():
    for day in DAYS:
        before, after = on_or_before(day), on_or_after(day)
        assert is_working_day(before)
        assert is_working_day(after)
        between = (after - before).days
        assert not any(is_working_day(before + timedelta(each)) for each in range(1, between))
        assert before <= day <= after
