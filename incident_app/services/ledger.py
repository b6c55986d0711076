"""Opening the ledger of one student, and giving a copy of it away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Disclosure, Person
from incident_app.vocabulary import LONGEST_NAME, PersonKind, Seen

from . import NotFound, texts, transaction

if TYPE_CHECKING:
    from incident_app.models import Account

COPY = "ledger"
"""What a copy of the ledger shows, where a disclosure says its fields."""

BY_RIGHT = (
    "Inspection by a parent, or by the student once they are 18, which is their right: "
    "34 CFR 99.10, 99.31(a)(12) and 99.32(c)."
)


def read(
    person_id: UUID, *, viewer: Account, now: datetime, how: Seen | None = Seen.VIEW
) -> Person:
    """The student whose ledger of disclosures the viewer opens now.

    :param how: ``None`` where nothing of it is sent, only whether it is there; no event then.
    :raises NotFound: absent, no student, or out of the viewer's reach.
    """
    return _opened(person_id, "ledger read" if how else None, viewer=viewer, now=now)


def read_looks(
    person_id: UUID, *, viewer: Account, now: datetime, how: Seen | None = Seen.VIEW
) -> Person:
    """The student of whom the viewer opens who looked at their data.

    :param how: as of :func:`read`.
    :raises NotFound: as :func:`read`.
    """
    return _opened(person_id, "looks read" if how else None, viewer=viewer, now=now)


def export_looks(person_id: UUID, *, viewer: Account, now: datetime) -> Person:
    """The student of whom the viewer takes a file of who looked at their data.

    :raises NotFound: as :func:`read`.
    """
    return _opened(person_id, "looks exported", viewer=viewer, now=now)


def hand_over(person_id: UUID, to: str, *, viewer: Account, now: datetime) -> Person:
    """Note that a copy of a student's ledger is given to somebody; call it before it is.

    A parent's copy has no basis of disclosure: it is not consented to but claimed by right, and
    34 CFR 99.32(d)(1) asks for no line. It is kept all the same, with the right as its purpose.

    :param to: who gets it, in words; at most 200 characters.
    :raises NotFound: as :func:`read`.
    :raises Refused: naming the field ``to``.
    """
    texts.refuse_unfit(to, field="to", what="whom the copy is given to", longest=LONGEST_NAME)
    with transaction():
        person = _student(person_id, viewer=viewer)
        db.session.add(
            Disclosure(
                how=Seen.PRINT,
                to_words=to.strip(),
                by_id=viewer.id,
                school_id=person.school_id,
                person_id=person.id,
                fields=[COPY],
                basis=None,
                purpose=BY_RIGHT,
                edition="",
                notice_shown=True,
                at=now,
            )
        )
        journal.record("ledger given", person, by=viewer, at=now)
    return person


def _opened(person_id: UUID, event: str | None, *, viewer: Account, now: datetime) -> Person:
    with transaction():
        person = _student(person_id, viewer=viewer)
        if event:
            journal.record(event, person, by=viewer, at=now)
    return person


def _student(person_id: UUID, *, viewer: Account) -> Person:
    student = db.session.scalar(
        sa.select(Person).where(
            Person.id == person_id,
            Person.kind == PersonKind.STUDENT,
            reach(viewer, Action.READ_LEDGER),
        )
    )
    if student is None:
        raise NotFound
    return student
