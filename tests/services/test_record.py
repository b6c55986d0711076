"""The record is what happened: appended, attributed, replayable, all or nothing."""

from datetime import date, timedelta

import pytest

from incident_app.extensions import db
from incident_app.models import Answer, Decision, Event, Incident, Matter, Person
from incident_app.policy import editions
from incident_app.policy.engine import Contradiction, decide
from incident_app.policy.logic import BY_NAME, FACTS
from incident_app.policy.table import packed, unpacked
from incident_app.services import Refused, incidents, matters
from incident_app.vocabulary import Part, PersonKind, Value
from tests.make import NOON, known

LATER = NOON + timedelta(days=2)


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS"))


def counts():
    return {
        table.__tablename__: db.session.scalar(db.select(db.func.count()).select_from(table))
        for table in (Incident, Matter, Answer, Decision, Event, Person)
    }


def test_an_incident_may_have_any_number_of_actors_and_conducts(make, owner):
    new = make.new_incident(
        owner.schools[0],
        participants=[
            incidents.NewParticipant(part=Part.ACTOR, described=f"Fighter {n}",
                                     matters=[incidents.NewMatter(conduct=c) for c in ("fighting", "cheating")])
            for n in range(12)
        ],
    )  # fmt: skip
    incident = incidents.log(new, viewer=owner, now=NOON)
    assert len(incident.matters) == 24
    assert all(len(matter.decisions) == 1 for matter in incident.matters)
    assert len({matter.reference for matter in incident.matters}) == 24


def test_references_are_short_and_readable(make, owner):
    references = [make.incident(owner).reference for _ in range(8)]
    for reference in references:
        school, four, two = reference.split("-")
        assert (school, len(four), len(two)) == ("EHS", 4, 2)
        assert not set(four + two) & set("01ILOU")


def test_a_late_request_is_a_new_answer_and_a_new_decision(make, owner):
    theft = {
        "firearm": False, "crime": True, "bodily_harm": False, "threat": False, "victim_request": False,
        "guardian_request": False, "juvenile": True, "petty_offense": True, "school_property": True,
    }  # fmt: skip
    matter = make.incident(owner, ("theft_small", theft)).matters[0]
    assert matter.decisions[-1].outcome.value == "administrator_led"
    matters.answer(
        matter.id, known(guardian_request=True), viewer=owner, now=LATER, note="His mother called."
    )
    db.session.refresh(matter)
    assert [d.outcome.value for d in matter.decisions] == ["administrator_led", "law_enforcement"]
    assert [d.made_at for d in matter.decisions] == [NOON, LATER]
    last = matter.answers[-1]
    assert (last.fact, last.value, last.note, last.given_by, last.given_at) == (
        "guardian_request", Value.YES, "His mother called.", owner, LATER,
    )  # fmt: skip


def test_the_same_answer_again_adds_nothing(make, owner):
    matter = make.incident(owner, ("fighting", {"crime": True})).matters[0]
    before = counts()
    matters.answer(matter.id, known(crime=True), viewer=owner, now=LATER)
    assert counts() == before


def test_not_known_yet_is_an_answer_and_takes_back_what_was_thought(make, owner):
    matter = make.incident(owner, ("fighting", {"crime": True, "threat": True})).matters[0]
    decision = matters.answer(matter.id, known(threat=None), viewer=owner, now=LATER)
    assert decision.outcome.value == "undetermined"
    again = matters.answer(matter.id, known(firearm=None), viewer=owner, now=LATER)
    assert again.inputs["firearm"] == "unknown"
    assert db.session.scalars(db.select(Answer.fact).order_by(Answer.seq)).all()[-1] == "firearm"


def test_a_contradiction_leaves_nothing_behind(make, owner):
    matter = make.incident(owner, ("firearm", {"firearm": True})).matters[0]
    before = counts()
    with pytest.raises(Contradiction):
        matters.answer(matter.id, known(crime=False), viewer=owner, now=LATER)
    with pytest.raises(Contradiction):
        make.incident(owner, "fighting", ("firearm", {"firearm": True, "crime": False}))
    assert counts() == before


def test_every_decision_can_be_replayed_from_what_it_stores(make, owner):
    make.incident(
        owner,
        ("fighting", {"crime": True, "bodily_harm": True}),
        "truancy",
        ("firearm", {"firearm": True}),
    )
    for decision in db.session.scalars(db.select(Decision)):
        inputs = {BY_NAME[name]: Value(word).known for name, word in decision.inputs.items()}
        assert set(inputs) == set(FACTS)
        said = decide(editions.named(decision.edition), inputs)
        assert said.outcome is decision.outcome
        assert [row["cite"] for row in decision.rows] == list(said.cites)
        assert decision.ask == [fact.name for fact in said.ask]
        assert decision.sheet == packed(inputs)
        assert unpacked(decision.sheet) == inputs


def test_each_step_is_one_event_in_the_journal(make, owner):
    incident = make.incident(owner, "fighting", "cheating")
    matters.answer(incident.matters[0].id, known(crime=True), viewer=owner, now=LATER)
    events = db.session.scalars(db.select(Event).order_by(Event.seq)).all()
    assert [event.name for event in events] == [
        "school opened", "account created", "incident logged", "matter answered",
    ]  # fmt: skip
    assert [event.account for event in events] == [None, None, owner, owner]
    assert events[2].detail == {"matters": 2}
    assert events[3].detail == {"facts": ["crime"], "outcome": "undetermined"}


def test_the_journal_holds_no_name_and_no_narrative(make, owner):
    secret = "Zyxwv Canary"
    make.incident(owner, narrative=secret, place=secret)
    for event in db.session.scalars(db.select(Event)):
        assert secret not in str(event.detail)


def test_what_fails_at_the_last_step_leaves_nothing(make, owner, monkeypatch):
    before = counts()

    def full(*_args, **_kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(incidents.journal, "record", full)
    with pytest.raises(OSError, match="no space left"):
        make.incident(owner)
    assert counts() == before


def test_a_repeated_submission_is_the_same_incident(make, owner):
    new = make.new_incident(owner.schools[0])
    first = incidents.log(new, viewer=owner, now=NOON)
    before = counts()
    assert incidents.log(new, viewer=owner, now=LATER).id == first.id
    assert counts() == before


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"place": " "}, "place"),
        ({"place": "x" * 201}, "place"),
        ({"narrative": "\n"}, "narrative"),
        ({"narrative": "x" * 50_001}, "narrative"),
        ({"narrative": "a\0b"}, "narrative"),
        ({"participants": []}, "participants"),
        ({"participants": [incidents.NewParticipant(part=Part.ACTOR)]}, "conducts"),
        (
            {
                "participants": [
                    incidents.NewParticipant(
                        part=Part.ACTOR, matters=[incidents.NewMatter(conduct="x")]
                    )
                ]
            },
            "conducts",
        ),
        (
            {
                "participants": [
                    incidents.NewParticipant(
                        part=Part.ACTOR,
                        kind=PersonKind.VISITOR,
                        matters=[incidents.NewMatter(conduct="fighting")],
                    )
                ]
            },
            "name",
        ),
        ({"occurred_on": date(1990, 1, 1)}, None),
    ],
)
def test_what_makes_no_record_is_refused_with_the_field_to_blame(make, owner, over, field):
    before = counts()
    new = make.new_incident(owner.schools[0], **over)
    if field is None:
        assert incidents.log(new, viewer=owner, now=NOON)  # the copy's adoption day is unknown
        return
    with pytest.raises(Refused) as refused:
        incidents.log(new, viewer=owner, now=NOON)
    assert field in refused.value.fields
    assert counts() == before


def test_fifty_thousand_characters_are_kept_as_they_were_typed(make, owner):
    text = ("Ünïcode, \u202e right to left, \u200b zero width, emoji 👩‍🏫.\n" * 2000)[:50_000]
    incident = make.incident(owner, narrative=text)
    db.session.expire_all()
    assert db.session.get(Incident, incident.id).narrative == text


def test_a_moment_without_its_zone_is_refused(make, owner):
    line = Event(
        name="x", subject="account", subject_id=owner.id, detail={}, at=NOON.replace(tzinfo=None)
    )
    db.session.add(line)
    with pytest.raises(Exception, match="needs its time zone"):
        db.session.flush()
    db.session.rollback()
