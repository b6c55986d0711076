"""Who of the district's own people was shown which incident, written before it is sent.

Nobody has to remember to do it: whatever is loaded of an incident while a page is being made is
noticed here, by the column that says of which incident or matter it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from incident_app.extensions import Model, db
from incident_app.models import Incident, Look, Matter, School
from incident_app.vocabulary import Role, Seen

from . import transaction

if TYPE_CHECKING:
    from sqlalchemy.orm import QueryContext

    from incident_app.models import Account

LOOKERS = (Role.ADMINISTRATOR, Role.COORDINATOR)
"""Whose looks are written here: what an officer is shown is a disclosure, and an auditor reads
without names."""

_WATCH = "what is handed out"


@dataclass(slots=True)
class Shown:
    """The incidents and matters of which something was loaded.

    ``known`` are the matters whose incident is among the incidents.
    """

    incidents: set[UUID] = field(default_factory=set)
    matters: set[UUID] = field(default_factory=set)
    known: set[UUID] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.incidents or self.matters)


@contextmanager
def watching(*, viewer: Account) -> Iterator[Shown]:
    """Notice of which incidents anything is loaded for the viewer until the block ends."""
    shown = Shown()
    if viewer.role in LOOKERS:
        db.session.info[_WATCH] = shown
    try:
        yield shown
    finally:
        db.session.info.pop(_WATCH, None)


def record(shown: Shown, how: Seen, *, viewer: Account, now: datetime) -> None:
    """Write a line for each incident shown; where that fails, nothing may be sent.

    No event besides: the lines are the journal of what was looked at.
    """
    with transaction():
        write(shown.incidents, how, matters=shown.matters - shown.known, viewer=viewer, now=now)


def write(
    incidents: Iterable[UUID],
    how: Seen,
    *,
    viewer: Account,
    now: datetime,
    matters: Collection[UUID] = (),
) -> None:
    """Add a line for each of these incidents, and of those of these matters.

    It is kept or lost with the open transaction.
    """
    shown = set(incidents)
    if matters:
        of_matters = sa.select(Matter.incident_id).where(Matter.id.in_(matters))
        shown |= set(db.session.scalars(of_matters))
    found = sa.select(Incident.id, School.code).join(Incident.school).where(Incident.id.in_(shown))
    lines = [
        {
            "account_id": viewer.id,
            "incident_id": incident_id,
            "how": how,
            "assignment": _assignment(viewer, code),
            "at": now,
        }
        for incident_id, code in db.session.execute(found)
    ]
    if lines:
        db.session.execute(sa.insert(Look), lines)


def _assignment(viewer: Account, school: str) -> str:
    """*Administrator, EHS*; *Coordinator, district*."""
    where = school if viewer.role is Role.ADMINISTRATOR else "district"
    return f"{viewer.role.value.capitalize()}, {where}"


@sa.event.listens_for(Model, "load", propagate=True)
def _loaded(target: Model, context: QueryContext) -> None:
    shown = context.session.info.get(_WATCH)
    if shown is None:
        return
    held = target.__dict__
    incident_id = held.get("id") if isinstance(target, Incident) else held.get("incident_id")
    if isinstance(target, Matter):
        shown.known.add(held["id"])
    if incident_id:
        shown.incidents.add(incident_id)
    elif matter_id := held.get("matter_id"):
        shown.matters.add(matter_id)
