"""Courses, policy reviews and certificates are recorded as lines, and the newest stands."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Event, Sighting, SightingFile, Training
from incident_app.services import NotFound, Refused, sightings, training
from incident_app.services import section_v as standing
from incident_app.services.files import Sent
from incident_app.vocabulary import Role
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


class TestRecordingCourses:
    def keep(self, officer, coordinator, seen=None, **known):
        return training.record(
            officer.id, training.Courses(**known), seen=seen, viewer=coordinator, today=START,
            now=NOON,
        )  # fmt: skip

    def test_the_newest_line_stands_whole_and_earlier_ones_stay(self, officer, coordinator):
        first = self.keep(
            officer, coordinator, prior_course=" NASRO ", prior_course_on=date(2024, 6, 1)
        )
        second = self.keep(
            officer, coordinator, seen=first.id, full_course="SRO", full_course_on=START
        )
        assert training.history(officer.id, viewer=coordinator) == [second, first]
        assert (first.prior_course, first.by_id) == ("NASRO", coordinator.id)
        assert standing.record_of(officer.id, LATER).prior_course_on is None
        events = db.session.scalars(sa.select(Event).where(Event.name == "training recorded")).all()
        assert [each.detail for each in events] == [
            {"known": ["prior_course_on"]},
            {"known": ["full_course_on"]},
        ]

    def test_what_is_known_already_is_not_recorded_again(self, officer, coordinator):
        first = self.keep(officer, coordinator, full_course="SRO", full_course_on=START)
        again = self.keep(officer, coordinator, full_course="SRO", full_course_on=START)
        assert again.id == first.id
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Training)) == 1

    def test_two_coordinators_never_overwrite_each_other(self, officer, coordinator):
        self.keep(officer, coordinator, full_course="SRO", full_course_on=START)
        with pytest.raises(training.Overtaken, match="after you opened the page"):
            self.keep(officer, coordinator, prior_course="NASRO", prior_course_on=SERVING)

    @pytest.mark.parametrize(
        ("known", "field"),
        [
            ({"full_course": "SRO"}, "full_course_on"),
            ({"full_course_on": START}, "full_course"),
            ({"full_course_on": START, "full_course": " "}, "full_course"),
            ({"full_course": "SRO", "full_course_on": START + DAY}, "full_course_on"),
            ({"prior_course": "SRO", "prior_course_on": date(1989, 12, 31)}, "prior_course_on"),
            ({"prior_course": "x" * 201, "prior_course_on": SERVING}, "prior_course"),
            ({"unable_on": START}, "unable_why"),
            ({"unable_why": "No seat."}, "unable_on"),
        ],
    )
    def test_what_is_not_fit_is_refused_by_its_field(self, officer, coordinator, known, field):
        with pytest.raises(Refused) as refused:
            self.keep(officer, coordinator, **known)
        assert refused.value.fields == (field,)

    def test_only_the_coordinator_records(self, make, officer, school):
        for viewer in (
            officer,
            make.administrator(school),
            *map(make.account, (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR)),
        ):
            with pytest.raises(NotFound):
                self.keep(officer, viewer, full_course="SRO", full_course_on=START)
            with pytest.raises(NotFound):
                training.review(officer.id, "1", START, viewer=viewer, today=START, now=NOON)
            with pytest.raises(NotFound):
                self.see(officer, viewer)

    def see(self, officer, viewer):
        new = sightings.NewSighting(course="A", issuer="B", issued_on=SERVING, seen_on=START)
        sightings.record(officer.id, new, viewer=viewer, today=START, now=NOON)

    def test_who_is_no_officer_has_no_training(self, make, coordinator):
        with pytest.raises(NotFound):
            self.keep(make.administrator(), coordinator, full_course="SRO", full_course_on=START)


class TestPolicyReviews:
    def test_without_a_review_a_substitute_is_offered_nothing(self, make, school):
        substitute = make.officer(school, trained=False, substitute=True)
        assert standing.bar_of(substitute.id, START).cite.startswith("V.D; Minn. Stat. 626.8482")
        make.reviewed(substitute)
        assert standing.bar_of(substitute.id, START) is None

    def test_the_first_review_is_the_one_before_duties(self, make, officer):
        make.reviewed(officer)
        make.reviewed(officer, date(2026, 8, 3), today=LATER)
        assert standing.record_of(officer.id, LATER).policy_reviewed_on == date(2025, 8, 1)

    def test_one_version_and_day_is_recorded_once(self, make, officer, coordinator):
        assert make.reviewed(officer).id == make.reviewed(officer).id
        assert len(training.reviews(officer.id, viewer=coordinator)) == 1

    def test_what_is_not_fit_is_refused_by_its_field(self, officer, coordinator):
        told = {"viewer": coordinator, "today": START, "now": NOON}
        with pytest.raises(Refused) as refused:
            training.review(officer.id, " ", START, **told)
        assert refused.value.fields == ("version",)
        with pytest.raises(Refused) as refused:
            training.review(officer.id, "1", START + DAY, **told)
        assert refused.value.fields == ("reviewed_on",)


class TestCertificates:
    COPY = Sent(name="copy.txt", content=b"A certificate.")

    def test_the_most_recently_issued_is_current_and_earlier_ones_are_kept(
        self, make, officer, coordinator
    ):
        newer = make.certificate(officer)
        older = make.certificate(officer, issued_on=date(2024, 6, 1))
        assert sightings.sightings(officer.id, viewer=coordinator) == [newer, older]
        assert sightings.issued([officer.id], START) == {officer.id: newer.issued_on}

    def test_sent_twice_it_is_kept_once_with_its_copy(self, make, officer):
        first = make.certificate(officer, file=self.COPY)
        assert make.certificate(officer, file=self.COPY).id == first.id
        assert make.certificate(officer).id == first.id
        counts = [
            db.session.scalar(sa.select(sa.func.count()).select_from(each))
            for each in (Sighting, SightingFile)
        ]
        assert counts == [1, 1]

    def test_the_copy_is_read_by_coordinator_and_officer_alone(
        self, make, officer, school, coordinator
    ):
        seen = make.certificate(officer, file=self.COPY)
        for viewer in (coordinator, officer):
            assert sightings.copy(seen.id, viewer=viewer).content == b"A certificate."
            assert seen.id in sightings.copies(officer.id, viewer=viewer)
        auditor = make.account(Role.AUDITOR)
        for viewer in (auditor, make.administrator(school), make.officer(school)):
            with pytest.raises(NotFound):
                sightings.copy(seen.id, viewer=viewer)
            assert sightings.copies(officer.id, viewer=viewer) == {}
        assert sightings.sightings(officer.id, viewer=auditor) == [seen]

    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"course": ""}, "course"),
            ({"issuer": " "}, "issuer"),
            ({"issued_on": START + DAY}, "issued_on"),
            ({"seen_on": START + DAY}, "seen_on"),
            ({"seen_on": date(2025, 8, 7)}, "seen_on"),
            ({"file": Sent(name="a.html", content=b"<script>alert(1)</script>")}, "file"),
        ],
    )
    def test_what_is_not_fit_is_refused_by_its_field(self, make, officer, over, field):
        with pytest.raises(Refused) as refused:
            make.certificate(officer, **over)
        assert refused.value.fields == (field,)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Sighting)) == 0
