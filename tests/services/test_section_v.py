"""Where officers stand under Section V by the record: every vector of the law, and the board."""

from datetime import date, timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import DutyReview
from incident_app.policy import training as section_v
from incident_app.policy.training import Basis, Record
from incident_app.services import NotFound, training_board
from incident_app.services import section_v as standing
from incident_app.vocabulary import Reviewed, Role
from tests.make import NOON, START

DAY = timedelta(days=1)
MARCH_1 = date(2026, 3, 1)
SERVING = date(2020, 8, 24)
LATER = date(2029, 1, 10)


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR)


@pytest.fixture
def officer(make, school):
    return make.officer(school, trained=False)


def days_from(first, count):
    return [first + each * DAY for each in range(count)]


VECTORS = [
    # the record in the policy's words, the day, basis, compliant, the last compliant day
    ({"assumed_on": MARCH_1}, MARCH_1, "V.A", True, MARCH_1),
    ({"assumed_on": MARCH_1}, MARCH_1 + DAY, "V.A", False, MARCH_1),
    ({"assumed_on": SERVING}, date(2025, 9, 2), "V.A", False, date(2025, 9, 1)),
    (
        {"assumed_on": SERVING, "unable_on": date(2025, 8, 1)},
        date(2026, 3, 1),
        "V.C",
        True,
        MARCH_1,
    ),
    (
        {"assumed_on": SERVING, "prior_course_on": date(2025, 8, 31)},
        date(2027, 5, 31),
        "V.B",
        True,
        date(2027, 5, 31),
    ),
    (
        {"assumed_on": SERVING, "prior_course_on": date(2025, 8, 31)},
        date(2027, 6, 1),
        "V.B",
        False,
        date(2027, 5, 31),
    ),
    (
        {"assumed_on": MARCH_1, "prior_course_on": date(2025, 9, 1)},
        MARCH_1 + DAY,
        "V.A",
        False,
        MARCH_1,
    ),
    ({"assumed_on": MARCH_1, "unable_on": MARCH_1}, MARCH_1, "V.C", True, date(2026, 9, 1)),
    (
        {"assumed_on": date(2026, 8, 31), "unable_on": date(2026, 8, 31)},
        date(2027, 2, 28),
        "V.C",
        True,
        date(2027, 2, 28),
    ),
    (
        {"assumed_on": date(2026, 8, 31), "unable_on": date(2026, 8, 31)},
        date(2027, 3, 1),
        "V.C",
        False,
        date(2027, 2, 28),
    ),
    (
        {
            "assumed_on": SERVING,
            "prior_course_on": date(2024, 6, 1),
            "supplemental_course_on": MARCH_1,
        },
        LATER,
        "V.B",
        True,
        None,
    ),
    (
        {"assumed_on": MARCH_1, "supplemental_course_on": date(2026, 2, 1)},
        MARCH_1 + DAY,
        "V.A",
        False,
        MARCH_1,
    ),
    ({"assumed_on": SERVING, "substitute": True, "contact_days": 59}, LATER, "V.D", True, None),
    (
        {"assumed_on": SERVING, "substitute": True, "contact_days": 60},
        LATER,
        "V.A",
        False,
        date(2025, 9, 1),
    ),
]


@pytest.mark.parametrize(("told", "on", "basis", "compliant", "last_day"), VECTORS)
def test_every_vector_of_the_law_comes_out_of_the_record(
    make, school, told, on, basis, compliant, last_day
):
    officer = make.account(Role.OFFICER, schools=[school])
    posted = {name: told[name] for name in ("assumed_on", "substitute") if name in told}
    make.posting(officer, trained=False, **posted)
    courses = {name: day for name, day in told.items() if name.endswith("_on")}
    courses.pop("assumed_on")
    words = {
        ("unable_why" if name == "unable_on" else name.removesuffix("_on")): "Words."
        for name in courses
    }
    if courses:
        make.training(officer, today=LATER, **courses, **words)
    make.worked(officer, school, *days_from(date(2028, 9, 5), told.get("contact_days", 0)))

    found = standing.status_of(officer.id, on)
    assert (found.cite, found.compliant, found.last_day) == (basis, compliant, last_day)
    assert standing.record_of(officer.id, on) == Record(**told)
    assert standing.bar_of(officer.id, on) == section_v.bar(Record(**told), on)


def test_without_a_posting_nothing_is_said(make):
    officer = make.account(Role.OFFICER)
    assert standing.record_of(officer.id, LATER) is None
    assert standing.status_of(officer.id, LATER) is None


def test_the_newest_posting_counts(make, officer):
    make.posting(officer, trained=False, assumed_on=LATER)
    assert standing.record_of(officer.id, LATER).assumed_on == LATER


class TestContactDays:
    @pytest.fixture
    def substitute(self, make, school):
        return make.officer(school, trained=False, substitute=True)

    def counted(self, officer, on):
        return standing.record_of(officer.id, on).contact_days

    def test_a_day_counts_once_and_only_with_students(self, make, substitute, school):
        day = date(2025, 9, 8)
        make.worked(substitute, school, day, day)
        make.worked(substitute, make.school("WMS"), day)
        make.worked(substitute, school, day + DAY, contact_day=False)
        assert self.counted(substitute, LATER.replace(year=2026)) == 1

    def test_the_year_runs_from_july_1_and_ends_with_the_day_asked_about(
        self, make, substitute, school
    ):
        make.worked(substitute, school, date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 8))
        asked = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 7), date(2026, 9, 8))
        assert [self.counted(substitute, day) for day in asked] == [1, 1, 1, 2]

    def test_a_struck_entry_counts_until_it_is_accepted_again(
        self, make, substitute, school, coordinator
    ):
        (entry,) = make.worked(substitute, school, date(2025, 9, 8))
        for verdict, count in ((Reviewed.STRUCK, 0), (Reviewed.ACCEPTED, 1), (Reviewed.STRUCK, 0)):
            db.session.add(
                DutyReview(
                    entry_id=entry.id, verdict=verdict, words="Why.", by_id=coordinator.id, at=NOON
                )
            )
            db.session.commit()
            assert self.counted(substitute, date(2025, 9, 9)) == count

    def test_day_60_ends_the_exemption(self, make, substitute, school):
        days = days_from(date(2025, 9, 8), 60)
        make.worked(substitute, school, *days)
        assert standing.status_of(substitute.id, days[58]).basis is Basis.V_D
        assert standing.status_of(substitute.id, days[59]).basis is Basis.V_A
        assert standing.bar_of(substitute.id, days[59]).cite == "V.A"


class TestTheBoard:
    def test_it_says_what_lapses_next_quarter_and_who_was_not_seen(self, make, school, coordinator):
        trained, due = make.officer(school), make.officer(school, trained=False)
        make.training(due, prior_course="NASRO", prior_course_on=date(2024, 6, 1))
        make.certificate(trained)
        make.contract(schools=[school], ends_on=date(2027, 4, 30))
        board = training_board.board(date(2027, 3, 2), viewer=coordinator)
        assert [(each.officer.id, each.alert) for each in board.standings] == [
            (trained.id, None),
            (due.id, 90),
        ]
        assert [each.day for each in board.soon] == [date(2027, 4, 30), date(2027, 5, 31)]
        assert board.quarter == (date(2027, 4, 1), date(2027, 6, 30))
        assert [each.day for each in board.lapses] == [date(2027, 4, 30), date(2027, 5, 31)]
        assert [each.officer.id for each in board.unseen] == [due.id]
        assert board.not_compliant == []

    def test_an_officer_sees_only_their_own(self, make, school):
        one, other = make.officer(school), make.officer(school)
        assert training_board.standing(one.id, START, viewer=one).officer.id == one.id
        with pytest.raises(NotFound):
            training_board.standing(other.id, START, viewer=one)
        with pytest.raises(NotFound):
            training_board.standing(one.id, START, viewer=make.administrator(school))
