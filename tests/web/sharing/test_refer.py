"""An administrator chooses what an officer reads, reads it themselves, and only then sends it."""

import pytest

from incident_app.extensions import db
from incident_app.models import Disclosure, Matter, Notice, Referral
from incident_app.services import referrals
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Basis, Declined, News, Part, Role, State
from tests.make import CRIME, NOON, PASSWORD, known
from tests.web.sharing.conftest import CANARY, letter


@pytest.fixture
def matter(make, dana):
    """An actor, a victim, a witness and a reporter, each by name."""
    school = dana.schools[0]
    ana, ben, cy, di = (
        make.person(school, name) for name in ("Lee, Ana", "Ng, Ben", "Ott, Cy", "Poe, Di")
    )
    did = [NewMatter(conduct="assault", answers=known(**CRIME))]
    people = [
        NewParticipant(part=Part.ACTOR, person_id=ana.id, matters=did),
        NewParticipant(part=Part.VICTIM, person_id=ben.id),
        NewParticipant(part=Part.WITNESS, person_id=cy.id),
        NewParticipant(part=Part.REPORTER, person_id=di.id),
    ]
    return make.incident(dana, participants=people, narrative=f"Here, {CANARY}.").matters[0]


@pytest.fixture
def path(matter):
    return f"/matters/{matter.id}/refer"


TYPED = {"purpose": "Look into it.", "summary": "She hit him.", "basis": "school_official"}


def sent():
    return db.session.scalars(db.select(Referral)).all()


def test_a_short_default_is_ticked_and_the_only_officer_chosen(window, path, officer, matter):
    ticked = window.page.values(path)
    people = {each.person.name: str(each.id) for each in matter.incident.participants}
    assert [v for n, v in ticked if n == "fields"] == ["place", "time", "conduct", "summary"]
    assert [v for n, v in ticked if n == "people"] == [people["Lee, Ana"], people["Ng, Ben"]]
    assert dict(ticked)["officer"] == str(officer.id)
    assert "basis" not in dict(ticked)
    assert "Ott, Cy" in window.page.text
    assert "Poe, Di" not in window.page.text
    assert "call 911 first" in window.page.text


def test_it_is_read_before_it_is_sent_and_then_the_officer_reads_the_same(
    window, path, matter, officer, dana
):
    window.submit(path, **TYPED)
    assert window.page.title.startswith("What the officer will read")
    assert f"To {officer.name}. Nothing is sent yet." in window.page.text
    assert "34 CFR 99.33(a)" in window.page.text
    assert sent() == []
    read = letter(window)
    for words in (
        "Look into it.",
        "Cafeteria",
        "Lee, Ana",
        "Ng, Ben",
        "She hit him.",
        matter.reference,
    ):
        assert words in read  # fmt: skip
    for words in ("Ott, Cy", "Poe, Di", CANARY, "10001"):
        assert words not in read
    window.submit(path, button=("send", "yes"))
    assert window.path == f"/matters/{matter.id}"
    assert f"Sent to {officer.name}." in window.page.text
    (referral,) = sent()
    assert letter(window) == read
    assert referral.sent_by_id == dana.id
    assert db.session.scalars(db.select(Notice.to_id, Notice.news)).all() == [officer.id]


def test_what_is_left_out_is_nowhere_in_the_row(make, window, path, matter):
    window.submit(path, fields=["summary"], people=[], **TYPED)
    window.submit(path, button=("send", "yes"))
    (referral,) = sent()
    assert list(referral.disclosed) == ["summary"]
    row = db.session.execute(db.select(Referral.__table__)).one()
    for words in (CANARY, "Cafeteria", "Lee", "Ng", "Ott", "Poe", "2025-09-02"):
        assert words not in str(row.disclosed)
        assert words not in str(
            [value for name, value in row._mapping.items() if name != "sent_at"]
        )
    assert referral.people == []


def test_change_it_keeps_everything_and_sends_nothing(window, path, matter):
    witness = next(each for each in matter.incident.participants if each.part is Part.WITNESS)
    window.submit(path, fields=["place", "summary"], people=[str(witness.id)], **TYPED)
    window.submit(path, button=("change", "yes"))
    assert window.page.title.startswith("Refer matter")
    typed = window.page.values(path)
    assert [v for n, v in typed if n == "fields"] == ["place", "summary"]
    assert [v for n, v in typed if n == "people"] == [str(witness.id)]
    assert {name: dict(typed)[name] for name in TYPED} == TYPED
    assert sent() == []


def test_pressing_send_twice_is_one_referral(window, path):
    window.submit(path, **TYPED)
    pressed = [*window.page.values(path), ("send", "yes")]
    as_sent = {name: [v for n, v in pressed if n == name] for name, _ in pressed}
    window.post(path, as_sent)
    again = window.post(path, as_sent)
    assert "has this matter already. Nothing more was sent." in again.text
    assert len(sent()) == 1
    assert db.session.scalars(db.select(Notice.news)).all() == [News.REFERRED]


def test_nothing_is_sent_that_was_not_read_just_so(window, path):
    window.submit(path, button=("send", "yes"), **TYPED)  # never shown
    assert window.page.title.startswith("What the officer will read")
    window.submit(path, button=("send", "yes"), summary="Something else.")
    assert "this is not what stood here before" in window.page.text
    assert "Something else." in letter(window)
    assert sent() == []
    window.submit(path, button=("send", "yes"))
    assert [each.disclosed["summary"] for each in sent()] == ["Something else."]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"officer": []}, "Choose an officer."),
        ({"officer": ["00000000-0000-4000-8000-000000000000"]}, "Choose from the list."),
        ({"purpose": [""]}, "Enter what you ask of the officer."),
        ({"summary": [" "]}, "Enter a summary."),
        ({"summary": ["x" * 2_001]}, "Enter a summary in at most 2,000 characters."),
        ({"basis": []}, "Choose the legal basis."),
        ({"basis": ["because"]}, "Choose the legal basis."),
        ({"basis": ["emergency"]}, "Enter the articulable and significant threat"),
        ({"threat": ["He has a knife."]}, "Choose the basis “Health or safety emergency”"),
        ({"fields": [], "people": []}, "Choose at least one thing that the officer reads."),
        ({"fields": ["grades"]}, "Choose from the list."),
        ({"people": ["nobody"]}, "Choose from the list."),
        ({"attachments": ["00000000-0000-4000-8000-000000000000"]}, "Choose from the list."),
    ],
)
def test_what_is_missing_is_named_and_the_rest_is_kept(window, path, changed, message):
    window.submit(path, **(TYPED | changed))
    assert message in window.page.text
    assert window.page.title.startswith("Error: Refer matter")
    kept = dict(window.page.values(path))
    expected = {name: value for name, value in TYPED.items() if name not in changed}
    assert {name: kept[name] for name in expected} == expected
    window.submit(path, button=("send", "yes"))
    assert sent() == []


def test_a_file_is_named_only_where_it_was_ticked(make, window, path, matter):
    make.attachment(matter.incident, name="one.txt")
    make.attachment(matter.incident, b"Other.", "two.txt")
    one = next(each for each in matter.incident.attachments if each.name == "one.txt")
    window.get(path)
    window.submit(path, attachments=[str(one.id)], **TYPED)
    assert "one.txt" in letter(window)
    assert "two.txt" not in letter(window)
    window.submit(path, button=("send", "yes"))
    assert [each.id for each in sent()[0].attachments] == [one.id]


def test_an_emergency_is_sent_with_its_threat(window, path):
    window.submit(
        path, **(TYPED | {"basis": "emergency"}), threat="He said he will come back armed."
    )
    assert "He said he will come back armed." in letter(window)
    window.submit(path, button=("send", "yes"))
    assert (sent()[0].basis, sent()[0].threat) == (
        Basis.EMERGENCY,
        "He said he will come back armed.",
    )


def test_what_was_typed_outlives_a_sign_in_that_ran_out(window, path, dana):
    window.submit(path, **TYPED)
    pressed = [*window.page.values(path), ("send", "yes")]
    window.submit("/sign-out")
    as_sent = {name: [v for n, v in pressed if n == name] for name, _ in pressed}
    window.post(path, as_sent, status=401)
    window.submit("/sign-in", email=dana.email, password=PASSWORD)
    window.submit(path)
    assert window.page.title.startswith("Refer matter")
    assert dict(window.page.values(path))["summary"] == "She hit him."
    assert sent() == []


def test_who_has_it_already_is_said(make, window, path, matter, officer):
    make.referral(matter, officer)
    assert f"{officer.name} has this matter since" in window.get(path).text


def test_where_no_officer_works_nobody_can_be_chosen(make, pages):
    head = make.administrator(make.school("WMS", "Willow Middle School"))
    matter = make.incident(head, ("assault", CRIME)).matters[0]
    page = pages.sign_in(head).get(f"/matters/{matter.id}/refer")
    assert "No officer works at Willow Middle School" in page.text
    assert [form["action"] for form in page.forms] == ["/sign-out"]


def test_of_two_officers_neither_is_chosen(make, window, path, dana):
    make.officer(*dana.schools)
    window.get(path)
    assert "officer" not in dict(window.page.values(path))


def test_the_coordinator_refers_as_the_administrator_does(make, pages, matter, officer, path):
    client = pages.sign_in(make.account(Role.COORDINATOR))
    client.get(path)
    client.submit(path, **TYPED)
    client.submit(path, button=("send", "yes"))
    assert client.path == f"/matters/{matter.id}"
    assert [each.sent_by.role for each in sent()] == [Role.COORDINATOR]


def test_it_is_taken_back_with_a_reason(make, window, matter, officer):
    referral = make.referral(matter, officer)
    window.get(f"/matters/{matter.id}")
    revoke = f"/referrals/{referral.id}/revoke"
    refused = window.submit(revoke)
    assert "Enter why it is taken back." in refused.text
    assert refused.title.startswith("Error: Matter")
    assert f"#{referral.id}-why" in refused.links
    assert sent()[0].state is State.OFFERED
    pressed = dict(window.page.values(revoke)) | {f"{referral.id}-why": "It was a mix-up."}
    done = window.post(revoke, pressed)
    assert f"Taken back. {officer.name} sees it no more." in done.text
    assert "Taken back by" in done.text
    assert "“It was a mix-up.”" in done.text
    assert referrals.mine(viewer=officer) == []
    assert "It had ended already." in window.post(revoke, pressed).text


def test_a_declined_referral_says_why_and_cites_the_paragraph(make, window, matter, officer):
    referral = make.referral(matter, officer)
    referrals.decline(
        referral.id, Declined.SCHOOL_RULE, viewer=officer, now=NOON, words="No crime."
    )
    text = window.get(f"/matters/{matter.id}").text
    assert "Declined by" in text
    assert "School-rule matter, IV.B" in text
    assert "“No crime.”" in text
    assert "The officer may not enforce school rules" in text
    assert f"/referrals/{referral.id}/revoke" not in {form["action"] for form in window.page.forms}


def test_looking_at_their_own_matter_is_no_disclosure(make, window, matter, officer):
    make.referral(matter, officer)
    window.get(f"/matters/{matter.id}")
    assert db.session.scalars(db.select(Disclosure)).all() == []
    assert db.session.get(Matter, matter.id)
