"""The agencies that employ officers, and whom to turn to there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Agency, AgencyLine, School
from incident_app.vocabulary import LONGEST_NAME, LONGEST_PHONE

from . import NotFound, Refused, texts, transaction

if TYPE_CHECKING:
    from incident_app.models import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Whom to turn to: the chief, who keeps the certificates (V.E), and whom the district calls."""

    chief: str
    chief_email: str = ""
    contact: str = ""
    contact_email: str = ""
    contact_phone: str = ""


def add(name: str, reached: Reached, *, viewer: Account | None, now: datetime) -> Agency:
    """Add an agency.

    :param viewer: who adds it; ``None`` for the operator on the command line.
    :raises NotFound: it is not the viewer's to add one.
    :raises Refused: the name is missing or taken, or something of ``reached`` is not fit.
    """
    texts.refuse_unfit(name, field="name", what="the agency's name", longest=LONGEST_NAME)
    _refuse_unfit(reached)
    with transaction():
        _refuse_others(viewer)
        if db.session.scalar(sa.select(sa.exists().where(Agency.name == name.strip()))):
            raise Refused(f"There is already an agency {name.strip()}.", "name")
        agency = Agency(name=name.strip(), lines=[_line(reached, viewer, now)])
        db.session.add(agency)
        db.session.flush()
        journal.record("agency added", agency, by=viewer, at=now)
    return agency


def turn_to(agency_id: UUID, reached: Reached, *, viewer: Account, now: datetime) -> None:
    """Say anew whom to turn to at an agency; what was said before stays in the record.

    :raises NotFound: absent, or not the viewer's to keep.
    :raises Refused: something is not fit; names the field.
    """
    _refuse_unfit(reached)
    with transaction():
        agency = db.session.scalar(
            sa.select(Agency).where(Agency.id == agency_id, reach(viewer, Action.KEEP_AGENCY))
        )
        if agency is None:
            raise NotFound
        agency.lines.append(_line(reached, viewer, now))
        db.session.flush()
        journal.record("agency's people changed", agency, by=viewer, at=now)


def agency(agency_id: UUID, *, viewer: Account) -> Agency:
    """One agency.

    :raises NotFound: absent, or out of reach.
    """
    query = sa.select(Agency).where(Agency.id == agency_id, reach(viewer, Action.READ_AGENCY))
    found = db.session.scalar(query.options(selectinload(Agency.lines).joinedload(AgencyLine.by)))
    if found is None:
        raise NotFound
    return found


def agencies(*, viewer: Account) -> Sequence[Agency]:
    """The agencies that the viewer reads, by name."""
    query = sa.select(Agency).where(reach(viewer, Action.READ_AGENCY)).order_by(Agency.name)
    return db.session.scalars(query.options(selectinload(Agency.lines))).all()


def schools(*, viewer: Account) -> Sequence[School]:
    """The schools that an agency's contract may cover, and its officers work at, by name."""
    query = sa.select(School).where(reach(viewer, Action.ADD_AGENCY)).order_by(School.name)
    return db.session.scalars(query).all()


def named(name: str) -> Agency:
    """An agency by its name, for the operator on the command line.

    :raises NotFound: there is none.
    """
    found = db.session.scalar(sa.select(Agency).where(Agency.name == name))
    if found is None:
        raise NotFound
    return found


def _refuse_others(viewer: Account | None) -> None:
    if viewer is None:
        return
    if not schools(viewer=viewer):
        raise NotFound


def _refuse_unfit(reached: Reached) -> None:
    texts.refuse_unfit(reached.chief, field="chief", what="the chief's name", longest=LONGEST_NAME)
    for field, longest in (("contact", LONGEST_NAME), ("contact_phone", LONGEST_PHONE)):
        value = getattr(reached, field)
        texts.refuse_unkept(value, field=field)
        if len(value) > longest:
            raise Refused(f"Use at most {longest} characters.", field)
    for field in ("chief_email", "contact_email"):
        if address := getattr(reached, field).strip():
            texts.refuse_address(address, field=field)


def _line(reached: Reached, viewer: Account | None, now: datetime) -> AgencyLine:
    said = {name: getattr(reached, name).strip() for name in reached.__slots__}
    return AgencyLine(**said, by_id=viewer.id if viewer else None, at=now)
