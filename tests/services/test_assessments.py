"""What an assessment found is read by who has to do with it, and by nobody else anywhere."""

from datetime import date
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Event, Training
from incident_app.services import NotFound, Refused, assessments
from incident_app.vocabulary import Role
from tests.make import TODAY

TUESDAY = TODAY.date()


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR)


@pytest.fixture
def unable(make, school, coordinator):
    """An officer whose employer can't provide the course yet (V.C): not trained, and relieved."""
    officer = make.officer(school)
    line = Training(
        account_id=officer.id, unable_on=date(2025, 9, 1), unable_why="No course before March.",
        by_id=coordinator.id, at=TODAY,
    )  # fmt: skip
    db.session.add(line)
    db.session.commit()
    return officer


def close(found, viewer, on=TUESDAY, words="The lock is new."):
    assessments.close(found.id, on, words, viewer=viewer, today=TUESDAY, now=TODAY)


def test_the_coordinator_the_owner_and_the_officer_read_it_and_nobody_else(
    make, school, coordinator
):
    owner, officer = make.administrator(school), make.officer(school)
    found = make.assessment(school, owner_id=owner.id, officer_id=officer.id)
    for viewer in (coordinator, owner, officer):
        assert assessments.assessment(found.id, viewer=viewer).id == found.id
        assert assessments.has_any(viewer=viewer)
    for viewer in (
        make.administrator(school), make.officer(school), make.account(Role.AUDITOR),
        make.account(Role.SYSTEM_ADMINISTRATOR),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            assessments.assessment(found.id, viewer=viewer)
        assert assessments.assessments(viewer=viewer) == []
        assert not assessments.has_any(viewer=viewer)


def test_only_the_coordinator_records_and_closes(make, school):
    owner, officer = make.administrator(school), make.officer(school)
    found = make.assessment(school, owner_id=owner.id, officer_id=officer.id)
    for viewer in (owner, officer, make.account(Role.AUDITOR)):
        with pytest.raises(NotFound):
            make.assessment(school, by=viewer)
        with pytest.raises(NotFound):
            close(found, viewer)
        assert assessments.owners(viewer=viewer) == []
        assert assessments.schools(viewer=viewer) == []


def test_the_journal_says_that_something_was_recorded_and_nothing_of_it(make, school, coordinator):
    found = make.assessment(school, by=coordinator)
    close(found, coordinator)
    events = db.session.scalars(db.select(Event).where(Event.subject == "assessment")).all()
    assert [each.name for each in events] == ["assessment recorded", "assessment closed"]
    assert [each.detail for each in events] == [{}, {}]


def test_what_is_overdue_comes_first_and_what_is_closed_last(make, school, coordinator):
    days = (date(2025, 12, 1), date(2025, 10, 1), date(2025, 9, 15))
    later, overdue, closed = (make.assessment(school, due_on=day) for day in days)
    close(closed, coordinator)
    found = [each.id for each in assessments.assessments(viewer=coordinator)]
    assert found == [overdue.id, later.id, closed.id]


def test_it_is_closed_once_with_a_day_and_how(make, school, coordinator):
    found = make.assessment(school)
    for over, field in (
        ({"on": date(2025, 11, 5)}, "closed_on"),
        ({"words": " "}, "words"),
        ({"words": "x" * 2001}, "words"),
    ):
        with pytest.raises(Refused) as refused:
            close(found, coordinator, **over)
        assert refused.value.fields == (field,)
    close(found, coordinator)
    assert assessments.assessment(found.id, viewer=coordinator).end.words == "The lock is new."
    with pytest.raises(Refused, match="closed already"):
        close(found, coordinator)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"finding": " "}, "finding"),
        ({"finding": "x" * 2001}, "finding"),
        ({"due_on": date(2125, 1, 1)}, "due_on"),
        ({"due_on": date(1925, 1, 1)}, "due_on"),
        ({"owner_words": ""}, "owner"),
        ({"owner_words": "x" * 201}, "owner_words"),
        ({"owner_id": uuid4()}, "owner"),
        ({"officer_id": uuid4()}, "officer"),
    ],
)
def test_what_can_not_be_is_refused_with_its_field(make, school, over, field):
    with pytest.raises(Refused) as refused:
        make.assessment(school, **over)
    assert refused.value.fields == (field,)


def test_owner_and_officer_are_of_the_school(make, school):
    other = make.school("WMS")
    for over, field in (
        ({"owner_id": make.administrator(other).id}, "owner"), ({"owner_id": make.officer(school).id}, "owner"),
        ({"officer_id": make.officer(other).id}, "officer"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            make.assessment(school, **over)
        assert refused.value.fields == (field,)


def test_an_untrained_officer_under_v_c_is_given_one_only_with_eyes_open(make, school, unable):
    with pytest.raises(Refused, match="not required of this officer until trained") as refused:
        make.assessment(school, officer_id=unable.id)
    assert refused.value.fields == ("relief_said",)
    assert make.assessment(school, officer_id=unable.id, relief_said=True).relief_said


def test_of_whoever_is_trained_or_under_another_paragraph_nothing_is_asked(make, school, unable):
    db.session.add(
        Training(
            account_id=unable.id, unable_on=date(2025, 9, 1), unable_why="No course before March.",
            full_course="SRO course", full_course_on=date(2025, 11, 3), at=TODAY,
        )
    )  # fmt: skip
    db.session.commit()
    for officer in (unable, make.officer(school), make.officer(school, posted=False)):
        assert not make.assessment(school, officer_id=officer.id, relief_said=True).relief_said


def test_a_double_press_keeps_one_and_a_key_in_use_is_nobody_elses(make, school, coordinator):
    key = uuid4()
    first = make.assessment(school, by=coordinator, key=key)
    assert make.assessment(school, by=coordinator, key=key).id == first.id
    with pytest.raises(NotFound):
        make.assessment(school, key=key)
