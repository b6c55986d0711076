"""One student's ledger: everything disclosed of them, nobody else's name, and who looked."""

import csv
import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Disclosure, Event
from incident_app.services import consultations, ledger, referrals
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.services.sharing import Chosen
from incident_app.vocabulary import Basis, Field, Part, PersonKind, Seen
from tests.make import CRIME, NOON, PETTY, TODAY, known

HIDDEN = ("Berg", "Bo", "Roe", "Jo", "Cole", "Cy")
PURPOSE = "Bo Berg says Ana Lee hit him. Roe told us. Also ask Cole, Cy ({number}) and JO ROE."


@pytest.fixture
def school(make):
    return make.school("EHS")


@pytest.fixture
def owner(make, school):
    return make.administrator(school)


@pytest.fixture
def officer(make, school):
    return make.officer(school)


@pytest.fixture
def people(make, school):
    """An actor, a victim, a reporter, and somebody who is only on the roster."""
    names = {"ana": "Lee, Ana", "bo": "Berg, Bo", "cy": "Cole, Cy"}
    found = {key: make.person(school, name) for key, name in names.items()}
    return found | {"jo": make.person(school, "Roe, Jo", PersonKind.STAFF)}


def log(make, owner, people, conduct="assault", answers=CRIME, **over):
    matters = [NewMatter(conduct=conduct, answers=known(**answers))]
    return make.incident(
        owner,
        participants=[
            NewParticipant(part=Part.ACTOR, person_id=people["ana"].id, matters=matters),
            NewParticipant(part=Part.VICTIM, person_id=people["bo"].id),
            NewParticipant(part=Part.REPORTER, person_id=people["jo"].id),
        ],
        **over,
    )


@pytest.fixture
def incident(make, owner, people):
    return log(make, owner, people)


@pytest.fixture
def referral(make, incident, officer, people):
    """Names actor and victim, and its officer has read it."""
    purpose = PURPOSE.format(number=people["cy"].number)
    referral = make.referral(incident.matters[0], officer, purpose=purpose)
    read(referral, officer)
    return referral


def read(referral, officer, now=NOON):
    with referrals.reading(referral.id, viewer=officer, now=now):
        pass


def words_of(page):
    import re

    return set(re.findall(r"\w+", page.text))


def assert_nobody_else(page, people):
    numbers = {each.number for key, each in people.items() if key != "ana"}
    assert words_of(page) & {*HIDDEN, *map(str.upper, HIDDEN), *numbers} == set()


def test_a_line_says_what_was_shown_to_whom_and_why(pages, owner, referral, people, officer):
    client = pages.sign_in(owner)
    page = client.get(f"/people/{people['ana'].id}/disclosures")
    for words in (
        officer.name, "School Resource Officer", "place, time, conduct", "School official",
        "34 CFR 99.31(a)(1)(i)(B)", "Sep 2, 2025, 12:00 PM", "Read on a page",
        "people (this student and another student)", "Notice on redisclosure: shown", "School Resource Officers policy.",
    ):  # fmt: skip
        assert words in page.text, words
    assert referral.reference in page.text


def test_nobody_else_is_named_neither_victim_nor_reporter(pages, owner, referral, people):
    client = pages.sign_in(owner)
    page = client.get(f"/people/{people['ana'].id}/disclosures")
    assert "another student says Ana Lee hit him. another person told us." in page.text
    assert "Also ask another student ( another student ) and another person" in page.text.replace(
        "(another student)", "( another student )"
    )
    assert_nobody_else(page, people)
    client.submit(f"/people/{people['ana'].id}/disclosures/print")
    assert "Given to Parent or guardian of the student" in page_text(client)
    assert_nobody_else(client.page, people)


def page_text(client):
    return client.page.text


def test_the_victims_ledger_has_the_line_without_the_actor(pages, owner, referral, people):
    page = pages.sign_in(owner).get(f"/people/{people['bo'].id}/disclosures")
    assert "Bo Berg says another student hit him." in page.text
    assert words_of(page) & {"Ana", "Lee", people["ana"].number} == set()


def test_who_was_not_named_has_no_line(pages, owner, referral, people):
    page = pages.sign_in(owner).get(f"/people/{people['cy'].id}/disclosures")
    assert "Nothing of this student was shown" in page.text


def test_a_referral_without_names_is_in_the_ledger_of_whom_it_is_about(
    make, pages, owner, incident, officer, people
):
    chosen = Chosen(fields=frozenset({Field.PLACE, Field.CONDUCT}))
    read(make.referral(incident.matters[0], officer, chosen=chosen), officer)
    client = pages.sign_in(owner)
    page = client.get(f"/people/{people['ana'].id}/disclosures")
    assert "place, conduct. This student was not named apart from the words." in page.text
    assert "Nothing" in client.get(f"/people/{people['bo'].id}/disclosures").text


def test_a_consultation_is_in_it_only_where_it_names_the_student(
    make, pages, owner, people, officer
):
    matter = log(make, owner, people, "thc_vape", PETTY).matters[0]
    actor = frozenset({matter.actor_id})
    for purpose, over in {
        "Unnamed question?": {},
        "Named question?": {"people": actor, "basis": Basis.EMERGENCY, "threat": "Bo has it."},
    }.items():
        asked = make.consultation(matter, officer, purpose=purpose, **over)
        with consultations.reading(asked.id, viewer=officer, now=NOON):
            pass
    page = pages.sign_in(owner).get(f"/people/{people['ana'].id}/disclosures")
    assert "Named question?" in page.text
    assert "Unnamed question?" not in page.text
    assert "The threat: another student has it." in page.text


def test_a_file_and_every_single_look_is_a_line(make, pages, owner, incident, officer, people):
    file = make.attachment(incident)
    chosen = Chosen(fields=frozenset({Field.ATTACHMENTS}), attachments=frozenset({file.id}))
    referral = make.referral(incident.matters[0], officer, chosen=chosen)
    for _ in range(2):
        read(referral, officer)
    with referrals.reading_attachment(
        referral.id, file.id, viewer=officer, now=NOON, how=Seen.ATTACHMENT
    ):
        pass
    page = pages.sign_in(owner).get(f"/people/{people['ana'].id}/disclosures")
    assert page.text.count("Read on a page") == 2
    assert page.text.count("Opened a file") == 1


def test_the_copy_is_a_line_itself_before_it_is_given(pages, owner, referral, people):
    client = pages.sign_in(owner)
    path = f"/people/{people['ana'].id}/disclosures"
    client.get(path)
    client.submit(f"{path}/print", to="Ms. Lee")
    line = db.session.scalars(sa.select(Disclosure).where(Disclosure.how == Seen.PRINT)).one()
    assert (line.to_words, line.to_id, line.by_id) == ("Ms. Lee", None, owner.id)
    assert (line.person_id, line.basis, line.fields) == (people["ana"].id, None, ["ledger"])
    assert "99.32(c)" in line.purpose
    assert "A copy of this ledger" in client.page.text
    assert "A copy of this ledger" in client.get(path).text


@pytest.mark.parametrize("to", ["", "x" * 201, " \u200b "])
def test_a_copy_for_nobody_is_refused_and_what_was_typed_stays(pages, owner, people, to):
    client = pages.sign_in(owner)
    path = f"/people/{people['ana'].id}/disclosures"
    client.get(path)
    page = client.submit(f"{path}/print", to=to)
    assert page.title.startswith("Error")
    assert dict(page.values(f"{path}/print"))["to"] == to
    assert db.session.scalar(sa.select(sa.func.count(Disclosure.seq))) == 0


def test_where_the_line_can_not_be_written_no_copy_is_given(
    pages, owner, referral, people, monkeypatch
):
    client = pages.sign_in(owner)
    path = f"/people/{people['ana'].id}/disclosures"
    client.get(path)

    def full(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(ledger, "Disclosure", full)
    client.submit(f"{path}/print", status=500)
    assert words_of(client.page) & {"Lee", "Ana", people["ana"].number} == set()


@pytest.mark.parametrize(
    ("path", "event"), [("disclosures", "ledger read"), ("looks", "looks read")]
)
def test_opening_a_ledger_is_an_event(pages, owner, people, path, event):
    pages.sign_in(owner).get(f"/people/{people['ana'].id}/{path}")
    said = db.session.scalars(
        sa.select(Event).where(Event.subject == "person").order_by(Event.seq)
    ).all()
    assert (said[-1].name, said[-1].account_id) == (event, owner.id)
    assert said[-1].subject_id == people["ana"].id


def test_staff_has_no_such_ledger(pages, owner, people):
    client = pages.sign_in(owner)
    for page in ("disclosures", "looks"):
        client.get(f"/people/{people['jo'].id}/{page}", status=404)


def test_a_student_is_found_by_name_or_number_and_from_the_incident(pages, owner, incident, people):
    client = pages.sign_in(owner)
    there = f"/people/{people['ana'].id}/disclosures"
    for typed in ("le an", people["ana"].number):
        client.get("/people")
        assert there in client.submit("/people", words=typed).links
    assert "No student" in client.submit("/people", words="roe").text
    links = client.get(f"/incidents/{incident.id}").links
    assert there in links
    assert f"/people/{people['ana'].id}/looks" in links
    assert f"/people/{people['jo'].id}/looks" not in links


# Who looked.


def rows(client, student, **days):
    """The looks of the file, newest first, as (who, assignment, how)."""
    client.get(f"/people/{student.id}/looks")
    token = dict(client.page.values("/sign-out"))["csrf_token"]
    sent = {"csrf_token": token} | days
    answer = client.request("POST", f"/people/{student.id}/looks/export", data=sent)
    sheet = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    return [(row[1], row[2], row[3]) for row in sheet[1:]]


def test_staff_and_officers_stand_together_the_latest_first(
    pages, owner, incident, referral, people, officer
):
    client = pages.sign_in(owner)  # home lists it
    client.get(f"/incidents/{incident.id}")
    client.get(f"/incidents/{incident.id}/print")
    read(referral, officer, now=TODAY + timedelta(days=1))
    officers = (
        f"School Resource Officer; sent by {owner.name}; School official, 34 CFR 99.31(a)(1)(i)(B)"
    )
    assert rows(client, people["ana"]) == [
        (officer.name, officers, "view"),
        (owner.name, "Administrator, EHS", "print"),
        (owner.name, "Administrator, EHS", "view"),
        (owner.name, "Administrator, EHS", "list"),
        (officer.name, officers, "view"),
    ]
    page = client.get(f"/people/{people['ana'].id}/looks")
    assert "5 looks" in page.text
    assert_nobody_else(page, people)
    assert page.text.index("Printed") < page.text.index("Listed")


def test_only_the_days_asked_for(pages, owner, incident, referral, people):
    client = pages.sign_in(owner)
    client.get(f"/incidents/{incident.id}")
    assert len(rows(client, people["ana"], start="2025-09-02", end="2025-09-02")) == 1
    assert len(rows(client, people["ana"], start="2025-11-04", end="9999-12-31")) == 2
    assert rows(client, people["ana"], start="0001-01-01", end="2025-09-01") == []
    page = client.get(f"/people/{people['ana'].id}/looks?start=2025-10-02&end=2025-10-01")
    assert page.title.startswith("Error")
    assert "Enter a last day" in page.text


def test_of_an_incident_out_of_reach_the_look_is_told_without_its_reference(
    make, pages, owner, people, school
):
    elsewhere = make.administrator(school, make.school("WMS"))
    other = log(make, elsewhere, people, school=elsewhere.schools[1])
    pages.sign_in(elsewhere).get(f"/incidents/{other.id}")
    client = pages.sign_in(owner)
    page = client.get(f"/people/{people['ana'].id}/looks")
    assert "an incident at WMS School" in page.text
    assert other.reference not in page.text
    assert (elsewhere.name, "Administrator, WMS", "view") in rows(client, people["ana"])


def test_what_is_not_logged_is_said(pages, owner, people):
    page = pages.sign_in(owner).get(f"/people/{people['ana'].id}/looks")
    assert "may open the database file" in page.text
