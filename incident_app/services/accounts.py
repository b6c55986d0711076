"""Accounts and signing in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from incident_app import journal, viewing
from incident_app.extensions import db
from incident_app.models import Account, School
from incident_app.vocabulary import Role

from . import NotFound, Refused, passwords, texts, transaction

LONGEST_ACCOUNT_NAME = 120

hasher = PasswordHasher()
_NOBODY = hasher.hash("nobody has this password")


def create(  # noqa: PLR0913 - what makes an account
    *,
    viewer: Account | None,
    name: str,
    email: str,
    role: Role,
    password: str,
    schools: Collection[School] = (),
    district: str = "",
    operator: str = "",
    now: datetime,
) -> Account:
    """Make an account with a password, for the day nobody can be invited.

    :param viewer: who makes it; ``None`` for the operator on the command line.
    :param email: what they sign in with; kept in lower case.
    :param district: the district's name, which is no password.
    :param operator: who sits at the command line.
    :raises Refused: the e-mail address is taken or malformed, a name is missing, the password
        is not fit, or an administrator has no school.
    """
    refuse_unfit(name=name, email=email, password=password, district=district)
    email = email.strip().lower()
    if role is Role.ADMINISTRATOR and not schools:
        raise Refused("Choose at least one school for an administrator.", "schools")
    hashed = hasher.hash(password)
    with transaction():
        refuse_taken(email)
        account = Account(
            name=name.strip(),
            email=email,
            role=role,
            password_hash=hashed,
            active=True,
            created_at=now,
            schools=[db.session.merge(school) for school in schools],
        )
        db.session.add(account)
        db.session.flush()
        journal.record(
            "account created", account, by=viewer, at=now, role=role.value, **by_operator(operator)
        )
    return account


def by_operator(operator: str) -> dict[str, str]:
    """What an event keeps of who sat at the command line; nothing of who signed in."""
    return {"operator": operator} if operator else {}


def refuse_unfit(*, name: str, email: str, password: str, district: str = "") -> None:
    """Refuse what can't be an account, before anything is made for it.

    :raises Refused: the first that is wrong; an e-mail address that is taken is not known here.
    """
    refuse_nameless(name, email)
    passwords.refuse_unfit(password, name=name, email=email, district=district, field="password")


def refuse_nameless(name: str, email: str) -> None:
    """Refuse a name or an e-mail address that nobody can have.

    :raises Refused: the first that is wrong.
    """
    texts.refuse_unfit(name.strip(), field="name", what="a name", longest=LONGEST_ACCOUNT_NAME)
    texts.refuse_unkept(email, field="email")
    texts.refuse_address(email)


def refuse_taken(email: str) -> None:
    """Refuse an e-mail address that somebody signs in with, disabled or not.

    :raises Refused: naming the field.
    """
    if db.session.scalar(sa.select(sa.exists().where(Account.email == email))):
        raise Refused(f"There is already an account for {email}.", "email")


def authenticate(email: str, password: str) -> Account | None:
    """The active account of this e-mail address and password, else ``None``.

    Takes as long for an address nobody has.
    """
    email = email.strip().lower()
    # PostgreSQL refuses to be asked for text with a NUL in it; nobody has such an address.
    asked = sa.select(Account).where(Account.email == email)
    account = None if "\0" in email else db.session.scalar(asked)
    right = is_password_of(account, password)
    return account if right and account and account.active and account.password_hash else None


def is_password_of(account: Account | None, password: str) -> bool:
    """Whether this is the password of an account; takes as long where there is none."""
    try:
        return hasher.verify((account and account.password_hash) or _NOBODY, password)
    except VerificationError:
        return False


def same_person(one: Account, other: Account) -> bool:
    """Whether two accounts are one person's, as far as anybody said, or by their names.

    Two people of one name are taken for one: of them, a third decides.
    """
    first = {each.holder_id or each.id for each in (one, other)}
    names = {" ".join(each.name.split()).casefold() for each in (one, other)}
    return len(first) == 1 or len(names) == 1


def change_password(
    old: str, new: str, *, viewer: Account, district: str = "", now: datetime
) -> Account | None:
    """Change the viewer's own password; every session of theirs is over with it.

    :returns: the account as it is now; ``None`` where the old one was not right, and nothing is
        changed.
    :raises Refused: the new one is not fit, or the old one again.
    """
    found = authenticate(viewer.email, old)
    if found is None or found.id != viewer.id:
        return None
    before = found.password_hash
    passwords.refuse_unfit(
        new, name=found.name, email=found.email, district=district, field="new_password"
    )
    if new == old:
        raise Refused("Enter a password that you do not have already.", "new_password")
    hashed = hasher.hash(new)
    with transaction():
        account = db.session.get(Account, viewer.id, with_for_update=True)
        if account is None:
            raise NotFound
        if not account.active or account.password_hash != before:
            return None  # changed, or disabled, since it was asked for
        account.password_hash = hashed
        journal.record("password changed", account, by=account, at=now)
    return account


def looking(account_id: UUID) -> Account | None:
    """An account whose request is over while its file is still sent; from here on, it is looking.

    ``None`` where it is not active any more.
    """
    account = db.session.get(Account, account_id)
    if account is None or not account.active:
        return None
    viewing.account(account.id)
    viewing.tell(db.session.connection())
    return account
