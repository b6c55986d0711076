"""A question is passed on to a colleague who may know, and waits until anyone answers it."""

from datetime import timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Asking, Event
from incident_app.policy.logic import CRIME, THREAT
from incident_app.reports import askings as waiting
from incident_app.services import NotFound, Refused, askings, matters
from tests.make import NOON, known

LATER, EVEN_LATER = NOON + timedelta(hours=1), NOON + timedelta(hours=2)


def open_for(viewer):
    return db.session.scalars(waiting.open_for(viewer)).all()


@pytest.fixture
def school(make):
    return make.school("EHS")


@pytest.fixture
def asker(make, school):
    return make.administrator(school)


@pytest.fixture
def colleague(make, school):
    return make.administrator(school)


@pytest.fixture
def matter(make, asker):
    return make.incident(asker).matters[0].id


def ask(matter, asker, colleague, fact=THREAT, **over):
    return askings.ask(matter, fact, of_id=colleague.id, viewer=asker, now=NOON, **over)


def test_an_asking_waits_for_the_colleague_until_it_is_answered(matter, asker, colleague):
    ask(matter, asker, colleague, note="You were in the cafeteria.")
    (asking,) = open_for(colleague)
    assert (asking.fact, asking.note, asking.by) == ("threat", "You were in the cafeteria.", asker)
    assert open_for(asker) == []
    matters.answer(matter, known(threat=True), viewer=colleague, now=LATER)
    assert open_for(colleague) == []


def test_anyone_may_answer_it(matter, asker, colleague):
    ask(matter, asker, colleague)
    matters.answer(matter, known(threat=False), viewer=asker, now=LATER)
    assert open_for(colleague) == []


def test_another_question_or_an_earlier_answer_leaves_it_open(matter, asker, colleague):
    matters.answer(matter, known(threat=None), viewer=asker, now=NOON - timedelta(hours=1))
    ask(matter, asker, colleague)
    matters.answer(matter, known(crime=True), viewer=colleague, now=LATER)
    assert len(open_for(colleague)) == 1


def test_not_known_yet_answers_it_when_the_one_who_was_asked_says_so(matter, asker, colleague):
    matters.answer(matter, known(threat=None), viewer=asker, now=NOON)
    ask(matter, asker, colleague)
    matters.answer(matter, known(threat=None), viewer=asker, now=LATER)
    assert len(open_for(colleague)) == 1  # the asker knew that much before
    matters.answer(matter, known(threat=None), viewer=colleague, now=LATER)
    assert open_for(colleague) == []


def test_it_is_open_again_when_asked_again(matter, asker, colleague):
    ask(matter, asker, colleague)
    matters.answer(matter, known(threat=None), viewer=colleague, now=LATER)
    askings.ask(matter, THREAT, of_id=colleague.id, viewer=asker, now=EVEN_LATER)
    assert len(open_for(colleague)) == 1


def test_asking_twice_while_it_is_open_is_one_asking(matter, asker, colleague):
    first = ask(matter, asker, colleague).id
    assert ask(matter, asker, colleague).id == first
    assert db.session.scalar(db.select(db.func.count(Asking.seq))) == 1
    events = db.session.scalars(db.select(Event).where(Event.name == "question asked")).all()
    assert [event.detail for event in events] == [{"fact": "threat", "of": str(colleague.id)}]


def test_what_is_answered_yes_or_no_is_not_asked(matter, asker, colleague):
    matters.answer(matter, known(crime=True), viewer=asker, now=NOON)
    with pytest.raises(Refused, match="That question is answered") as refused:
        ask(matter, asker, colleague, CRIME)
    assert refused.value.fields == ("fact",)


def test_only_colleagues_who_reach_the_matter_can_be_asked(make, school, matter, asker, colleague):
    elsewhere = make.school("WMS")
    asker.schools.append(elsewhere)
    left = make.administrator(school)
    left.active = False
    db.session.commit()
    stranger, both = make.administrator(elsewhere), make.administrator(school, elsewhere)
    assert {each.id for each in askings.colleagues(matter, viewer=asker)} == {colleague.id, both.id}
    for nobody in (stranger, left, asker):
        with pytest.raises(Refused, match="Choose a colleague") as refused:
            ask(matter, asker, nobody)
        assert refused.value.fields == ("colleague",)
    assert db.session.scalar(db.select(db.func.count(Asking.seq))) == 0


def test_out_of_reach_nothing_is_asked_and_nobody_named(make, matter, colleague):
    stranger = make.administrator(make.school("WMS"))
    assert askings.colleagues(matter, viewer=stranger) == []
    with pytest.raises(NotFound):
        ask(matter, stranger, colleague)


def test_who_leaves_the_school_is_no_longer_shown_what_they_were_asked(
    make, matter, asker, colleague
):
    ask(matter, asker, colleague)
    colleague.schools = [make.school("WMS")]
    db.session.commit()
    assert open_for(colleague) == []
