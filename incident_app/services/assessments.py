"""What assessments of the schools' safety found (IV.A.5), who sees to it, and that it is done.

Security information (Minn. Stat. 13.37): the journal says only that something was recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, Assessment, AssessmentEnd, School
from incident_app.vocabulary import LONGEST_NAME, LONGEST_NOTE, Role

from . import NotFound, Refused, once, texts, transaction, wait_turn
from .section_v import status_of

PARAGRAPH = "IV.A.5"
LONGEST_YEARS = 10
NOBODY = {"owner": "an administrator", "officer": "an officer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssessment:
    """A finding. Its owner is an administrator's account, else somebody in words.

    ``relief_said``: that this is not required of the officer until trained was read and ticked.
    ``key`` makes two presses one.
    """

    school_id: UUID
    finding: str
    due_on: date
    owner_id: UUID | None = None
    owner_words: str = ""
    officer_id: UUID | None = None
    relief_said: bool = False
    key: UUID = field(default_factory=uuid4)


def record(new: NewAssessment, *, viewer: Account, today: date, now: datetime) -> Assessment:
    """Record what an assessment found.

    :param today: in the district's zone.
    :raises NotFound: the school is absent, or not the viewer's to record at.
    :raises Refused: something is missing or not fit; names the field.
    """
    return once(lambda: _recorded(new, viewer=viewer, today=today, now=now))


def _recorded(new: NewAssessment, *, viewer: Account, today: date, now: datetime) -> Assessment:
    with transaction():
        school = sa.select(School).where(
            School.id == new.school_id, reach(viewer, Action.RECORD_ASSESSMENT)
        )
        if db.session.scalar(school) is None:
            raise NotFound
        there = db.session.scalar(sa.select(Assessment).where(Assessment.id == new.key))
        if there is not None:
            if there.recorded_by_id != viewer.id:
                raise NotFound  # somebody else's key: as if there were none
            return there
        _refuse_unfit(new, today)
        relieved = new.officer_id is not None and is_relieved(new.officer_id, today, viewer=viewer)
        if relieved and not new.relief_said:
            raise Refused(
                "This is not required of this officer until trained. Tick that you know.",
                "relief_said",
            )
        found = Assessment(
            id=new.key,
            school_id=new.school_id,
            finding=new.finding.strip(),
            owner_id=new.owner_id,
            owner_words=new.owner_words.strip(),
            officer_id=new.officer_id,
            relief_said=relieved,
            due_on=new.due_on,
            recorded_by_id=viewer.id,
            recorded_at=now,
        )
        db.session.add(found)
        db.session.flush()
        journal.record("assessment recorded", found, by=viewer, at=now)
        return found


def close(  # noqa: PLR0913 - what an end holds
    assessment_id: UUID, on: date, words: str, *, viewer: Account, today: date, now: datetime
) -> None:
    """Say that a finding is closed, since when and how.

    :raises NotFound: absent, or not the viewer's to close.
    :raises Refused: it is closed already, or the day or the words are not fit; names the field.
    """
    texts.refuse_unfit(words, field="words", what="how it was closed", longest=LONGEST_NOTE)
    if on > today:
        raise Refused("Enter a day that is not in the future.", "closed_on")
    with transaction():
        wait_turn(AssessmentEnd.__tablename__)
        query = sa.select(Assessment).where(
            Assessment.id == assessment_id, reach(viewer, Action.CLOSE_ASSESSMENT)
        )
        found = db.session.scalar(query.options(joinedload(Assessment.end)))
        if found is None:
            raise NotFound
        if found.end is not None:
            raise Refused("It is closed already. Reload the page to read how.", "words")
        end = AssessmentEnd(
            assessment_id=found.id, closed_on=on, words=words.strip(), by_id=viewer.id, at=now
        )
        db.session.add(end)
        db.session.flush()
        journal.record("assessment closed", found, by=viewer, at=now)


def assessment(assessment_id: UUID, *, viewer: Account) -> Assessment:
    """One finding.

    :raises NotFound: absent, or out of reach.
    """
    query = sa.select(Assessment).where(
        Assessment.id == assessment_id, reach(viewer, Action.READ_ASSESSMENT)
    )
    found = db.session.scalar(query.options(*_WHOLE))
    if found is None:
        raise NotFound
    return found


def assessments(*, viewer: Account) -> Sequence[Assessment]:
    """The findings within reach: open ones by when they are due, then those that were closed."""
    query = (
        sa.select(Assessment)
        .outerjoin(AssessmentEnd, AssessmentEnd.assessment_id == Assessment.id)
        .where(reach(viewer, Action.READ_ASSESSMENT))
        .order_by(AssessmentEnd.seq.is_not(None), Assessment.due_on, Assessment.id)
    )
    return db.session.scalars(query.options(*_WHOLE)).all()


def has_any(*, viewer: Account) -> bool:
    """Whether the viewer has findings to read, or may record one."""
    theirs = sa.select(Assessment.id).where(reach(viewer, Action.READ_ASSESSMENT))
    records = sa.select(School.id).where(reach(viewer, Action.RECORD_ASSESSMENT))
    return bool(db.session.scalar(sa.select(theirs.exists() | records.exists())))


def schools(*, viewer: Account) -> Sequence[School]:
    """Where the viewer may record a finding, by name."""
    query = sa.select(School).where(reach(viewer, Action.RECORD_ASSESSMENT))
    return db.session.scalars(query.order_by(School.name)).all()


def owners(*, viewer: Account) -> Sequence[Account]:
    """The administrators in use who may be given a finding, by name; for who records them."""
    may = sa.select(School.id).where(reach(viewer, Action.RECORD_ASSESSMENT))
    query = sa.select(Account).where(
        Account.role == Role.ADMINISTRATOR, Account.active, Account.schools.any(School.id.in_(may))
    )
    return db.session.scalars(query.order_by(Account.name, Account.id)).all()


def is_relieved(account_id: UUID, today: date, *, viewer: Account) -> bool:
    """Whether assessments are not required of an officer yet, as far as the viewer may know it."""
    query = sa.select(Account.id).where(
        Account.id == account_id, reach(viewer, Action.READ_TRAINING)
    )
    stands = status_of(account_id, today) if db.session.scalar(query) else None
    return stands is not None and PARAGRAPH in stands.relieved


_WHOLE = (
    joinedload(Assessment.school),
    joinedload(Assessment.owner),
    joinedload(Assessment.officer),
    joinedload(Assessment.recorded_by),
    joinedload(Assessment.end).joinedload(AssessmentEnd.by),
)


def _refuse_unfit(new: NewAssessment, today: date) -> None:
    texts.refuse_unfit(new.finding, field="finding", what="what was found", longest=LONGEST_NOTE)
    if not today.year - LONGEST_YEARS <= new.due_on.year <= today.year + LONGEST_YEARS:
        raise Refused("Check the day by which it is due.", "due_on")
    if (new.owner_id is None) == (not new.owner_words.strip()):
        raise Refused("Choose who sees to it, or enter who it is.", "owner")
    texts.refuse_unkept(new.owner_words, field="owner_words")
    if len(new.owner_words) > LONGEST_NAME:
        raise Refused(f"Enter at most {LONGEST_NAME} characters.", "owner_words")
    _refuse_nobody(new.owner_id, Role.ADMINISTRATOR, new.school_id, "owner")
    _refuse_nobody(new.officer_id, Role.OFFICER, new.school_id, "officer")


def _refuse_nobody(account_id: UUID | None, role: Role, school_id: UUID, field: str) -> None:
    theirs = Account.schools.any(School.id == school_id)
    query = sa.select(Account.id).where(
        Account.id == account_id, Account.role == role, Account.active, theirs
    )
    if account_id is not None and db.session.scalar(query) is None:
        raise Refused(f"Choose {NOBODY[field]} of this school.", field)
