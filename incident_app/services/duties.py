"""What officers do besides enforcement (IV.A.1 to IV.A.6): logging it, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, DutyEntry, DutyReview, School
from incident_app.policy.duties import Duty
from incident_app.policy.school_year import school_year
from incident_app.vocabulary import (
    LONGEST_DUTY_WORDS,
    MOST_AUDIENCE,
    MOST_MINUTES,
    Reviewed,
    Role,
)

from . import NotFound, Refused, once, texts, transaction
from .accounts import same_person
from .student_names import refuse_named

LOGGED = tuple(duty for duty in Duty if duty is not Duty.ENFORCEMENT)
"""The duties that are logged; of enforcement (IV.A.7) referrals keep the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """One piece of work. ``contact_day``: students were there. ``key`` makes two presses one."""

    school_id: UUID
    duty: Duty
    day: date
    minutes: int
    audience: int | None = None
    contact_day: bool = True
    words: str = ""
    key: UUID = field(default_factory=uuid4)


def log(
    account_id: UUID, new: NewEntry, *, viewer: Account, today: date, now: datetime
) -> DutyEntry:
    """Log a piece of an officer's work; the coordinator does it for an officer.

    :param today: in the district's zone.
    :raises NotFound: the school is absent, or not the viewer's to log at.
    :raises Refused: something is missing, not fit, or names a student; names the field.
    """
    return once(lambda: _logged(account_id, new, viewer=viewer, today=today, now=now))


def _logged(
    account_id: UUID, new: NewEntry, *, viewer: Account, today: date, now: datetime
) -> DutyEntry:
    with transaction():
        school = sa.select(School).where(School.id == new.school_id, reach(viewer, Action.LOG_DUTY))
        if db.session.scalar(school) is None:
            raise NotFound
        there = db.session.scalar(sa.select(DutyEntry).where(DutyEntry.id == new.key))
        if there is not None:
            if there.by_id != viewer.id:
                raise NotFound  # somebody else's key: as if there were none
            return there
        _refuse_unfit(new, today)
        _refuse_no_officer(account_id, viewer)
        refuse_named(new.words, field="words", viewer=viewer)
        entry = DutyEntry(
            id=new.key,
            account_id=account_id,
            school_id=new.school_id,
            duty=new.duty,
            day=new.day,
            minutes=new.minutes,
            audience=new.audience,
            contact_day=new.contact_day,
            words=new.words.strip(),
            by_id=viewer.id,
            at=now,
        )
        db.session.add(entry)
        db.session.flush()
        journal.record(
            "duty logged",
            entry,
            by=viewer,
            at=now,
            duty=new.duty.value,
            day=new.day.isoformat(),
            minutes=new.minutes,
        )
        return entry


def review(
    entries: Collection[UUID],
    verdict: Reviewed,
    words: str = "",
    *,
    viewer: Account,
    now: datetime,
) -> int:
    """Accept or strike entries, all of them or none; what was said before stays in the record.

    :param words: why; needed to strike. They name no student.
    :return: how many.
    :raises NotFound: one of them is absent, or not the viewer's to review.
    :raises Refused: nothing is chosen, the words are not fit, or the work is the viewer's own,
        under another account of theirs; names the field.
    """
    if not entries:
        raise Refused("Choose at least one entry.", "entries")
    texts.refuse_unkept(words, field="words")
    if verdict is Reviewed.STRUCK:
        texts.refuse_unfit(words, field="words", what="why", longest=LONGEST_DUTY_WORDS)
    with transaction():
        query = sa.select(DutyEntry).where(
            DutyEntry.id.in_(entries), reach(viewer, Action.REVIEW_DUTY)
        )
        found = db.session.scalars(query.order_by(DutyEntry.seq)).all()
        if len(found) != len(set(entries)):
            raise NotFound
        refuse_named(words, field="words", viewer=viewer)
        if any(same_person(entry.account, viewer) for entry in found):
            raise Refused("Somebody else reviews your own work.", "entries")
        for entry in found:
            line = DutyReview(
                entry_id=entry.id, verdict=verdict, words=words.strip(), by_id=viewer.id, at=now
            )
            db.session.add(line)
            db.session.flush()
            journal.record(f"duty {verdict.value}", entry, by=viewer, at=now)
        return len(found)


def entry(entry_id: UUID, *, viewer: Account) -> DutyEntry:
    """One entry that the viewer may review.

    :raises NotFound: absent, or not theirs to review.
    """
    query = sa.select(DutyEntry).where(DutyEntry.id == entry_id, reach(viewer, Action.REVIEW_DUTY))
    found = db.session.scalar(query.options(joinedload(DutyEntry.account)))
    if found is None:
        raise NotFound
    return found


def schools(*, viewer: Account) -> Sequence[School]:
    """Where the viewer may log work, by name; for the coordinator, every school."""
    query = sa.select(School).where(reach(viewer, Action.LOG_DUTY))
    return db.session.scalars(query.order_by(School.name)).all()


def last_school(*, viewer: Account) -> UUID | None:
    """Where the viewer last logged work of their own."""
    query = sa.select(DutyEntry.school_id).where(
        DutyEntry.account_id == viewer.id, reach(viewer, Action.READ_DUTY)
    )
    return db.session.scalar(query.order_by(DutyEntry.seq.desc()).limit(1))


def _refuse_unfit(new: NewEntry, today: date) -> None:
    if new.duty not in LOGGED:
        raise Refused("Choose a duty of IV.A.1 to IV.A.6.", "duty")
    refuse_day(new.day, today)
    refuse_measures(new.minutes, new.audience)
    texts.refuse_unkept(new.words, field="words")
    if len(new.words) > LONGEST_DUTY_WORDS:
        raise Refused(f"Enter at most {LONGEST_DUTY_WORDS} characters.", "words")


def refuse_day(day: date, today: date) -> None:
    """Refuse a day to come, and one of an earlier school year: what it counted is reported.

    :raises Refused: naming the field.
    """
    first, _ = school_year(today)
    if day > today:
        raise Refused("Enter a day that is not in the future.", "day")
    if day < first:
        begins = f"{first:%B} {first.day}, {first.year}"
        raise Refused(f"Enter a day of this school year, which began on {begins}.", "day")


def refuse_measures(minutes: int, audience: int | None) -> None:
    """Refuse what is a slip of the finger.

    :raises Refused: naming the field.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused(f"Enter minutes from 1 to {MOST_MINUTES}.", "minutes")
    if audience is not None and not 0 <= audience <= MOST_AUDIENCE:
        raise Refused(f"Enter a number of people from 0 to {MOST_AUDIENCE:,}.", "audience")


def _refuse_no_officer(account_id: UUID, viewer: Account) -> None:
    if viewer.role is Role.OFFICER and account_id != viewer.id:
        raise Refused("An officer logs only their own work.", "officer")
    query = sa.select(Account.id).where(
        Account.id == account_id, reach(viewer, Action.READ_OFFICER)
    )
    if db.session.scalar(query) is None:
        raise Refused("Choose an officer from the list.", "officer")
