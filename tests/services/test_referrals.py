"""Referrals: only what is a law-enforcement matter, only what was chosen, and only while it is."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Disclosure, Event, Notice, Referral
from incident_app.policy.conducts import BY_CODE
from incident_app.services import NotFound, Refused, matters, my_matters, referrals, sharing
from incident_app.services.force import ForceAndCare
from incident_app.services.incidents import NewParticipant
from incident_app.vocabulary import (
    Basis,
    Declined,
    Disposition,
    Field,
    Force,
    ForcedBy,
    News,
    Part,
    Seen,
    State,
    Value,
)
from tests.make import CRIME, NOON, PETTY, RULE, known

GAP = {
    "firearm": False, "crime": True, "bodily_harm": False, "threat": False, "victim_request": False,
    "guardian_request": False, "juvenile": True, "petty_offense": False,
}  # fmt: skip


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
def matter(make, owner):
    return make.incident(owner, ("assault", CRIME)).matters[0]


def test_the_officer_reads_what_was_chosen_and_nothing_else(make, matter, officer):
    chosen = sharing.Chosen(fields=frozenset({Field.PLACE, Field.CONDUCT}))
    referral = make.referral(matter, officer, chosen=chosen)
    assert referral.disclosed == {"place": "Cafeteria", "conduct": BY_CODE["assault"].label}
    assert referral.people == []


@pytest.mark.parametrize("answers", [PETTY, RULE, {}, GAP, {"firearm": False}])
def test_any_other_outcome_refuses_to_be_referred(make, owner, officer, answers):
    matter = make.incident(owner, ("assault", answers)).matters[0]
    with pytest.raises(NotFound):
        make.referral(matter, officer)
    row = sa.insert(Referral).values(
        matter_id=matter.id, reference="X", school_id=matter.incident.school_id, officer_id=officer.id,
        edition="edina_273", cites=[], disclosed={}, basis=Basis.SCHOOL_OFFICIAL, threat="", purpose="x",
        sent_by_id=owner.id, sent_at=NOON,
    )  # fmt: skip
    with pytest.raises(sa.exc.DatabaseError, match="does not stand at law_enforcement"):
        db.session.execute(row)
    db.session.rollback()


def test_an_officer_of_another_school_can_not_be_chosen(make, matter):
    other = make.officer(make.school("WMS"))
    with pytest.raises(Refused, match="officer of this school"):
        make.referral(matter, other)


def test_who_reported_is_never_named(make, owner, officer, school):
    teller = make.person(school, "Doe, Jo")
    incident = make.incident(
        owner,
        participants=[
            *make.new_incident(school, ("assault", CRIME)).participants,
            NewParticipant(part=Part.REPORTER, person_id=teller.id),
        ],
    )
    reporter = next(each for each in incident.participants if each.part is Part.REPORTER)
    assert reporter not in sharing.named(incident.matters[0])
    chosen = sharing.Chosen(fields=frozenset({Field.PEOPLE}), people=frozenset({reporter.id}))
    with pytest.raises(Refused, match="people from the list"):
        make.referral(incident.matters[0], officer, chosen=chosen)


def test_who_is_an_actor_only_of_what_the_officer_may_not_see_is_never_named(
    make, owner, officer, school
):
    """Of one incident: this actor, another of an assault, one of cheating, one not known yet."""
    did = [("assault", CRIME), ("assault", CRIME), ("cheating", RULE), ("fighting", {})]
    incident = make.incident(
        owner,
        participants=[
            *(make.new_incident(school, each).participants[0] for each in did),
            NewParticipant(part=Part.WITNESS, person_id=make.person(school).id),
        ],
    )
    first, second, third, fourth, witness = incident.participants
    matter = incident.matters[0]
    assert sharing.named(matter) == [first, second, witness]
    for actor in (third, fourth):
        chosen = sharing.Chosen(fields=frozenset({Field.PEOPLE}), people=frozenset({actor.id}))
        with pytest.raises(Refused, match="people from the list"):
            make.referral(matter, officer, chosen=chosen)


def test_an_emergency_demands_the_threat_in_words(make, matter, officer):
    with pytest.raises(Refused, match="articulable"):
        make.referral(matter, officer, basis=Basis.EMERGENCY, threat=" ")
    assert make.referral(matter, officer, basis=Basis.EMERGENCY, threat="He has a knife.").threat


def test_offered_twice_it_is_one_referral_and_one_notice(make, matter, officer):
    first = make.referral(matter, officer)
    assert make.referral(matter, officer).id == first.id
    assert db.session.scalars(db.select(Notice.news)).all() == [News.REFERRED]


def test_accepted_and_done_with_force_and_care(make, matter, officer, owner):
    referral = make.referral(matter, officer)
    done = referrals.Done(
        disposition=Disposition.DIVERSION,
        case_number="25-001",
        force=ForceAndCare(
            used=Value.YES, kinds=(Force.HELD,), by=(ForcedBy.OFFICER,), why="He ran.", care_at=NOON
        ),
    )
    with pytest.raises(Refused, match="Accept the matter first"):
        referrals.finish(referral.id, done, viewer=officer, now=NOON)
    referrals.accept(referral.id, viewer=officer, now=NOON)
    referrals.accept(referral.id, viewer=officer, now=NOON)
    referrals.finish(referral.id, done, viewer=officer, now=NOON)
    kept = referrals.get(referral.id, viewer=owner)
    assert [step.state for step in kept.steps] == [State.ACCEPTED, State.DONE]
    assert ForceAndCare.of(kept.steps[-1].facts) == done.force
    with pytest.raises(NotFound):
        referrals.get(referral.id, viewer=officer)


def test_declined_the_officer_is_out_of_it_and_the_administrator_knows_why(
    make, matter, officer, owner
):
    referral = make.referral(matter, officer)
    referrals.decline(referral.id, Declined.SCHOOL_RULE, viewer=officer, now=NOON)
    assert referrals.mine(viewer=officer) == []
    assert referrals.get(referral.id, viewer=owner).steps[-1].reason is Declined.SCHOOL_RULE
    told = db.session.scalars(db.select(Notice).where(Notice.to_id == owner.id)).one()
    assert told.news is News.ANSWERED


def test_a_new_decision_that_leaves_law_enforcement_ends_it_at_once(make, matter, officer, owner):
    referral = make.referral(matter, officer)
    matters.answer(matter.id, known(bodily_harm=None), viewer=owner, now=NOON)
    assert referrals.get(referral.id, viewer=owner).state is State.REVOKED
    for look in (
        lambda: referrals.accept(referral.id, viewer=officer, now=NOON),
        lambda: referrals.get(referral.id, viewer=officer),
        lambda: referrals.reading(referral.id, viewer=officer, now=NOON).__enter__(),
    ):
        with pytest.raises(NotFound):
            look()
    # Back at law enforcement, what was taken back stays taken back.
    matters.answer(matter.id, known(bodily_harm=True), viewer=owner, now=NOON)
    assert referrals.mine(viewer=officer) == []
    names = db.session.scalars(db.select(Event.name).where(Event.subject == "referral")).all()
    assert names == ["matter referred", "referral revoked"]


def test_what_the_officer_reads_is_in_the_ledger_before_it_is_shown(make, matter, officer):
    referral = make.referral(matter, officer)
    with referrals.reading(referral.id, viewer=officer, now=NOON):
        pass
    line = db.session.scalars(db.select(Disclosure)).one()
    assert (line.to_id, line.referral_id, line.fields) == (
        officer.id,
        referral.id,
        list(referral.disclosed),
    )


SHOWS = {
    "a referral": lambda referral, **who: referrals.reading(referral.id, **who),
    "a file of it": lambda referral, **who: referrals.reading_attachment(
        referral.id, referral.attachments[0].id, how=Seen.ATTACHMENT, **who
    ),
    "the list": lambda _, **who: my_matters.listing(**who),
}


@pytest.mark.parametrize("what", SHOWS)
def test_where_the_ledger_can_not_be_written_nothing_is_shown(
    make, matter, officer, monkeypatch, what
):
    file = make.attachment(matter.incident)
    fields = frozenset({Field.ATTACHMENTS})
    chosen = sharing.Chosen(fields=fields, attachments=frozenset({file.id}))
    referral = make.referral(matter, officer, chosen=chosen)

    def full(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(referrals.disclosures, "write", full)
    with (
        pytest.raises(OSError, match="disk full"),
        SHOWS[what](referral, viewer=officer, now=NOON),
    ):
        pytest.fail("shown without a line")


def test_only_the_files_disclosed_are_handed_over(make, matter, officer):
    make.attachment(matter.incident)
    make.attachment(matter.incident, b"Another.", "other.txt")
    first, second = sorted(matter.incident.attachments, key=lambda each: each.name)
    chosen = sharing.Chosen(
        fields=frozenset({Field.ATTACHMENTS}), attachments=frozenset({first.id})
    )
    referral = make.referral(matter, officer, chosen=chosen)
    seen = {"viewer": officer, "now": NOON, "how": Seen.ATTACHMENT}
    with referrals.reading_attachment(referral.id, first.id, **seen) as file:
        assert file.content == b"What I saw."
    with pytest.raises(NotFound), referrals.reading_attachment(referral.id, second.id, **seen):
        pass
    assert [line.attachment_id for line in db.session.scalars(db.select(Disclosure))] == [first.id]
