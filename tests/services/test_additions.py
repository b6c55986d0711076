"""What comes to light later is added; what was logged stays as it is."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incident_app.extensions import db
from incident_app.models import Addition, Event, Incident, Matter, Participant, Person
from incident_app.services import NotFound, Refused, additions
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.vocabulary import LONGEST_NARRATIVE, Part, PersonKind
from tests.make import NOON

LATER = NOON + timedelta(days=2)
CHEATED, FOUGHT = NewMatter(conduct="cheating"), NewMatter(conduct="fighting")


@pytest.fixture
def owner(make):
    return make.administrator(make.school("EHS"))


@pytest.fixture
def incident(make, owner):
    return make.incident(owner)


def count(table):
    return db.session.scalar(db.select(db.func.count()).select_from(table))


def events(name):
    return db.session.scalars(db.select(Event).where(Event.name == name)).all()


def test_words_stand_under_the_narrative_with_who_and_when(incident, owner):
    text = "  His mother called.\n\u202eEmoji 👩‍🏫 and all.\n"
    additions.add(incident.id, text, key=uuid4(), viewer=owner, now=LATER)
    db.session.expire_all()
    (addition,) = incident.additions
    assert (addition.text, addition.added_by, addition.added_at) == (text, owner, LATER)
    assert incident.narrative == "Two students shouted."
    (event,) = events("addition added")
    assert (event.subject_id, event.detail) == (incident.id, {"characters": len(text)})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Enter what came to light."),
        (" \n\t\u00a0\u2003", "Enter what came to light."),
        ("\u200b\u200d\ufeff\u2060", "Enter what came to light."),
        ("\u202e\u200f\u061c", "Enter what came to light."),
        ("\u3164\u115f\u2800\ufe0f", "Enter what came to light."),
        ("a\0b", "Remove the character that can't be read after “a”, and type that place again."),
        ("x" * (LONGEST_NARRATIVE + 1), "Enter what came to light in at most 50,000 characters."),
    ],
)
def test_what_says_nothing_is_refused_at_its_field(incident, owner, text, message):
    with pytest.raises(Refused) as refused:
        additions.add(incident.id, text, key=uuid4(), viewer=owner, now=LATER)
    assert (str(refused.value), refused.value.fields) == (message, ("text",))
    assert count(Addition) == 0


def test_the_longest_addition_is_kept(incident, owner):
    additions.add(incident.id, "👩" * LONGEST_NARRATIVE, key=uuid4(), viewer=owner, now=LATER)
    assert count(Addition) == 1


def test_the_same_key_again_is_the_addition_that_is_there(incident, owner):
    key = uuid4()
    first = additions.add(incident.id, "One.", key=key, viewer=owner, now=LATER)
    again = additions.add(incident.id, "One.", key=key, viewer=owner, now=LATER)
    assert (again.seq, again.text) == (first.seq, "One.")
    assert len(events("addition added")) == 1


def test_somebody_elses_key_tells_nothing(make, incident, owner):
    key, colleague = uuid4(), make.administrator(*owner.schools)
    additions.add(incident.id, "One.", key=key, viewer=owner, now=LATER)
    other = make.incident(owner)
    for where, who in ((incident.id, colleague), (other.id, owner)):
        with pytest.raises(NotFound):
            additions.add(where, "Two.", key=key, viewer=who, now=LATER)
    assert count(Addition) == 1
    person = NewParticipant(part=Part.WITNESS)
    with pytest.raises(NotFound):
        additions.add_participant(
            incident.id, person, key=other.participants[0].id, viewer=owner, now=LATER
        )


def test_an_actor_found_later_gets_their_matters_after_those_there(make, incident, owner):
    ana = make.person(owner.schools[0])
    new = NewParticipant(part=Part.ACTOR, person_id=ana.id, matters=[FOUGHT, CHEATED])
    key = uuid4()
    added = additions.add_participant(incident.id, new, key=key, viewer=owner, now=LATER)
    assert (added.id, added.person, added.place_in_form) == (key, ana, 1)
    db.session.expire_all()
    assert [each.conduct for each in incident.matters] == ["fighting", "fighting", "cheating"]
    assert [each.place_in_form for each in incident.matters] == [0, 1, 2]
    assert [each.decisions[0].made_at for each in incident.matters] == [NOON, LATER, LATER]
    (event,) = events("person added")
    assert event.detail == {"participant": str(key), "matters": 2}


def test_the_same_press_twice_adds_one_person(incident, owner):
    key = uuid4()
    new = NewParticipant(part=Part.WITNESS, kind=PersonKind.VISITOR, name="Jo Roe")
    for _ in range(2):
        additions.add_participant(incident.id, new, key=key, viewer=owner, now=LATER)
    assert (count(Participant), count(Person)) == (2, 2)


def test_the_same_person_stands_in_a_part_once(make, incident, owner):
    ana = make.person(owner.schools[0])
    for part in (Part.VICTIM, Part.WITNESS):
        new = NewParticipant(part=part, person_id=ana.id)
        additions.add_participant(incident.id, new, key=uuid4(), viewer=owner, now=LATER)
    with pytest.raises(Refused, match="They stand there as victim already") as refused:
        additions.add_participant(
            incident.id, NewParticipant(part=Part.VICTIM, person_id=ana.id), key=uuid4(),
            viewer=owner, now=LATER,
        )  # fmt: skip
    assert refused.value.fields == ("who",)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewParticipant(part=Part.ACTOR), "conducts"),
        (NewParticipant(part=Part.ACTOR, matters=[NewMatter(conduct="x")]), "conducts"),
        (NewParticipant(part=Part.VICTIM, matters=[CHEATED]), "conducts"),
        (NewParticipant(part=Part.VICTIM, kind=PersonKind.VISITOR), "name"),
        (NewParticipant(part=Part.VICTIM, described="a\0b"), "name"),
        (NewParticipant(part=Part.VICTIM, kind=PersonKind.VISITOR, name="x" * 201), "name"),
    ],
)  # fmt: skip
def test_what_is_no_record_of_a_person_is_refused_at_its_field(incident, owner, new, field):
    with pytest.raises(Refused) as refused:
        additions.add_participant(incident.id, new, key=uuid4(), viewer=owner, now=LATER)
    assert refused.value.fields == (field,)
    assert count(Participant) == 1


def test_another_conduct_of_an_actor_is_another_matter(incident, owner):
    actor, key = incident.participants[0].id, uuid4()
    for _ in range(2):
        added = additions.add_matters(
            incident.id, actor, [CHEATED, FOUGHT], key=key, viewer=owner, now=LATER
        )
    assert [each.conduct for each in added] == ["cheating", "fighting"]
    assert (count(Matter), len(events("matters added"))) == (3, 1)
    with pytest.raises(Refused, match="Choose what each actor did"):
        additions.add_matters(incident.id, actor, [], key=uuid4(), viewer=owner, now=LATER)


def test_only_an_actor_of_this_incident_gets_a_matter(make, incident, owner):
    witness = NewParticipant(part=Part.WITNESS)
    saw = additions.add_participant(incident.id, witness, key=uuid4(), viewer=owner, now=LATER)
    elsewhere = make.incident(owner).participants[0].id
    for nobody in (saw.id, elsewhere, uuid4()):
        with pytest.raises(NotFound):
            additions.add_matters(
                incident.id, nobody, [CHEATED], key=uuid4(), viewer=owner, now=LATER
            )


def test_out_of_reach_nothing_is_added(make, incident, owner):
    stranger = make.administrator(make.school("WMS"))
    actor, theirs = incident.participants[0].id, make.person(stranger.schools[0]).id
    tries = [
        lambda: additions.add(incident.id, "Words.", key=uuid4(), viewer=stranger, now=LATER),
        lambda: additions.add_participant(
            incident.id, NewParticipant(part=Part.WITNESS), key=uuid4(), viewer=stranger, now=LATER
        ),
        lambda: additions.add_matters(
            incident.id, actor, [CHEATED], key=uuid4(), viewer=stranger, now=LATER
        ),
        lambda: additions.add_participant(
            incident.id, NewParticipant(part=Part.WITNESS, person_id=theirs), key=uuid4(),
            viewer=owner, now=LATER,
        ),
    ]  # fmt: skip
    before = {table: count(table) for table in (Addition, Participant, Matter, Incident, Event)}
    for tried in tries:
        with pytest.raises(NotFound):
            tried()
    assert {table: count(table) for table in before} == before
