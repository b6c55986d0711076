"""Mailing the notices, each only while its reader may still read what it is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.integrations.mail import Message, Unsent
from incident_app.models import Consultation, Notice, Referral
from incident_app.vocabulary import News

from . import transaction

if TYPE_CHECKING:
    from incident_app.integrations.mail import Post, Send

SAYS = {
    News.REFERRED: "A matter was referred to you",
    News.CONSULTED: "Your advice was asked",
    News.ANSWERED: "A matter you referred was answered",
    News.ADVISED: "The advice you asked for is there",
}
"""All that a mail says: mail is read on locked screens and kept by others."""

FRESH = timedelta(days=7)
"""What is older is found in the app alone: a server that was away, or is new, floods nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a run did; ``unsent`` says why it stopped early, and is empty when it did not."""

    mailed: int
    dropped: int
    unsent: str = ""


def deliver(*, now: datetime, post: Post, address: str = "") -> Delivered:
    """Mail every notice that nobody has mailed or read yet, or drop it.

    Whether its reader may still read what it is about is asked while whoever takes that back has to
    wait: no mail leaves for what was excluded before. A notice is marked in the transaction in
    which it is sent, so of two runs at once only one sends it; only where the machine or the
    database fails between sending and marking is it sent again. When the server fails, the run
    ends; what waits is tried by the next, last what failed most often.

    :param address: where people sign in; part of every mail when it is not empty.
    """
    ends: Counter[str] = Counter()
    unsent = ""
    try:
        if _any_wait(now):
            with post.open() as send:  # before anything is locked
                while end := _next_ended(send, address, now):
                    ends[end] += 1
    except Unsent as why:
        unsent = str(why)
        with transaction():
            if notice := db.session.scalar(_waiting(now)):
                notice.tries += 1
    return Delivered(mailed=ends["mailed"], dropped=ends["dropped"], unsent=unsent)


def _waiting(now: datetime) -> sa.Select[Notice]:
    """The next to be mailed, which no other run is at."""
    return (
        sa.select(Notice)
        .where(
            Notice.mailed_at.is_(None),
            Notice.dropped_at.is_(None),
            Notice.read_at.is_(None),
            Notice.made_at.between(now - FRESH, now),
        )
        .order_by(Notice.tries, Notice.made_at, Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _any_wait(now: datetime) -> bool:
    with transaction():
        return db.session.scalar(_waiting(now)) is not None


def _next_ended(send: Send, address: str, now: datetime) -> str:
    """Mail or drop the next one, and say which; empty when none waits."""
    with transaction():
        notice = db.session.scalar(_waiting(now))
        if notice is None:
            return ""
        if not _may_read(notice):
            notice.dropped_at = now
            return "dropped"
        send(_message(notice, address, now))
        notice.mailed_at = now
        return "mailed"


def _may_read(notice: Notice) -> bool:
    """Whether its reader may read it now, and until this transaction ends."""
    for kind, about in ((Referral, notice.referral_id), (Consultation, notice.consultation_id)):
        db.session.scalar(sa.select(kind.id).where(kind.id == about).with_for_update(read=True))
    may = sa.exists().where(Notice.id == notice.id, reach(notice.to, Action.READ_NOTICE))
    return db.session.scalar(sa.select(may)) is True


def _message(notice: Notice, address: str, now: datetime) -> Message:
    says = SAYS[notice.news]
    body = f"{says}. Sign in.\n" + (f"\n{address}\n" if address else "")
    return Message(to=notice.to.email, subject=says, body=body, at=now)
