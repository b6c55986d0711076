"""Recording what an officer really did. Never blocked: what was wrong is marked, not hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Contact,
    ContactMatter,
    Incident,
    Matter,
    Participant,
    School,
    Standing,
)
from incident_app.policy.contacts import Mark, marks
from incident_app.vocabulary import (
    LONGEST_CASE_NUMBER,
    LONGEST_NAME,
    Act,
    Role,
    Starter,
)

from . import NotFound, Refused, once, texts, transaction
from .force import ForceAndCare

LONGEST_OFFENSE_CODE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """What is recorded of a contact.

    ``officer_id`` is an officer with an account, else ``officer_words`` says who it was.
    ``happened_at`` is aware. ``iv_c`` is the basis claimed under IV.C, ``offense_code`` a NIBRS
    code. ``key`` makes pressing twice one contact.
    """

    started_by: Starter
    happened_at: datetime
    purpose: str
    acts: tuple[Act, ...]
    officer_id: UUID | None = None
    officer_words: str = ""
    force: ForceAndCare = field(default_factory=ForceAndCare)
    iv_c: str = ""
    case_number: str = ""
    offense_code: str = ""
    key: UUID = field(default_factory=uuid4)


def record(
    incident_id: UUID,
    new: NewContact,
    about: Sequence[UUID],
    *,
    viewer: Account,
    now: datetime,
) -> Contact:
    """Record a contact in an incident, whatever its route.

    :param about: matters of this incident, those that the contact was about; at least one.
    :raises NotFound: the incident is absent, or out of the viewer's reach.
    :raises Refused: something is missing or not of this incident; names the field.
    """
    return once(lambda: _recorded(incident_id, new, about, viewer=viewer, now=now))


def _recorded(
    incident_id: UUID, new: NewContact, about: Sequence[UUID], *, viewer: Account, now: datetime
) -> Contact:
    with transaction():
        incident = to_record(incident_id, viewer=viewer)
        _refuse_unfit(new, now)
        _refuse_officer(new, incident.school_id)
        stand = _standings(incident.id, about, viewer=viewer)
        if not stand or set(stand) != set(about):
            raise Refused("Choose at least one matter of this incident.", "matters")
        return _kept(new, incident.school_id, incident.id, stand, viewer=viewer, now=now)


def to_record(incident_id: UUID, *, viewer: Account) -> Incident:
    """An incident in which the viewer may record a contact.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    incident = db.session.scalar(
        sa.select(Incident)
        .where(Incident.id == incident_id, reach(viewer, Action.RECORD_CONTACT))
        .options(joinedload(Incident.school))
    )
    if incident is None:
        raise NotFound
    return incident


def matters(incident_id: UUID, *, viewer: Account) -> Sequence[Matter]:
    """The matters of an incident that the viewer may read, as they were entered."""
    query = (
        sa.select(Matter)
        .where(Matter.incident_id == incident_id, reach(viewer, Action.READ_MATTER))
        .order_by(Matter.place_in_form)
        .options(joinedload(Matter.actor).joinedload(Participant.person))
    )
    return db.session.scalars(query).all()


def marks_of(contact: Contact) -> tuple[Mark, ...]:
    """What of a contact looks like discipline, as its matters stood when it was recorded."""
    outcomes = {each.outcome for each in contact.matters}
    return marks(outcomes, contact.acts, claims_iv_c=bool(contact.iv_c))


def record_own(school_id: UUID, new: NewContact, *, viewer: Account, now: datetime) -> Contact:
    """Record a contact at a school without sight of any incident.

    An officer records their own lawful action (IV.C); whoever else may, an officer's.

    :raises NotFound: the school is absent, or out of the viewer's reach.
    :raises Refused: something is missing; names the field.
    """
    return once(lambda: _recorded_own(school_id, new, viewer=viewer, now=now))


def _recorded_own(school_id: UUID, new: NewContact, *, viewer: Account, now: datetime) -> Contact:
    with transaction():
        school = db.session.scalar(
            sa.select(School).where(
                School.id == school_id, reach(viewer, Action.RECORD_OWN_CONTACT)
            )
        )
        if school is None:
            raise NotFound
        _refuse_unfit(new, now)
        if viewer.role is Role.OFFICER and new.officer_id != viewer.id:
            raise Refused("An officer records only what they did themselves.", "officer")
        if viewer.role is Role.OFFICER and not new.iv_c.strip():
            raise Refused("Enter why it was yours to do (IV.C).", "iv_c")
        _refuse_officer(new, school.id)
        return _kept(new, school.id, None, {}, viewer=viewer, now=now)


def of_incident(incident_id: UUID, *, viewer: Account) -> Sequence[Contact]:
    """The contacts recorded in an incident, the oldest first; none out of reach."""
    return _found(Contact.incident_id == incident_id, viewer=viewer)


def schools(*, viewer: Account) -> Sequence[School]:
    """Where the viewer may record a contact without sight of an incident, by name."""
    query = sa.select(School).where(reach(viewer, Action.RECORD_OWN_CONTACT))
    return db.session.scalars(query.order_by(School.name)).all()


def apart(*, viewer: Account) -> Sequence[Contact]:
    """The contacts without an incident, and what the viewer recorded, the oldest first."""
    mine = Contact.recorded_by_id == viewer.id
    return _found(mine | Contact.incident_id.is_(None), viewer=viewer)


def officers(school_id: UUID, *, viewer: Account) -> Sequence[Account]:
    """The officers of a school with an account, by name, for whoever may record contacts there."""
    incidents = sa.select(Incident.school_id).where(reach(viewer, Action.RECORD_CONTACT))
    may = reach(viewer, Action.RECORD_OWN_CONTACT) | School.id.in_(incidents)
    query = sa.select(Account).where(
        Account.role == Role.OFFICER, Account.schools.any((School.id == school_id) & may)
    )
    return db.session.scalars(query.order_by(Account.name, Account.id)).all()


def _found(which: sa.ColumnElement[bool], *, viewer: Account) -> Sequence[Contact]:
    query = (
        sa.select(Contact)
        .where(which, reach(viewer, Action.READ_CONTACT))
        .order_by(Contact.happened_at, Contact.id)
        .options(
            joinedload(Contact.school),
            joinedload(Contact.officer),
            joinedload(Contact.recorded_by),
            selectinload(Contact.matters),
        )
    )
    return db.session.scalars(query).all()


def _refuse_unfit(new: NewContact, now: datetime) -> None:
    texts.refuse_unfit(new.purpose, field="purpose", what="what it was for", longest=2_000)
    texts.refuse_note(new.iv_c, field="iv_c")
    for name, text, longest in (
        ("officer_words", new.officer_words, LONGEST_NAME),
        ("case_number", new.case_number, LONGEST_CASE_NUMBER),
        ("offense_code", new.offense_code, LONGEST_OFFENSE_CODE),
    ):
        texts.refuse_unkept(text, field=name)
        if len(text.strip()) > longest:
            raise Refused(f"Enter at most {longest} characters.", name)
    if not new.acts:
        raise Refused("Choose at least one thing that the officer did.", "acts")
    if new.happened_at > now:
        raise Refused("Enter a moment that is not in the future.", "happened_at")
    new.force.refuse_unfit()


def _refuse_officer(new: NewContact, school_id: UUID) -> None:
    """An officer of the school by account, whether in use or not, or another one in words."""
    if (new.officer_id is None) == (not new.officer_words.strip()):
        raise Refused("Choose the officer, or enter who it was.", "officer")
    if new.officer_id is None:
        return
    theirs = Account.schools.any(School.id == school_id)
    query = sa.select(Account.id).where(
        Account.id == new.officer_id, Account.role == Role.OFFICER, theirs
    )
    if db.session.scalar(query) is None:
        raise Refused("Choose an officer of this school.", "officer")


def _standings(
    incident_id: UUID, matters: Sequence[UUID], *, viewer: Account
) -> dict[UUID, Standing]:
    """How these matters of the incident stand, of those the viewer may read."""
    query = (
        sa.select(Standing)
        .join(Matter, Matter.id == Standing.matter_id)
        .where(
            Standing.incident_id == incident_id,
            Standing.matter_id.in_(matters),
            reach(viewer, Action.READ_MATTER),
        )
    )
    return {each.matter_id: each for each in db.session.scalars(query)}


def _kept(  # noqa: PLR0913 - what a row holds
    new: NewContact,
    school_id: UUID,
    incident_id: UUID | None,
    stand: dict[UUID, Standing],
    *,
    viewer: Account,
    now: datetime,
) -> Contact:
    there = db.session.get(Contact, new.key)
    if there is not None:
        if (there.recorded_by_id, there.incident_id) != (viewer.id, incident_id):
            raise NotFound  # somebody else's key, or another page's: as if there were none
        return there
    contact = Contact(
        id=new.key,
        school_id=school_id,
        incident_id=incident_id,
        officer_id=new.officer_id,
        officer_words=new.officer_words.strip(),
        happened_at=new.happened_at,
        started_by=new.started_by,
        purpose=new.purpose.strip(),
        acts=[act.value for act in new.acts],
        facts=new.force.record(),
        iv_c=new.iv_c.strip(),
        case_number=new.case_number.strip(),
        offense_code=new.offense_code.strip(),
        recorded_by_id=viewer.id,
        recorded_at=now,
        matters=[
            ContactMatter(matter_id=matter_id, outcome=standing.outcome)
            for matter_id, standing in stand.items()
        ],
    )
    db.session.add(contact)
    db.session.flush()
    journal.record(
        "contact recorded",
        contact,
        by=viewer,
        at=now,
        incident=str(incident_id) if incident_id else None,
        acts=contact.acts,
        started_by=new.started_by.value,
    )
    return contact
