"""Adds an incident, its people and its matters to the open transaction, however they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Answer, Incident, Matter, Participant, Person
from incident_app.policy.conducts import BY_CODE
from incident_app.text import is_blank
from incident_app.vocabulary import (
    LONGEST_NAME,
    LONGEST_NARRATIVE,
    LONGEST_PLACE,
    Part,
    PersonKind,
    Value,
)

from . import NotFound, Refused, deciding, references, texts

if TYPE_CHECKING:
    from incident_app.models import Account, School

    from .incidents import NewIncident, NewMatter, NewParticipant

LONGEST_DESCRIPTION = 500
"""In characters; what other systems say of an unknown person may be longer than a name."""


def refuse_what_is_no_record(new: NewIncident) -> None:
    """Check what the database alone can't say in plain English.

    :raises Refused: something that makes a record is missing or too long.
    """
    for text, field, what, longest in (
        (new.place, "place", "where it happened", LONGEST_PLACE),
        (new.narrative, "narrative", "what happened", LONGEST_NARRATIVE),
    ):
        texts.refuse_unfit(text, field=field, what=what, longest=longest)
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
    for each in new.participants:
        participant(each, kept, viewer=viewer, now=now)
    return kept


def participant(
    new: NewParticipant,
    there: Incident,
    *,
    viewer: Account | None,
    now: datetime,
    key: UUID | None = None,
) -> Participant:
    """Add a person to an incident, after those it has, and decide each of their matters.

    :param key: the id it gets; drawn when left out.
    :raises NotFound: a known person is out of reach.
    :raises Contradiction: the answers of a matter can't all be true.
    """
    kept = Participant(
        id=key or uuid4(),
        incident_id=there.id,
        person=_person(new, there.school, viewer=viewer),
        part=new.part,
        place_in_form=len(there.participants),
    )
    there.participants.append(kept)
    db.session.flush()
    for one in new.matters:
        matter(one, kept, viewer=viewer, now=now)
    return kept


def matter(new: NewMatter, actor: Participant, *, viewer: Account | None, now: datetime) -> Matter:
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
    return kept


def refuse_what_is_nobody(new: NewParticipant) -> None:
    """Check one person, their part and what they did.

    :raises Refused: a part of it is missing, too long or not to be kept.
    """
    texts.refuse_unkept(new.name + new.described, field="name")
    if len(new.name) > LONGEST_NAME or len(new.described) > LONGEST_DESCRIPTION:
        raise Refused(f"Enter at most {LONGEST_NAME} characters.", "name")
    if new.person_id is None and new.kind is not PersonKind.UNKNOWN and is_blank(new.name):
        raise Refused("Enter the visitor's name, or choose an unknown person.", "name")
    if new.part is Part.ACTOR:
        refuse_what_is_no_conduct(new.matters)
    elif new.matters:
        raise Refused("Only an actor has a conduct.", "conducts")


def refuse_what_is_no_conduct(new: Sequence[NewMatter]) -> None:
    """Check what an actor did.

    :raises Refused: nothing is chosen, or something the catalogue doesn't have.
    """
    if not new:
        raise Refused("Choose what each actor did.", "conducts")
    if any(each.conduct not in BY_CODE for each in new):
        raise Refused("Choose a conduct from the list.", "conducts")


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
    for each in new.participants:
        refuse_what_is_nobody(each)
    known = [(each.person_id, each.part) for each in new.participants if each.person_id]
    if len(known) > len(set(known)):
        raise Refused(
            "The same person stands there twice in the same part. Put all they did in one place.",
            "participants",
        )
