"""Who is signed in, on the server: what a cookie is worth is asked anew with every request."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app import journal, viewing
from incident_app.extensions import db
from incident_app.models import Account, LoginSession
from incident_app.vocabulary import LONGEST_AGENT, LONGEST_SOURCE, Ended

from . import NotFound, accounts, factors, transaction

IDLE = timedelta(minutes=15)
"""Without a request. What is being written is a draft by then, and outlives it."""
WHOLE = timedelta(hours=12)
"""However busy."""
HALF = timedelta(minutes=10)
"""In all, until the second factor is given: the password it began with counts as given just now."""
FRESH = timedelta(minutes=5)
"""How long a proof of who somebody is lasts for what matters most."""
STEP = timedelta(minutes=1)
"""How often a session that is used is marked as seen, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Where a sign-in came from: an address, and what the browser says of itself."""

    source: str
    agent: str


def begin(
    account: Account, device: Device, *, must: bool, proved: datetime | None = None, now: datetime
) -> str:
    """Sign an account in; from here on it is looking.

    :param must: whether this account needs a second factor; one that has any is asked for it too.
        Until :func:`prove`, the session then opens nothing.
    :param proved: when one was given already.
    :returns: the token that the browser keeps; only its SHA-256 is in the database.
    """
    viewing.account(account.id)
    token = secrets.token_urlsafe(32)
    with transaction():
        half = must or factors.enrolled(account)
        found = LoginSession(
            account_id=account.id,
            token_sha256=_hashed(token),
            epoch=account.epoch,
            source=device.source[:LONGEST_SOURCE],
            agent=device.agent[:LONGEST_AGENT],
            began_at=now,
            seen_at=now,
            proved_at=proved or (None if half else now),
        )
        db.session.add(found)
        db.session.flush()
        journal.record("signed in", account, by=account, at=now)
    return token


def signed_in(token: str, *, now: datetime) -> LoginSession | None:
    """The session that a token opens, while it lasts; from here on, its account is looking."""
    if "\0" in token:
        return None
    hashed = _hashed(token)
    viewing.present(db.session.connection(), hashed)
    found = db.session.scalar(
        sa.select(LoginSession)
        .where(LoginSession.token_sha256 == hashed)
        .options(joinedload(LoginSession.account))
    )
    if found is None or not _lasts(found, now):
        return None
    account = found.account
    viewing.account(account.id)
    viewing.tell(db.session.connection())
    if now - found.seen_at >= STEP:
        _seen(found.id, now)
    return found


def prove(token: str, *, viewer: Account, now: datetime) -> str:
    """Note that the viewer has just proved who they are; the token from before opens nothing more.

    :returns: the new token.
    :raises NotFound: the session is over, or somebody else's.
    """
    new = secrets.token_urlsafe(32)
    with transaction():
        done = db.session.execute(
            sa.update(LoginSession)
            .where(LoginSession.token_sha256 == _hashed(token))
            .where(LoginSession.account_id == viewer.id, LoginSession.ended_at.is_(None))
            .values(token_sha256=_hashed(new), proved_at=now)
        )
        if done.rowcount != 1:  # type: ignore[attr-defined]
            raise NotFound
    return new


def end(token: str, *, viewer: Account, now: datetime) -> None:
    """Sign out; an end that came before stays."""
    with transaction():
        this = LoginSession.token_sha256 == _hashed(token)
        close(this, viewer, Ended.SIGNED_OUT, viewer=viewer, now=now)


def end_other(session_id: UUID, *, viewer: Account, now: datetime) -> None:
    """End a session of the viewer's from another one.

    :raises NotFound: absent, over, or somebody else's.
    """
    with transaction():
        that = LoginSession.id == session_id
        if not close(that, viewer, Ended.FROM_ELSEWHERE, viewer=viewer, now=now):
            raise NotFound


def end_others(token: str, *, viewer: Account, now: datetime) -> int:
    """End every session of the viewer's but the one that a token opens.

    :returns: how many there were.
    """
    with transaction():
        others = LoginSession.token_sha256 != _hashed(token)
        return close(others, viewer, Ended.FROM_ELSEWHERE, viewer=viewer, now=now)


def close(
    which: sa.ColumnElement[bool],
    account: Account,
    why: Ended,
    *,
    viewer: Account | None,
    now: datetime,
    **told: str,
) -> int:
    """End those of an account's sessions that last, with one event; in the open transaction.

    :param account: the viewer's own, or one that the caller has asked for.
    :param viewer: who ends them; ``None`` for the operator.
    :param told: what else the event says.
    :returns: how many there were.
    """
    query = sa.select(LoginSession).join(LoginSession.account)
    query = query.where(LoginSession.account_id == account.id, which, lasting(now))
    found = db.session.scalars(query.with_for_update(of=LoginSession)).all()
    for each in found:
        each.ended_at, each.ended = now, why
    if found:
        told_of = {"why": why.value, "sessions": len(found), **told}
        journal.record("session ended", account, by=viewer, at=now, **told_of)
    return len(found)


def live(*, viewer: Account, now: datetime) -> Sequence[LoginSession]:
    """The viewer's sessions that last, the one used last first."""
    query = (
        sa.select(LoginSession)
        .join(LoginSession.account)
        .where(LoginSession.account_id == viewer.id, lasting(now))
        .order_by(LoginSession.seen_at.desc(), LoginSession.id)
    )
    return db.session.scalars(query).all()


def lasting(now: datetime) -> sa.ColumnElement[bool]:
    """Whether a session lasts, in a query that joins its account."""
    return (
        LoginSession.ended_at.is_(None)
        & (LoginSession.epoch == Account.epoch)
        & Account.active
        & (LoginSession.seen_at > now - IDLE)
        & (LoginSession.began_at > now - WHOLE)
        & (LoginSession.proved_at.is_not(None) | (LoginSession.began_at > now - HALF))
    )


def last_begun(which: sa.ColumnElement[bool]) -> dict[UUID, datetime]:
    """When each account last signed in, over or not.

    :param which: sessions, of accounts that the caller has asked for.
    """
    query = sa.select(LoginSession.account_id, sa.func.max(LoginSession.began_at)).where(which)
    return dict(db.session.execute(query.group_by(LoginSession.account_id)).all())


def is_of(session: LoginSession, token: str) -> bool:
    """Whether a session is the one that a token opens."""
    return secrets.compare_digest(session.token_sha256, _hashed(token))


def end_all(*, operator: str = "", now: datetime) -> int:
    """End every session there is: for the operator who brought a backup back.

    :param operator: who sits at the command line.
    :returns: how many there were.
    """
    told = accounts.by_operator(operator)
    with transaction():
        found = db.session.scalars(
            sa.select(LoginSession).where(LoginSession.ended_at.is_(None))
        ).all()
        for each in found:
            each.ended_at, each.ended = now, Ended.RESTORED
            why = Ended.RESTORED.value
            journal.record("session ended", each.account, by=None, at=now, why=why, **told)
    return len(found)


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _lasts(found: LoginSession, now: datetime) -> bool:
    most = WHOLE if found.proved_at else HALF
    fresh = now - found.seen_at < IDLE and now - found.began_at < most
    same = found.account.active and found.account.epoch == found.epoch
    return found.ended_at is None and fresh and same


def _seen(session_id: UUID, now: datetime) -> None:
    """Not read again: of two requests at once, either's moment will do."""
    with transaction():
        db.session.execute(
            sa.update(LoginSession).where(LoginSession.id == session_id).values(seen_at=now)
        )
