"""What time does to accounts: one that nobody uses, and an officer's whose contracts have ended.

For the operator: ``incident-app deliver`` and ``incident-app accounts end-unused``. How often it
runs, or whether it runs twice, changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app.extensions import db
from incident_app.models import Account, Contract, Event, LoginSession, Posting
from incident_app.policy.coverage import covered_from, covered_until
from incident_app.vocabulary import Role

from . import sessions, transaction, wait_turn
from .account_changes import is_last, put_out

WARNED, UNUSED = timedelta(days=60), timedelta(days=90)
"""Without a sign-in: when somebody is warned, and when their account is disabled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """An account in use to which nobody signed in since a day."""

    account: Account
    since: date

    @property
    def ends_on(self) -> date:
        """The day on which it is disabled."""
        return self.since + UNUSED


def end_what_is_over(*, today: date, now: datetime) -> int:
    """Disable the accounts whose time is over, each with its event.

    The last system administrator's stays: somebody must be able to let the others in again.

    :param today: in the district's zone.
    :returns: how many there were.
    """
    if not any(_over(today)):  # else every run would make who writes wait
        return 0
    ended = 0
    with transaction():
        wait_turn(Account.__tablename__)
        unused, uncovered = _over(today)
        for why, accounts in (("unused", unused), ("contracts_ended", uncovered)):
            for each in accounts:
                if each.active and not is_last(each):
                    ended += put_out(each, why, viewer=None, now=now)
                    db.session.flush()
    return ended


def to_warn(today: date) -> list[Idle]:
    """Whom a day finds without a sign-in for 60 days, and less than 90."""
    return [
        each
        for each in _idle()
        if each.since + WARNED <= today < each.ends_on and not is_last(each.account)
    ]


def _over(today: date) -> tuple[list[Account], list[Account]]:
    """The unused ones, who has been away longest first; and officers whose contracts ended."""
    unused = [each.account for each in _idle() if each.ends_on <= today]
    return [each for each in unused if not is_last(each)], _uncovered(today)


def _idle() -> list[Idle]:
    """Every account in use, who has been away longest first.

    Nobody is counted idle before sign-ins were counted: that began with the first one kept.
    """
    began = db.session.scalar(sa.select(sa.func.min(LoginSession.began_at)))
    if began is None:
        return []
    signed_in, enabled = sessions.last_begun(sa.true()), _last_enabled()
    accounts = db.session.scalars(
        sa.select(Account).where(Account.active).order_by(Account.created_at, Account.id)
    ).all()
    idle = [
        Idle(
            account=each,
            since=max(
                each.created_at,
                began,
                signed_in.get(each.id, began),
                enabled.get(each.id, began),
            ).date(),
        )
        for each in accounts
    ]
    return sorted(idle, key=lambda each: each.since)


def _last_enabled() -> dict[UUID, datetime]:
    """When each was let in anew: by a link, or after it had been disabled."""
    names = ("account enabled", "password set")
    query = sa.select(Event.subject_id, sa.func.max(Event.at))
    query = query.where(Event.subject == Account.__tablename__, Event.name.in_(names))
    return dict(db.session.execute(query.group_by(Event.subject_id)).all())


def _uncovered(today: date) -> list[Account]:
    """Officers in use who were under contract, and will not be again as far as is recorded.

    One who was let in anew after the last contract ended is left to whoever did that.
    """
    newest = sa.select(sa.func.max(Posting.seq)).group_by(Posting.account_id)
    officers = db.session.scalars(
        sa.select(Posting)
        .join(Posting.account)
        .where(Posting.seq.in_(newest), Account.active, Account.role == Role.OFFICER)
        .options(joinedload(Posting.account).selectinload(Account.schools))
        .order_by(Posting.seq)
    ).all()
    contracts = db.session.scalars(
        sa.select(Contract)
        .where(Contract.agency_id.in_({each.agency_id for each in officers}))
        .options(joinedload(Contract.end), selectinload(Contract.schools))
    ).all()
    enabled = _last_enabled()
    found = []
    for each in officers:
        last = _last_day(each, contracts, today)
        let_in = enabled.get(each.account_id)
        if last is not None and (let_in is None or let_in.date() <= last):
            found.append(each.account)
    return found


def _last_day(posting: Posting, contracts: Sequence[Contract], today: date) -> date | None:
    """The last day on which a contract made them an SRO; ``None`` where that is not over."""
    schools = {school.id for school in posting.account.schools}
    spans = [
        (each.starts_on, each.last_day)
        for each in contracts
        if each.agency_id == posting.agency_id
        and each.starts_on <= each.last_day
        and schools & {school.id for school in each.schools}
    ]
    if covered_until(spans, today) or covered_from(spans, today):
        return None
    return max((last for _, last in spans), default=None)
