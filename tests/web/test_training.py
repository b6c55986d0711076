"""The pages of Section V: where an officer stands on a day, what is recorded, and the board."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from incident_app.services import sightings, training
from incident_app.services.files import Sent
from incident_app.vocabulary import Role
from tests.make import CRIME

COPY = Sent(name="copy.txt", content=b"A certificate.")
JUNE_1 = datetime(2027, 6, 1, 18, 0, tzinfo=UTC)


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def officer(make, school):
    officer = make.officer(school, trained=False)
    make.training(officer, prior_course="NASRO basic", prior_course_on=date(2024, 6, 10))
    return officer


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR)


@pytest.fixture
def page(pages, coordinator, officer):
    client = pages.sign_in(coordinator)
    client.get(f"/officers/{officer.id}/training")
    return client


def test_it_says_where_the_officer_stands_until_when_and_by_what(page):
    for words in (
        "Compliant , V.B",
        "May 31, 2027: 573 days left",
        "Last working day before May 28, 2027",
        "NASRO basic , Jun 10, 2024",
        "No certificate was seen : a finding, not proof of no training. The chief keeps it (V.E)",
    ):
        assert words in page.page.text, words


def test_it_is_shown_as_of_any_day(page, officer):
    page.get(f"/officers/{officer.id}/training?on=2027-06-01")
    assert "under Section V on Jun 1, 2027" in page.page.text
    assert "Not compliant , V.B" in page.page.text
    assert "1 day ago" in page.page.text
    assert "No new matter can be given on this day (V.B, May 31, 2027)" in page.page.text
    page.get(f"/officers/{officer.id}/training?on=2024-06-09")
    assert "Section V asks nothing before September 1, 2025" in page.page.text
    assert "The course must come first" in page.page.text


@pytest.mark.parametrize("on", ["2027-02-30", "0001-01-01", "9999-12-31", "soon"])
def test_what_is_no_day_is_said_and_kept(page, officer, on):
    page.get(f"/officers/{officer.id}/training?on={on}")
    assert page.page.title.startswith("Error:")
    assert "under Section V on Nov 4, 2025" in page.page.text


def test_v_c_says_what_is_relieved_and_both_days(make, page, officer):
    make.training(officer, unable_on=date(2025, 8, 20), unable_why="No seat.")
    make.posting(officer, trained=False, assumed_on=date(2026, 8, 31))
    page.get(f"/officers/{officer.id}/training?on=2027-02-01")
    for words in (
        "IV.A.4 and IV.A.5 : drills and vulnerability assessments. A relief, not a ban",
        "Feb 28, 2027: 27 days left (30-day warning)",
        "Would move to Mar 1, 2027",
    ):
        assert words.replace(" :", ":") in page.page.text.replace(" :", ":")
    assert "no review is recorded" in page.page.text


class TestRecording:
    def path(self, officer, what):
        return f"/officers/{officer.id}/training/{what}"

    def test_courses_stand_whole_and_what_was_known_stays(self, page, officer, coordinator):
        page.submit(
            self.path(officer, "courses"), full_course="SRO training", full_course_on="2025-10-01"
        )
        assert "What is known of the courses is recorded." in page.page.text
        newest, first = training.history(officer.id, viewer=coordinator)
        assert (newest.prior_course, newest.full_course_on) == ("NASRO basic", date(2025, 10, 1))
        assert first.full_course_on is None
        assert "What was known before" in page.page.text

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, page, officer, coordinator):
        path = self.path(officer, "courses")
        page.submit(path, full_course="SRO training", full_course_on="2025-11-05")
        assert page.page.title.startswith("Error:")
        assert "This day is still to come." in page.page.text
        assert dict(page.page.values(path))["full_course"] == "SRO training"
        page.submit(path, full_course_on="yesterday")
        assert "Enter a day, such as 9/2/2025." in page.page.text
        assert dict(page.page.values(path))["full_course_on"] == "yesterday"
        assert len(training.history(officer.id, viewer=coordinator)) == 1

    def test_overtaken_it_is_compared_and_saved_again(self, make, page, officer, coordinator):
        make.training(
            officer, prior_course="School Safety Center", prior_course_on=date(2024, 7, 1)
        )
        path = self.path(officer, "courses")
        page.submit(path, full_course="SRO training", full_course_on="2025-10-01")
        assert "after you opened the page" in page.page.text
        assert "School Safety Center" in page.page.text
        page.submit(path)
        assert training.history(officer.id, viewer=coordinator)[0].full_course == "SRO training"

    def test_a_policy_review(self, page, officer):
        path = self.path(officer, "reviews")
        page.submit(path, version="", reviewed_on="2025-08-01")
        assert "Enter the version of the policy." in page.page.text
        courses = dict(page.page.values(self.path(officer, "courses")))
        assert courses["prior_course"] == "NASRO basic"
        page.submit(path, version="August 2025")
        assert "Version August 2025 , reviewed Aug 1, 2025." in page.page.text

    def test_a_certificate_with_its_copy(self, page, officer, coordinator):
        path = self.path(officer, "certificates")
        fields = dict(page.page.values(path)) | {
            "course": "NASRO basic", "issuer": "NASRO", "issued_on": "2024-06-10", "seen_on": "2025-11-03",
        }  # fmt: skip
        page.post(path, fields | {"file": (BytesIO(b"<html><script>"), "copy.pdf")})
        assert page.page.title.startswith("Error:")
        assert dict(page.page.values(path))["issuer"] == "NASRO"
        page.post(path, fields | {"file": (BytesIO(b"A certificate."), "copy.txt")})
        assert "Current: NASRO basic , issued Jun 10, 2024" in page.page.text
        assert "a finding" not in page.page.text
        (seen,) = sightings.sightings(officer.id, viewer=coordinator)
        answer = page.request("GET", f"/certificates/{seen.id}")
        assert answer.data == b"A certificate."
        assert answer.headers["Content-Disposition"].startswith("attachment")

    def test_a_copy_that_is_too_large_is_said(self, page, officer):
        path = self.path(officer, "certificates")
        fields = dict(page.page.values(path)) | {
            "file": (BytesIO(b"x" * (10 * 1024**2 + 70_000)), "copy.txt")
        }
        page.post(path, fields, status=413)
        assert "It is larger than 10 MB" in page.page.text


class TestWhoReads:
    def test_the_officer_reads_their_own_and_records_nothing(self, make, pages, officer):
        make.certificate(officer, file=COPY)
        client = pages.sign_in(officer)
        client.get("/my-training")
        assert "Where you stand under Section V" in client.page.text
        assert "Save the copy" in client.page.text
        assert [each["action"] for each in client.page.forms] == ["/sign-out", "/my-training"]

    def test_the_auditor_reads_without_the_copy_and_records_nothing(self, make, pages, officer):
        make.certificate(officer, file=COPY)
        client = pages.sign_in(make.account(Role.AUDITOR))
        client.get("/training")
        client.get(f"/officers/{officer.id}/training")
        assert "issued Aug 8, 2025" in client.page.text
        assert "Save the copy" not in client.page.text
        assert len(client.page.forms) == 2

    def test_to_an_administrator_it_does_not_exist(self, make, pages, school, officer):
        client = pages.sign_in(make.administrator(school))
        client.get(f"/officers/{officer.id}/training", status=404)
        client.get("/training", status=404)


class TestTheBoard:
    @pytest.mark.usefixtures("officer")
    def test_it_counts_warns_and_lists(self, app, make, pages, school, coordinator):
        substitute = make.officer(school, trained=False, substitute=True)
        days = [date(2027, 3, 1 + each) for each in range(31)] + [
            date(2027, 4, 1 + each) for each in range(20)
        ]
        make.worked(substitute, school, *days)
        app.config["CLOCK"] = lambda: datetime(2027, 5, 3, 18, 0, tzinfo=UTC)
        client = pages.sign_in(coordinator)
        client.get("/training")
        for words in (
            "May 31, 2027: 28 days left (30-day warning)",
            "51 student-contact days this school year. The exemption ends on day 60: look ahead now.",
            "1 certificate not seen",
            "Jul 1, 2027 to Sep 30, 2027.",
            "0 not compliant",
        ):
            assert words in client.page.text, words

    def test_who_holds_a_matter_untrained_is_listed_and_keeps_it(
        self, app, make, pages, school, officer, coordinator
    ):
        matter = make.incident(make.administrator(school), ("assault", CRIME)).matters[0]
        make.referral(matter, officer)
        reference = matter.reference
        app.config["CLOCK"] = lambda: JUNE_1
        client = pages.sign_in(coordinator)
        client.get("/training")
        assert "A matter already held is not taken away." in client.page.text
        assert f"{officer.name}: {reference}" in client.page.text
        auditor = pages.sign_in(make.account(Role.AUDITOR))
        auditor.get("/training")
        assert "1 not compliant" in auditor.page.text
        assert reference not in auditor.page.text
