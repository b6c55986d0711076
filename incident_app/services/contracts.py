"""Contracts: what makes an agency's officers School Resource Officers, and what ends it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Agency, Contract, ContractEnd, ContractReading, School
from incident_app.policy.duties import CLAUSES
from incident_app.vocabulary import LONGEST_CLAUSE, LONGEST_NAME, LONGEST_NOTE, Weekday

from . import NotFound, Refused, texts, transaction

if TYPE_CHECKING:
    from incident_app.models import Account

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContract:
    """A contract as signed: in force from ``starts_on`` through ``ends_on``.

    ``day_begins`` and ``day_ends`` are local times of the instructional day, *07:45*.
    """

    starts_on: date
    ends_on: date
    signed_for_district: str
    signed_for_agency: str
    schools: frozenset[UUID]
    weekdays: tuple[Weekday, ...] = tuple(Weekday)
    day_begins: str = "07:30"
    day_ends: str = "15:30"


def record(agency_id: UUID, new: NewContract, *, viewer: Account | None, now: datetime) -> Contract:
    """Record a signed contract with an agency.

    :param viewer: who records it; ``None`` for the operator on the command line.
    :raises NotFound: the agency is absent, or not the viewer's to keep.
    :raises Refused: something is missing or not fit; names the field.
    """
    _refuse_unfit(new)
    with transaction():
        agency = _agency(agency_id, viewer)
        schools = db.session.scalars(sa.select(School).where(School.id.in_(new.schools))).all()
        if len(schools) != len(new.schools):
            raise Refused("Choose schools from the list.", "schools")
        _refuse_twice(agency, new)
        contract = Contract(
            agency_id=agency.id,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            signed_for_district=new.signed_for_district.strip(),
            signed_for_agency=new.signed_for_agency.strip(),
            weekdays=[day.value for day in new.weekdays],
            day_begins=new.day_begins,
            day_ends=new.day_ends,
            recorded_by_id=viewer.id if viewer else None,
            recorded_at=now,
            schools=list(schools),
        )
        db.session.add(contract)
        db.session.flush()
        journal.record("contract recorded", contract, by=viewer, at=now, schools=len(schools))
    return contract


def read_through(  # noqa: PLR0913 - what a reading holds
    contract_id: UUID,
    clauses: Mapping[str, str],
    *,
    school_official: str,
    direct_control: str,
    viewer: Account,
    now: datetime,
) -> None:
    """Record where in the paper each clause is met; earlier readings stay in the record.

    :param clauses: by the codes of :data:`CLAUSES`; an empty place means that it was not found.
    :raises NotFound: absent, or not the viewer's to keep.
    :raises Refused: a place or a text is not fit; names the field.
    """
    found = {clause.code: clauses.get(clause.code, "").strip() for clause in CLAUSES}
    for code, place in found.items():
        texts.refuse_unkept(place, field=code)
        if len(place) > LONGEST_CLAUSE:
            raise Refused(f"Use at most {LONGEST_CLAUSE} characters, such as §3.2.", code)
    texts.refuse_note(school_official, field="school_official")
    texts.refuse_note(direct_control, field="direct_control")
    with transaction():
        contract = _kept(contract_id, viewer)
        reading = ContractReading(
            contract_id=contract.id,
            clauses={code: place for code, place in found.items() if place},
            school_official=school_official.strip(),
            direct_control=direct_control.strip(),
            by_id=viewer.id,
            at=now,
        )
        db.session.add(reading)
        db.session.flush()
        met = len(reading.clauses)
        journal.record("contract read through", contract, by=viewer, at=now, clauses_met=met)


def end(  # noqa: PLR0913 - what an end holds
    contract_id: UUID, from_day: date, why: str, *, viewer: Account, today: date, now: datetime
) -> None:
    """End a contract before its last day: from that day on, nothing reaches its officers.

    :param from_day: the first day without it; today or later, until its last day.
    :param today: in the district's zone.
    :raises NotFound: absent, or not the viewer's to keep.
    :raises Refused: it ended already, or the day or the reason is not fit; names the field.
    """
    texts.refuse_unfit(why, field="why", what="why it ends", longest=LONGEST_NOTE)
    with transaction():
        contract = _kept(contract_id, viewer)
        if contract.end is not None or contract.ends_on < today:
            raise Refused("This contract has ended, or its end is recorded already.", "from_day")
        if not today <= from_day <= contract.ends_on:
            raise Refused("Enter a day from today to the contract's last day.", "from_day")
        ended = ContractEnd(
            contract_id=contract.id, from_day=from_day, why=why.strip(), by_id=viewer.id, at=now
        )
        db.session.add(ended)
        db.session.flush()
        journal.record("contract ended", contract, by=viewer, at=now, from_day=from_day.isoformat())


def contract(contract_id: UUID, *, viewer: Account) -> Contract:
    """One contract with everything it holds.

    :raises NotFound: absent, or out of reach.
    """
    query = sa.select(Contract).where(
        Contract.id == contract_id, reach(viewer, Action.READ_CONTRACT)
    )
    found = db.session.scalar(query.options(*_WHOLE))
    if found is None:
        raise NotFound
    return found


def contracts(*, viewer: Account) -> Sequence[Contract]:
    """The contracts that the viewer reads, the latest to end first."""
    query = sa.select(Contract).where(reach(viewer, Action.READ_CONTRACT))
    query = query.order_by(Contract.ends_on.desc(), Contract.id)
    return db.session.scalars(query.options(*_WHOLE)).all()


_WHOLE = (
    joinedload(Contract.agency).selectinload(Agency.lines),
    joinedload(Contract.end),
    selectinload(Contract.schools),
    selectinload(Contract.readings).joinedload(ContractReading.by),
)


def _agency(agency_id: UUID, viewer: Account | None) -> Agency:
    query = sa.select(Agency).where(Agency.id == agency_id)
    if viewer is not None:
        query = query.where(reach(viewer, Action.KEEP_AGENCY))
    if (found := db.session.scalar(query)) is None:
        raise NotFound
    return found


def _kept(contract_id: UUID, viewer: Account) -> Contract:
    query = sa.select(Contract).where(
        Contract.id == contract_id, reach(viewer, Action.KEEP_CONTRACT)
    )
    found = db.session.scalar(query.options(joinedload(Contract.end)))
    if found is None:
        raise NotFound
    return found


def _refuse_twice(agency: Agency, new: NewContract) -> None:
    """A second copy would go on being in force when the first is ended."""
    query = sa.select(Contract).where(
        Contract.agency_id == agency.id,
        Contract.starts_on == new.starts_on,
        Contract.ends_on == new.ends_on,
    )
    for each in db.session.scalars(query.options(joinedload(Contract.end))):
        if each.end is None and {school.id for school in each.schools} == new.schools:
            raise Refused("This contract is recorded already: the same days and schools.")


def _refuse_unfit(new: NewContract) -> None:
    if new.ends_on < new.starts_on:
        raise Refused("The last day comes before the first. Correct one of them.", "ends_on")
    if new.ends_on.year - new.starts_on.year > LONGEST_YEARS:
        raise Refused("Check the last day: a contract of over ten years.", "ends_on")
    for field, whose in (("district", "the district"), ("agency", "the agency")):
        name = f"signed_for_{field}"
        texts.refuse_unfit(
            getattr(new, name), field=name, what=f"who signed for {whose}", longest=LONGEST_NAME
        )
    if not new.schools:
        raise Refused("Choose at least one school.", "schools")
    if not new.weekdays:
        raise Refused("Choose the days of the instructional week.", "weekdays")
    for field in ("day_begins", "day_ends"):
        if not CLOCK.fullmatch(getattr(new, field)):
            raise Refused("Enter a time of the day, such as 07:45.", field)
    if new.day_begins >= new.day_ends:
        raise Refused("The instructional day ends before it begins. Correct one.", "day_ends")
