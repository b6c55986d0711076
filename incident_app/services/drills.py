"""The register of the schools' safety drills (IV.A.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Drill, School
from incident_app.vocabulary import LONGEST_DUTY_WORDS, DrillKind

from . import NotFound, Refused, once, texts, transaction
from .duties import refuse_day, refuse_measures
from .student_names import refuse_named


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDrill:
    """One drill. ``officer_id`` is who advised on it. ``key`` makes two presses one."""

    school_id: UUID
    kind: DrillKind
    day: date
    minutes: int
    audience: int | None = None
    officer_id: UUID | None = None
    words: str = ""
    key: UUID = field(default_factory=uuid4)


def record(new: NewDrill, *, viewer: Account, today: date, now: datetime) -> Drill:
    """Record a drill in its school's register.

    :param today: in the district's zone.
    :raises NotFound: the school is absent, or not the viewer's to record at.
    :raises Refused: something is not fit, or names a student; names the field.
    """
    return once(lambda: _recorded(new, viewer=viewer, today=today, now=now))


def _recorded(new: NewDrill, *, viewer: Account, today: date, now: datetime) -> Drill:
    with transaction():
        school = sa.select(School).where(
            School.id == new.school_id, reach(viewer, Action.RECORD_DRILL)
        )
        if db.session.scalar(school) is None:
            raise NotFound
        there = db.session.scalar(sa.select(Drill).where(Drill.id == new.key))
        if there is not None:
            if there.by_id != viewer.id:
                raise NotFound  # somebody else's key: as if there were none
            return there
        refuse_day(new.day, today)
        refuse_measures(new.minutes, new.audience)
        texts.refuse_unkept(new.words, field="words")
        if len(new.words) > LONGEST_DUTY_WORDS:
            raise Refused(f"Enter at most {LONGEST_DUTY_WORDS} characters.", "words")
        _refuse_no_officer(new, viewer)
        refuse_named(new.words, field="words", viewer=viewer)
        drill = Drill(
            id=new.key,
            school_id=new.school_id,
            kind=new.kind,
            day=new.day,
            minutes=new.minutes,
            audience=new.audience,
            officer_id=new.officer_id,
            words=new.words.strip(),
            by_id=viewer.id,
            at=now,
        )
        db.session.add(drill)
        db.session.flush()
        on = new.day.isoformat()
        journal.record("drill recorded", drill, by=viewer, at=now, kind=new.kind.value, day=on)
        return drill


def schools(*, viewer: Account) -> Sequence[School]:
    """Where the viewer may record a drill, by name."""
    query = sa.select(School).where(reach(viewer, Action.RECORD_DRILL))
    return db.session.scalars(query.order_by(School.name)).all()


def _refuse_no_officer(new: NewDrill, viewer: Account) -> None:
    if new.officer_id is None:
        return
    query = sa.select(Account.id).where(
        Account.id == new.officer_id, reach(viewer, Action.READ_OFFICER)
    )
    if db.session.scalar(query) is None:
        raise Refused("Choose an officer from the list.", "officer")
