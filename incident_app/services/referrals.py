"""Referring a law-enforcement matter to an officer, and what the officer makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload, undefer

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Attachment, Matter, Referral, ReferralStep
from incident_app.models.referral import referral_attachment
from incident_app.vocabulary import (
    LONGEST_CASE_NUMBER,
    Basis,
    Declined,
    Disposition,
    News,
    Seen,
    State,
)

from . import NotFound, Refused, disclosures, notices, sharing, texts, transaction
from .force import ForceAndCare

if TYPE_CHECKING:
    from incident_app.models import Account

    from .sharing import Chosen, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A referral as it is about to be sent. ``purpose`` says what the officer is to do, and why."""

    officer_id: UUID
    chosen: Chosen
    basis: Basis
    purpose: str
    threat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a matter at the agency; no case notes, which would be education records."""

    disposition: Disposition
    case_number: str = ""
    force: ForceAndCare = field(default_factory=ForceAndCare)


def preview(matter_id: UUID, offer: Offer, *, viewer: Account, now: datetime) -> Letter:
    """Exactly what the officer would read.

    :raises NotFound: the matter is absent, out of reach, or not a law-enforcement one.
    :raises Refused: the offer is not fit to be sent; names the field.
    """
    return _drafted(
        sharing.matter(matter_id, Action.REFER_MATTER, viewer=viewer), offer, viewer, now
    )


def offer(matter_id: UUID, new: Offer, *, viewer: Account, now: datetime) -> Referral:
    """Refer a matter to an officer, and tell them that there is something to read.

    Offered to an officer who has it already, the referral that is there is given back.

    :raises NotFound: the matter is absent, out of reach, or not a law-enforcement one.
    :raises Refused: the offer is not fit to be sent; names the field.
    """
    with transaction():
        # A decision being made at this moment comes first; what follows reads after it.
        db.session.scalar(sa.select(Matter.id).where(Matter.id == matter_id).with_for_update())
        matter = sharing.matter(matter_id, Action.REFER_MATTER, viewer=viewer)
        letter = _drafted(matter, new, viewer, now)
        for referral in matter.referrals:
            if referral.officer_id == new.officer_id and referral.live:
                return referral
        referral = Referral(
            matter_id=matter.id,
            reference=matter.reference,
            school_id=matter.incident.school_id,
            officer_id=new.officer_id,
            edition=matter.decisions[-1].edition,
            cites=list(letter.cites),
            disclosed=letter.disclosed,
            basis=new.basis,
            threat=letter.threat,
            purpose=letter.purpose,
            sent_by_id=viewer.id,
            sent_at=now,
            people=sharing.persons(matter, new.chosen),
            attachments=list(letter.attachments),
        )
        db.session.add(referral)
        db.session.flush()
        notices.tell(new.officer_id, News.REFERRED, referral, viewer=viewer, now=now)
        journal.record(
            "matter referred",
            referral,
            by=viewer,
            at=now,
            matter=str(matter.id),
            officer=str(new.officer_id),
            basis=new.basis.value,
            fields=list(letter.disclosed),
        )
    return referral


def mine(*, viewer: Account) -> Sequence[Referral]:
    """What the viewer may answer: offered and accepted, the oldest first."""
    query = sa.select(Referral).where(reach(viewer, Action.ANSWER_REFERRAL)).options(*_WHOLE)
    return db.session.scalars(query.order_by(Referral.sent_at, Referral.id)).all()


def of_matter(matter_id: UUID, *, viewer: Account) -> Sequence[Referral]:
    """Every referral of a matter within the viewer's reach, the oldest first."""
    query = sa.select(Referral).where(
        Referral.matter_id == matter_id, reach(viewer, Action.READ_REFERRAL)
    )
    ordered = query.order_by(Referral.sent_at, Referral.id).options(*_WHOLE)
    return db.session.scalars(ordered).all()


def get(referral_id: UUID, *, viewer: Account) -> Referral:
    """A referral with its steps.

    For an officer this is no leave to show it: see :func:`reading`.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    return _one(referral_id, Action.READ_REFERRAL, viewer=viewer)


@contextmanager
def reading(
    referral_id: UUID, *, viewer: Account, now: datetime, how: Seen | None = Seen.VIEW
) -> Iterator[Referral]:
    """Show a referral to its officer; what is shown must be made before the block ends.

    The ledger's line and the look are one transaction, and whoever takes the referral back waits
    for it: nothing that was excluded leaves after its exclusion. The notice of it is read with it.

    :param how: ``None`` where nothing of it is sent, only whether it is there.
    :raises NotFound: absent, or out of the viewer's reach; nothing is written then.
    """
    with transaction():
        referral = _held(referral_id, viewer=viewer, read=True)
        disclosures.write(referral, how, viewer=viewer, now=now)
        yield referral


@contextmanager
def reading_attachment(
    referral_id: UUID, attachment_id: UUID, *, viewer: Account, now: datetime, how: Seen | None
) -> Iterator[Attachment]:
    """Hand a disclosed file to the officer, on the terms of :func:`reading`.

    :raises NotFound: absent, not disclosed, or out of the viewer's reach.
    """
    with transaction():
        referral = _held(referral_id, viewer=viewer, read=True)
        disclosed = sa.select(referral_attachment.c.attachment_id).where(
            referral_attachment.c.referral_id == referral.id
        )
        attachment = db.session.scalar(
            sa.select(Attachment)
            .where(Attachment.id == attachment_id, Attachment.id.in_(disclosed))
            .options(undefer(Attachment.content))
        )
        if attachment is None:
            raise NotFound
        disclosures.write(referral, how, viewer=viewer, now=now, attachment=attachment)
        yield attachment


def accept(referral_id: UUID, *, viewer: Account, now: datetime) -> Referral:
    """Take a referral on; accepted already, nothing is added.

    :raises NotFound: absent, ended, or not the viewer's.
    """
    with transaction():
        referral = _held(referral_id, viewer=viewer)
        if referral.state is State.OFFERED:
            _step(referral, "referral accepted", State.ACCEPTED, viewer=viewer, now=now)
    return referral


def decline(
    referral_id: UUID, reason: Declined, *, viewer: Account, now: datetime, words: str = ""
) -> Referral:
    """Send a referral back, offered or accepted; the officer sees it no more.

    :param words: what there is to say besides, at most 2,000 characters; needed for *other*.
    :raises NotFound: absent, ended, or not the viewer's.
    :raises Refused: naming the field ``words``.
    """
    texts.refuse_note(words, field="words")
    if reason is Declined.OTHER and not words.strip():
        raise Refused("Enter the reason.", "words")
    with transaction():
        referral = _held(referral_id, viewer=viewer)
        _step(
            referral,
            "referral declined",
            State.DECLINED,
            viewer=viewer,
            now=now,
            reason=reason,
            words=words.strip(),
        )
    return referral


def finish(referral_id: UUID, done: Done, *, viewer: Account, now: datetime) -> Referral:
    """Say what became of an accepted referral; the officer sees it no more.

    :raises NotFound: absent, ended, or not the viewer's.
    :raises Refused: it is not accepted yet, or a field is not fit to be kept.
    """
    texts.refuse_unkept(done.case_number, field="case_number")
    if len(done.case_number) > LONGEST_CASE_NUMBER:
        raise Refused(
            f"Enter a case number of at most {LONGEST_CASE_NUMBER} characters.", "case_number"
        )
    done.force.refuse_unfit()
    with transaction():
        referral = _held(referral_id, viewer=viewer)
        if referral.state is not State.ACCEPTED:
            raise Refused("Accept the matter first.", "disposition")
        _step(
            referral,
            "referral done",
            State.DONE,
            viewer=viewer,
            now=now,
            disposition=done.disposition,
            case_number=done.case_number.strip(),
            facts=done.force.record(),
        )
    return referral


def revoke(referral_id: UUID, why: str, *, viewer: Account, now: datetime) -> Referral:
    """Take a live referral back; the officer's next request finds nothing.

    :param why: at most 2,000 characters.
    :raises NotFound: absent, ended, or out of the viewer's reach.
    :raises Refused: no reason is given; names the field ``why``.
    """
    texts.refuse_unfit(why, field="why", what="why it is taken back", longest=2_000)
    with transaction():
        _lock(referral_id)
        referral = _one(referral_id, Action.REVOKE_REFERRAL, viewer=viewer)
        referral.steps.append(
            ReferralStep(state=State.REVOKED, words=why.strip(), by_id=viewer.id, at=now)
        )
        journal.record(
            "referral revoked", referral, by=viewer, at=now, matter=str(referral.matter_id)
        )
    return referral


_WHOLE = (
    joinedload(Referral.school),
    joinedload(Referral.officer),
    joinedload(Referral.sent_by),
    selectinload(Referral.steps).joinedload(ReferralStep.by),
    selectinload(Referral.attachments),
)


def _drafted(matter: Matter, new: Offer, viewer: Account, now: datetime) -> Letter:
    sharing.refuse_officer(new.officer_id, matter, viewer=viewer)
    return sharing.drafted(
        matter,
        new.chosen,
        new.purpose,
        basis=new.basis,
        threat=new.threat,
        viewer=viewer,
        now=now,
    )


def _lock(referral_id: UUID, *, read: bool = False) -> None:
    """Wait for whoever changes it. What is read next is read after them, in a new statement."""
    query = sa.select(Referral.id).where(Referral.id == referral_id)
    db.session.scalar(query.with_for_update(read=read))


def _held(referral_id: UUID, *, viewer: Account, read: bool = False) -> Referral:
    _lock(referral_id, read=read)
    return _one(referral_id, Action.ANSWER_REFERRAL, viewer=viewer)


def _one(referral_id: UUID, action: Action, *, viewer: Account) -> Referral:
    query = sa.select(Referral).where(Referral.id == referral_id, reach(viewer, action))
    referral = db.session.scalar(query.options(*_WHOLE))
    if referral is None:
        raise NotFound
    return referral


def _step(
    referral: Referral, event: str, state: State, *, viewer: Account, now: datetime, **kept: object
) -> None:
    # Told first: once the step has ended it, the referral is no longer the officer's to tell of.
    notices.tell(referral.sent_by_id, News.ANSWERED, referral, viewer=viewer, now=now)
    referral.steps.append(ReferralStep(state=state, by_id=viewer.id, at=now, **kept))
    db.session.flush()
    journal.record(event, referral, by=viewer, at=now, matter=str(referral.matter_id))
