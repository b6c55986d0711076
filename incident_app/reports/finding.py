"""Finding incidents: a page of them, how many there are, and all of them for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from incident_app.access import Action, reach
from incident_app.extensions import db
from incident_app.models import Decision, Incident, Matter, Participant, Person, School, Standing
from incident_app.policy.conducts import BY_CODE

from .wanted import Walk, Wanted, walk

if TYPE_CHECKING:
    from incident_app.models import Account
    from incident_app.policy.outcome import Outcome
    from incident_app.vocabulary import Part, Precision

PAGE = 50
COUNTED = 1_000
BATCH = 500
OPENING = 160


@dataclass(frozen=True, kw_only=True)
class Line:
    """One matter of a listed incident. ``since`` is when the outcome became this one."""

    id: UUID
    reference: str
    who: str
    part: Part
    conduct: str
    outcome: Outcome
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Row:
    """One listed incident. ``opening`` holds the first words of the narrative, no more."""

    id: UUID
    reference: str
    occurred_at: datetime
    occurred_on: date
    precision: Precision
    place: str
    school: str
    opening: str
    matters: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of incidents. ``more`` follow it; ``count`` is as :func:`count` says."""

    rows: Sequence[Row]
    more: bool
    count: int


def page(wanted: Wanted, *, viewer: Account, now: datetime, after: UUID | None = None) -> Found:
    """Incidents in reach, the latest to happen first, at most 50.

    :param after: the last incident of the page before; out of reach, it gives the first page.
    """
    rows = _rows(wanted, PAGE + 1, viewer=viewer, now=now, after=after)
    total = count(wanted, viewer=viewer, now=now, most=COUNTED)
    return Found(rows=rows[:PAGE], more=len(rows) > PAGE, count=total)


def latest(most: int, *, viewer: Account, now: datetime) -> Sequence[Row]:
    """The incidents in reach that happened last, the latest first."""
    return _rows(Wanted(), most, viewer=viewer, now=now, after=None)


def count(wanted: Wanted, *, viewer: Account, now: datetime, most: int) -> int:
    """How many incidents in reach there are; one more than ``most`` stands for any more."""
    found = walk(wanted, viewer=viewer, now=now).query.limit(most + 1).subquery()
    return db.session.scalars(sa.select(sa.func.count()).select_from(found)).one()


def ids(wanted: Wanted, *, viewer: Account, now: datetime, most: int) -> Sequence[UUID]:
    """Which incidents :func:`everything` will give."""
    found = _latest(wanted, most, viewer=viewer, now=now, after=None)
    return [] if found is None else db.session.scalars(found).all()


def everything(
    wanted: Wanted, *, viewer: Account, now: datetime, most: int
) -> Iterator[tuple[Row, Mapping[UUID, str]]]:
    """Incidents in reach, the latest to happen first, each with its matters' cites by their id.

    They are read some hundred at a time, each time within the reach that the viewer has by then;
    where the last one read is out of it, nothing more comes.
    """
    after = None
    while most > 0:
        batch = min(BATCH, most)
        db.session.rollback()  # the account and its schools are read again
        if after is not None and not _readable(after, viewer=viewer):
            return
        rows = _rows(wanted, batch, viewer=viewer, now=now, after=after)
        cites = _cites([row.id for row in rows])
        yield from ((row, cites) for row in rows)
        if len(rows) < batch:
            return
        after, most = rows[-1].id, most - len(rows)


def _readable(incident_id: UUID, *, viewer: Account) -> bool:
    readable = sa.exists().where(Incident.id == incident_id, reach(viewer, Action.READ_INCIDENT))
    return db.session.scalars(sa.select(readable)).one()


def schools(*, viewer: Account) -> Sequence[School]:
    """The schools whose incidents the viewer finds, by name."""
    query = sa.select(School).where(reach(viewer, Action.FIND_THERE)).order_by(School.name)
    return db.session.scalars(query).all()


def person(person_id: UUID, *, viewer: Account) -> Person | None:
    """A person to find by; ``None`` for an absent one and for one out of reach."""
    return db.session.scalar(
        sa.select(Person).where(Person.id == person_id, reach(viewer, Action.PICK_PERSON))
    )


def _rows(
    wanted: Wanted, most: int, *, viewer: Account, now: datetime, after: UUID | None
) -> Sequence[Row]:
    found = _latest(wanted, most, viewer=viewer, now=now, after=after)
    return [] if found is None else _shown(found, viewer=viewer)


def _latest(
    wanted: Wanted, most: int, *, viewer: Account, now: datetime, after: UUID | None
) -> sa.Select[UUID] | None:
    """The ids of those wanted, the latest first; ``None`` without a school to find them at."""
    way = walk(wanted, viewer=viewer, now=now)
    query = way.query.where(*_after(after, way, viewer=viewer))
    # A school at a time, each by its index: over several at once a database sorts them all.
    branches = [
        query.where(way.school == school.id)
        .order_by(way.at.desc(), way.id.desc())
        .limit(most)
        .subquery()
        for school in schools(viewer=viewer)
    ]
    if not branches:
        return None
    merged = sa.union_all(*map(sa.select, branches)).subquery()
    latest = (merged.c.occurred_at.desc(), merged.c.id.desc())
    return sa.select(merged.c.id).order_by(*latest).limit(most)


def _after(last_id: UUID | None, way: Walk, *, viewer: Account) -> list[sa.ColumnElement[bool]]:
    if last_id is None:
        return []
    last = db.session.execute(
        sa.select(Incident.occurred_at, Incident.id).where(
            Incident.id == last_id, reach(viewer, Action.READ_INCIDENT)
        )
    ).one_or_none()
    if last is None:
        return []
    moment = sa.literal(last.occurred_at, Incident.occurred_at.type)
    return [sa.tuple_(way.at, way.id) < sa.tuple_(moment, last.id)]


def _shown(ids: sa.Select[UUID], *, viewer: Account) -> Sequence[Row]:
    """The rows of these incidents, the latest first."""
    found_ids = ids.subquery()
    found = db.session.execute(
        sa.select(
            Incident.id,
            Incident.reference,
            Incident.occurred_at,
            Incident.occurred_on,
            Incident.precision,
            Incident.place,
            School.name.label("school"),
            sa.func.substr(Incident.narrative, 1, OPENING).label("opening"),
        )
        .join(found_ids, found_ids.c.id == Incident.id)
        .join(School, School.id == Incident.school_id)
        .where(reach(viewer, Action.READ_INCIDENT))
        .order_by(Incident.occurred_at.desc(), Incident.id.desc())
    ).all()
    lines = _lines([each.id for each in found])
    return [Row(**each._mapping, matters=lines.get(each.id, ())) for each in found]  # noqa: SLF001 - the name SQLAlchemy gives it


def _lines(incident_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Line]]:
    """The matters of incidents found within reach, as they were entered, by incident."""
    query = (
        sa.select(Matter, Standing.outcome, Standing.since)
        .join(Standing, Standing.matter_id == Matter.id)
        .where(Matter.incident_id.in_(incident_ids))
        .order_by(Matter.incident_id, Matter.place_in_form)
        .options(joinedload(Matter.actor).joinedload(Participant.person))
    )
    return {
        incident_id: tuple(
            Line(
                id=matter.id,
                reference=matter.reference,
                who=matter.actor.person.shown,
                part=matter.actor.part,
                conduct=matter.conduct_words or BY_CODE[matter.conduct].label,
                outcome=outcome,
                since=since,
            )
            for matter, outcome, since in matters
        )
        for incident_id, matters in groupby(
            db.session.execute(query), key=lambda each: each.Matter.incident_id
        )
    }


def _cites(incident_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """The paragraphs that decide each matter of these incidents, by matter."""
    in_force = (
        sa.select(sa.func.max(Decision.seq))
        .where(Decision.matter_id == Matter.id)
        .correlate(Matter)
        .scalar_subquery()
    )
    query = (
        sa.select(Matter.id, Decision.rows)
        .join(Decision, Decision.seq == in_force)
        .where(Matter.incident_id.in_(incident_ids))
    )
    return {
        matter_id: "; ".join(row["cite"] for row in rows)
        for matter_id, rows in db.session.execute(query)
    }
