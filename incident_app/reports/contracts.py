"""What of a contract somebody has to know: that it ends soon, and whom its end leaves without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Contract, Posting, Referral, ReferralStep, School
from incident_app.models.account import account_school
from incident_app.models.referral import ENDED
from incident_app.policy import countdown
from incident_app.policy.coverage import covered_until
from incident_app.policy.duties import CLAUSES, Clause
from incident_app.reports.officers import spans_at
from incident_app.vocabulary import Role


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A contract in force that ends soon, at schools where none follows it."""

    contract: Contract
    days: int
    schools: tuple[School, ...]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A clause of the checklist, and where the contract meets it; empty where it was not found."""

    clause: Clause
    place: str


def ending(*, viewer: Account, today: date) -> list[Ending]:
    """The contracts that the viewer reads and that end within 90 days, the first to end first.

    One that another follows without a gap at every school ends nothing, and is left out.
    """
    every = _readable(viewer)
    mine = viewer.schools if viewer.role is Role.ADMINISTRATOR else None
    found = []
    for each in every:
        if each.in_force(today) and countdown.due(each.last_day, today) is not None:
            same = [other for other in every if other.agency_id == each.agency_id]
            left = tuple(
                school
                for school in each.schools
                if (mine is None or school in mine)
                and covered_until(spans_at(school, same), today) == each.last_day
            )
            if left:
                days = countdown.days_left(each.last_day, today)
                found.append(Ending(contract=each, days=days, schools=left))
    return sorted(found, key=lambda each: each.days)


def checklist(contract: Contract) -> list[Checked]:
    """The clauses in the order of the policy, by the newest reading; none found without one."""
    found = contract.readings[-1].clauses if contract.readings else {}
    return [Checked(clause=each, place=found.get(each.code, "")) for each in CLAUSES]


def schools_left(
    contract: Contract, from_day: date, *, viewer: Account
) -> tuple[Sequence[School], Sequence[School]]:
    """The schools that the end of a contract leaves without an SRO of its agency, and the others.

    :param from_day: the first day without it.
    """
    same = [
        each
        for each in _readable(viewer)
        if each.agency_id == contract.agency_id and each.id != contract.id
    ]
    kept = [
        school for school in contract.schools if covered_until(spans_at(school, same), from_day)
    ]
    return [school for school in contract.schools if school not in kept], kept


def live_referrals(contract: Contract, *, viewer: Account) -> int:
    """How many referrals to officers of its agency are live at its schools.

    Of those that the viewer reads; the coordinator reads all that can be live.
    """
    ended = sa.exists().where(
        ReferralStep.referral_id == Referral.id, ReferralStep.state.in_(ENDED)
    )
    schools = [school.id for school in contract.schools]
    query = sa.select(sa.func.count()).where(
        reach(viewer, Action.READ_REFERRAL),
        Referral.officer_id.in_(_its_officers(contract)),
        Referral.school_id.in_(schools),
        ~ended,
    )
    return db.session.scalar(query.select_from(Referral)) or 0


def officers(contract: Contract, *, viewer: Account) -> Sequence[Account]:
    """The agency's officers at its schools, by name."""
    there = sa.select(account_school.c.account_id).where(
        account_school.c.school_id.in_([school.id for school in contract.schools])
    )
    query = sa.select(Account).where(
        reach(viewer, Action.READ_OFFICER),
        Account.id.in_(_its_officers(contract)),
        Account.id.in_(there),
    )
    return db.session.scalars(query.order_by(Account.name, Account.id)).all()


def _readable(viewer: Account) -> Sequence[Contract]:
    query = sa.select(Contract).where(reach(viewer, Action.READ_CONTRACT))
    options = (
        joinedload(Contract.agency),
        joinedload(Contract.end),
        selectinload(Contract.schools),
    )
    return db.session.scalars(query.options(*options).order_by(Contract.id)).all()


def _its_officers(contract: Contract) -> sa.Select[UUID]:
    """The ids of the agency's officers, by the line in force of each."""
    newest = sa.select(sa.func.max(Posting.seq)).group_by(Posting.account_id)
    return sa.select(Posting.account_id).where(
        Posting.agency_id == contract.agency_id, Posting.seq.in_(newest)
    )
