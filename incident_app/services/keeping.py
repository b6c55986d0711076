"""Adds an incident, its people and its matters to the open transaction, however they came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Answer, Incident, Matter, Participant, Person
from incident_app.policy.conducts import BY_CODE
from incident_app.vocabulary import LONGEST_NARRATIVE, LONGEST_PLACE, Part, PersonKind, Value

from . import NotFound, Refused, deciding, references

if TYPE_CHECKING:
    from incident_app.models import Account, School

    from .incidents import NewIncident, NewMatter, NewParticipant


def refuse_what_is_no_record(new: NewIncident) -> None:
    """Check what the database alone can't say in plain English.

    :raises Refused: something that makes a record is missing or too long.
    """
    if not new.place.strip():
        raise Refused("Enter where it happened.", "place")
    if len(new.place) > LONGEST_PLACE:
        raise Refused(f"Enter a place of at most {LONGEST_PLACE} characters.", "place")
    if not new.narrative.strip():
        raise Refused("Enter what happened.", "narrative")
    if len(new.narrative) > LONGEST_NARRATIVE:
        raise Refused(
            f"Enter what happened in at most {LONGEST_NARRATIVE:,} characters.", "narrative"
        )
    if any("\0" in text for text in _texts(new)):
        raise Refused("Remove the NUL character; it can't be kept.", "narrative")
    _refuse_who_did_nothing(new)


def incident(
    new: NewIncident, school: School, *, viewer: Account | None, now: datetime
) -> Incident:
    """Add an incident with its participants, and decide each of its matters.

    :param viewer: who logs it; ``None`` for what the operator imports.
    :raises NotFound: a known person is out of reach.
    :raises Contradiction: the answers of a matter can't all be true.
    """
    kept = Incident(
        reference=references.new(school, Incident),
        school=school,
        occurred_at=new.occurred_at,
        occurred_on=new.occurred_on,
        precision=new.precision,
        place=new.place.strip(),
        learned=new.learned,
        narrative=new.narrative,
        source=new.source,
        external_id=new.external_id,
        logged_by=viewer,
        logged_at=now,
    )
    db.session.add(kept)
    db.session.flush()
    people = [_person(each, school, viewer=viewer) for each in new.participants]
    for place, (each, person) in enumerate(zip(new.participants, people, strict=True)):
        participant = Participant(incident=kept, person=person, part=each.part, place_in_form=place)
        db.session.add(participant)
        db.session.flush()
        for one in each.matters:
            matter(one, participant, viewer=viewer, now=now)
    return kept


def matter(new: NewMatter, actor: Participant, *, viewer: Account | None, now: datetime) -> None:
    """Add a matter under an actor, after those the incident has, and decide it.

    :raises Contradiction: its answers can't all be true.
    """
    place = len(actor.incident.matters)
    kept = Matter(
        reference=references.new(actor.incident.school, Matter),
        incident=actor.incident,
        actor=actor,
        conduct=new.conduct,
        conduct_words=new.conduct_words,
        external_id=new.external_id or str(place + 1),
        place_in_form=place,
    )
    db.session.add(kept)
    db.session.flush()
    for fact, known in new.answers.items():
        db.session.add(
            Answer(
                matter=kept,
                fact=fact.name,
                value=Value.of(known),
                note=new.notes.get(fact, new.note),
                given_by_id=viewer.id if viewer else None,
                given_at=now,
            )
        )
    deciding.decided(kept, by=viewer, at=now)


def _person(new: NewParticipant, school: School, *, viewer: Account | None) -> Person:
    """The known person in reach, or a new one of this school."""
    if new.person_id is not None:
        in_reach = reach(viewer, Action.PICK_PERSON) if viewer else sa.false()
        known = db.session.scalar(sa.select(Person).where(Person.id == new.person_id, in_reach))
        if known is None:
            raise NotFound
        return known
    name = "" if new.kind is PersonKind.UNKNOWN else new.name.strip()
    return Person(kind=new.kind, name=name, described=new.described.strip(), school=school)


def _refuse_who_did_nothing(new: NewIncident) -> None:
    actors = [each for each in new.participants if each.part is Part.ACTOR]
    if not actors:
        raise Refused("Enter at least one actor: who did it, known or not.", "participants")
    for actor in actors:
        if not actor.matters:
            raise Refused("Choose what each actor did.", "conducts")
    for each in new.participants:
        _refuse_what_is_nobody(each)
    known = [(each.person_id, each.part) for each in new.participants if each.person_id]
    if len(known) > len(set(known)):
        raise Refused(
            "The same person stands there twice in the same part. Put all they did in one place.",
            "participants",
        )


def _texts(new: NewIncident) -> list[str]:
    people = [text for each in new.participants for text in (each.name, each.described)]
    return [new.place, new.narrative, *people]


def _refuse_what_is_nobody(new: NewParticipant) -> None:
    if new.person_id is None and new.kind is not PersonKind.UNKNOWN and not new.name.strip():
        raise Refused("Enter the visitor's name, or choose an unknown person.", "name")
    if new.part is not Part.ACTOR and new.matters:
        raise Refused("Only an actor has a conduct.", "conducts")
    for each in new.matters:
        if each.conduct not in BY_CODE:
            raise Refused("Choose a conduct from the list.", "conducts")
