"""Answering the questions of a matter, and answering them again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Answer, Incident, Matter
from incident_app.vocabulary import LONGEST_NOTE, Value

from . import NotFound, Refused, deciding, transaction

if TYPE_CHECKING:
    from incident_app.models import Account, Decision
    from incident_app.policy.logic import Answer as Known
    from incident_app.policy.logic import Fact


def to_answer(matter_id: UUID, *, viewer: Account) -> Matter:
    """A matter the viewer may answer, with its incident, answers and decisions.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    matter = db.session.scalar(_reachable(matter_id, viewer=viewer))
    if matter is None:
        raise NotFound
    return matter


def answer(
    matter_id: UUID,
    answers: Mapping[Fact, Known],
    *,
    viewer: Account,
    now: datetime,
    note: str = "",
) -> Decision:
    """Add answers to a matter and decide it again; what was said before stays.

    An answer equal to the one in force adds nothing, and with nothing new the decision in
    force is given back. An answer of *not known yet* takes back what was thought to be known.

    :param answers: the questions answered now; the others stay as they are.
    :param note: why, kept with each new answer; at most 2,000 characters.
    :raises NotFound: absent, or out of the viewer's reach.
    :raises Contradiction: with the answers in force they can't all be true.
    """
    if len(note) > LONGEST_NOTE or "\0" in note:
        raise Refused(f"Enter a note of at most {LONGEST_NOTE:,} plain characters.", "note")
    with transaction():
        # Two people answering at once are decided one after the other.
        matter = db.session.scalar(_reachable(matter_id, viewer=viewer).with_for_update(of=Matter))
        if matter is None:
            raise NotFound
        given = {each.fact for each in matter.answers}
        before = deciding.in_force(matter.answers)
        new = {
            fact: known
            for fact, known in answers.items()
            if known is not before[fact] or fact.name not in given
        }
        if not new:
            return matter.decisions[-1]
        for fact, known in new.items():
            matter.answers.append(
                Answer(
                    fact=fact.name,
                    value=Value.of(known),
                    note=note.strip(),
                    given_by_id=viewer.id,
                    given_at=now,
                )
            )
        db.session.flush()
        decision = deciding.decided(matter, by=viewer, at=now)
        journal.record(
            "matter answered",
            matter,
            by=viewer,
            at=now,
            facts=[fact.name for fact in new],
            outcome=decision.outcome.value,
        )
    return decision


def _reachable(matter_id: UUID, *, viewer: Account) -> sa.Select[Matter]:
    return (
        sa.select(Matter)
        .join(Matter.incident)
        .where(Matter.id == matter_id, reach(viewer, Action.ANSWER_MATTER))
        .options(
            joinedload(Matter.incident).joinedload(Incident.school),
            selectinload(Matter.answers).joinedload(Answer.given_by),
            selectinload(Matter.decisions),
        )
    )
