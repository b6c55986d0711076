"""Passing a question of a matter on to a colleague who may know the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Asking, Incident, Matter, School

from . import NotFound, Refused, deciding, texts, transaction

if TYPE_CHECKING:
    from incident_app.policy.logic import Fact


def colleagues(matter_id: UUID, *, viewer: Account) -> Sequence[Account]:
    """Who may be asked about a matter: those of its school that the viewer may ask, by name.

    Empty where the matter is absent or out of the viewer's reach.
    """
    school = (
        sa.select(Incident.school_id)
        .join(Incident.matters)
        .where(Matter.id == matter_id, reach(viewer, Action.ANSWER_MATTER))
    )
    query = (
        sa.select(Account)
        .where(reach(viewer, Action.ASK_COLLEAGUE), Account.schools.any(School.id.in_(school)))
        .order_by(Account.name, Account.id)
    )
    return db.session.scalars(query).all()


def ask(  # noqa: PLR0913 - who asks whom what, and why
    matter_id: UUID,
    fact: Fact,
    *,
    of_id: UUID,
    viewer: Account,
    now: datetime,
    note: str = "",
) -> Asking:
    """Ask a colleague a question that is not answered yes or no yet.

    The same sent twice while it is open is the asking that is there; with another note, or by
    somebody else, it is a new one.

    :param note: what they should know, at most 2,000 characters.
    :raises NotFound: the matter is absent or out of the viewer's reach.
    :raises Refused: the question is answered, or the colleague can't be asked.
    """
    texts.refuse_note(note)
    with transaction():
        # Asking and answering come one after the other.
        matter = db.session.scalar(_to_answer(matter_id, viewer=viewer).with_for_update(of=Matter))
        if matter is None:
            raise NotFound
        if deciding.in_force(matter.answers)[fact] is not None:
            raise Refused("That question is answered. Choose another one.", "fact")
        _refuse_who_cannot_answer(of_id, matter_id, viewer=viewer)
        for asking in matter.askings:
            same = (asking.fact, asking.of_id, asking.by_id, asking.note, asking.answered)
            if same == (fact.name, of_id, viewer.id, note.strip(), False):
                return asking
        asking = Asking(
            matter=matter,
            fact=fact.name,
            of_id=of_id,
            by_id=viewer.id,
            note=note.strip(),
            asked_at=now,
        )
        db.session.add(asking)
        journal.record("question asked", matter, by=viewer, at=now, fact=fact.name, of=str(of_id))
    return asking


def _refuse_who_cannot_answer(of_id: UUID, matter_id: UUID, *, viewer: Account) -> None:
    colleague = db.session.scalar(
        sa.select(Account).where(Account.id == of_id, reach(viewer, Action.ASK_COLLEAGUE))
    )
    if colleague is None or db.session.scalar(_to_answer(matter_id, viewer=colleague)) is None:
        raise Refused("Choose a colleague from the list.", "colleague")


def _to_answer(matter_id: UUID, *, viewer: Account) -> sa.Select[Matter]:
    return (
        sa.select(Matter)
        .join(Matter.incident)
        .where(Matter.id == matter_id, reach(viewer, Action.ANSWER_MATTER))
    )
