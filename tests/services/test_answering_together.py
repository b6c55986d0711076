"""Two administrators at one matter: nothing is saved over what the other said unseen."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Answer
from incident_app.policy.logic import CRIME, SCHOOL_RULE, THREAT
from incident_app.services import Refused, matters
from incident_app.services.matters import Moved
from incident_app.vocabulary import Value
from tests.make import NOON, known

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def first(make):
    return make.administrator(make.school("EHS"))


@pytest.fixture
def second(make, first):
    return make.administrator(*first.schools)


@pytest.fixture
def matter(make, first):
    """A matter with one answer: it is a crime."""
    return make.incident(first, ("fighting", {"crime": True})).matters[0]


def lines():
    return [
        (line.fact, line.value.value)
        for line in db.session.scalars(db.select(Answer).order_by(Answer.seq))
    ]


def test_the_second_is_told_what_the_first_saved_and_nothing_is_kept(matter, first, second):
    seen, matter = matters.newest(matter), matter.id
    matters.answer(
        matter, known(crime=True, threat=True, school_rule=True), viewer=first, now=LATER,
        seen=seen, note="He said so.",
    )  # fmt: skip
    before = lines()
    with pytest.raises(Moved) as moved:
        matters.answer(
            matter,
            known(crime=True, threat=False, juvenile=True),
            viewer=second,
            now=LATER,
            seen=seen,
        )
    assert lines() == before
    assert set(moved.value.theirs) == {THREAT, SCHOOL_RULE}
    assert moved.value.theirs[THREAT] == (Value.YES, first.name, LATER, "He said so.")
    assert moved.value.both == {THREAT}
    matters.answer(
        matter, known(crime=True, threat=False, school_rule=True, juvenile=True), viewer=second,
        now=LATER, seen=moved.value.newest,
    )  # fmt: skip
    assert lines() == [*before, ("threat", "no"), ("juvenile", "yes")]


def test_an_answer_left_as_it_was_seen_takes_nothing_back(matter, first, second):
    seen, matter = matters.newest(matter), matter.id
    matters.answer(matter, known(crime=False), viewer=first, now=LATER, seen=seen)
    with pytest.raises(Moved) as moved:
        matters.answer(matter, known(crime=True, threat=True), viewer=second, now=LATER, seen=seen)
    assert (set(moved.value.theirs), moved.value.both) == ({CRIME}, frozenset())


def test_who_says_the_same_or_nothing_new_has_nothing_to_choose(matter, first, second):
    seen, matter = matters.newest(matter), matter.id
    matters.answer(matter, known(threat=True), viewer=first, now=LATER, seen=seen)
    before = lines()
    matters.answer(matter, known(crime=True, threat=True), viewer=second, now=LATER, seen=seen)
    matters.answer(matter, known(crime=True), viewer=second, now=LATER, seen=seen)
    assert lines() == before


def test_who_builds_on_what_is_not_there_is_shown_everything(matter, second):
    with pytest.raises(Moved) as moved:
        matters.answer(matter.id, known(crime=False), viewer=second, now=LATER, seen=uuid4())
    assert (set(moved.value.theirs), moved.value.both) == ({CRIME}, {CRIME})


def test_the_first_answers_of_a_matter_build_on_the_matter(make, first):
    fresh = make.incident(first).matters[0]
    seen = matters.newest(fresh)
    matters.answer(fresh.id, known(threat=True), viewer=first, now=LATER, seen=seen)
    assert lines() == [("threat", "yes")]


def test_a_note_that_stands_beside_no_answer_is_not_lost_in_silence(matter, first):
    matter = matter.id
    with pytest.raises(Refused, match="No answer changed") as refused:
        matters.answer(matter, known(crime=True), viewer=first, now=LATER, note="A note.")
    assert refused.value.fields == ("note",)
    matters.answer(matter, known(threat=True), viewer=first, now=LATER, note="A note.")
    matters.answer(matter, known(threat=True), viewer=first, now=LATER, note="A note.")  # twice
    assert lines() == [("crime", "yes"), ("threat", "yes")]
