"""What was previewed is what is shown: those fields, those people, and nothing besides."""

from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.services import accounts, additions, consultations, referrals, sharing
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Basis, Field, Part
from tests.make import CRIME, NOON, PASSWORD, PETTY, RULE, known


@pytest.fixture
def school(make):
    return make.school()


@pytest.fixture
def owner(make, school):
    return make.administrator(school)


@pytest.fixture
def officer(make, school):
    return make.officer(school)


@pytest.fixture
def matter(make, owner, school):
    did = NewMatter(conduct="assault", answers=known(**CRIME))
    actor, victim = make.person(school, "Lee, Ana"), make.person(school, "Doe, Bo")
    people = [
        NewParticipant(part=Part.ACTOR, person_id=actor.id, matters=[did]),
        NewParticipant(part=Part.VICTIM, person_id=victim.id),
    ]
    return make.incident(owner, participants=people).matters[0]


def chosen(matter, *fields, **over):
    actor = next(each for each in sharing.named(matter) if each.part is Part.ACTOR)
    values = {"people": frozenset({actor.id}) if Field.PEOPLE in fields else frozenset()}
    return sharing.Chosen(fields=frozenset(fields), summary="One hit another.", **values | over)


CHOICES = [
    (Field.CONDUCT,),
    (Field.SUMMARY,),
    (Field.PEOPLE, Field.TIME),
    (Field.PLACE, Field.TIME, Field.CONDUCT, Field.PEOPLE, Field.SUMMARY),
]


@pytest.mark.parametrize("fields", CHOICES)
def test_the_officer_reads_what_the_preview_showed(matter, owner, officer, fields):
    offer = referrals.Offer(
        officer_id=officer.id,
        chosen=chosen(matter, *fields),
        basis=Basis.EMERGENCY,
        purpose="Look into it.",
        threat="He has a knife.",
    )
    before = referrals.preview(matter.id, offer, viewer=owner, now=NOON)
    sent = referrals.offer(matter.id, offer, viewer=owner, now=NOON)
    with referrals.reading(sent.id, viewer=officer, now=NOON) as shown:
        assert sharing.letter(shown) == before
    assert set(before.disclosed) == {field.value for field in fields}
    assert before.purpose == "Look into it."


def test_only_who_was_chosen_is_named(matter, owner, officer, make):
    sent = make.referral(matter, officer, chosen=chosen(matter, Field.PEOPLE))
    assert sent.disclosed["people"] == [{"part": "actor", "name": "Lee, Ana"}]
    assert [person.name for person in sent.people] == ["Lee, Ana"]


def test_who_is_only_disciplined_in_the_same_incident_can_not_be_named(make, matter, owner):
    other = NewParticipant(
        part=Part.ACTOR,
        person_id=make.person(owner.schools[0], "Ray, Cy").id,
        matters=[NewMatter(conduct="dress_code", answers=known(**RULE))],
    )
    additions.add_participant(matter.incident_id, other, key=uuid4(), viewer=owner, now=NOON)
    db.session.refresh(matter.incident)
    assert "Ray, Cy" in {each.person.name for each in matter.incident.participants}
    assert {each.person.name for each in sharing.named(matter)} == {"Lee, Ana", "Doe, Bo"}


def test_the_officer_is_asked_what_the_preview_of_a_consultation_showed(make, owner, officer):
    petty = make.incident(owner, ("alcohol", PETTY)).matters[0]
    question = consultations.Question(
        officer_id=officer.id, purpose="Which program?", summary="A student had a vape."
    )
    before = consultations.preview(petty.id, question, viewer=owner, now=NOON)
    sent = consultations.ask(petty.id, question, viewer=owner, now=NOON)
    with consultations.reading(sent.id, viewer=officer, now=NOON) as shown:
        assert sharing.letter(shown) == replace(before, attachments=())
    assert before.reference == ""
    assert set(before.disclosed) == {"summary"}


def test_the_line_of_the_ledger_is_in_the_database_while_the_page_is_made(make, matter, officer):
    """Where the database refuses it, nothing has been shown yet."""
    sent = make.referral(matter, officer)
    with referrals.reading(sent.id, viewer=officer, now=NOON), db.session.no_autoflush:
        assert db.session.scalar(sa.text("SELECT count(*) FROM disclosure")) == 1


def test_a_disabled_account_can_not_sign_in(officer):
    assert accounts.authenticate(officer.email, PASSWORD) is officer
    officer.active = False
    db.session.commit()
    assert accounts.authenticate(officer.email, PASSWORD) is None
