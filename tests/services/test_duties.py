"""An officer's work is logged once, on a day that can be, without a student's name, and reviewed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import DutyEntry, Event
from incident_app.policy.duties import Duty
from incident_app.reports import duty_log
from incident_app.services import NotFound, Refused, duties, section_v
from incident_app.vocabulary import Reviewed, Role
from tests.make import TODAY

TUESDAY = TODAY.date()


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def officer(make, school):
    return make.officer(school)


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR)


def logged(viewer):
    return duty_log.entries(duty_log.Wanted(), viewer=viewer)[0]


def days_of(officer, on):
    """How many student-contact days the log counts for an officer (V.D)."""
    return section_v.contact_days([officer.id], on).get(officer.id, 0)


def test_an_officer_logs_their_work_and_finds_it(make, officer):
    entry = make.duty(officer, audience=28, words=" Bicycle safety. ")
    (found,) = logged(officer)
    assert (found.id, found.duty, found.minutes, found.audience) == (
        entry.id,
        Duty.TEACHING,
        45,
        28,
    )
    assert (found.words, found.contact_day, found.by_id) == ("Bicycle safety.", True, officer.id)
    event = db.session.scalar(db.select(Event).where(Event.name == "duty logged"))
    assert event.detail == {"duty": "teaching", "day": "2025-11-04", "minutes": 45}


def test_a_double_press_keeps_one(make, officer):
    key = uuid4()
    first = make.duty(officer, key=key)
    again = make.duty(officer, key=key, duty=Duty.CLIMATE)
    assert (again.id, again.duty) == (first.id, Duty.TEACHING)
    assert len(logged(officer)) == 1


def test_another_officers_key_is_as_if_there_were_none(make, school, officer):
    entry = make.duty(officer)
    with pytest.raises(NotFound):
        make.duty(make.officer(school), key=entry.id)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"day": TUESDAY + timedelta(days=1)}, "day"),
        ({"day": date(2025, 6, 30)}, "day"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"audience": -1}, "audience"),
        ({"audience": 5001}, "audience"),
        ({"words": "x" * 301}, "words"),
        ({"words": "a\0b"}, "words"),
        ({"words": "With Ana Lee."}, "words"),
        ({"duty": Duty.ENFORCEMENT}, "duty"),
    ],
)
def test_what_can_not_be_is_refused_with_its_field(make, officer, over, field):
    make.person(officer.schools[0], "Lee, Ana")
    with pytest.raises(Refused) as refused:
        make.duty(officer, **over)
    assert refused.value.fields == (field,)
    assert logged(officer) == []


@pytest.mark.parametrize("day", [date(2025, 7, 1), TUESDAY])
def test_the_school_years_days_until_today_are_taken(make, officer, day):
    assert make.duty(officer, day=day).day == day


def test_an_officer_logs_only_their_own_work_and_only_at_their_schools(make, school, officer):
    with pytest.raises(Refused) as refused:
        make.duty(make.officer(school), by=officer)
    assert refused.value.fields == ("officer",)
    with pytest.raises(NotFound):
        make.duty(officer, school=make.school("WMS"))


def test_the_coordinator_logs_for_a_substitute_at_any_school(make, officer, coordinator):
    entry = make.duty(officer, by=coordinator, school=make.school("WMS"))
    assert (entry.account_id, entry.by_id) == (officer.id, coordinator.id)
    assert logged(officer) == [entry]
    with pytest.raises(Refused) as refused:
        make.duty(coordinator, by=coordinator, school=officer.schools[0])
    assert refused.value.fields == ("officer",)


def test_nobody_else_logs_anything(make, school, officer):
    for viewer in (make.administrator(school), make.account(Role.AUDITOR)):
        with pytest.raises(NotFound):
            make.duty(officer, by=viewer)


def test_each_reads_what_is_theirs_to_read(make, school, officer, coordinator):
    mine = make.duty(officer)
    elsewhere = make.duty(make.officer(make.school("WMS")))
    for viewer, reads in (
        (officer, {mine}), (make.officer(school), set()), (coordinator, {mine, elsewhere}),
        (make.administrator(school), {mine}), (make.account(Role.AUDITOR), {mine, elsewhere}),
        (make.account(Role.SYSTEM_ADMINISTRATOR), set()),
    ):  # fmt: skip
        assert set(logged(viewer)) == reads, viewer.role


def test_the_coordinator_accepts_several_and_what_waits_comes_first(make, officer, coordinator):
    first, second, third = (make.duty(officer) for _ in range(3))
    duties.review([second.id, third.id], Reviewed.ACCEPTED, viewer=coordinator, now=TODAY)
    found, _ = duty_log.entries(duty_log.Wanted(), viewer=coordinator, waiting_first=True)
    assert found == [first, third, second]
    assert third.review.verdict is Reviewed.ACCEPTED


def test_a_struck_entry_stays_says_why_and_counts_nowhere(make, officer, coordinator):
    entry = make.duty(officer)
    assert days_of(officer, TUESDAY) == 1
    duties.review([entry.id], Reviewed.STRUCK, "It was a holiday.", viewer=coordinator, now=TODAY)
    assert days_of(officer, TUESDAY) == 0
    (found,) = logged(officer)
    assert found.review.words == "It was a holiday."
    duties.review([entry.id], Reviewed.ACCEPTED, viewer=coordinator, now=TODAY)
    assert days_of(officer, TUESDAY) == 1
    assert len(entry.reviews) == 2


def test_striking_needs_a_reason_without_a_name(make, officer, coordinator):
    make.person(officer.schools[0], "Lee, Ana")
    entry = make.duty(officer)
    for words in ("", "  ", "x" * 301, "Ana Lee was ill."):
        with pytest.raises(Refused) as refused:
            duties.review([entry.id], Reviewed.STRUCK, words, viewer=coordinator, now=TODAY)
        assert refused.value.fields == ("words",)
    with pytest.raises(Refused):
        duties.review([], Reviewed.ACCEPTED, viewer=coordinator, now=TODAY)


def test_all_are_accepted_or_none_and_only_by_the_coordinator(make, school, officer, coordinator):
    entry = make.duty(officer)
    with pytest.raises(NotFound):
        duties.review([entry.id, uuid4()], Reviewed.ACCEPTED, viewer=coordinator, now=TODAY)
    for viewer in (officer, make.administrator(school), make.account(Role.AUDITOR)):
        with pytest.raises(NotFound):
            duties.review([entry.id], Reviewed.ACCEPTED, viewer=viewer, now=TODAY)
    assert db.session.get(DutyEntry, entry.seq).review is None


def test_what_is_asked_for_is_found(make, officer, coordinator):
    other = make.officer(make.school("WMS"))
    mine = make.duty(officer, duty=Duty.CLIMATE, day=date(2025, 10, 1))
    theirs = make.duty(other)
    for wanted, found in (
        ({"school": other.schools[0].id}, {theirs}), ({"officer": officer.id}, {mine}), ({"duty": Duty.CLIMATE}, {mine}),
        ({"start": date(2025, 10, 2)}, {theirs}), ({"end": date(2025, 10, 1)}, {mine}),
    ):  # fmt: skip
        entries, _ = duty_log.entries(duty_log.Wanted(**wanted), viewer=coordinator)
        assert set(entries) == found, wanted


def test_contact_days_are_distinct_days_with_students_of_the_school_year_so_far(make, officer):
    for day in (date(2025, 9, 2), date(2025, 9, 2), date(2025, 9, 3), TUESDAY):
        make.duty(officer, day=day)
    make.duty(officer, day=date(2025, 9, 4), contact_day=False)
    make.duty(officer, day=date(2025, 6, 3), today=date(2025, 6, 3))
    assert days_of(officer, TUESDAY) == 3
    assert days_of(officer, date(2025, 9, 2)) == 1
    assert days_of(officer, date(2025, 6, 30)) == 1
    assert days_of(officer, date(2025, 7, 1)) == 0


def test_nobody_reviews_their_own_work_under_another_account(make, officer, coordinator):
    make.duty(officer)
    (entry,) = logged(coordinator)
    coordinator.holder_id = officer.id
    db.session.commit()
    with pytest.raises(Refused, match="your own work"):
        duties.review([entry.id], Reviewed.ACCEPTED, viewer=coordinator, now=TODAY)
