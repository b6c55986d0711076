"""Accounts of the district's identity provider that sign in here: by issuer and subject alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from incident_app import journal, viewing
from incident_app.access import Action, connected, reach
from incident_app.extensions import db
from incident_app.models import Account, Identity, IdentityEnd, SpentState

from . import NotFound, Refused, transaction

TAKEN = (
    "Somebody else here is connected with it. Have them disconnect it first, or ask the system "
    "administrator."
)
ANOTHER = "Your account is connected with another one there. Disconnect that one first."


def spend(state: str, *, now: datetime) -> bool:
    """Use up what a browser was sent to the provider with.

    :returns: whether it was the first time.
    """
    try:
        with transaction():
            db.session.add(SpentState(state_sha256=_hashed(state), at=now))
    except sa.exc.IntegrityError:
        return False
    return True


def account_of(issuer: str, subject: str) -> Account | None:
    """Whose account is connected with this subject of this issuer, while it may sign in."""
    key = key_of(issuer, subject)
    viewing.present(db.session.connection(), key)
    # Under a name of its own: nothing else of what is loaded may widen what is asked for.
    theirs = aliased(Account)
    return db.session.scalar(
        sa.select(theirs)
        .join(Identity, Identity.account_id == theirs.id)
        .where(Identity.key_sha256 == key, connected(), theirs.active)
    )


def connect(issuer: str, subject: str, *, viewer: Account, now: datetime) -> None:
    """Let the viewer sign in as this subject of this issuer from now on; a second time is none.

    :raises Refused: it is somebody else's here, or the viewer has another one there.
    """
    if _is_mine(issuer, subject, viewer):
        return
    try:
        with transaction():
            found = Identity(
                account_id=viewer.id,
                issuer=issuer,
                subject=subject,
                key_sha256=key_of(issuer, subject),
                by_id=viewer.id,
                bound_at=now,
            )
            db.session.add(found)
            db.session.flush()
            journal.record("sign-on connected", found, by=viewer, at=now, issuer=issuer)
    except sa.exc.IntegrityError:  # the database knows of those that the viewer may not see
        if not _is_mine(issuer, subject, viewer):
            raise Refused(TAKEN) from None


def end(identity_id: UUID, *, viewer: Account, now: datetime) -> None:
    """Disconnect: one's own, or as the system administrator anybody's.

    :raises NotFound: absent, disconnected before, or out of reach.
    """
    try:
        with transaction():
            found = db.session.scalar(
                sa.select(Identity).where(
                    Identity.id == identity_id, reach(viewer, Action.KEEP_IDENTITY)
                )
            )
            if found is None:
                raise NotFound
            db.session.add(IdentityEnd(identity_id=found.id, by_id=viewer.id, at=now))
            db.session.flush()
            journal.record("sign-on disconnected", found, by=viewer, at=now, issuer=found.issuer)
    except sa.exc.IntegrityError:  # another was quicker
        raise NotFound from None


def live(*, viewer: Account, of: UUID | None = None) -> Sequence[Identity]:
    """What is connected within the viewer's reach, the oldest first.

    :param of: of this account alone; the system administrator reaches everybody's.
    """
    query = sa.select(Identity).where(reach(viewer, Action.KEEP_IDENTITY)).order_by(Identity.seq)
    if of is not None:
        query = query.where(Identity.account_id == of)
    return db.session.scalars(query).all()


def mine(issuer: str, *, viewer: Account) -> Sequence[Identity]:
    """What the viewer is connected with there: one at most."""
    return [each for each in live(viewer=viewer, of=viewer.id) if each.issuer == issuer]


def _is_mine(issuer: str, subject: str, viewer: Account) -> bool:
    """Whether the viewer is connected with exactly this.

    :raises Refused: with another one there.
    """
    keys = {each.key_sha256 for each in mine(issuer, viewer=viewer)}
    if keys - {key_of(issuer, subject)}:
        raise Refused(ANOTHER)
    return bool(keys)


def key_of(issuer: str, subject: str) -> str:
    """What a connection is looked up by."""
    return _hashed(f"{issuer}\0{subject}")


def _hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()
