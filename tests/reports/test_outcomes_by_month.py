"""Outcomes over a school year: July 1 to June 30, in the district's zone, within reach."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from incident_app.policy.outcome import Outcome
from incident_app.reports.outcomes_by_month import outcomes_by_month
from incident_app.services import matters
from incident_app.vocabulary import Precision
from tests.make import known

ZONE = ZoneInfo("America/Chicago")
LAW = ("fighting", {"crime": True, "bodily_harm": True})
DISCIPLINE = ("cheating", {"crime": False, "petty_offense": False, "school_rule": True})


@pytest.fixture
def logged(make):
    def log(by, day, *conducts, **over):
        noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZONE)
        return make.incident(
            by, *conducts, occurred_at=noon, occurred_on=noon.date(), now=noon, **over
        )

    return log


def year(viewer, at="2026-02-10T12:00+00:00", **more):
    return outcomes_by_month(viewer=viewer, now=datetime.fromisoformat(at), zone=ZONE, **more)


def filled(report):
    return {f"{month:%Y-%m}": dict(counts) for month, counts in report.months.items() if counts}


def test_matters_are_counted_by_month_and_outcome_in_force(make, logged):
    owner = make.administrator()
    logged(owner, "2025-09-30", LAW, DISCIPLINE, "fighting")
    moved = logged(owner, "2025-10-01", "fighting").matters[0]
    matters.answer(
        moved.id, known(crime=True, bodily_harm=True), viewer=owner, now=datetime(2025, 10, 2, tzinfo=UTC)
    )  # fmt: skip
    report = year(owner)
    assert filled(report) == {
        "2025-09": {
            Outcome.LAW_ENFORCEMENT: 1,
            Outcome.DISCIPLINE_ONLY: 1,
            Outcome.UNDETERMINED: 1,
        },
        "2025-10": {Outcome.LAW_ENFORCEMENT: 1},
    }
    assert report.by_outcome == {
        Outcome.LAW_ENFORCEMENT: 2, Outcome.DISCIPLINE_ONLY: 1, Outcome.UNDETERMINED: 1
    }  # fmt: skip
    assert (report.total, report.most, report.name) == (4, 3, "2025-26")


def test_the_year_runs_from_july_1_to_june_30_and_counts_no_other(make, logged):
    owner = make.administrator()
    for day in ["2024-06-30", "2024-07-01", "2025-06-30", "2025-07-01"]:
        logged(owner, day)
    assert filled(year(owner)) == {"2025-07": {Outcome.UNDETERMINED: 1}}
    before = year(owner, beginning=2024)
    assert filled(before) == {
        "2024-07": {Outcome.UNDETERMINED: 1},
        "2025-06": {Outcome.UNDETERMINED: 1},
    }
    assert len(before.months) == 12
    assert not before.current


def test_while_nothing_happened_this_school_year_the_last_one_with_anything_is_shown(make, logged):
    owner = make.administrator()
    logged(owner, "2024-10-01")
    logged(make.administrator(make.school("WMS")), "2026-01-10")  # of another school
    report = year(owner)
    assert (report.name, report.current, len(report.months)) == ("2024-25", False, 12)
    logged(owner, "2025-09-30")
    assert year(owner).name == "2025-26"


def test_a_month_without_incidents_is_zero_and_a_month_to_come_is_absent(make):
    report = year(make.administrator())
    assert list(report.months) == [date(2025, m, 1) for m in range(7, 13)] + [
        date(2026, 1, 1), date(2026, 2, 1)
    ]  # fmt: skip
    assert all(not month for month in report.months.values())
    assert report.months[date(2025, 8, 1)][Outcome.UNDETERMINED] == 0


@pytest.mark.parametrize(
    ("at", "name", "months"),
    [
        ("2026-07-01T04:59+00:00", "2025-26", 12),  # June 30, 11:59 PM in the district
        ("2026-07-01T05:00+00:00", "2026-27", 1),
    ],
)
def test_the_school_year_turns_at_midnight_in_the_district(make, at, name, months):
    report = year(make.administrator(), at)
    assert (report.name, len(report.months), report.current) == (name, months, True)


@pytest.mark.parametrize("beginning", [2026, 9999, 10**30, 1899, 0, -5])
def test_a_year_that_is_none_gives_the_current_one(make, beginning):
    assert year(make.administrator(), beginning=beginning).name == "2025-26"


def test_an_incident_known_by_its_month_is_in_it_and_one_known_by_its_year_is_aside(make, logged):
    owner = make.administrator()
    logged(owner, "2025-11-01", precision=Precision.MONTH)
    for new_year in ["2024-01-01", "2025-01-01", "2026-01-01"]:
        logged(owner, new_year, precision=Precision.YEAR)
    report = year(owner)
    assert filled(report) == {"2025-11": {Outcome.UNDETERMINED: 1}}
    assert report.by_year_only == 2  # 2025 and 2026 touch this school year


def test_another_schools_matters_are_not_counted(make, logged):
    here, there = make.school("EHS"), make.school("WMS")
    logged(make.administrator(there), "2025-09-30", LAW)
    logged(make.administrator(there), "2026-01-01", precision=Precision.YEAR)
    report = year(make.administrator(here))
    assert (report.total, report.by_year_only) == (0, 0)
