"""Inviting somebody by mail, and the link by which they choose their password.

The link's token is made when its mail is sent (:mod:`.delivering`) and is in that mail alone.
Nobody sets or sees a password for somebody else.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app import journal, viewing
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Invitation
from incident_app.models.account import NO_PASSWORD
from incident_app.vocabulary import LinkFor, Role

from . import NotFound, Refused, accounts, passwords, transaction, wait_turn
from .account_changes import chosen_schools, end_links, kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is invited, and as what; ``schools`` only of an administrator."""

    name: str
    email: str
    role: Role
    schools: frozenset[UUID] = frozenset()


def invite(new: Invited, *, viewer: Account | None, operator: str = "", now: datetime) -> Account:
    """Make an account that nobody can sign in to yet, and put its link into the outbox.

    An officer gets their schools in the registry, from the coordinator.

    :param viewer: ``None`` for the operator on the command line, who is named by ``operator``.
    :raises NotFound: the viewer keeps no accounts.
    :raises Refused: something is missing, not fit, or the address is taken; names the field.
    """
    accounts.refuse_nameless(new.name, new.email)
    email = new.email.strip().lower()
    with transaction():
        wait_turn(Account.__tablename__)
        if viewer is not None:
            _refuse_who_keeps_none(viewer)
        accounts.refuse_taken(email)
        schools = chosen_schools(new.schools) if new.role is Role.ADMINISTRATOR else []
        account = Account(
            name=new.name.strip(),
            email=email,
            role=new.role,
            password_hash=NO_PASSWORD,
            active=False,
            created_at=now,
            schools=list(schools),
        )
        db.session.add(account)
        db.session.flush()
        _put(account, LinkFor.INVITATION, viewer=viewer, now=now)
        journal.record(
            "account invited",
            account,
            by=viewer,
            at=now,
            role=new.role.value,
            schools=sorted(each.code for each in schools),
            **accounts.by_operator(operator),
        )
    return account


def send_link(
    account_id: UUID, *, viewer: Account | None, operator: str = "", now: datetime
) -> LinkFor:
    """Put a new link into the outbox; the earlier one is over.

    :returns: what it is for: who never chose a password is invited again.
    :raises NotFound: absent, or not the viewer's to keep.
    :raises Refused: the account was disabled.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        if not account.active and account.password_hash:
            raise Refused("The account is disabled. Enable it first.")
        purpose = LinkFor.NEW_PASSWORD if account.active else LinkFor.INVITATION
        end_links(account, now=now)
        _put(account, purpose, viewer=viewer, now=now)
        names = {LinkFor.NEW_PASSWORD: "password link sent", LinkFor.INVITATION: "invited again"}
        told = accounts.by_operator(operator)
        journal.record(names[purpose], account, by=viewer, at=now, **told)
    return purpose


def opened(token: str, *, now: datetime, lock: bool = False) -> Invitation | None:
    """The link of this token while it works; old, used and unknown ones are all ``None``.

    :param lock: whether to wait for who else uses it now; in the open transaction.
    """
    hashed = _hashed(token)
    viewing.present(db.session.connection(), hashed, "link")
    query = (
        sa.select(Invitation)
        .where(Invitation.token_sha256 == hashed)
        .options(joinedload(Invitation.account, innerjoin=True))
    )
    if lock:
        query = query.with_for_update(of=Invitation)
    found = db.session.scalar(query)
    return found if found and found.works(now) and _fits(found) else None


def accept(token: str, password: str, *, district: str, now: datetime) -> Account:
    """Set the password of the account whose link this is; it can sign in from then on.

    :param district: the district's name, which is no password.
    :raises NotFound: the link is old, used or unknown: nobody can tell which.
    :raises Refused: the password is not fit.
    """
    link = opened(token, now=now)
    if link is None:
        raise NotFound
    passwords.refuse_unfit(
        password,
        name=link.account.name,
        email=link.account.email,
        district=district,
        field="new_password",
    )
    if accounts.is_password_of(link.account, password):
        raise Refused("Enter a password that you do not have already.", "new_password")
    hashed = accounts.hasher.hash(password)
    with transaction():
        again = opened(token, now=now, lock=True)
        if again is None:
            raise NotFound
        account = again.account
        account.password_hash, account.active = hashed, True
        db.session.flush()
        # From here on it may be written in its own name.
        viewing.account(account.id)
        viewing.tell(db.session.connection())
        again.used_at = now
        journal.record("password set", account, by=account, at=now, link=again.purpose.value)
    return account


def token_for(link: Invitation) -> str:
    """A new token for a link whose mail is being sent; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    link.token_sha256 = _hashed(token)
    return token


def may_go(link: Invitation) -> bool:
    """Whether the mail of a link may still be sent."""
    waits = link.used_at is None and link.ended_at is None
    return waits and _fits(link)


def _put(account: Account, purpose: LinkFor, *, viewer: Account | None, now: datetime) -> None:
    link = Invitation(
        account_id=account.id,
        purpose=purpose,
        by_id=viewer.id if viewer else None,
        made_at=now,
        over_sha256=_over(account),
    )
    db.session.add(link)
    db.session.flush()


def _over(account: Account) -> str:
    """What a link of this account replaces: who changed their password since has no use for it."""
    return sha256((account.password_hash or "").encode()).hexdigest()


def _refuse_who_keeps_none(viewer: Account) -> None:
    keeps = sa.exists().where(Account.id == viewer.id, reach(viewer, Action.KEEP_ACCOUNT))
    if not db.session.scalar(sa.select(keeps)):
        raise NotFound


def _fits(link: Invitation) -> bool:
    """Whether the account still stands as it did when it was sent the link."""
    same = link.over_sha256 == _over(link.account)
    return same and link.account.active is (link.purpose is LinkFor.NEW_PASSWORD)


def _hashed(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
