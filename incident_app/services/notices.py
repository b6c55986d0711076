"""Telling somebody that they have something to read, and never what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Consultation, Notice

from . import NotFound, transaction

if TYPE_CHECKING:
    from incident_app.models import Account, Referral
    from incident_app.vocabulary import News


def tell(
    to_id: UUID, news: News, about: Referral | Consultation, *, viewer: Account, now: datetime
) -> None:
    """Add a notice to the open transaction; its mail leaves later, if it may still be read then.

    Nobody is told of what they did themselves.
    """
    if to_id == viewer.id:
        return
    consultation = isinstance(about, Consultation)
    db.session.add(
        Notice(
            to_id=to_id,
            news=news,
            referral_id=None if consultation else about.id,
            consultation_id=about.id if consultation else None,
            made_at=now,
        )
    )
    db.session.flush()


def unread(*, viewer: Account) -> Sequence[Notice]:
    """What the viewer was told and has not marked as read: the newest 20, the newest first.

    Told the same of one referral twice, they see it once. What they may not read any more is
    left out.
    """
    query = (
        sa.select(Notice)
        .where(reach(viewer, Action.READ_NOTICE), Notice.read_at.is_(None))
        .order_by(Notice.made_at.desc(), Notice.id)
        .limit(20)
        .options(joinedload(Notice.referral), joinedload(Notice.consultation))
    )
    newest: dict[object, Notice] = {}
    for notice in db.session.scalars(query):
        newest.setdefault((notice.news, notice.referral_id, notice.consultation_id), notice)
    return list(newest.values())


def read(notice_id: UUID, *, viewer: Account, now: datetime) -> None:
    """Mark a notice as read, and with it every other that tells the viewer the same.

    Read already, it stays read since then. A notice is no part of the record, so no event is
    kept of it.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    with transaction():
        theirs = sa.select(Notice).where(reach(viewer, Action.READ_NOTICE))
        notice = db.session.scalar(theirs.where(Notice.id == notice_id))
        if notice is None:
            raise NotFound
        same = theirs.where(
            Notice.news == notice.news,
            Notice.referral_id.is_not_distinct_from(notice.referral_id),
            Notice.consultation_id.is_not_distinct_from(notice.consultation_id),
        )
        for each in db.session.scalars(same):
            each.read_at = each.read_at or now


def read_with(about: Referral | Consultation, *, viewer: Account, now: datetime) -> None:
    """Mark the viewer's notices of what they open now as read, in the open transaction.

    One that is being mailed at this moment is passed over until they open it again: nobody waits
    for a mail server.
    """
    consultation = isinstance(about, Consultation)
    theirs = Notice.consultation_id if consultation else Notice.referral_id
    unread = sa.select(Notice).where(
        reach(viewer, Action.READ_NOTICE), theirs == about.id, Notice.read_at.is_(None)
    )
    for each in db.session.scalars(unread.with_for_update(skip_locked=True, of=Notice)):
        each.read_at = now
