"""Mailing notices while their readers may read on, reminders while they hold, and links."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.integrations.mail import Message, Unsent
from incident_app.models import Consultation, Invitation, Notice, Referral, Reminder
from incident_app.vocabulary import LinkFor, News

from . import invitations, reminding, transaction

if TYPE_CHECKING:
    from incident_app.integrations.mail import Post, Send

Kind = TypeVar("Kind", Notice, Reminder, Invitation)

SAYS = {
    News.REFERRED: "A matter was referred to you",
    News.CONSULTED: "Your advice was asked",
    News.ANSWERED: "A matter you referred was answered",
    News.ADVISED: "The advice you asked for is there",
}
"""All that a mail says: mail is read on locked screens and kept by others."""

LINKS = {
    LinkFor.INVITATION: (
        "Choose your password",
        "An account was made for you. Choose its password within seven days, at this address:",
    ),
    LinkFor.NEW_PASSWORD: (
        "Choose a new password",
        "The system administrator sent you this address to choose a new password at, within seven "
        "days. Until you do, the one you have stays:",
    ),
}
"""What the mail of a link says before the link."""

UNASKED = (
    "The link works once, and is for you alone. Nobody will ask you for it or for your password. "
    "If you do not know why you got it, tell the district."
)

FRESH = timedelta(days=7)
"""What is older is found in the app alone: a server that was away, or is new, floods nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What a run did; ``unsent`` says why it stopped early, and is empty when it did not."""

    mailed: int
    dropped: int
    unsent: str = ""


def deliver(*, now: datetime, post: Post, today: date, address: str = "") -> Delivered:
    """Mail every notice that nobody has mailed or read yet, every reminder and link, or drop it.

    Whether its reader may still read what it is about is asked while whoever takes that back has to
    wait: no mail leaves for what was excluded before. A mail is marked in the transaction in
    which it is sent, so of two runs at once only one sends it; only where the machine or the
    database fails between sending and marking is it sent again. When the server fails, its
    box ends, and where it is not there the run; what waits is tried by the next, last what failed
    most often.

    :param today: in the district's zone; a reminder is dropped when it no longer holds then.
    :param address: where people sign in; part of every mail when it is not empty.
    """
    ends: Counter[str] = Counter()
    unsent = ""
    boxes = (_Notices(now, address), _Reminders(now, today, address), _Links(now, address))
    with ExitStack() as opened:
        send: Send | None = None  # opened before anything is locked, and once
        for box in boxes:
            try:
                if send is None and _any_wait(box):
                    send = opened.enter_context(post.open())
                while send is not None and (end := _next_ended(box, send, now)):
                    ends[end] += 1
            except Unsent as why:
                unsent = unsent or str(why)
                with transaction():
                    if failed := db.session.scalar(box.waiting()):
                        failed.tries += 1
                if send is None:
                    break  # the server is not there; else one notice keeps no reminder back
    return Delivered(mailed=ends["mailed"], dropped=ends["dropped"], unsent=unsent)


class _Box(Protocol):
    """What waits in a table, how it is put into words, and whether it may still go."""

    def waiting(self) -> sa.Select[Any]:
        """The next to be mailed, which no other run is at."""

    def holds(self, each: Any) -> bool:
        """Whether it may be sent now, and until this transaction ends."""

    def message(self, each: Any) -> Message:
        """What is sent."""


@dataclass(frozen=True)
class _Notices:
    now: datetime
    address: str

    def waiting(self) -> sa.Select[Notice]:
        return _unsent(Notice).where(
            Notice.read_at.is_(None), Notice.made_at.between(self.now - FRESH, self.now)
        )

    def holds(self, notice: Notice) -> bool:
        return _may_read(notice)

    def message(self, notice: Notice) -> Message:
        says = SAYS[notice.news]
        return _written(notice.to.email, says, f"{says}. Sign in.", self.address, self.now)


@dataclass(frozen=True)
class _Reminders:
    now: datetime
    today: date
    address: str

    def waiting(self) -> sa.Select[Reminder]:
        return _unsent(Reminder)

    def holds(self, reminder: Reminder) -> bool:
        return reminding.holds(reminder, self.today)

    def message(self, reminder: Reminder) -> Message:
        subject = reminding.SUBJECTS[reminder.occasion]
        return _written(reminder.address, subject, reminder.says, self.address, self.now)


@dataclass(frozen=True)
class _Links:
    """Tokens come into being here, one for each mail, and are in nothing else."""

    now: datetime
    address: str

    def waiting(self) -> sa.Select[Invitation]:
        return _unsent(Invitation).options(joinedload(Invitation.account, innerjoin=True))

    def holds(self, link: Invitation) -> bool:
        return invitations.may_go(link)

    def message(self, link: Invitation) -> Message:
        if not self.address:
            raise Unsent(
                "A link to choose a password waits. Set INCIDENT_URL, which it begins with."
            )
        subject, says = LINKS[link.purpose]
        there = f"{self.address.rstrip('/')}/choose-password/{invitations.token_for(link)}"
        body = f"{says}\n\n{there}\n\n{UNASKED}\n"
        return Message(to=link.account.email, subject=subject, body=body, at=self.now)


def _unsent(kind: type[Kind]) -> sa.Select[Kind]:
    query = sa.select(kind).where(kind.mailed_at.is_(None), kind.dropped_at.is_(None))
    query = query.order_by(kind.tries, kind.made_at, kind.id).limit(1)
    return query.with_for_update(skip_locked=True, of=kind)


def _any_wait(box: _Box) -> bool:
    with transaction():
        return db.session.scalar(box.waiting()) is not None


def _next_ended(box: _Box, send: Send, now: datetime) -> str:
    """Mail or drop the next one, and say which; empty when none waits."""
    with transaction():
        each = db.session.scalar(box.waiting())
        if each is None:
            return ""
        if not box.holds(each):
            each.dropped_at = now
            return "dropped"
        send(box.message(each))
        each.mailed_at = now
        return "mailed"


def _may_read(notice: Notice) -> bool:
    """Whether its reader may read it now, and until this transaction ends."""
    for kind, about in ((Referral, notice.referral_id), (Consultation, notice.consultation_id)):
        db.session.scalar(sa.select(kind.id).where(kind.id == about).with_for_update(read=True))
    may = sa.exists().where(Notice.id == notice.id, reach(notice.to, Action.READ_NOTICE))
    return db.session.scalar(sa.select(may)) is True


def _written(to: str, subject: str, says: str, address: str, now: datetime) -> Message:
    body = f"{says}\n" + (f"\n{address}\n" if address else "")
    return Message(to=to, subject=subject, body=body, at=now)
