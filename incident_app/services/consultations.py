"""Asking an officer's advice on an administrator-led matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Consultation, ConsultationStep, Matter
from incident_app.vocabulary import Asked, Basis, Field, News, Seen

from . import NotFound, Refused, disclosures, notices, sharing, texts, transaction
from .sharing import Chosen, Letter

if TYPE_CHECKING:
    from incident_app.models import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A consultation as it is about to be sent.

    ``people`` are ids of participants to be named. None is the rule; with any, the basis must be
    said, and the CRDC counts the consultation as a referral to law enforcement.
    """

    officer_id: UUID
    purpose: str
    summary: str
    people: frozenset[UUID] = frozenset()
    basis: Basis | None = None
    threat: str = ""


def preview(matter_id: UUID, question: Question, *, viewer: Account, now: datetime) -> Letter:
    """Exactly what the officer would read.

    :raises NotFound: the matter is absent, out of reach, or not an administrator-led one.
    :raises Refused: the question is not fit to be sent; names the field.
    """
    matter = sharing.matter(matter_id, Action.ASK_ADVICE, viewer=viewer)
    return _drafted(matter, question, viewer, now)


def ask(matter_id: UUID, new: Question, *, viewer: Account, now: datetime) -> Consultation:
    """Ask an officer's advice, and tell them that there is something to read.

    While the same question to the same officer is open, it is given back.

    :raises NotFound: the matter is absent, out of reach, or not an administrator-led one.
    :raises Refused: the question is not fit to be sent; names the field.
    """
    with transaction():
        # A decision being made at this moment comes first; what follows reads after it.
        db.session.scalar(sa.select(Matter.id).where(Matter.id == matter_id).with_for_update())
        matter = sharing.matter(matter_id, Action.ASK_ADVICE, viewer=viewer)
        letter = _drafted(matter, new, viewer, now)
        for there in matter.consultations:
            same = (there.officer_id, there.purpose) == (new.officer_id, letter.purpose)
            if same and there.state is Asked.OPEN:
                return there
        consultation = Consultation(
            matter_id=matter.id,
            school_id=matter.incident.school_id,
            officer_id=new.officer_id,
            edition=matter.decisions[-1].edition,
            cites=list(letter.cites),
            purpose=letter.purpose,
            disclosed=letter.disclosed,
            basis=new.basis,
            threat=letter.threat,
            sent_by_id=viewer.id,
            sent_at=now,
            people=sharing.persons(matter, _chosen(new)),
        )
        db.session.add(consultation)
        db.session.flush()
        notices.tell(new.officer_id, News.CONSULTED, consultation, viewer=viewer, now=now)
        journal.record(
            "advice asked",
            consultation,
            by=viewer,
            at=now,
            matter=str(matter.id),
            officer=str(new.officer_id),
            identified=consultation.identified,
        )
    return consultation


def mine(*, viewer: Account) -> Sequence[Consultation]:
    """What the viewer may answer, the oldest first."""
    query = sa.select(Consultation).where(reach(viewer, Action.GIVE_ADVICE)).options(*_WHOLE)
    return db.session.scalars(query.order_by(Consultation.sent_at, Consultation.id)).all()


def get(consultation_id: UUID, *, viewer: Account) -> Consultation:
    """A consultation with its answer.

    For an officer this is no leave to show it: see :func:`reading`.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    return _one(consultation_id, Action.READ_CONSULTATION, viewer=viewer)


@contextmanager
def reading(
    consultation_id: UUID, *, viewer: Account, now: datetime, how: Seen | None = Seen.VIEW
) -> Iterator[Consultation]:
    """Show a consultation to its officer, on the terms of :func:`referrals.reading`.

    :raises NotFound: absent, or out of the viewer's reach; nothing is written then.
    """
    with transaction():
        consultation = _held(consultation_id, Action.GIVE_ADVICE, viewer=viewer, read=True)
        disclosures.write(consultation, how, viewer=viewer, now=now)
        yield consultation


def advise(consultation_id: UUID, words: str, *, viewer: Account, now: datetime) -> Consultation:
    """Answer with advice, and with nothing done about the matter; the officer sees it no more.

    :param words: at most 2,000 characters.
    :raises NotFound: absent, ended, or not the viewer's.
    :raises Refused: naming the field ``words``.
    """
    texts.refuse_unfit(words, field="words", what="your advice", longest=2_000)
    with transaction():
        consultation = _held(consultation_id, Action.GIVE_ADVICE, viewer=viewer)
        # Told first: once it has ended, it is no longer the officer's to tell of.
        notices.tell(consultation.sent_by_id, News.ADVISED, consultation, viewer=viewer, now=now)
        _end(consultation, Asked.ADVISED, "advice given", words, viewer=viewer, now=now)
    return consultation


def withdraw(consultation_id: UUID, why: str, *, viewer: Account, now: datetime) -> Consultation:
    """Take an open consultation back; the officer's next request finds nothing.

    :param why: at most 2,000 characters.
    :raises NotFound: absent, ended, or out of the viewer's reach.
    :raises Refused: no reason is given; names the field ``why``.
    """
    texts.refuse_unfit(why, field="why", what="why it is taken back", longest=2_000)
    with transaction():
        consultation = _held(consultation_id, Action.WITHDRAW_CONSULTATION, viewer=viewer)
        _end(consultation, Asked.WITHDRAWN, "consultation withdrawn", why, viewer=viewer, now=now)
    return consultation


_WHOLE = (
    joinedload(Consultation.school),
    joinedload(Consultation.officer),
    joinedload(Consultation.sent_by),
    joinedload(Consultation.step).joinedload(ConsultationStep.by),
)


def _chosen(new: Question) -> Chosen:
    fields = {Field.SUMMARY} | ({Field.PEOPLE} if new.people else set())
    return Chosen(fields=frozenset(fields), people=new.people, summary=new.summary)


def _drafted(matter: Matter, new: Question, viewer: Account, now: datetime) -> Letter:
    sharing.refuse_officer(new.officer_id, matter, viewer=viewer)
    if new.people and new.basis is None:
        raise Refused("Choose the legal basis on which you name somebody.", "basis")
    if new.basis and not new.people:
        raise Refused("Choose whom you name, or leave the legal basis out.", "people")
    draft = sharing.drafted(
        matter,
        _chosen(new),
        new.purpose,
        basis=new.basis,
        threat=new.threat,
        viewer=viewer,
        now=now,
    )
    return replace(draft, reference="")  # it would lead back to a child nobody named


def _held(
    consultation_id: UUID, action: Action, *, viewer: Account, read: bool = False
) -> Consultation:
    """The consultation, once whoever changes it is done; read in a new statement after them."""
    lock = sa.select(Consultation.id).where(Consultation.id == consultation_id)
    db.session.scalar(lock.with_for_update(read=read))
    return _one(consultation_id, action, viewer=viewer)


def _one(consultation_id: UUID, action: Action, *, viewer: Account) -> Consultation:
    query = sa.select(Consultation).where(Consultation.id == consultation_id, reach(viewer, action))
    consultation = db.session.scalar(query.options(*_WHOLE))
    if consultation is None:
        raise NotFound
    return consultation


def _end(  # noqa: PLR0913 - what a step holds
    consultation: Consultation,
    state: Asked,
    event: str,
    words: str,
    *,
    viewer: Account,
    now: datetime,
) -> None:
    consultation.step = ConsultationStep(state=state, words=words.strip(), by_id=viewer.id, at=now)
    db.session.flush()
    journal.record(event, consultation, by=viewer, at=now, matter=str(consultation.matter_id))
