"""What is known of an officer's courses, and that the officer reviewed the policy (policy V)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app import journal
from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Account, PolicyReview, Training
from incident_app.vocabulary import LONGEST_NAME, LONGEST_NOTE

from . import NotFound, Refused, postings, texts, transaction

COURSES = {
    "prior_course": "basic course",
    "full_course": "training that V.A mandates",
    "supplemental_course": "supplemental course",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """All that is known of an officer's courses, by the names of :class:`Training`."""

    prior_course: str = ""
    prior_course_on: date | None = None
    full_course: str = ""
    full_course_on: date | None = None
    supplemental_course: str = ""
    supplemental_course_on: date | None = None
    unable_on: date | None = None
    unable_why: str = ""


FIELDS = tuple(Courses.__dataclass_fields__)


class Overtaken(Refused):
    """Somebody recorded courses since the viewer opened the page."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody recorded courses of this officer after you opened the page. "
            "Compare them below with yours, then save again."
        )


def record(  # noqa: PLR0913 - what a line holds
    account_id: UUID,
    known: Courses,
    *,
    seen: UUID | None,
    viewer: Account | None,
    today: date,
    now: datetime,
) -> Training:
    """Record what is known of an officer's courses now; what was known before stays in the record.

    Where nothing differs from what is known, nothing is added.

    :param seen: the line the viewer had before them; ``None`` where there was none.
    :param viewer: who records it; ``None`` for the operator on the command line.
    :param today: in the district's zone.
    :raises NotFound: no officer's account, or not the viewer's to keep.
    :raises Overtaken: the newest line is another.
    :raises Refused: something is missing or not fit; names the field.
    """
    known = _fit(known, today)
    with transaction():
        officer = postings.kept(account_id, viewer=viewer)
        before = newest(officer.id)
        if before is not None:
            if all(getattr(before, name) == getattr(known, name) for name in FIELDS):
                return before
            if before.id != seen:
                raise Overtaken
        line = Training(
            account_id=officer.id,
            by_id=viewer.id if viewer else None,
            at=now,
            **{name: getattr(known, name) for name in FIELDS},
        )
        db.session.add(line)
        db.session.flush()
        given = [name for name in FIELDS if name.endswith("_on") and getattr(line, name)]
        journal.record("training recorded", officer, by=viewer, at=now, known=given)
    return line


def review(  # noqa: PLR0913 - what a review holds
    account_id: UUID,
    version: str,
    reviewed_on: date,
    *,
    viewer: Account | None,
    today: date,
    now: datetime,
) -> PolicyReview:
    """Record that an officer reviewed their employer's policy (V.C, V.D); once a version and day.

    :raises NotFound: no officer's account, or not the viewer's to keep.
    :raises Refused: naming ``version`` or ``reviewed_on``.
    """
    version = version.strip()
    texts.refuse_unfit(
        version, field="version", what="the version of the policy", longest=LONGEST_NAME
    )
    refuse_day(reviewed_on, today, field="reviewed_on")
    with transaction():
        officer = postings.kept(account_id, viewer=viewer)
        for there in _reviews(officer.id):
            if (there.version, there.reviewed_on) == (version, reviewed_on):
                return there
        line = PolicyReview(
            account_id=officer.id,
            version=version,
            reviewed_on=reviewed_on,
            by_id=viewer.id if viewer else None,
            at=now,
        )
        db.session.add(line)
        db.session.flush()
        day = reviewed_on.isoformat()
        journal.record("policy review recorded", officer, by=viewer, at=now, reviewed_on=day)
    return line


def officer(account_id: UUID, *, viewer: Account) -> Account:
    """An officer whose training the viewer reads.

    :raises NotFound: absent, or out of reach.
    """
    query = sa.select(Account).where(Account.id == account_id, reach(viewer, Action.READ_TRAINING))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def officers(*, viewer: Account) -> Sequence[Account]:
    """The officers in use whose training the viewer reads, by name."""
    query = sa.select(Account).where(reach(viewer, Action.READ_TRAINING), Account.active)
    return db.session.scalars(query.order_by(Account.name, Account.id)).all()


def history(account_id: UUID, *, viewer: Account) -> Sequence[Training]:
    """What was known of an officer's courses, the newest first; empty when out of reach."""
    return db.session.scalars(
        sa.select(Training)
        .join(Account, Account.id == Training.account_id)
        .where(Training.account_id == account_id, reach(viewer, Action.READ_TRAINING))
        .order_by(Training.seq.desc())
        .options(joinedload(Training.by))
    ).all()


def reviews(account_id: UUID, *, viewer: Account) -> Sequence[PolicyReview]:
    """The policy reviews of an officer, the latest first; empty when out of reach."""
    return db.session.scalars(
        sa.select(PolicyReview)
        .join(Account, Account.id == PolicyReview.account_id)
        .where(PolicyReview.account_id == account_id, reach(viewer, Action.READ_TRAINING))
        .order_by(PolicyReview.reviewed_on.desc(), PolicyReview.seq.desc())
        .options(joinedload(PolicyReview.by))
    ).all()


def newest(account_id: UUID) -> Training | None:
    """What is known of an officer's courses now; the caller has asked who may know."""
    query = sa.select(Training).where(Training.account_id == account_id)
    return db.session.scalar(query.order_by(Training.seq.desc()).limit(1))


def refuse_day(day: date, today: date, *, field: str) -> None:
    """Refuse a day that is still to come, or from before there was anything to record.

    :raises Refused: naming the field.
    """
    if day > today:
        raise Refused("This day is still to come. Enter today or an earlier day.", field)
    if day < postings.FIRST_DAY:
        raise Refused("Check the year of this day.", field)


def _fit(known: Courses, today: date) -> Courses:
    """The same without blank ends.

    :raises Refused: naming the field.
    """
    words = {name: getattr(known, name).strip() for name in COURSES}
    for name, what in COURSES.items():
        day, fields = getattr(known, f"{name}_on"), (name, f"{name}_on")
        _refuse_half(words[name], day, fields, f"the name of the {what}", LONGEST_NAME)
    why = known.unable_why.strip()
    fields = ("unable_why", "unable_on")
    _refuse_half(why, known.unable_on, fields, "why the employer can't provide it", LONGEST_NOTE)
    for name in (*(f"{each}_on" for each in COURSES), "unable_on"):
        if (day := getattr(known, name)) is not None:
            refuse_day(day, today, field=name)
    return replace(known, **words, unable_why=why)


def _refuse_half(
    words: str, day: date | None, fields: tuple[str, str], what: str, longest: int
) -> None:
    """Words come with their day, and a day with its words."""
    if day is not None:
        texts.refuse_unfit(words, field=fields[0], what=what, longest=longest)
    elif words:
        texts.refuse_unfit(words, field=fields[0], what=what, longest=longest)
        raise Refused("Enter the day too, or leave both out.", fields[1])


def _reviews(account_id: UUID) -> Sequence[PolicyReview]:
    query = sa.select(PolicyReview).where(PolicyReview.account_id == account_id)
    return db.session.scalars(query).all()
