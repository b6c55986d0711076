"""Hours by duty and school: what counts, for whom, and IV.A.7 beside the rest."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from incident_app.policy.duties import Duty
from incident_app.reports.duty_hours import hours
from incident_app.services import duties, matters, referrals
from incident_app.vocabulary import Declined, Reviewed, Role
from tests.make import CRIME, RULE, TODAY, known

ZONE = ZoneInfo("America/Chicago")
YEAR = date(2025, 7, 1), date(2026, 6, 30)


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def officer(make, school):
    return make.officer(school)


def of(viewer, first=YEAR[0], last=YEAR[1]):
    return hours(first, last, viewer=viewer, zone=ZONE)


def test_minutes_are_added_by_duty_and_school_of_days_within(make, school, officer):
    other = make.school("WMS")
    elsewhere = make.officer(other)
    for minutes, day in ((45, date(2025, 9, 2)), (30, date(2025, 9, 3)), (60, date(2025, 10, 1))):
        make.duty(officer, minutes=minutes, day=day)
    make.duty(elsewhere, duty=Duty.DRILLS, minutes=20, day=date(2025, 9, 3))
    found = of(make.account(Role.COORDINATOR), date(2025, 9, 2), date(2025, 9, 30))
    assert found.minutes == {(school.id, Duty.TEACHING): 75, (other.id, Duty.DRILLS): 20}
    assert (found.of_duty(Duty.TEACHING), found.of_school(other), found.total, found.most) == (
        75,
        20,
        95,
        75,
    )


def test_a_struck_entry_counts_nowhere(make, officer):
    coordinator = make.account(Role.COORDINATOR)
    entry = make.duty(officer)
    duties.review([entry.id], Reviewed.STRUCK, "A holiday.", viewer=coordinator, now=TODAY)
    assert of(coordinator).total == 0
    duties.review([entry.id], Reviewed.ACCEPTED, viewer=coordinator, now=TODAY)
    assert of(coordinator).total == 45


def test_each_counts_what_they_may_read(make, school, officer):
    make.duty(officer)
    make.duty(make.officer(school))
    make.duty(make.officer(make.school("WMS")))
    for viewer, minutes, schools in (
        (officer, 45, 1), (make.administrator(school), 90, 1), (make.account(Role.COORDINATOR), 135, 2),
        (make.account(Role.AUDITOR), 135, 2),
    ):  # fmt: skip
        found = of(viewer)
        assert (found.total, len(found.schools)) == (minutes, schools), viewer.role


def accepted(make, school, officer, now):
    incident = make.incident(make.administrator(school), ("assault", CRIME))
    referral = make.referral(incident.matters[0], officer)
    return referrals.accept(referral.id, viewer=officer, now=now)


def test_referrals_that_officers_accepted_in_the_period_stand_beside(make, school, officer):
    last_night = datetime(2026, 7, 1, 4, 59, tzinfo=UTC)  # June 30 in Minnesota
    for now in (TODAY, last_night, last_night.replace(hour=5, minute=0)):
        accepted(make, school, officer, now)
    incident = make.incident(make.administrator(school), ("assault", CRIME))
    declined = make.referral(incident.matters[0], officer)
    referrals.decline(declined.id, Declined.SCHOOL_RULE, viewer=officer, now=TODAY)
    for viewer in (
        make.administrator(school),
        make.account(Role.COORDINATOR),
        make.account(Role.AUDITOR),
    ):
        assert of(viewer).handled == {school.id: 2}, viewer.role
    assert of(make.administrator(make.school("WMS"))).handled == {}


def test_of_a_matter_that_is_discipline_only_now_the_coordinator_counts_nothing(
    make, school, officer
):
    referral = accepted(make, school, officer, TODAY)
    owner = make.administrator(school)
    matters.answer(referral.matter_id, known(**RULE), viewer=owner, now=TODAY)
    assert of(make.account(Role.COORDINATOR)).handled == {}
    assert of(owner).handled == of(make.account(Role.AUDITOR)).handled == {school.id: 1}


def test_an_officer_is_told_of_no_referral(make, school, officer):
    accepted(make, school, officer, TODAY)
    for viewer in (officer, make.officer(school)):
        assert of(viewer).handled is None
