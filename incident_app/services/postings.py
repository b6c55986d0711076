"""Whose officer somebody is: their agency, license and schools, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Agency, Posting, School
from incident_app.vocabulary import Role

from . import NotFound, Refused, texts, transaction

LONGEST_LICENSE = 20
FIRST_DAY = date(1990, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPosting:
    """What the registry says of an officer from now on.

    ``assumed_on`` is the first day of their duties as an SRO, from which Section V counts.
    ``license_number`` is of the POST board; ``substitute`` as in V.D.
    """

    agency_id: UUID
    license_number: str
    assumed_on: date
    substitute: bool = False
    schools: frozenset[UUID]


def record(account_id: UUID, new: NewPosting, *, viewer: Account | None, now: datetime) -> Posting:
    """Record whose officer somebody is; what was recorded before stays in the record.

    :param viewer: who records it; ``None`` for the operator on the command line.
    :raises NotFound: no officer's account, or not the viewer's to keep.
    :raises Refused: something is missing, not fit, or somebody else's; names the field.
    """
    refuse_unfit(new.license_number, new.assumed_on)
    if not new.schools:
        raise Refused("Choose at least one school.", "schools")
    with transaction():
        officer = kept(account_id, viewer=viewer)
        if db.session.get(Agency, new.agency_id) is None:
            raise Refused("Choose an agency from the list.", "agency")
        _refuse_taken(new.license_number.strip(), officer)
        schools = db.session.scalars(sa.select(School).where(School.id.in_(new.schools))).all()
        if len(schools) != len(new.schools):
            raise Refused("Choose schools from the list.", "schools")
        return put(officer, new, schools, viewer=viewer, now=now)


def refuse_unfit(license_number: str, assumed_on: date) -> None:
    """Refuse what no posting can say.

    :raises Refused: names the field.
    """
    texts.refuse_unfit(
        license_number.strip(),
        field="license_number",
        what="the license number",
        longest=LONGEST_LICENSE,
    )
    if assumed_on < FIRST_DAY:
        raise Refused("Check the first day of duties.", "assumed_on")


def put(
    officer: Account,
    new: NewPosting,
    schools: Sequence[School],
    *,
    viewer: Account | None,
    now: datetime,
) -> Posting:
    """Add the line and its event to the open transaction; the caller has asked and checked."""
    officer.schools = list(schools)
    posting = Posting(
        account_id=officer.id,
        agency_id=new.agency_id,
        license_number=new.license_number.strip(),
        assumed_on=new.assumed_on,
        substitute=new.substitute,
        by_id=viewer.id if viewer else None,
        at=now,
    )
    db.session.add(posting)
    db.session.flush()
    at = sorted(school.code for school in schools)
    journal.record("officer posted", officer, by=viewer, at=now, schools=at)
    return posting


def officers(*, viewer: Account) -> Sequence[Account]:
    """The officers whose registry the viewer reads, by name."""
    query = sa.select(Account).where(reach(viewer, Action.READ_OFFICER))
    query = query.options(selectinload(Account.schools)).order_by(Account.name, Account.id)
    return db.session.scalars(query).all()


def officer(account_id: UUID, *, viewer: Account) -> Account:
    """One officer.

    :raises NotFound: absent, or out of reach.
    """
    query = sa.select(Account).where(Account.id == account_id, reach(viewer, Action.READ_OFFICER))
    found = db.session.scalar(query.options(selectinload(Account.schools)))
    if found is None:
        raise NotFound
    return found


def history(account_id: UUID, *, viewer: Account) -> Sequence[Posting]:
    """What the registry said of an officer, the newest first; empty when out of reach."""
    query = (
        sa.select(Posting)
        .join(Account, Account.id == Posting.account_id)
        .where(Posting.account_id == account_id, reach(viewer, Action.READ_OFFICER))
        .order_by(Posting.seq.desc())
        .options(joinedload(Posting.agency), joinedload(Posting.by))
    )
    return db.session.scalars(query).all()


def in_force(account_id: UUID) -> Posting | None:
    """What the registry says of an officer now; the caller has asked who may know."""
    return db.session.scalar(
        sa.select(Posting)
        .where(Posting.account_id == account_id)
        .order_by(Posting.seq.desc())
        .limit(1)
    )


def kept(account_id: UUID, *, viewer: Account | None) -> Account:
    """An officer whose registry the viewer keeps.

    :param viewer: ``None`` for the operator on the command line.
    :raises NotFound: no officer's account, or not the viewer's to keep.
    """
    query = sa.select(Account).where(Account.id == account_id)
    may = reach(viewer, Action.KEEP_OFFICER) if viewer else Account.role == Role.OFFICER
    found = db.session.scalar(query.where(may).options(selectinload(Account.schools)))
    if found is None:
        raise NotFound
    return found


def _refuse_taken(license_number: str, officer: Account) -> None:
    later = aliased(Posting)
    newest = sa.select(sa.func.max(later.seq)).where(later.account_id == Posting.account_id)
    taken = sa.exists().where(
        Posting.license_number == license_number,
        Posting.account_id != officer.id,
        Posting.seq == newest.scalar_subquery(),
    )
    if db.session.scalar(sa.select(taken)):
        raise Refused(f"Another officer has license number {license_number}.", "license_number")
