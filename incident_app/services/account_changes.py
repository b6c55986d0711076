"""What the system administrator, or the operator, changes of an account: one event each.

The database itself ends every session of an account whose role, schools or activity change.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Invitation, LoginSession, School
from incident_app.vocabulary import Ended, Role

from . import NotFound, Refused, sessions, transaction, wait_turn
from .accounts import by_operator, same_person

LAST = "Somebody must stay system administrator. Make another one first."


def assign(  # noqa: PLR0913 - what an account is for, and who says so
    account_id: UUID,
    role: Role,
    schools: Collection[UUID],
    *,
    viewer: Account | None,
    operator: str = "",
    now: datetime,
) -> bool:
    """Give an account its role, and an administrator their schools.

    An officer's schools are the registry's: whoever becomes one has none until they are posted.

    :param viewer: ``None`` for the operator on the command line, who is named by ``operator``.
    :returns: whether anything changed.
    :raises NotFound: absent, or not the viewer's to keep.
    :raises Refused: an administrator has no school, or the last system administrator would be none
        any more, or the viewer.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        if account.role is Role.SYSTEM_ADMINISTRATOR and role is not account.role:
            _refuse_oneself(account, viewer, "You can't take your own role away.", "role")
            _refuse_last(account, "role")
        comes = _schools(account, role, schools)
        was = {"role": account.role.value, "schools": sorted(each.code for each in account.schools)}
        comes_to = {"role": role.value, "schools": sorted(each.code for each in comes)}
        if was == comes_to:
            return False
        name = "account role changed" if role is not account.role else "account schools changed"
        account.role, account.schools = role, list(comes)
        journal.record(
            name, account, by=viewer, at=now, was=was, now=comes_to, **by_operator(operator)
        )
    return True


def disable(
    account_id: UUID,
    *,
    viewer: Account | None,
    operator: str = "",
    now: datetime,
) -> bool:
    """Take an account out of use at once; an open link of theirs is over too.

    :returns: whether it was in use, or invited.
    :raises NotFound: absent, or not the viewer's to keep.
    :raises Refused: it is the viewer's own, or the last system administrator's.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        _refuse_oneself(account, viewer, "You can't disable your own account.")
        _refuse_last(account)
        return put_out(account, "by_hand", viewer=viewer, operator=operator, now=now)


def put_out(
    account: Account, why: str, *, viewer: Account | None, operator: str = "", now: datetime
) -> bool:
    """The same within the open transaction; the caller has asked who may.

    :param why: ``by_hand``, ``unused`` or ``contracts_ended``.
    """
    links = end_links(account, now=now)
    if not account.active and not links:
        return False
    account.active = False
    journal.record("account disabled", account, by=viewer, at=now, why=why, **by_operator(operator))
    return True


def enable(account_id: UUID, *, viewer: Account | None, operator: str = "", now: datetime) -> bool:
    """Put an account back into use, with the password it had.

    :returns: whether it was out of use.
    :raises NotFound: absent, or not the viewer's to keep.
    :raises Refused: nobody ever chose its password.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        if account.active:
            return False
        if not account.password_hash:
            raise Refused("They have not chosen a password. Send them a new link instead.")
        account.active = True
        journal.record("account enabled", account, by=viewer, at=now, **by_operator(operator))
    return True


def hold(
    account_id: UUID,
    of_id: UUID | None,
    *,
    viewer: Account | None,
    operator: str = "",
    now: datetime,
) -> bool:
    """Say that an account is a second one of the person who has another; ``None``: of nobody else.

    Whose accounts were seconds of this one goes along, so that one person stays one.

    :returns: whether anything changed.
    :raises NotFound: either is absent, or not the viewer's to keep.
    :raises Refused: the two are one account, or it is known for an account of the viewer's:
        nobody makes two people of themselves.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        if viewer is not None and same_person(account, viewer):
            raise Refused("You can't say this of your own. Another system administrator can.")
        if account_id == of_id:
            raise Refused("Choose another account: nobody's is a second one of itself.", "of")
        first = kept(of_id, viewer=viewer) if of_id else None
        holder = (first.holder_id or first.id) if first else None
        if holder in {account.holder_id, account.id}:
            return False
        if holder:
            seconds = sa.update(Account).where(Account.holder_id == account.id)
            db.session.execute(seconds.values(holder_id=holder))
        account.holder_id = holder
        name = "account named a second one" if holder else "account named one's only one"
        told = {"of": str(holder) if holder else None, **by_operator(operator)}
        journal.record(name, account, by=viewer, at=now, **told)
    return True


def end_session(account_id: UUID, session_id: UUID, *, viewer: Account, now: datetime) -> None:
    """End one session of somebody's.

    :raises NotFound: absent, over, another account's, or not the viewer's to keep.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        that = LoginSession.id == session_id
        if not sessions.close(that, account, Ended.FROM_ELSEWHERE, viewer=viewer, now=now):
            raise NotFound


def end_sessions(
    account_id: UUID, *, viewer: Account | None, operator: str = "", now: datetime
) -> int:
    """End every session of somebody's.

    :returns: how many there were.
    :raises NotFound: absent, or not the viewer's to keep.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        told = by_operator(operator)
        return sessions.close(
            sa.true(), account, Ended.FROM_ELSEWHERE, viewer=viewer, now=now, **told
        )


def kept(account_id: UUID, *, viewer: Account | None) -> Account:
    """An account that the viewer keeps, while nobody else changes one; in the open transaction.

    :param viewer: ``None`` for the operator on the command line.
    :raises NotFound: absent, or not the viewer's to keep.
    """
    wait_turn(Account.__tablename__)
    query = (
        sa.select(Account).where(Account.id == account_id).options(selectinload(Account.schools))
    )
    if viewer is not None:
        query = query.where(reach(viewer, Action.KEEP_ACCOUNT))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def end_links(account: Account, *, now: datetime) -> int:
    """End the links of an account that nobody used; in the open transaction.

    :returns: how many there were.
    """
    open_ones = db.session.scalars(
        sa.select(Invitation).where(
            Invitation.account_id == account.id,
            Invitation.used_at.is_(None),
            Invitation.ended_at.is_(None),
        )
    ).all()
    for each in open_ones:
        each.ended_at = now
    return len(open_ones)


def is_last(account: Account) -> bool:
    """Whether no other system administrator is in use; of any other account, no."""
    others = sa.exists().where(
        Account.active, Account.role == Role.SYSTEM_ADMINISTRATOR, Account.id != account.id
    )
    mine = account.role is Role.SYSTEM_ADMINISTRATOR and account.active
    return mine and not db.session.scalar(sa.select(others))


def _refuse_last(account: Account, *fields: str) -> None:
    if is_last(account):
        raise Refused(LAST, *fields)


def _refuse_oneself(account: Account, viewer: Account | None, why: str, *fields: str) -> None:
    if viewer is not None and viewer.id == account.id:
        raise Refused(f"{why} Another system administrator can.", *fields)


def _schools(account: Account, role: Role, ids: Collection[UUID]) -> Sequence[School]:
    """The schools that come with a role."""
    if role is not Role.ADMINISTRATOR:
        return account.schools if role is account.role else []
    return chosen_schools(ids)


def chosen_schools(ids: Collection[UUID]) -> Sequence[School]:
    """The schools of an administrator.

    :raises Refused: there is none, or one is not there.
    """
    if not ids:
        raise Refused("Choose at least one school for an administrator.", "schools")
    found = db.session.scalars(
        sa.select(School).where(School.id.in_(ids)).order_by(School.name)
    ).all()
    if len(found) != len(set(ids)):
        raise Refused("Choose schools from the list.", "schools")
    return found
