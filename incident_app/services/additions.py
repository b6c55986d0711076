"""What is added to an incident after it was logged: words, people and what they did.

What was logged stays as it is. Each takes a key that its form drew, so the same press sent
twice is kept once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import sqlalchemy as sa

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Addition, Incident, Matter, Participant
from incident_app.vocabulary import LONGEST_NARRATIVE, Part

from . import NotFound, Refused, keeping, once, texts, transaction

if TYPE_CHECKING:
    from incident_app.models import Account

    from .incidents import NewMatter, NewParticipant

Kept = TypeVar("Kept")

ALREADY = "This was added already, as it stood when you first pressed. Send again to add the rest."


def add(incident_id: UUID, text: str, *, key: UUID, viewer: Account, now: datetime) -> Addition:
    """Add words under the narrative.

    The same key of the same author a second time gives the addition that is there.

    :raises NotFound: the incident is absent or out of the viewer's reach, or the key is taken.
    :raises Refused: the text says nothing, is too long or holds a NUL.
    """
    texts.refuse_unfit(text, field="text", what="what came to light", longest=LONGEST_NARRATIVE)
    return once(lambda: _added(incident_id, text, key=key, viewer=viewer, now=now))


def add_participant(
    incident_id: UUID, new: NewParticipant, *, key: UUID, viewer: Account, now: datetime
) -> Participant:
    """Add a person and their part; what an actor did is decided like any other matter.

    The same key a second time gives the participant that is there.

    :raises NotFound: the incident or a known person is out of reach, or the key is taken.
    :raises Refused: it is no record of a person, or they stand there in that part already.
    :raises Contradiction: the answers of a matter can't all be true.
    """
    keeping.refuse_what_is_nobody(new)
    return once(lambda: _participant_added(incident_id, new, key=key, viewer=viewer, now=now))


def add_matters(  # noqa: PLR0913 - what is added where, and by whom
    incident_id: UUID,
    actor_id: UUID,
    new: Sequence[NewMatter],
    *,
    key: UUID,
    viewer: Account,
    now: datetime,
) -> list[Matter]:
    """Add what an actor of the incident did besides, and decide it.

    The same key a second time gives the matters that are there.

    :param actor_id: of the participant.
    :raises NotFound: the incident is out of reach, or has no such actor.
    :raises Refused: nothing is chosen, or no such conduct is in the catalogue.
    :raises Contradiction: the answers of a matter can't all be true.
    """
    keeping.refuse_what_is_no_conduct(new)
    return once(lambda: _matters_added(incident_id, actor_id, new, key=key, viewer=viewer, now=now))


def _added(incident_id: UUID, text: str, *, key: UUID, viewer: Account, now: datetime) -> Addition:
    with transaction():
        incident = _to_add_to(incident_id, viewer=viewer)
        addition = db.session.scalar(sa.select(Addition).where(Addition.id == key))
        if addition is None:
            addition = Addition(
                id=key, incident=incident, text=text, added_by_id=viewer.id, added_at=now
            )
            db.session.add(addition)
            db.session.flush()
            journal.record("addition added", incident, by=viewer, at=now, characters=len(text))
        elif (addition.incident_id, addition.added_by_id) != (incident_id, viewer.id):
            raise NotFound
        elif addition.text != text:
            raise Refused(ALREADY, "text")
    return addition


def _participant_added(
    incident_id: UUID, new: NewParticipant, *, key: UUID, viewer: Account, now: datetime
) -> Participant:
    with transaction():
        incident = _to_add_to(incident_id, viewer=viewer)
        for each in incident.participants:
            if each.id == key:
                _refuse_another(each, new)
                return each
            if each.person_id == new.person_id and each.part is new.part:
                raise Refused(f"They stand there as {new.part.value} already.", "who")
        participant = keeping.participant(new, incident, viewer=viewer, now=now, key=key)
        journal.record(
            "person added",
            incident,
            by=viewer,
            at=now,
            participant=str(participant.id),
            matters=len(new.matters),
        )
    return participant


def _matters_added(  # noqa: PLR0913 - as add_matters
    incident_id: UUID,
    actor_id: UUID,
    new: Sequence[NewMatter],
    *,
    key: UUID,
    viewer: Account,
    now: datetime,
) -> list[Matter]:
    with transaction():
        incident = _to_add_to(incident_id, viewer=viewer)
        actors = [each for each in incident.participants if each.part is Part.ACTOR]
        actor = next((each for each in actors if each.id == actor_id), None)
        if actor is None:
            raise NotFound
        kept = [each for each in incident.matters if each.external_id.startswith(f"{key} ")]
        if kept and [(each.actor_id, each.conduct) for each in kept] != [
            (actor_id, each.conduct) for each in new
        ]:
            raise Refused(ALREADY)
        if not kept:
            kept = [
                keeping.matter(
                    replace(one, external_id=f"{key} {place}"), actor, viewer=viewer, now=now
                )
                for place, one in enumerate(new, start=1)
            ]
            references = [each.reference for each in kept]
            journal.record("matters added", incident, by=viewer, at=now, matters=references)
    return kept


def _refuse_another(there: Participant, new: NewParticipant) -> None:
    """Refuse what was changed on the page after the press that was taken."""
    who = (there.person_id,) if new.person_id else (there.person.name, there.person.described)
    did = [each.conduct for each in there.incident.matters if each.actor_id == there.id]
    same_person = who == (
        (new.person_id,) if new.person_id else (new.name.strip(), new.described.strip())
    )
    if not same_person or there.part is not new.part or did != [m.conduct for m in new.matters]:
        raise Refused(ALREADY)


def _to_add_to(incident_id: UUID, *, viewer: Account) -> Incident:
    """The incident, locked: what is added at one moment comes one after the other."""
    incident = db.session.scalar(
        sa.select(Incident)
        .where(Incident.id == incident_id, reach(viewer, Action.ADD_TO_INCIDENT))
        .with_for_update(of=Incident)
    )
    if incident is None:
        raise NotFound
    return incident
