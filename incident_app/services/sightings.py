"""That somebody of the district saw an officer's training certificate (policy V.E)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Sighting, SightingFile
from incident_app.vocabulary import LONGEST_NAME

from . import NotFound, Refused, postings, texts, transaction
from .files import FilesRefused, Sent, screened
from .training import refuse_day


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSighting:
    """A certificate as it was seen: of which course, by whom and when it was issued."""

    course: str
    issuer: str
    issued_on: date
    seen_on: date
    file: Sent | None = None


def record(
    account_id: UUID, new: NewSighting, *, viewer: Account | None, today: date, now: datetime
) -> Sighting:
    """Record that a certificate was seen, with its copy if there is one.

    Sent twice, it is kept once.

    :param viewer: who saw it; ``None`` for the operator on the command line.
    :param today: in the district's zone.
    :raises NotFound: no officer's account, or not the viewer's to keep.
    :raises Refused: something is missing or not fit; names the field.
    """
    course, issuer = new.course.strip(), new.issuer.strip()
    _refuse_unfit(new, today)
    kept = _screened(new.file)
    with transaction():
        officer = postings.kept(account_id, viewer=viewer)
        line = Sighting(
            account_id=officer.id,
            course=course,
            issuer=issuer,
            issued_on=new.issued_on,
            seen_on=new.seen_on,
            by_id=viewer.id if viewer else None,
            at=now,
        )
        for there in _of(officer.id):
            if _same(there, line) and (kept is None or _has(there, kept)):
                return there
        db.session.add(line)
        db.session.flush()
        if kept is not None:
            kept.sighting_id = line.id
            db.session.add(kept)
            db.session.flush()
        day, copy = new.issued_on.isoformat(), kept.sha256 if kept else ""
        journal.record("certificate sighted", officer, by=viewer, at=now, issued_on=day, copy=copy)
    return line


def sightings(account_id: UUID, *, viewer: Account) -> Sequence[Sighting]:
    """The certificates that were seen, the most recently issued first; empty when out of reach."""
    return db.session.scalars(
        sa.select(Sighting)
        .join(Account, Account.id == Sighting.account_id)
        .where(Sighting.account_id == account_id, reach(viewer, Action.READ_TRAINING))
        .order_by(Sighting.issued_on.desc(), Sighting.seq.desc())
        .options(joinedload(Sighting.by))
    ).all()


def copies(account_id: UUID, *, viewer: Account) -> Mapping[UUID, SightingFile]:
    """The copies that the viewer may open, by the sighting's id."""
    found = db.session.scalars(
        sa.select(SightingFile)
        .join(Sighting, Sighting.id == SightingFile.sighting_id)
        .where(Sighting.account_id == account_id, reach(viewer, Action.READ_SIGHTING_FILE))
    )
    return {each.sighting_id: each for each in found}


def copy(sighting_id: UUID, *, viewer: Account) -> SightingFile:
    """The copy of a certificate with its content.

    :raises NotFound: absent, or out of the viewer's reach.
    """
    found = db.session.scalar(
        sa.select(SightingFile)
        .join(Sighting, Sighting.id == SightingFile.sighting_id)
        .where(Sighting.id == sighting_id, reach(viewer, Action.READ_SIGHTING_FILE))
        .options(undefer(SightingFile.content))
    )
    if found is None:
        raise NotFound
    return found


def issued(account_ids: Collection[UUID], on: date) -> dict[UUID, date]:
    """When the most recent certificate that was seen by a day was issued, by officer.

    The caller has asked who may know.
    """
    query = sa.select(Sighting.account_id, sa.func.max(Sighting.issued_on))
    query = query.where(Sighting.account_id.in_(account_ids), Sighting.seen_on <= on)
    return dict(db.session.execute(query.group_by(Sighting.account_id)).all())


def _refuse_unfit(new: NewSighting, today: date) -> None:
    texts.refuse_unfit(new.course, field="course", what="the course", longest=LONGEST_NAME)
    texts.refuse_unfit(new.issuer, field="issuer", what="who issued it", longest=LONGEST_NAME)
    refuse_day(new.issued_on, today, field="issued_on")
    refuse_day(new.seen_on, today, field="seen_on")
    if new.seen_on < new.issued_on:
        raise Refused("It was seen before it was issued. Correct one of the days.", "seen_on")


def _screened(sent: Sent | None) -> SightingFile | None:
    """The copy that is kept.

    :raises Refused: naming ``file``.
    """
    if sent is None:
        return None
    try:
        (kept,) = screened([sent])
    except FilesRefused as refused:
        ((_, why),) = refused.reasons
        raise Refused(why, "file") from None
    return SightingFile(
        name=kept.name,
        media_type=kept.media_type,
        size=len(kept.content),
        sha256=sha256(kept.content).hexdigest(),
        content=kept.content,
    )


def _of(account_id: UUID) -> Sequence[Sighting]:
    query = sa.select(Sighting).where(Sighting.account_id == account_id)
    return db.session.scalars(query.options(joinedload(Sighting.file))).all()


def _same(one: Sighting, other: Sighting) -> bool:
    told = ("course", "issuer", "issued_on", "seen_on")
    return all(getattr(one, name) == getattr(other, name) for name in told)


def _has(there: Sighting, kept: SightingFile) -> bool:
    return there.file is not None and there.file.sha256 == kept.sha256
