"""Whether a text names a student: what officers write of their work holds no child's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from incident_app import viewing
from incident_app.extensions import db
from incident_app.models import Person
from incident_app.models.account import account_school
from incident_app.text import pairs_in, ways_to_write
from incident_app.vocabulary import PersonKind, Role

from . import Refused

if TYPE_CHECKING:
    from incident_app.models import Account


def refuse_named(text: str, *, field: str, viewer: Account) -> None:
    """Refuse a text with the whole name of a student of the viewer's schools.

    The coordinator's are all schools. Which student it was is not said: an officer reads no names.

    :raises Refused: naming the field.
    """
    pairs = pairs_in(text)
    if pairs and _named(pairs, viewer):
        raise Refused("Take the student's name out. No student is named here.", field)


def _named(pairs: set[tuple[str, str]], viewer: Account) -> bool:
    bind = db.session.get_bind()
    if bind.dialect.name == "postgresql" and viewing.viewer() != viewing.OPERATOR:
        # Row security hides the names from who writes, so the database itself looks.
        written = sa.cast([" ".join(pair) for pair in sorted(pairs)], ARRAY(sa.Text))
        return bool(db.session.scalar(sa.select(sa.func.names_a_student(written))))
    return any(not pairs.isdisjoint(ways_to_write(name)) for name in _students(viewer))


def _students(viewer: Account) -> sa.ScalarResult[str]:
    query = sa.select(Person.name).where(Person.kind == PersonKind.STUDENT)
    if viewer.role is not Role.COORDINATOR:
        theirs = sa.select(account_school.c.school_id).where(
            account_school.c.account_id == viewer.id
        )
        query = query.where(Person.school_id.in_(theirs))
    return db.session.scalars(query)
