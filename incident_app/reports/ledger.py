"""One student's ledger: everything that officers and outsiders were shown of them.

Who may read a student's ledger reads all of it, whichever school disclosed: a parent asks for the
whole (34 CFR 99.32(c)). A matter out of the reader's reach is told without its reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Consultation,
    Disclosure,
    Incident,
    Matter,
    Participant,
    Person,
    Referral,
    School,
)
from incident_app.models.consultation import consultation_person
from incident_app.models.referral import referral_person
from incident_app.policy import editions
from incident_app.vocabulary import Basis, PersonKind, Role, Seen

from .masking import Mask, Named
from .picking import roster


@dataclass(frozen=True, kw_only=True)
class Line:
    """One showing. Everybody but the student is masked in ``purpose`` and ``threat``.

    ``role`` is empty for an outsider, ``fields`` hold codes, ``by`` is who chose to show it.
    ``students`` and ``people`` count who else was named. ``named`` is whether the student was, by
    name and apart from the words. ``edition`` is a title, or empty. ``matter_id`` and ``reference``
    are there where the reader may open the matter.
    """

    at: datetime
    to: str
    role: Role | None
    how: Seen
    fields: Sequence[str]
    named: bool
    students: int
    people: int
    basis: Basis | None
    purpose: str
    threat: str
    edition: str
    notice_shown: bool
    by: str
    school: str
    matter_id: UUID | None
    reference: str


def readable(people: Collection[UUID], *, viewer: Account) -> frozenset[UUID]:
    """Those of these people whose ledger the viewer may open."""
    query = sa.select(Person.id).where(
        Person.id.in_(people),
        Person.kind == PersonKind.STUDENT,
        reach(viewer, Action.READ_LEDGER),
    )
    return frozenset(db.session.scalars(query))


def of_student(student: Person, *only: sa.ColumnElement[bool], viewer: Account) -> list[Line]:
    """Every showing of what the district holds of a student, the latest first.

    :param only: what else a disclosure must be.
    """
    rows = db.session.execute(_showings(student.id, viewer=viewer).where(*only)).all()
    others = _others([row.incident_id for row in rows if row.incident_id])
    mask = Mask(_named(student), roster(viewer=viewer))
    return [_line(row, mask, others) for row in rows]


def _shown(student_id: UUID, *, viewer: Account) -> sa.ColumnElement[bool]:
    """What was shown of a student, if the viewer may read their ledger.

    That is a referral that names them or is about what they did, a consultation that names them,
    and the ledger itself.
    """
    did = sa.select(Matter.id).join(Matter.actor).where(Participant.person_id == student_id)
    about = sa.select(Referral.id).where(
        Referral.id.in_(_naming(referral_person, "referral_id", student_id))
        | Referral.matter_id.in_(did)
    )
    known = sa.exists().where(Person.id == student_id, reach(viewer, Action.READ_LEDGER))
    return known & (
        (Disclosure.person_id == student_id)
        | Disclosure.referral_id.in_(about)
        | Disclosure.consultation_id.in_(
            _naming(consultation_person, "consultation_id", student_id)
        )
    )


def _naming(link: sa.Table, column: str, student_id: UUID) -> sa.Select[UUID]:
    return sa.select(link.c[column]).where(link.c.person_id == student_id)


def _showings(student_id: UUID, *, viewer: Account) -> sa.Select[*tuple[object, ...]]:
    to, by = aliased(Account), aliased(Account)
    in_reach = reach(viewer, Action.READ_INCIDENT)
    named = Disclosure.person_id.is_not(None) | sa.or_(
        Disclosure.referral_id.in_(_naming(referral_person, "referral_id", student_id)),
        Disclosure.consultation_id.in_(_naming(consultation_person, "consultation_id", student_id)),
    )
    is_student = Person.kind == PersonKind.STUDENT
    return (
        sa.select(
            Disclosure.at,
            Disclosure.how,
            Disclosure.fields,
            Disclosure.basis,
            Disclosure.purpose,
            Disclosure.edition,
            Disclosure.notice_shown,
            sa.func.coalesce(to.name, Disclosure.to_words).label("to"),
            to.role,
            by.name.label("by"),
            School.name.label("school"),
            sa.func.coalesce(Referral.threat, Consultation.threat, "").label("threat"),
            named.label("named"),
            _count(student_id, is_student).label("students"),
            _count(student_id, ~is_student).label("people"),
            Incident.id.label("incident_id"),
            sa.case((in_reach, Matter.id)).label("matter_id"),
            sa.case((in_reach, Matter.reference), else_="").label("reference"),
        )
        .join(by, Disclosure.by_id == by.id)
        .join(School, Disclosure.school_id == School.id)
        .outerjoin(to, Disclosure.to_id == to.id)
        .outerjoin(Referral, Disclosure.referral_id == Referral.id)
        .outerjoin(Consultation, Disclosure.consultation_id == Consultation.id)
        .outerjoin(
            Matter, Matter.id == sa.func.coalesce(Referral.matter_id, Consultation.matter_id)
        )
        .outerjoin(Incident, Matter.incident_id == Incident.id)
        .where(_shown(student_id, viewer=viewer))
        .order_by(Disclosure.at.desc(), Disclosure.seq.desc())
    )


def _count(student_id: UUID, kind: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """How many others of a kind it names: one of the two tables has none."""
    counts = [
        sa.select(sa.func.count())
        .select_from(link)
        .join(Person, Person.id == link.c.person_id)
        .where(link.c[column] == getattr(Disclosure, column), Person.id != student_id, kind)
        .correlate(Disclosure)
        .scalar_subquery()
        for link, column in (
            (referral_person, "referral_id"),
            (consultation_person, "consultation_id"),
        )
    ]
    return counts[0] + counts[1]


def _others(incident_ids: Collection[UUID]) -> Mapping[UUID, list[Named]]:
    """Who took part in incidents of which something was shown, by incident."""
    query = (
        sa.select(Participant.incident_id, Person.id, Person.name, Person.number, Person.kind)
        .join(Participant.person)
        .where(Participant.incident_id.in_(incident_ids))
    )
    found = defaultdict(list)
    for incident_id, person_id, name, number, kind in db.session.execute(query):
        found[incident_id].append(Named(person_id, name, number, kind))
    return found


def _line(row: sa.Row[*tuple[object, ...]], mask: Mask, others: Mapping[UUID, list[Named]]) -> Line:
    values = dict(row._mapping)  # noqa: SLF001 - the name SQLAlchemy gives it
    named = others.get(values.pop("incident_id"), ())
    words = {each: mask.hide(values[each], named) for each in ("purpose", "threat")}
    edition = values["edition"] and editions.named(values["edition"]).title
    return Line(**values | words | {"edition": edition})


def _named(student: Person) -> Named:
    return Named(student.id, student.name, student.number, student.kind)
