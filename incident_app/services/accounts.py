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

from . import Refused, texts, transaction

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 128
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
    now: datetime,
) -> Account:
    """Make an account.

    :param viewer: who makes it; ``None`` for the operator on the command line.
    :param email: what they sign in with; kept in lower case.
    :raises Refused: the e-mail address is taken or malformed, a name is missing, the password
        has fewer than 15 or more than 128 characters, or an administrator has no school.
    """
    refuse_unfit(name=name, email=email, password=password)
    email = email.strip().lower()
    if role is Role.ADMINISTRATOR and not schools:
        raise Refused("Choose at least one school for an administrator.", "schools")
    hashed = hasher.hash(password)
    with transaction():
        if db.session.scalar(sa.select(sa.exists().where(Account.email == email))):
            raise Refused(f"There is already an account for {email}.", "email")
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
        journal.record("account created", account, by=viewer, at=now, role=role.value)
    return account


def refuse_unfit(*, name: str, email: str, password: str) -> None:
    """Refuse what can't be an account, before anything is made for it.

    :raises Refused: the first that is wrong; an e-mail address that is taken is not known here.
    """
    if not 1 <= len(name.strip()) <= LONGEST_ACCOUNT_NAME:
        raise Refused(f"Enter a name of at most {LONGEST_ACCOUNT_NAME} characters.", "name")
    texts.refuse_address(email)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refused(
            f"Enter a password of {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", "password"
        )


def authenticate(email: str, password: str) -> Account | None:
    """The active account of this e-mail address and password, else ``None``.

    Takes as long for an address nobody has.
    """
    email = email.strip().lower()
    # PostgreSQL refuses to be asked for text with a NUL in it; nobody has such an address.
    asked = sa.select(Account).where(Account.email == email)
    account = None if "\0" in email else db.session.scalar(asked)
    try:
        hasher.verify(account.password_hash if account else _NOBODY, password)
    except VerificationError:
        return None
    return account if account and account.active else None


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
