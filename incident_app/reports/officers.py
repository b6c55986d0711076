"""The registry of officers: whose they are, and whether a contract makes them an SRO today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Contract, Posting, School
from incident_app.policy import countdown
from incident_app.policy.coverage import Span, covered_from, covered_until
from incident_app.vocabulary import Role


@dataclass(frozen=True, kw_only=True)
class Covered:
    """One school of an officer: the last day they are its SRO, or ``None`` where they are not.

    ``again`` is the first day of a contract to come, where none covers today.
    """

    school: School
    until: date | None
    again: date | None = None


@dataclass(frozen=True, kw_only=True)
class Registered:
    """An officer as the registry has them on a day; ``posting`` is ``None`` for one not in it."""

    officer: Account
    posting: Posting | None
    at: tuple[Covered, ...]
    contracts: tuple[Contract, ...]
    on: date

    @property
    def is_sro(self) -> bool:
        """Whether a contract in force makes them the SRO of any school of theirs."""
        return any(each.until for each in self.at)

    @property
    def ends_on(self) -> date | None:
        """The first last day of what covers them today."""
        return min((each.until for each in self.at if each.until), default=None)

    @property
    def alert(self) -> int | None:
        """Days left, where an alert is due."""
        if self.ends_on is None or countdown.due(self.ends_on, self.on) is None:
            return None
        return countdown.days_left(self.ends_on, self.on)


def registry(*, viewer: Account | None, today: date) -> list[Registered]:
    """The officers whose registry the viewer reads, by name.

    :param viewer: ``None`` for the operator on the command line.
    :param today: in the district's zone.
    """
    return _registered(_officers(viewer), viewer, today)


def registered(officer_id: UUID, *, viewer: Account, today: date) -> Registered | None:
    """One officer; ``None`` where absent or out of reach."""
    found = _registered(_officers(viewer).where(Account.id == officer_id), viewer, today)
    return found[0] if found else None


def _theirs(viewer: Account | None) -> sa.ColumnElement[bool]:
    return reach(viewer, Action.READ_OFFICER) if viewer else Account.role == Role.OFFICER


def _officers(viewer: Account | None) -> sa.Select[Account]:
    return sa.select(Account).where(_theirs(viewer)).order_by(Account.name, Account.id)


def _registered(asked: sa.Select[Account], viewer: Account | None, today: date) -> list[Registered]:
    officers = db.session.scalars(asked.options(selectinload(Account.schools))).all()
    postings = _postings(viewer)
    contracts = _contracts(viewer)
    return [_one(each, postings.get(each.id), contracts, today) for each in officers]


def _postings(viewer: Account | None) -> dict[UUID, Posting]:
    """The line in force of each officer within reach."""
    later = aliased(Posting)
    newest = sa.select(sa.func.max(later.seq)).where(later.account_id == Posting.account_id)
    query = (
        sa.select(Posting)
        .join(Account, Account.id == Posting.account_id)
        .where(_theirs(viewer), Posting.seq == newest.scalar_subquery())
        .options(joinedload(Posting.agency), joinedload(Posting.by))
    )
    return {each.account_id: each for each in db.session.scalars(query)}


def _contracts(viewer: Account | None) -> Sequence[Contract]:
    """The contracts of the agencies of officers within reach, the first to begin first."""
    theirs = (
        sa.select(Posting.agency_id)
        .join(Account, Account.id == Posting.account_id)
        .where(_theirs(viewer))
    )
    query = sa.select(Contract).where(Contract.agency_id.in_(theirs))
    query = query.order_by(Contract.starts_on, Contract.id)
    options = (joinedload(Contract.end), selectinload(Contract.schools))
    return db.session.scalars(query.options(*options)).all()


def _one(
    officer: Account, posting: Posting | None, every: Iterable[Contract], today: date
) -> Registered:
    ids = {school.id for school in officer.schools}
    theirs = tuple(
        each
        for each in every
        if posting
        and each.agency_id == posting.agency_id
        and ids & {school.id for school in each.schools}
    )
    at = tuple(_covered(school, theirs, today) for school in officer.schools)
    return Registered(officer=officer, posting=posting, at=at, contracts=theirs, on=today)


def _covered(school: School, contracts: Iterable[Contract], today: date) -> Covered:
    spans = spans_at(school, contracts)
    until = covered_until(spans, today)
    return Covered(school=school, until=until, again=None if until else covered_from(spans, today))


def spans_at(school: School, contracts: Iterable[Contract]) -> list[Span]:
    """When contracts cover a school; one that ended before it began covers no day."""
    return [
        (each.starts_on, each.last_day)
        for each in contracts
        if each.last_day >= each.starts_on and school.id in {at.id for at in each.schools}
    ]
