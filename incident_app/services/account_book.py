"""Every account as the system administrator sees it: where it stands, and where it is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Event, Invitation, LoginSession, School, SignInFailure
from incident_app.vocabulary import AccountState

from . import NotFound, sessions, throttling

MOST_EVENTS = 200
"""Lines of an account's history that a page shows, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An account and what is known of its use.

    ``signed_in_at`` is when they last signed in. ``live`` are the sessions that last, the one used
    last first; ``link`` is the newest that was sent to choose a password.
    """

    account: Account
    signed_in_at: datetime | None
    live: tuple[LoginSession, ...]
    link: Invitation | None

    @property
    def state(self) -> AccountState:
        """Invited, active or disabled."""
        if self.account.active:
            return AccountState.ACTIVE
        waits = self.link is not None and self.link.ended_at is None and self.link.used_at is None
        return AccountState.INVITED if waits else AccountState.DISABLED

    @property
    def places(self) -> int:
        """From how many places it is signed in: the same browser again is the same place."""
        return len({(each.source, each.agent) for each in self.live})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line of an account's history; ``source`` is where a failed sign-in came from."""

    event: Event
    source: str | None


def every(*, viewer: Account | None, now: datetime) -> list[Listed]:
    """The accounts that the viewer keeps, by name.

    :param viewer: ``None`` for the operator on the command line.
    """
    return _listed(sa.true(), viewer, now)


def one(account_id: UUID, *, viewer: Account | None, now: datetime) -> Listed:
    """One of them.

    :raises NotFound: absent, or not the viewer's to keep.
    """
    found = _listed(Account.id == account_id, viewer, now)
    if not found:
        raise NotFound
    return found[0]


def by_email(email: str, *, viewer: Account | None) -> UUID:
    """The id of the account that signs in with this address.

    :raises NotFound: there is none, or it is not the viewer's to keep.
    """
    query = sa.select(Account.id).where(Account.email == email.strip().lower(), _theirs(viewer))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def history(account_id: UUID, *, viewer: Account | None) -> list[Told]:
    """What the journal says of an account, the newest first: failed sign-ins of its address too.

    Empty where it is not the viewer's to keep.

    :param viewer: ``None`` for the operator on the command line.
    """
    account = db.session.scalar(sa.select(Account).where(Account.id == account_id, _theirs(viewer)))
    if account is None:
        return []
    of_account = (Event.subject == Account.__tablename__) & (Event.subject_id == account.id)
    query = (
        sa.select(Event, SignInFailure.source)
        .outerjoin(SignInFailure, SignInFailure.id == Event.subject_id)
        .where(of_account | (SignInFailure.email_sha256 == throttling.hashed(account.email)))
        .order_by(Event.seq.desc())
        .limit(MOST_EVENTS)
        .options(joinedload(Event.account))
    )
    return [Told(event=event, source=source) for event, source in db.session.execute(query)]


def schools(*, viewer: Account) -> Sequence[School]:
    """The schools that an administrator can be given; none to who keeps no accounts."""
    keeps = sa.exists().where(Account.id == viewer.id, reach(viewer, Action.KEEP_ACCOUNT))
    return db.session.scalars(sa.select(School).where(keeps).order_by(School.name)).all()


def _theirs(viewer: Account | None) -> sa.ColumnElement[bool]:
    return reach(viewer, Action.KEEP_ACCOUNT) if viewer else Account.id.is_not(None)


def _listed(which: sa.ColumnElement[bool], viewer: Account | None, now: datetime) -> list[Listed]:
    query = sa.select(Account).where(which, _theirs(viewer)).options(selectinload(Account.schools))
    accounts = db.session.scalars(query.order_by(sa.func.lower(Account.name), Account.id)).all()
    ids = [each.id for each in accounts]
    live: dict[UUID, list[LoginSession]] = {}
    lasting = (
        sa.select(LoginSession)
        .join(LoginSession.account)
        .where(sessions.lasting(now), Account.id.in_(ids))
        .order_by(LoginSession.seen_at.desc(), LoginSession.id)
    )
    for each in db.session.scalars(lasting):
        live.setdefault(each.account_id, []).append(each)
    last, links = sessions.last_begun(LoginSession.account_id.in_(ids)), _links(ids)
    return [
        Listed(
            account=each,
            signed_in_at=last.get(each.id),
            live=tuple(live.get(each.id, ())),
            link=links.get(each.id),
        )
        for each in accounts
    ]


def _links(ids: Sequence[UUID]) -> dict[UUID, Invitation]:
    """The newest link of each."""
    query = sa.select(Invitation).where(Invitation.account_id.in_(ids))
    query = query.order_by(Invitation.made_at, Invitation.id)
    return {each.account_id: each for each in db.session.scalars(query)}
