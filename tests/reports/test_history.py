"""A story, told back in the district's words with who and when."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Event
from incident_app.policy.logic import GUARDIAN_REQUEST
from incident_app.reports.history import events, history
from incident_app.services import additions, askings, incidents, matters
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import Part, Value
from tests.make import NOON, known

THEFT = {
    "firearm": False, "crime": True, "bodily_harm": False, "threat": False, "victim_request": False,
    "guardian_request": None, "juvenile": True, "petty_offense": True, "school_property": True,
}  # fmt: skip


def hours(number):
    return NOON + timedelta(hours=number)


def told(incident_id, viewer):
    kept = incidents.get(incident_id, viewer=viewer)
    return [
        (entry.at, entry.who, " ".join(filter(None, [
            f"{entry.what}:" if entry.question else entry.what, entry.question, entry.said,
            entry.words and f"[{entry.words}]",
        ])))
        for together in history(kept, events(incident_id, viewer=viewer))
        for entry in together.entries
    ]  # fmt: skip


@pytest.fixture
def school(make):
    return make.school("EHS")


def test_the_story_of_a_theft_whose_victims_mother_calls(make, school):
    dana, sam = make.administrator(school), make.administrator(school)
    incident = make.incident(dana, ("theft_small", THEFT))
    incident_id, matter = incident.id, incident.matters[0].id
    asking = "Could you call his mother?"
    askings.ask(matter, GUARDIAN_REQUEST, of_id=sam.id, viewer=dana, now=hours(1), note=asking)
    matters.answer(
        matter, known(guardian_request=True), viewer=sam, now=hours(2), note="She called."
    )
    additions.add(incident_id, "The phone was found.", key=uuid4(), viewer=sam, now=hours(3))
    witness = NewParticipant(part=Part.WITNESS, person_id=make.person(school, "Lee, Ana").id)
    added = additions.add_participant(incident_id, witness, key=uuid4(), viewer=dana, now=hours(4))
    shown = added.person.shown
    matters.answer(matter, known(guardian_request=False), viewer=dana, now=hours(5))
    story = told(incident_id, dana)
    assert story[0] == (NOON, dana.name, "logged this incident")
    assert story[1][2] == "answered: Did a pupil unlawfully bring a firearm? no"
    assert [who for _, who, _ in story[:11]] == [dana.name] * 11
    question = GUARDIAN_REQUEST.question
    assert story[10:] == [
        (NOON, dana.name, "The route began as Undetermined"),
        (hours(1), dana.name, f"asked {sam.name}: {question} [{asking}]"),
        (hours(2), sam.name, f"answered: {question} yes (was not known yet) [She called.]"),
        (hours(2), sam.name, "The route moved from Undetermined to Law enforcement (IV.A.7, first sentence: request)"),
        (hours(3), sam.name, "added words to what happened"),
        (hours(4), dana.name, f"added a person as witness [{shown}]"),
        (hours(5), dana.name, f"answered: {question} no (was yes)"),
        (hours(5), dana.name, "The route moved from Law enforcement to Administrator-led (IV.A.7, second sentence)"),
    ]  # fmt: skip


def test_what_an_actor_did_besides_is_told_before_its_route(make, school):
    dana = make.administrator(school)
    incident = make.incident(dana)
    actor = incident.participants[0].id
    (cheated,) = additions.add_matters(
        incident.id, actor, [NewMatter(conduct="cheating")], key=uuid4(), viewer=dana, now=hours(1)
    )
    assert told(incident.id, dana)[-2:] == [
        (hours(1), dana.name, f"added what an actor did besides ({cheated.reference})"),
        (hours(1), dana.name, "The route began as Undetermined"),
    ]


def test_an_event_that_no_record_tells_is_told_by_its_name(make, school):
    dana = make.administrator(school)
    incident = make.incident(dana)
    for number, subject in enumerate((incident, incident.matters[0]), start=1):
        db.session.add(
            Event(name=f"number {number} noted", subject=subject.__tablename__, subject_id=subject.id,
                  account_id=dana.id, detail={}, at=hours(number))
        )  # fmt: skip
    db.session.commit()
    assert [what for *_, what in told(incident.id, dana)[-2:]] == [
        "number 1 noted",
        "number 2 noted",
    ]


def test_a_route_that_stays_is_told_and_so_is_the_operator(make, school):
    dana = make.administrator(school)
    incident = make.incident(dana, ("fighting", {"crime": True, "threat": True}))
    matters.answer(incident.matters[0].id, known(juvenile=True), viewer=dana, now=hours(1))
    incident = incidents.get(incident.id, viewer=dana)
    incident.logged_by = None
    last = history(incident, [])[-1].entries[-1]
    assert last.what == "The route stayed Law enforcement (IV.A.7, first sentence: harm or threat)"
    assert history(incident, [])[0].entries[0].who == "The operator"
    db.session.rollback()


def test_what_one_did_at_one_moment_stands_together(make, school):
    dana, sam = make.administrator(school), make.administrator(school)
    incident = make.incident(dana, ("fighting", {"crime": True, "threat": True}), "cheating")
    first, second = (matter.id for matter in incident.matters)
    for who in (dana, sam):
        matters.answer(first, known(juvenile=who is dana), viewer=who, now=hours(1))
    matters.answer(second, known(crime=False), viewer=dana, now=hours(1))
    kept = incidents.get(incident.id, viewer=dana)
    together = [
        (first.at, first.who, first.matter and first.matter.id, count)
        for first, count in (
            (each.entries[0], len(each.entries))
            for each in history(kept, events(incident.id, viewer=dana))
        )
    ]
    assert together[:3] == [
        (NOON, dana.name, None, 1), (NOON, dana.name, first, 3), (NOON, dana.name, second, 1),
    ]  # fmt: skip
    assert sum(count for *_, count in together[3:]) == 6
    for each in history(kept, []):
        assert len({(entry.at, entry.who, entry.matter) for entry in each.entries}) == 1


def test_a_note_beside_several_answers_is_told_once(make, school):
    dana = make.administrator(school)
    incident = make.incident(dana)
    matter = incident.matters[0].id
    for number, note in enumerate(("The coach saw it.", ""), start=1):
        answers = known(threat=number == 1, crime=True, juvenile=number == 1)
        matters.answer(matter, answers, viewer=dana, now=hours(number), note=note)
    kept = incidents.get(incident.id, viewer=dana)
    told = history(kept, [])
    assert [each.note for each in told] == ["", "", "The coach saw it.", ""]
    assert {entry.words for each in told for entry in each.entries} == {""}


def test_out_of_reach_the_journal_is_empty(make, school):
    incident = make.incident(make.administrator(school))
    stranger = make.administrator(make.school("WMS"))
    assert events(incident.id, viewer=stranger) == []
    assert len(events(incident.id, viewer=incident.logged_by)) == 1


def test_every_answer_has_its_word():
    from incident_app.reports.history import WORDS

    assert set(WORDS) == set(Value)
