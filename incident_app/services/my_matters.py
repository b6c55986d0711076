"""What waits for an officer: the matters referred to them, and the advice asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Consultation, Referral
from incident_app.vocabulary import Seen

from . import consultations, disclosures, referrals, transaction

if TYPE_CHECKING:
    from incident_app.models import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class MyMatters:
    """What the viewer may answer, each the oldest first."""

    referrals: Sequence[Referral]
    consultations: Sequence[Consultation]


@contextmanager
def listing(*, viewer: Account, now: datetime, how: Seen | None = Seen.LIST) -> Iterator[MyMatters]:
    """List what waits for the viewer, on the terms of :func:`referrals.reading`.

    A list says that a matter was referred, and its purpose, which is a disclosure too: each thing
    on it has its line in the ledger, without the fields that only its own page shows.

    :param how: ``None`` where nothing of the list is sent.
    """
    with transaction():
        referred = _locked(Referral, Action.ANSWER_REFERRAL, viewer=viewer)
        asked = _locked(Consultation, Action.GIVE_ADVICE, viewer=viewer)
        mine = MyMatters(
            referrals=[each for each in referrals.mine(viewer=viewer) if each.id in referred],
            consultations=[each for each in consultations.mine(viewer=viewer) if each.id in asked],
        )
        for referral in mine.referrals:
            disclosures.write(referral, how, viewer=viewer, now=now)
        for consultation in mine.consultations:
            disclosures.write(consultation, how, viewer=viewer, now=now)
        yield mine


def _locked(
    table: type[Referral | Consultation], action: Action, *, viewer: Account
) -> frozenset[UUID]:
    """Wait for whoever takes something back. What is read next is read after them.

    In the order in which :mod:`revoking` locks them, so that neither waits for the other forever.
    """
    query = sa.select(table.id).where(reach(viewer, action)).order_by(table.id)
    return frozenset(db.session.scalars(query.with_for_update(read=True, of=table)))
