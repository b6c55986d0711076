"""Taking somebody's second factors off: it takes two people, and neither is the one it is for.

The one who asks is never the one who approves, also not through a second account of the same person
(:func:`accounts.same_person`). Whoever is reset adds a new factor at their next sign-in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import (
    Account,
    Event,
    Factor,
    FactorEnd,
    FactorReset,
    FactorResetAnswer,
)
from incident_app.vocabulary import Ended, FactorEnded, FactorKind, Role

from . import NotFound, Refused, factors, sessions, texts, transaction
from .account_changes import kept
from .accounts import by_operator, same_person

LASTS = timedelta(days=7)
"""How long a second person has to answer, as long as a mailed link works."""


def held(account_id: UUID, *, viewer: Account) -> Sequence[FactorKind]:
    """The kinds of second factor that somebody has, each once; recovery codes left out."""
    query = factors.lasting().join(Factor.account)
    query = query.where(Account.id == account_id, reach(viewer, Action.KEEP_ACCOUNT))
    has = {each.kind for each in db.session.scalars(query)}
    return [kind for kind in FactorKind if kind in has and kind is not FactorKind.RECOVERY_CODE]


def open_one(account_id: UUID, *, viewer: Account, now: datetime) -> FactorReset | None:
    """What was asked for an account and not answered yet, while it lasts."""
    query = _waiting(viewer, now).where(Account.id == account_id)
    return db.session.scalars(query).first()


def waiting(*, viewer: Account, now: datetime) -> Sequence[FactorReset]:
    """What was asked and waits for a second person, the newest first."""
    return db.session.scalars(_waiting(viewer, now)).all()


def _waiting(viewer: Account, now: datetime) -> sa.Select[FactorReset]:
    """It is over with :data:`LASTS`, and with any reset that came after it.

    Once who asked was disabled or had another role, it is over for good.
    """
    asker, at = aliased(Account), FactorReset.at
    keeps = (asker.role == Role.SYSTEM_ADMINISTRATOR) & asker.active
    kept_on = ~sa.exists().where(
        Event.subject == Account.__tablename__, Event.subject_id == FactorReset.by_id,
        Event.name.in_(("account disabled", "account role changed")), Event.at > at,
    )  # fmt: skip
    lost = sa.select(FactorEnd.id).join(Factor, Factor.id == FactorEnd.factor_id)
    lost = lost.where(Factor.account_id == FactorReset.account_id, FactorEnd.at > at)
    lost = lost.where(FactorEnd.why == FactorEnded.RESET)
    return (
        sa.select(FactorReset)
        .join(FactorReset.account)
        .join(asker, FactorReset.by.of_type(asker))
        .where(reach(viewer, Action.KEEP_ACCOUNT))
        .where(~FactorReset.answer.has(), at > now - LASTS, keeps, kept_on, ~lost.exists())
        .order_by(FactorReset.seq.desc())
        .options(contains_eager(FactorReset.account), joinedload(FactorReset.by))
    )


def ask(account_id: UUID, why: str, *, viewer: Account, now: datetime) -> None:
    """Ask that an account loses its second factors; a second person answers.

    :raises NotFound: absent, or not the viewer's to keep.
    :raises Refused: it is the viewer's own or the same person's, it has none, it is asked already,
        or the reason is missing or too long.
    """
    why = why.strip()
    texts.refuse_unfit(why, field="why", what="the reason", longest=2000)
    with transaction():
        account = kept(account_id, viewer=viewer)
        if same_person(account, viewer):
            raise Refused("You can't ask for yourself. Another system administrator can.")
        if not held(account_id, viewer=viewer):
            raise Refused("There is no second factor to take off.")
        if open_one(account_id, viewer=viewer, now=now):
            raise Refused("Somebody asked for this already. A second person answers it.")
        db.session.add(FactorReset(account_id=account.id, why=why, by_id=viewer.id, at=now))
        journal.record("second factor reset asked", account, by=viewer, at=now)


def answer(account_id: UUID, *, approved: bool, viewer: Account, now: datetime) -> None:
    """Approve what another person asked, or refuse it.

    Approved, every factor of the account is over, recovery codes too, and every session.

    :raises NotFound: nothing is asked, or the account is absent or not the viewer's to keep.
    :raises Refused: to approve: the viewer asked for it themselves, or is the one it is for, by
        whichever account.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        asked = open_one(account_id, viewer=viewer, now=now)
        if asked is None:
            raise NotFound
        if approved and (same_person(asked.by, viewer) or same_person(account, viewer)):
            raise Refused("A second person approves this: not who asked, and not who it is for.")
        db.session.add(
            FactorResetAnswer(reset_id=asked.id, approved=approved, by_id=viewer.id, at=now)
        )
        if approved:
            db.session.flush()  # the database lets only who has approved take off
            _take_off(account, viewer, now)
        name = "second factor reset" if approved else "second factor reset refused"
        journal.record(name, account, by=viewer, at=now)


def by_two(account_id: UUID, *, asked: str, approved: str, viewer: None, now: datetime) -> int:
    """Take them off from the command line, on the day nobody can sign in.

    :param asked: the name of who sits there, and ``approved`` of who stands beside them.
    :returns: how many factors there were, recovery codes left out.
    :raises NotFound: there is no such account.
    :raises Refused: the two names are of one person, or of who it is for.
    """
    with transaction():
        account = kept(account_id, viewer=viewer)
        names = [" ".join(name.split()).casefold() for name in (asked, approved, account.name)]
        if not all(names) or len(set(names)) < len(names):
            raise Refused("It takes two people, each named, and neither is the one it is for.")
        count = _take_off(account, None, now, **by_operator(asked))
        told = {**by_operator(asked), "approved": approved}
        journal.record("second factor reset", account, by=None, at=now, **told)
    return count


def _take_off(account: Account, by: Account | None, now: datetime, **told: str) -> int:
    found = db.session.scalars(factors.lasting().where(Factor.account_id == account.id)).all()
    db.session.add_all(
        FactorEnd(factor_id=each.id, why=FactorEnded.RESET, by_id=by.id if by else None, at=now)
        for each in found
    )
    # Whoever has the lost phone may be signed in with it.
    sessions.close(sa.true(), account, Ended.FROM_ELSEWHERE, viewer=by, now=now, **told)
    return sum(each.kind is not FactorKind.RECOVERY_CODE for each in found)
