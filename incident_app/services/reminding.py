"""Reminders that a day brings: what ends soon, what nobody saw or uses, who is not trained.

No mail says anything of a student or of a matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app.access import ended
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Agency,
    Consultation,
    Contract,
    Posting,
    Referral,
    Reminder,
)
from incident_app.policy import certificates, countdown
from incident_app.policy.school_year import school_year
from incident_app.policy.training import Status, status
from incident_app.policy.training_words import written
from incident_app.vocabulary import Occasion, Role

from . import account_life, once, section_v, sightings, transaction

SUBJECTS = {
    Occasion.CONTRACT_ENDS: "A contract with an agency ends soon",
    Occasion.TRAINING_DUE: "The time to train an officer ends soon",
    Occasion.CERTIFICATE_UNSEEN: "A training certificate has not been seen",
    Occasion.HOLDS_UNTRAINED: "An officer holds a matter and is not trained",
    Occasion.ACCOUNT_UNUSED: "Sign in, or your account is disabled",
}


class Due(NamedTuple):
    """One mail to one address; what the outbox holds once."""

    occasion: Occasion
    subject_id: UUID
    ends_on: date
    days: int
    address: str


class _Officer(NamedTuple):
    account: Account
    agency: Agency
    status: Status
    certificate_unseen: bool
    holds: bool


def due(today: date, *, now: datetime) -> int:
    """Put what a day brings into the outbox, each once, and say how many are new.

    :param today: in the district's zone.
    """
    return once(lambda: _put(today, now))


def holds(reminder: Reminder, today: date) -> bool:
    """Whether what a reminder speaks of still holds on a day, and its reader is still the one."""
    key = (reminder.occasion, reminder.subject_id, reminder.ends_on, reminder.days)
    return Due(*key, reminder.address) in _wanted(today)


def _put(today: date, now: datetime) -> int:
    with transaction():
        there = {
            Due(each.occasion, each.subject_id, each.ends_on, each.days, each.address)
            for each in db.session.scalars(sa.select(Reminder))
        }
        new = {each: says for each, says in _wanted(today).items() if each not in there}
        db.session.add_all(
            Reminder(**each._asdict(), says=says, made_at=now) for each, says in new.items()
        )
    return len(new)


def _wanted(today: date) -> dict[Due, str]:
    """Every mail that a day asks for, and what it says."""
    coordinators = db.session.scalars(
        sa.select(Account.email).where(Account.role == Role.COORDINATOR, Account.active)
    ).all()
    contracts = _contracts()
    served = {each.agency_id for each in contracts if each.in_force(today)}
    officers = [each for each in _officers(today) if each.agency.id in served]
    mails = chain(
        _ends(contracts, coordinators, today),
        _lapses(officers, coordinators, today),
        _unseen(officers, today),
        _untrained(officers, coordinators),
        _unused(today),
    )
    return {
        Due(*key, address): says
        for key, says, addresses in mails
        for address in addresses
        if address
    }


_Key = tuple[Occasion, UUID, date, int]
_Mails = Iterator[tuple[_Key, str, Sequence[str]]]


def _ends(contracts: Sequence[Contract], coordinators: Sequence[str], today: date) -> _Mails:
    """Contracts whose end is near, unless another with the agency goes on from there."""
    for contract in contracts:
        days = countdown.due(contract.last_day, today)
        if days is None or contract.starts_on > today or _goes_on(contract, contracts):
            continue
        key = (Occasion.CONTRACT_ENDS, contract.id, contract.last_day, days)
        says = (
            f"The contract with {contract.agency.name} ends on {written(contract.last_day)}. "
            "After that day its officers are not School Resource Officers: nothing can be referred "
            "to them, and what was referred is not shown to them."
        )
        yield key, says, coordinators


def _lapses(officers: Sequence[_Officer], coordinators: Sequence[str], today: date) -> _Mails:
    for officer in officers:
        last_day = officer.status.last_day
        days = countdown.due(last_day, today) if last_day else None
        if last_day is None or days is None:
            continue
        key = (Occasion.TRAINING_DUE, officer.account.id, last_day, days)
        says = (
            f"{officer.account.name} of {officer.agency.name} must complete the training by "
            f"{written(last_day)} (policy {officer.status.cite}). After that day no new matter can "
            "be given to them until it is recorded."
        )
        yield key, says, [*coordinators, officer.agency.reached.chief_email]


def _unseen(officers: Sequence[_Officer], today: date) -> _Mails:
    """To the chief, who keeps the certificate; once a school year."""
    _, year_ends = school_year(today)
    for officer in officers:
        if officer.certificate_unseen:
            key = (Occasion.CERTIFICATE_UNSEEN, officer.account.id, year_ends, 0)
            says = (
                f"The district has not seen the most recent training certificate of "
                f"{officer.account.name}. The chief of the agency keeps a copy (policy V.E). Send "
                "it to the district's coordinator, or show it. That nobody saw it does not mean "
                "that there was no training."
            )
            yield key, says, [officer.agency.reached.chief_email]


def _untrained(officers: Sequence[_Officer], coordinators: Sequence[str]) -> _Mails:
    for officer in officers:
        last_day = officer.status.last_day
        if officer.holds and not officer.status.compliant and last_day:
            key = (Occasion.HOLDS_UNTRAINED, officer.account.id, last_day, 0)
            says = (
                f"{officer.account.name} of {officer.agency.name} holds what was sent to them, and "
                f"the last day to be trained was {written(last_day)} (policy "
                f"{officer.status.cite}). What they hold is not taken away; nothing new can be "
                "given to them."
            )
            yield key, says, coordinators


def _unused(today: date) -> _Mails:
    """To whom it is, once for each time they stay away."""
    for idle in account_life.to_warn(today):
        key = (Occasion.ACCOUNT_UNUSED, idle.account.id, idle.ends_on, 0)
        says = (
            f"You last signed in on {written(idle.since)}, or were let in then. On "
            f"{written(idle.ends_on)} your account is disabled, unless you sign in before. After "
            "that day the system administrator can enable it again."
        )
        yield key, says, [idle.account.email]


def _goes_on(contract: Contract, contracts: Sequence[Contract]) -> bool:
    """Whether another contract of the agency covers the same schools on the day after."""
    after = date.fromordinal(contract.last_day.toordinal() + 1)
    here = {school.id for school in contract.schools}
    there = {
        school.id
        for other in contracts
        if other.agency_id == contract.agency_id and other.in_force(after)
        for school in other.schools
    }
    return here <= there


def _contracts() -> Sequence[Contract]:
    whole = (joinedload(Contract.agency), joinedload(Contract.end), selectinload(Contract.schools))
    return db.session.scalars(sa.select(Contract).options(*whole)).all()


def _officers(today: date) -> Sequence[_Officer]:
    """The officers in use who have a posting, as they stand today."""
    newest = sa.select(sa.func.max(Posting.seq)).group_by(Posting.account_id)
    postings = db.session.scalars(
        sa.select(Posting)
        .where(Posting.seq.in_(newest), Posting.account.has(active=True))
        .options(joinedload(Posting.account))
        .options(joinedload(Posting.agency).selectinload(Agency.lines))
        .order_by(Posting.seq)
    ).all()
    ids = [each.account_id for each in postings]
    records, seen, holding = section_v.records(ids, today), sightings.issued(ids, today), _holding()
    return [
        _Officer(
            account=each.account,
            agency=each.agency,
            status=status(records[each.account_id], today),
            certificate_unseen=certificates.unseen(
                records[each.account_id], today, seen.get(each.account_id)
            ),
            holds=each.account_id in holding,
        )
        for each in postings
    ]


def _holding() -> set[UUID]:
    """Who holds a referral or a question that nobody has ended."""
    live = sa.union(
        sa.select(Referral.officer_id).where(~ended(Referral)),
        sa.select(Consultation.officer_id).where(~ended(Consultation)),
    )
    return set(db.session.scalars(live))
