"""The duty log: two taps for an officer, a list to review for the coordinator, read by others."""

import pytest

from incident_app.extensions import db
from incident_app.models import DutyEntry
from incident_app.policy.duties import Duty
from incident_app.services import duties
from incident_app.vocabulary import Reviewed, Role
from tests.make import TODAY


@pytest.fixture
def page(pages, officer):
    """The officer's own log, open."""
    client = pages.sign_in(officer)
    client.get("/duties")
    return client


@pytest.fixture
def coordinator(make):
    return make.account(Role.COORDINATOR)


def tap(page, duty="teaching", **over):
    return page.submit("/duties/new", ("duty", duty), **over)


def entries():
    db.session.rollback()
    return db.session.scalars(db.select(DutyEntry).order_by(DutyEntry.seq)).all()


def test_a_chip_and_a_duty_are_all_it_takes(page, officer):
    said = tap(page, minutes="30")
    assert "Logged: Teaching (IV.A.6), 30 minutes at Eagle High School on Nov 4, 2025." in said.text
    (entry,) = entries()
    assert (entry.account_id, entry.duty, entry.minutes) == (officer.id, Duty.TEACHING, 30)
    assert (entry.day, entry.contact_day, entry.audience) == (TODAY.date(), True, None)
    assert page.path == "/duties"
    assert "Teaching (IV.A.6), 30 min" in said.text
    assert "Not reviewed yet." in said.text


def test_pressing_twice_keeps_one_and_says_what_is_kept(page):
    form = page.page
    tap(page, minutes="30")
    page.page = form
    assert "Logged: Teaching (IV.A.6), 30 minutes" in tap(page, "climate", minutes="60").text
    assert len(entries()) == 1


def test_the_rest_is_optional(page):
    tap(
        page, "drills", minutes="other", other_minutes="75", day="2025-10-31", audience="28",
        words="Walked the routes.", contact_day=[],
    )  # fmt: skip
    (entry,) = entries()
    assert (entry.minutes, entry.audience, entry.words) == (75, 28, "Walked the routes.")
    assert (str(entry.day), entry.contact_day) == ("2025-10-31", False)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "How long: Choose how long it took."),
        ({"minutes": "other"}, "Minutes: Enter the minutes."),
        ({"minutes": "15", "other_minutes": "20"}, "Minutes: Choose Other above"),
        ({"minutes": "other", "other_minutes": "0"}, "Minutes: Enter a number from 1 to 720."),
        ({"minutes": "other", "other_minutes": "an hour"}, "Minutes: Enter a number from 1 to 720."),
        ({"minutes": "7"}, "How long: Choose from the list."),
        ({"minutes": "15", "day": "2025-11-05"}, "Day: Enter a day that is not in the future."),
        ({"minutes": "15", "day": "2025-06-01"}, "Day: Enter a day of this school year"),
        ({"minutes": "15", "day": "soon"}, "Day: Enter a day"),
        ({"minutes": "15", "audience": "9999999"}, "How many people it reached: Enter a number from 0 to 5,000."),
        ({"minutes": "15", "school": "elsewhere"}, "School: Choose from the list."),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_field_and_what_was_typed_stays(page, typed, says):
    said = tap(page, words="By bicycle.", **typed)
    assert said.title.startswith("Error:")
    assert says in said.text
    kept = dict(said.values("/duties/new"))
    assert kept["words"] == "By bicycle."
    for name, value in typed.items():
        if name not in {"minutes", "school"}:
            assert kept[name] == value
    assert entries() == []


def test_no_duty_pressed_saves_nothing(page):
    """Enter in a field presses the first button, which is no duty."""
    assert "What you did: Press the duty." in page.submit("/duties/new", minutes="15").text
    assert entries() == []


def test_a_students_name_is_refused_and_stays_to_be_taken_out(page, make, dana):
    make.person(dana.schools[0], "Nuñez, José")
    said = tap(page, minutes="15", words="Spoke with José Nunez.")
    assert "A few words: Take the student's name out." in said.text
    assert dict(said.values("/duties/new"))["words"] == "Spoke with José Nunez."
    assert (
        "Logged"
        in page.submit("/duties/new", ("duty", "liaison"), words="Spoke with a student.").text
    )


def test_with_several_schools_the_last_one_is_chosen(pages, make, dana):
    other = make.school("WMS", "Wolf Middle School")
    officer = make.officer(*dana.schools, other)
    client = pages.sign_in(officer)
    client.get("/duties")
    assert "school" not in dict(client.page.values("/duties/new"))
    assert "School: Choose the school." in tap(client, minutes="15").text
    make.duty(officer, school=other)
    assert dict(client.get("/duties").values("/duties/new"))["school"] == str(other.id)


def test_an_officer_without_a_school_is_told_so(pages, make):
    client = pages.sign_in(make.officer())
    assert "You are assigned to no school" in client.get("/duties").text


def test_an_officer_reads_what_became_of_their_own_and_nothing_of_others(
    page, make, dana, officer, coordinator
):
    mine = make.duty(officer)
    make.duty(make.officer(*dana.schools), words="canaryquartz")
    duties.review([mine.id], Reviewed.STRUCK, "A holiday.", viewer=coordinator, now=TODAY)
    text = page.get("/duties").text
    assert "Struck by" in text
    assert "A holiday. It counts nowhere." in text
    assert "canaryquartz" not in text


def test_the_coordinator_accepts_several_and_strikes_one(pages, make, officer, coordinator):
    first, second, third = (make.duty(officer) for _ in range(3))
    client = pages.sign_in(coordinator)
    client.get(f"/duties?officer={officer.id}")
    action = f"/duties/accept?officer={officer.id}"
    said = client.submit(action, entries=[str(first.id), str(second.id)])
    assert "2 entries accepted." in said.text
    assert client.path == f"/duties?officer={officer.id}"
    client.get(f"/duties/{third.id}/strike")
    assert "Why it is struck: Enter why it is struck." in client.submit().text
    assert "The entry is struck." in client.submit(words="Entered twice.").text
    assert [each.review.verdict.value for each in entries()] == ["accepted", "accepted", "struck"]


def test_nothing_ticked_or_nothing_real_accepts_nothing(pages, make, officer, coordinator):
    make.duty(officer)
    client = pages.sign_in(coordinator)
    client.get("/duties")
    assert "Choose at least one entry." in client.submit("/duties/accept").text
    nobody = "00000000-0000-4000-8000-000000000000"
    for sent in (nobody, "no id"):
        said = client.submit("/duties/accept", entries=[sent])
        assert "Choose" in said.text
    assert entries()[0].review is None


def test_the_coordinator_logs_for_a_substitute(pages, make, dana, coordinator):
    substitute = make.officer(*dana.schools, substitute=True)
    make.officer(*dana.schools)
    make.person(dana.schools[0], "Lee, Ana")
    client = pages.sign_in(coordinator)
    client.get("/duties/new")
    assert "Officer: Choose the officer." in tap(client, minutes="45").text
    filled = {"minutes": "45", "officer": str(substitute.id), "words": "Ana Lee"}
    assert "A few words: Take the student's name out." in tap(client, **filled).text
    assert "Logged: Teaching" in tap(client, words="For Officer Roe.").text
    (entry,) = entries()
    assert (entry.account_id, entry.by_id) == (substitute.id, coordinator.id)


def test_administrators_and_auditors_read_and_change_nothing(pages, make, dana, officer):
    make.duty(officer, words="Halls.")
    elsewhere = make.officer(make.school("WMS"))
    make.duty(elsewhere, words="canaryquartz")
    for viewer, reads in ((dana, False), (make.account(Role.AUDITOR), True)):
        client = pages.sign_in(viewer)
        page = client.get("/duties")
        assert "Halls." in page.text
        assert ("canaryquartz" in page.text) is reads
        assert "Accept" not in page.text
        assert "Strike" not in page.text
        client.get("/duties/new", status=404)


def test_the_list_is_filtered_and_says_what_is_wrong(pages, make, officer, coordinator):
    make.duty(officer, duty=Duty.CLIMATE, words="Halls.")
    client = pages.sign_in(coordinator)
    assert "Halls." in client.get("/duties?duty=climate&start=2025-11-04").text
    assert "No work is logged that fits" in client.get("/duties?duty=liaison").text
    for asked in (
        "duty=enforcement",
        "school=x",
        "officer=x",
        "start=x",
        "start=2025-11-04&end=2025-11-03",
    ):
        page = client.get(f"/duties?{asked}")
        assert page.title.startswith("Error:"), asked
        assert "Halls." not in page.text
