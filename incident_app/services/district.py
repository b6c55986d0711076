"""Schools and the people known to them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Person, School

from . import Refused, transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident_app.models import Account
    from incident_app.vocabulary import PersonKind


def open_school(*, viewer: Account | None, name: str, code: str, now: datetime) -> School:
    """Add a school; ``code`` begins its references.

    :param viewer: who adds it; ``None`` for the operator on the command line.
    :raises Refused: name or code is taken, or the code isn't two to five capital letters.
    """
    if not (code.isascii() and code.isalpha() and code.isupper() and 2 <= len(code) <= 5):  # noqa: PLR2004
        raise Refused("Enter a school code of two to five capital letters.", "code")
    with transaction():
        taken = sa.exists().where((School.name == name.strip()) | (School.code == code))
        if db.session.scalar(sa.select(taken)):
            raise Refused(f"There is already a school {name.strip()} or {code}.", "name", "code")
        school = School(name=name.strip(), code=code)
        db.session.add(school)
        db.session.flush()
        journal.record("school opened", school, by=viewer, at=now, code=code)
    return school


def enroll(  # noqa: PLR0913 - what is known of a person
    *,
    viewer: Account | None,
    school: School,
    kind: PersonKind,
    name: str,
    number: str,
    grade: str | None = None,
    born_on: date | None = None,
    now: datetime,
) -> Person:
    """Add a student or staff member of a school.

    :param viewer: who adds them; ``None`` for the operator on the command line.
    :raises Refused: the district's number is taken.
    """
    with transaction():
        if db.session.scalar(sa.select(sa.exists().where(Person.number == number))):
            raise Refused(f"There is already a person with number {number}.", "number")
        person = Person(
            kind=kind, name=name, number=number, grade=grade, born_on=born_on, school_id=school.id
        )
        db.session.add(person)
        db.session.flush()
        journal.record("person enrolled", person, by=viewer, at=now, kind=kind.value)
    return person


def schools(*, viewer: Account) -> Sequence[School]:
    """The schools where the viewer may log an incident, by name."""
    query = sa.select(School).where(reach(viewer, Action.LOG_INCIDENT)).order_by(School.name)
    return db.session.scalars(query).all()


def named(name: str) -> School | None:
    """A school by its name or code, for the operator on the command line."""
    return db.session.scalar(sa.select(School).where((School.name == name) | (School.code == name)))


def all_schools() -> Sequence[School]:
    """Every school by name, for the operator on the command line."""
    return db.session.scalars(sa.select(School).order_by(School.name)).all()


def is_empty() -> bool:
    """Whether nothing has been set up yet."""
    return not db.session.scalar(sa.select(sa.exists().where(School.id.is_not(None))))
