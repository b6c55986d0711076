"""Drills, assessments and the report of duties, page by page."""

import csv
import io
from datetime import date

import pytest

from incident_app.extensions import db
from incident_app.models import Assessment, Drill, Training
from incident_app.policy.duties import Duty
from incident_app.services import referrals
from incident_app.vocabulary import Role
from tests.make import CRIME, TODAY


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR)


def kept(table):
    db.session.rollback()
    return db.session.scalars(db.select(table)).all()


# Drills.


def test_an_administrator_records_a_drill_and_reads_what_is_still_to_hold(pages, dana, officer):
    client = pages.sign_in(dana)
    client.get("/drills/new")
    said = client.submit(
        kind="fire",
        minutes="other",
        other_minutes="8",
        audience="640",
        officer=str(officer.id),
        words="Out fast.",
    )
    assert "Recorded: Fire drill at Eagle High School on Nov 4, 2025." in said.text
    assert "Fire Minn. Stat. 121A.037 1 5 4" in said.text
    assert f"Advised by {officer.name}" in said.text
    assert "counsel confirms it" in said.text
    (drill,) = kept(Drill)
    assert (drill.minutes, drill.audience, drill.officer_id) == (8, 640, officer.id)


def test_a_drill_that_can_not_be_names_its_field_and_keeps_what_was_typed(pages, make, dana):
    make.person(dana.schools[0], "Lee, Ana")
    client = pages.sign_in(dana)
    client.get("/drills/new")
    for typed, says in (
        ({}, "Kind: Choose the kind of drill."),
        ({"kind": "fire"}, "How long: Choose how long it took."),
        ({"minutes": "15", "words": "Ana Lee was late."}, "A few words: Take the student's name out."),
        ({"day": "2025-11-05", "words": "All well."}, "Day: Enter a day that is not in the future."),
        ({"day": "2025-11-03", "officer": "x"}, "Choose from the list."),
    ):  # fmt: skip
        said = client.submit(**typed)
        assert says in said.text
    assert dict(said.values("/drills/new"))["words"] == "All well."
    assert kept(Drill) == []


def test_officers_and_the_auditor_read_the_register_and_record_nothing(pages, make, dana, officer):
    make.drill(dana.schools[0], words="Out fast.")
    make.drill(make.school("WMS"), words="canaryquartz")
    for viewer, everywhere in ((officer, False), (make.account(Role.AUDITOR), True)):
        client = pages.sign_in(viewer)
        page = client.get("/drills")
        assert "Out fast." in page.text
        assert ("canaryquartz" in page.text) is everywhere
        assert "Record a drill" not in page.text
        client.get("/drills/new", status=404)
        assert "No drill is recorded." in client.get("/drills?year=2020").text


# Assessments.


def test_the_coordinator_records_a_finding_and_closes_it(pages, dana, officer, coordinator):
    client = pages.sign_in(coordinator)
    client.get("/assessments/new")
    assert "Who sees to it: Choose who sees to it." in client.submit(finding="A door.").text
    assert "Who the other is: Enter who sees to it." in client.submit(owner="another").text
    said = client.submit(owner=str(dana.id), due_on="2025-11-03", officer=str(officer.id))
    assert "The finding is recorded." in said.text
    assert "Security information (Minn. Stat. 13.37)." in said.text
    assert "Overdue since Nov 3, 2025" in said.text
    (found,) = kept(Assessment)
    path = f"/assessments/{found.id}"
    assert "How it was closed: Enter how it was closed." in client.submit(f"{path}/close").text
    said = client.submit(f"{path}/close", words="A new lock.", closed_on="2025-11-04")
    assert "The finding is closed." in said.text
    assert "A new lock." in said.text
    assert "Closed on Nov 4, 2025" in client.get("/assessments").text


def test_the_owner_and_the_officer_read_theirs_and_change_nothing(pages, make, dana, officer):
    school = dana.schools[0]
    found = make.assessment(school, owner_id=dana.id, officer_id=officer.id, finding="canaryquartz")
    other, path = make.assessment(school, finding="canaryonyx"), f"/assessments/{found.id}"
    for viewer in (dana, officer):
        client = pages.sign_in(viewer)
        assert "/assessments" in client.get("/duties").links
        page = client.get("/assessments")
        assert "canaryquartz" in page.text
        assert "canaryonyx" not in page.text
        assert "Close it" not in client.get(path).text
        client.get(f"/assessments/{other.id}", status=404)


def test_to_whoever_has_nothing_to_do_with_one_there_is_none(pages, make, dana, officer):
    found = make.assessment(
        dana.schools[0], owner_id=dana.id, officer_id=officer.id, finding="canaryquartz"
    )
    for viewer in (
        make.administrator(*dana.schools),
        make.officer(*dana.schools),
        make.account(Role.AUDITOR),
    ):
        client = pages.sign_in(viewer)
        assert "/assessments" not in client.get("/duties").links
        client.get(f"/assessments/{found.id}", status=404)
        for path in ("/duties", "/drills", "/duties/report", "/"):
            client.get(path)
            assert b"canaryquartz" not in client.response.data


def test_relief_is_read_and_ticked_before_an_untrained_officer_gets_one(
    pages, dana, officer, coordinator
):
    db.session.add(
        Training(
            account_id=officer.id, unable_on=date(2025, 9, 1), unable_why="No course.", at=TODAY
        )
    )
    db.session.commit()
    client = pages.sign_in(coordinator)
    page = client.get("/assessments/new")
    assert f"{officer.name}, EHS, not required until trained" in page.text
    typed = {
        "finding": "A door.",
        "owner": str(dana.id),
        "due_on": "2025-12-01",
        "officer": str(officer.id),
    }
    assert (
        "until trained: This is not required of this officer until trained."
        in client.submit(**typed).text
    )
    assert "the coordinator knew it" in client.submit(relief_said="y").text


# The report.


def test_the_report_shows_hours_by_duty_and_school_as_picture_table_and_file(
    pages, make, dana, officer, coordinator
):
    make.duty(officer, minutes=90)
    make.duty(officer, duty=Duty.CLIMATE, minutes=60)
    referral = make.referral(make.incident(dana, ("assault", CRIME)).matters[0], officer)
    referrals.accept(referral.id, viewer=officer, now=TODAY)
    for viewer in (coordinator, dana, make.account(Role.AUDITOR)):
        client = pages.sign_in(viewer)
        page = client.get("/duties/report")
        assert "Hours by duty, Jul 1, 2025 to Jun 30, 2026" in page.text
        assert "Teaching (IV.A.6) 1.5 1.5" in page.text
        assert "All that is logged 2.5 2.5" in page.text
        assert "Enforcement (IV.A.7), hours not recorded not recorded" in page.text
        assert "Enforcement (IV.A.7), referrals accepted 1 1" in page.text
        address = next(link for link in page.links if "report.csv" in link)
        text = client.request("GET", address).data.decode("utf-8-sig")
        rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(text))}
        assert rows["Duty, in hours"] == ["Eagle High School", "All schools"]
        assert rows["School climate (IV.A.1)"] == ["1.0", "1.0"]
        assert rows["Enforcement (IV.A.7), hours"] == ["not recorded", "not recorded"]


def test_an_officer_reports_their_own_work_and_nothing_of_enforcement(pages, make, dana, officer):
    make.duty(officer, minutes=90)
    make.duty(make.officer(*dana.schools), minutes=600)
    client = pages.sign_in(officer)
    page = client.get("/duties/report")
    assert "All that is logged 1.5 1.5" in page.text
    assert "Enforcement (IV.A.7) is left out here" in page.text
    assert "referrals accepted" not in page.text
    answer = client.request("GET", "/duties/report.csv")
    assert b"Enforcement" not in answer.data


def test_a_report_of_days_that_are_none_says_so(pages, coordinator):
    client = pages.sign_in(coordinator)
    for asked in ("start=x&end=2025-09-01", "start=2025-09-02&end=2025-09-01", "start=1900-01-01&end=1900-02-01",
                  "start=2020-01-01&end=2025-01-01", "start=9999-01-01&end=9999-12-31"):  # fmt: skip
        page = client.get(f"/duties/report?{asked}")
        assert page.title.startswith("Error:"), asked
        assert "All that is logged" not in page.text
        assert client.request("GET", f"/duties/report.csv?{asked}").status_code == 302
    assert "No work is logged for these days." in client.get("/duties/report").text
