"""Two people at one moment: nothing is lost, nothing is doubled, one comes after the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from incident_app import viewing
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Addition,
    Answer,
    Attachment,
    Decision,
    Draft,
    Incident,
    Matter,
)
from incident_app.policy.engine import Contradiction
from incident_app.policy.logic import THREAT
from incident_app.services import Refused, additions, attachments, drafts, incidents, matters
from incident_app.services.files import Sent
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Part
from tests.make import NOON, TODAY, known


def together(app, *calls):
    """Run each call in a thread and a session of its own, all let go at one moment."""
    gate = Barrier(len(calls))

    def run(call):
        with app.app_context(), viewing.operator(TODAY.date()):
            gate.wait()
            try:
                return call()
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.exception() for future in [pool.submit(run, call) for call in calls]]


@pytest.fixture
def owner(make):
    return make.administrator()


def test_the_same_submission_sent_eight_times_at_once_is_one_incident(app, make, owner):
    new = make.new_incident(owner.schools[0])
    who = owner.id

    def send():
        incidents.log(new, viewer=db.session.get(Account, who), now=NOON)

    assert together(app, *[send] * 8) == [None] * 8
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == 1
    assert db.session.scalar(db.select(db.func.count(Decision.seq))) == 1


def test_two_who_answer_at_once_are_decided_one_after_the_other(app, make, owner):
    matter, who = make.incident(owner).matters[0].id, owner.id

    def answering(**answers):
        return lambda: matters.answer(
            matter, known(**answers), viewer=db.session.get(Account, who), now=NOON
        )

    failed = together(app, answering(crime=True), answering(threat=True), answering(firearm=False))
    assert failed == [None] * 3
    decisions = db.session.scalars(db.select(Decision).order_by(Decision.seq)).all()
    assert len(decisions) == 4
    assert decisions[-1].outcome.value == "law_enforcement"
    assert [sum(v != "unknown" for v in d.inputs.values()) for d in decisions] == [0, 1, 2, 3]


def test_two_who_contradict_each_other_leave_a_record_that_is_possible(app, make, owner):
    matter, who = make.incident(owner).matters[0].id, owner.id

    def answering(**answers):
        return lambda: matters.answer(
            matter, known(**answers), viewer=db.session.get(Account, who), now=NOON
        )

    failed = together(app, answering(firearm=True), answering(crime=False))
    assert sorted(type(each).__name__ for each in failed) == ["Contradiction", "NoneType"]
    assert any(isinstance(each, Contradiction) for each in failed)
    assert db.session.scalar(db.select(db.func.count(Answer.seq))) == 1


def test_files_added_at_once_are_counted_one_after_the_other(app, make, owner):
    incident, who = make.incident(owner).id, owner.id

    def adding(first):
        sent = [
            Sent(name=f"{n}.txt", content=f"Note {n}".encode()) for n in range(first, first + 9)
        ]
        return lambda: attachments.add(
            incident, sent, viewer=db.session.get(Account, who), now=NOON
        )

    failed = together(app, adding(0), adding(0), adding(100), adding(200))
    # Two of the three batches fit; the same batch sent twice is there already, or refused twice.
    assert [type(each) for each in failed].count(Refused) in {1, 2}
    assert {type(each) for each in failed} == {Refused, type(None)}
    assert db.session.scalar(db.select(db.func.count(Attachment.id))) == 18


def test_of_two_who_answer_what_they_saw_at_once_the_second_learns_of_the_first(app, make, owner):
    kept, who = make.incident(owner).matters[0], owner.id
    matter, seen = kept.id, matters.newest(kept)

    def answering(**answers):
        return lambda: matters.answer(
            matter, known(**answers), viewer=db.session.get(Account, who), now=NOON, seen=seen
        )

    failed = together(app, answering(threat=True), answering(threat=False))
    assert sorted(type(each).__name__ for each in failed) == ["Moved", "NoneType"]
    (moved,) = (each for each in failed if each)
    (line,) = db.session.scalars(db.select(Answer))
    assert (moved.newest, moved.both) == (line.id, {THREAT})
    assert moved.theirs[THREAT].value is line.value


def test_the_same_answers_sent_twice_at_once_are_saved_once(app, make, owner):
    kept, who = make.incident(owner).matters[0], owner.id
    matter, seen = kept.id, matters.newest(kept)

    def answering():
        matters.answer(
            matter, known(threat=True), viewer=db.session.get(Account, who), now=NOON, seen=seen,
            note="The nurse said so.",
        )  # fmt: skip

    assert together(app, answering, answering) == [None, None]
    assert db.session.scalar(db.select(db.func.count(Answer.seq))) == 1


def test_the_same_addition_sent_at_once_is_kept_once(app, make, owner):
    incident, who, key = make.incident(owner).id, owner.id, uuid4()

    def adding():
        additions.add(incident, "More.", key=key, viewer=db.session.get(Account, who), now=NOON)

    assert together(app, *[adding] * 4) == [None] * 4
    assert db.session.scalar(db.select(db.func.count(Addition.seq))) == 1


def test_people_added_at_once_each_get_a_place_of_their_own(app, make, owner):
    incident, who = make.incident(owner).id, owner.id

    def adding(conduct):
        new = NewParticipant(part=Part.ACTOR, matters=[NewMatter(conduct=conduct)])
        return lambda: additions.add_participant(
            incident, new, key=uuid4(), viewer=db.session.get(Account, who), now=NOON
        )

    assert together(app, adding("cheating"), adding("truancy"), adding("theft_small")) == [None] * 3
    places = db.session.scalars(db.select(Matter.place_in_form).order_by(Matter.place_in_form))
    assert places.all() == [0, 1, 2, 3]


def test_a_draft_saved_first_by_two_pages_at_once_is_one_and_the_second_is_asked(app, owner):
    key, who = uuid4(), owner.id

    def saving(page):
        return lambda: drafts.save(
            key,
            [("place", page)],
            version=0,
            page=page,
            viewer=db.session.get(Account, who),
            now=NOON,
        )

    failed = together(app, saving("desk"), saving("phone"))
    assert sorted(type(each).__name__ for each in failed) == ["Newer", "NoneType"]
    assert db.session.get(Draft, key).version == 1


def test_a_draft_saved_while_it_is_logged_leaves_none(app, make, owner):
    key, who = uuid4(), owner.id
    drafts.save(key, [], version=0, page="desk", viewer=owner, now=NOON)
    new = make.new_incident(owner.schools[0], source="form", external_id=str(key))

    def viewer():
        return db.session.get(Account, who)

    together(
        app,
        lambda: incidents.log(new, viewer=viewer(), now=NOON),
        lambda: drafts.save(key, [], version=1, page="desk", viewer=viewer(), now=NOON),
    )
    assert db.session.scalar(db.select(db.func.count(Draft.id))) == 0
    assert db.session.scalar(db.select(db.func.count(Incident.id))) == 1
